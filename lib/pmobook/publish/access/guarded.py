"""What every answer of a server has in common: nothing is done before the gate has let the request pass."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import quote

import tornado.web

from pmobook.errors import PmobookError
from pmobook.inputs.access import Rights
from pmobook.language import language, said_later, say
from pmobook.publish.access.audit import Event
from pmobook.publish.access.gate import Gate
from pmobook.publish.access.proxy import NotVouchedFor
from pmobook.publish.addresses import PageRefused

__all__ = ["MOST_BYTES", "NOBODY", "Guarded", "reload_page"]

MOST_BYTES = 1_000_000
"""The longest request that is taken in: it is held in memory before anybody can say who sends it."""

NOBODY = Rights("", (), enterprise=False, work=frozenset())
_WRONG_ADDRESS = (said_later("This address can't be used"), said_later("Open it under the address that was announced."))
_NOT_SIGNED_IN = (
    said_later("You are not signed in"),
    said_later("Load the page again, or open it under the address that the PMO team gave you."),
)
_NOTHING_OPEN = (
    said_later("Nothing is open to you yet"),
    said_later("You are signed in, but nobody has said which business units you may see. Please ask the PMO team."),
)
_MENDED = (said_later("The scorecards can't be shown just now"), said_later("Their data are being mended. Try again soon."))


class Guarded(tornado.web.RequestHandler):
    """A handler that knows who asks, and what that person may see."""

    needs_sign_in = True
    rights = NOBODY

    @property
    def app(self) -> Any:  # noqa: ANN401 - voila has no types
        """The server."""
        return self.settings["voila"]

    @property
    def gate(self) -> Gate:
        """The server's gate."""
        gate: Gate = self.app.gate
        return gate

    @property
    def own_cookie(self) -> str:
        """The cookie by which a browser is known: two servers of one machine would share one of the same name."""
        return f"pmobook_{self.app.port}"

    @property
    def sign_out_address(self) -> str:
        """Where whoever asks can sign out; empty where the proxy does that, or nobody signs in."""
        access = self.gate.access() if self.rights.person else None
        return f"{self.app.base_url}sign-out" if access is not None and access.sign_in != "proxy" else ""

    def keep_cookie(self, name: str, value: str, *, same_site: str = "Strict") -> None:
        """Give the browser a cookie that no script can read and no other site can have sent."""
        access = self.gate.access()
        secure = access is not None and access.https
        self.set_cookie(name, value, path=self.app.base_url, httponly=True, samesite=same_site, secure=secure)

    def audit(self, event: Event, reason: str = "", person: str = "") -> None:
        """Write a line to the log, without the parameters of the address: they could hold a secret."""
        units = self.request.query_arguments.get("business_unit", [])
        named = [f"business_unit={quote(unit)}" for unit in units[:3]]
        path = "?".join(filter(None, [self.request.path, "&".join(named)]))
        who = person or self.rights.person
        self.gate.audit(event, person=who, address=self.request.remote_ip or "", path=path, reason=reason)

    def admit(self) -> None:
        """Let a request pass, answer it with the way to sign in, or refuse it.

        Raises
        ------
        PageRefused
            If the request names another host, comes from another site's page, or its sender may see nothing.
        """
        try:
            self._check_where_from()
            if self.needs_sign_in:
                self.rights = self.gate.rights(self.request, self.get_cookie(self.own_cookie))
                self._check_something_is_open()
        except NotVouchedFor as reason:
            self._ask_to_sign_in(str(reason))
        except PageRefused:
            raise
        except PmobookError as error:
            self.app.log.error("Nobody can be let in: %s", error)  # noqa: TRY400 - told in words, no traceback
            raise PageRefused(503, *_MENDED) from None

    def _check_something_is_open(self) -> None:
        if self.rights.person and not self.rights.business_units:
            self.audit("refused", "nothing is granted to this person")
            raise PageRefused(403, *_NOTHING_OPEN)

    def _check_where_from(self) -> None:
        for known, reason in (
            (self.gate.knows_host(self.request), "another host's name"),
            (self.gate.knows_origin(self.request), "asked by another site's page"),
        ):
            if not known:
                self.audit("refused", reason)
                raise PageRefused(403, *_WRONG_ADDRESS)

    def _ask_to_sign_in(self, reason: str) -> None:
        """Lead a person to where to sign in; refuse what no person sees, such as a socket."""
        access = self.gate.access()
        mode = self.request.headers.get("Sec-Fetch-Mode", "navigate")
        seen = self.request.method == "GET" and mode == "navigate" and "Upgrade" not in self.request.headers
        if not seen or (access is not None and access.sign_in == "proxy"):
            self.audit("refused", reason)
            raise PageRefused(401, *_NOT_SIGNED_IN)
        if self.request.headers.get("Sec-Fetch-Site") == "cross-site" and not self.get_cookie(self.own_cookie):
            # Followed from an e-mail or another site, a link comes without our cookie. The page's own reload brings it.
            self.finish(reload_page(self.request.uri or "/"))
            return
        self.audit("refused", reason)
        self.redirect(f"{self.app.base_url}sign-in?next={quote(self.request.uri or '/', safe='')}", status=302)


def reload_page(address: str) -> str:
    """Return a page that goes on to another of ours as if its reader had clicked there."""
    there = html.escape(address)
    return (
        f'<!DOCTYPE html><html lang="{language()}"><head><meta charset="utf-8"><title>{say("One moment")}</title>'
        f'<meta http-equiv="refresh" content="0;url={there}"></head>'
        f'<body><p><a href="{there}">{say("Go on")}</a></p></body></html>'
    )
