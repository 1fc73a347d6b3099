"""A page of ours behind the gate: the same headers with every answer, and a refusal is a page too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pmobook.publish.access.guarded import Guarded
from pmobook.publish.addresses import PageRefused
from pmobook.publish.site import content_policy

__all__ = ["GuardedPage"]


class GuardedPage(Guarded):
    """A handler whose answers, refusals too, are pages."""

    headers: ClassVar[Mapping[str, str]] = {
        "Server": "pmobook",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }

    def set_default_headers(self) -> None:
        """Send the same headers with every answer."""
        for name, value in {**self.headers, "Content-Security-Policy": content_policy()}.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Let through whom the gate lets through, before anything is done."""
        try:
            self.admit()
        except PageRefused as refused:
            self.refuse(refused)

    def refuse(self, refused: PageRefused) -> None:
        """Answer with the page that says why."""
        self.send_error(refused.status, exc_info=(type(refused), refused, None))
