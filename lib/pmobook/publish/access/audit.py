"""A line for each sign-in and each refusal: who, what, when; never a password, cookie or token."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from typing import Literal, TypeAlias

__all__ = ["Event", "audit_line", "write_audit_line"]

Event: TypeAlias = Literal["signed in", "signed out", "sign-in failed", "sign-in must wait", "refused"]
_LONGEST = 300


def audit_line(event: Event, *, person: str, address: str, path: str, reason: str, now: dt.datetime) -> str:
    """Return a line of JSON on what happened.

    Parameters
    ----------
    event
        What happened.
    person
        Who it was, as signed in, or as claimed by somebody who was not let in; empty if nobody was named.
    address
        The address that the request came from.
    path
        What was asked for, without its parameters but the business unit and quarter.
    reason
        Why, in words.
    now
        When.
    """
    content = {
        "when": now.astimezone(dt.UTC).isoformat(timespec="seconds"), "event": event, "person": person, "from": address,
        "path": path, "reason": reason,
    }  # fmt: skip
    shortened = {name: value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…" for name, value in content.items()}
    return json.dumps({"log": "access", **shortened})


def write_audit_line(event: Event, *, person: str = "", address: str = "", path: str = "", reason: str = "") -> None:
    """Write such a line to the server's log, which is its standard error."""
    line = audit_line(event, person=person, address=address, path=path, reason=reason, now=dt.datetime.now(tz=dt.UTC))
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a line of JSON each, so that it can be gathered as it is


Auditor: TypeAlias = Callable[..., None]
"""`write_audit_line`, or what stands in for it."""
