"""The gate that every request passes: which host and page it names, who sends it, and what that person may see."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from tornado.httputil import HTTPServerRequest

from pmobook.errors import PmobookError
from pmobook.inputs.access import ACCESS_FILE, Access, Rights, full_rights, person_key, read_access, rights_of
from pmobook.publish.access.audit import Auditor, write_audit_line
from pmobook.publish.access.hub import Hub
from pmobook.publish.access.passwords import PASSWORDS_FILE, read_passwords
from pmobook.publish.access.proxy import NotVouchedFor, Vouched, person_from_proxy
from pmobook.publish.access.sessions import FailedTries, OnTheWay, Session, Sessions
from pmobook.vocabulary import is_id

__all__ = ["OWN_NAMES", "Gate", "new_token"]

OWN_NAMES = ("127.0.0.1", "localhost", "::1")
"""Names of this machine that no other machine can reach it by."""

_WILDCARDS = ("", "0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
_CHECKED_AT_ONCE = 2
"""Checking a password takes memory and a processor on purpose; a crowd of tries must not take them all."""

Content = TypeVar("Content")


@dataclass
class Gate:
    """Who may pass, decided anew for every request by what ``access.yaml`` says at that moment.

    Attributes
    ----------
    folder
        The engagement's.
    ip
        The address that the server is bound to.
    token
        What the only person signs in with where there is no ``access.yaml``; empty if nobody needs to.
    hub
        The hub that started the server, if one did.
    proxy_secret
        What the proxy's secret header has to hold.
    closed
        Whether there was an ``access.yaml`` at the start: when it is gone later, nobody may pass.
    audit
        Told each sign-in and refusal.
    sessions, tries, on_the_way, checking
        Who is signed in, who typed wrong passwords, who was sent to the hub, and how many passwords are checked at once.
    """

    folder: Path
    ip: str = "127.0.0.1"
    token: str = ""
    hub: Hub | None = None
    proxy_secret: str = ""
    closed: bool = False
    audit: Auditor = write_audit_line
    sessions: Sessions = field(default_factory=Sessions)
    tries: FailedTries = field(default_factory=FailedTries)
    on_the_way: OnTheWay = field(default_factory=OnTheWay)
    checking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_CHECKED_AT_ONCE))
    _read: dict[str, tuple[Hashable, object]] = field(default_factory=dict)

    def business_units(self) -> tuple[str, ...]:
        """Return the ids of the engagement's business units."""
        places = sorted((self.folder / "business_units").glob("*.yaml"))
        return tuple(path.stem for path in places if is_id(path.stem))

    def access(self) -> Access | None:
        """Return who may see what, as it stands now; None if the server is open to whoever sits at this machine.

        Raises
        ------
        PmobookError
            If ``access.yaml`` can't be read, or is gone.
        """
        units = self.business_units()
        access = self._kept(ACCESS_FILE, units, lambda: read_access(self.folder, units))
        if access is None and self.closed:
            message = f"{ACCESS_FILE} is gone; nobody is let in. Put it back, or start the server again."
            raise PmobookError(message)
        return access

    def passwords(self) -> dict[str, str]:
        """Return what is kept of each person's password, as it stands now."""
        return self._kept(PASSWORDS_FILE, (), lambda: read_passwords(self.folder))

    def rights(self, request: HTTPServerRequest, cookie: str | None) -> Rights:
        """Return what the person who sends a request may see and do.

        Parameters
        ----------
        request
            As it came.
        cookie
            What the browser shows to say that it is signed in.

        Raises
        ------
        NotVouchedFor
            If nobody is signed in.
        PmobookError
            If ``access.yaml`` can't be read.
        """
        access, units = self.access(), self.business_units()
        if access is None:
            if self.token and self.sessions.find(cookie) is None:
                message = "not signed in"
                raise NotVouchedFor(message)
            return full_rights(units)
        vouched = self._vouched(access, request, cookie)
        return rights_of(access, vouched.person, vouched.groups, units)

    def _vouched(self, access: Access, request: HTTPServerRequest, cookie: str | None) -> Vouched:
        if access.proxy is not None:
            return person_from_proxy(access.proxy, request, self.proxy_secret)
        session = self.sessions.find(cookie)
        if session is None or not self._still_counts(access, session):
            message = "not signed in" if not cookie else "signed in no more"
            raise NotVouchedFor(message)
        return Vouched(session.person, session.groups)

    def _still_counts(self, access: Access, session: Session) -> bool:
        """Say whether what a session was begun with still holds: a changed password signs out everywhere."""
        proof = self.proof_of(session.person) if access.sign_in == "password" else access.sign_in
        return hmac.compare_digest(session.proof, proof)

    def proof_of(self, person: str) -> str:
        """Return a digest of what is kept of a person's password."""
        kept = self.passwords().get(person_key(person), "")
        return hashlib.sha256(kept.encode()).hexdigest()

    def token_matches(self, shown: str) -> bool:
        """Say whether a token is the one that was announced."""
        return bool(self.token) and hmac.compare_digest(shown.encode("utf-8", "surrogatepass"), self.token.encode())

    def knows_host(self, request: HTTPServerRequest) -> bool:
        """Say whether a request names this server: a page elsewhere could otherwise read ours by pointing its own name at us.

        Raises
        ------
        PmobookError
            If ``access.yaml`` can't be read.
        """
        access = self.access()
        own = () if self.ip in _WILDCARDS else (self.ip.lower(),)
        return request.host_name.strip("[]").lower() in {*OWN_NAMES, *own, *(access.hosts if access else ())}

    def knows_origin(self, request: HTTPServerRequest) -> bool:
        """Say whether what asks is a page of this server, or no page at all."""
        origin = request.headers.get("Origin") or request.headers.get("Sec-WebSocket-Origin")
        if origin is None:
            return True
        try:
            asked_by = urlsplit(origin.lower())
            name = asked_by.hostname
        except ValueError:
            return False
        access = self.access()
        behind = access is not None and access.https and name in access.hosts and asked_by.scheme == "https"
        return behind or (asked_by.netloc == request.host.lower() and asked_by.scheme in ("http", "https"))

    def _kept(self, name: str, beside: Hashable, read: Callable[[], Content]) -> Content:
        """Read a file of the engagement again only when it has changed."""
        try:
            state = (self.folder / name).stat()
            key: Hashable = (state.st_mtime_ns, state.st_size, state.st_ino, beside)
        except OSError:
            key = (None, beside)
        known = self._read.get(name)
        if known is None or known[0] != key:
            known = self._read[name] = (key, read())
        return known[1]  # type: ignore[return-value] # what this name's own reader returned


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(32)
