"""Who is signed in, for how long, and who has to wait after wrong passwords."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["FailedTries", "OnTheWay", "Session", "Sessions"]

_MOST_SESSIONS = 10_000
_MOST_REMEMBERED = 10_000
_LONGEST_WAIT = 3600.0
_SECONDS_AT_HUB = 600.0


@dataclass(frozen=True)
class Session:
    """Somebody who has signed in.

    Attributes
    ----------
    person, groups
        As vouched for when signing in.
    ends
        The moment from which it counts no more.
    proof
        What the person proved it with, shortened to a digest: when that changes, the session counts no more.
    """

    person: str
    groups: tuple[str, ...]
    ends: float
    proof: str = ""


class Sessions:
    """Everybody who is signed in. Only digests of what browsers hold are kept; a restart of the server signs everybody out.

    Parameters
    ----------
    now
        The clock, in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._kept: OrderedDict[str, Session] = OrderedDict()

    def start(self, person: str, groups: tuple[str, ...], hours: float, proof: str = "") -> str:
        """Sign somebody in, and return the secret that the browser shows from then on."""
        secret = secrets.token_urlsafe(32)
        self._kept[_digest(secret)] = Session(person, groups, self._now() + hours * 3600, proof)
        while len(self._kept) > _MOST_SESSIONS:
            self._kept.popitem(last=False)
        return secret

    def find(self, secret: str | None) -> Session | None:
        """Return whose secret it is; None if it is nobody's, or no more."""
        if not secret:
            return None
        key = _digest(secret)
        session = self._kept.get(key)
        if session is not None and session.ends <= self._now():
            del self._kept[key]
            return None
        return session

    def end(self, secret: str | None) -> None:
        """Sign out whoever shows a secret."""
        if secret:
            self._kept.pop(_digest(secret), None)


class FailedTries:
    """Wrong passwords in a row, and how long to wait before the next try.

    Parameters
    ----------
    now
        The clock, in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._kept: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def seconds_to_wait(self, who: str) -> float:
        """Return how long somebody has to wait before the next try; 0 if not at all."""
        return max(0.0, self._kept.get(who, (0, 0.0))[1] - self._now())

    def failed(self, who: str, tries: int, seconds: float) -> None:
        """Count a wrong password: from so many in a row on, each doubles the wait, up to an hour."""
        count = self._kept.pop(who, (0, 0.0))[0] + 1
        wait = min(seconds * 2.0 ** min(count - tries, 30), _LONGEST_WAIT) if count >= tries else 0.0
        self._kept[who] = (count, self._now() + wait)
        while len(self._kept) > _MOST_REMEMBERED:
            self._kept.popitem(last=False)

    def succeeded(self, who: str) -> None:
        """Forget somebody's wrong passwords."""
        self._kept.pop(who, None)


class OnTheWay:
    """Browsers that were sent to a hub to sign in: each state counts once, for ten minutes.

    Parameters
    ----------
    now
        The clock, in seconds.
    """

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._kept: OrderedDict[str, tuple[str, float]] = OrderedDict()

    def add(self, state: str, there: str) -> None:
        """Remember where a browser was going."""
        self._kept[state] = (there, self._now() + _SECONDS_AT_HUB)
        while len(self._kept) > _MOST_REMEMBERED:
            self._kept.popitem(last=False)

    def take(self, state: str) -> str | None:
        """Return where it was going, once; None if nobody set out with that state, or too long ago."""
        there, ends = self._kept.pop(state, ("", 0.0))
        return there if ends > self._now() else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
