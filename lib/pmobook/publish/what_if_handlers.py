"""What the what-if's server answers: one page, and what its controls and the server tell each other."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import functools
import hashlib
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any

import tornado.web

from pmobook.language import said_later, say
from pmobook.publish.access.guarded import Guarded
from pmobook.publish.addresses import PageRefused
from pmobook.publish.site import Audience, Site, template_folder
from pmobook.publish.static_furniture import render
from pmobook.publish.widgets_live import LivePage
from pmobook.show.style import stylesheet

__all__ = ["Changes", "Close", "NotFound", "Open", "Page", "Tell"]

_SECONDS_TO_WAIT = 20
"""For something to change, before the page asks anew."""
_SECONDS_TO_GATHER = 0.02
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "pmobook",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ELSEWHERE = (said_later("This address can't be used"), said_later("Open the what-if under the address that was announced."))
_NOT_OPEN = (said_later("The what-if isn't open to you"), said_later("Ask the PMO team if you need to try other choices."))
_NO_PAGE = (said_later("There is no such page"), said_later("The what-if stands at the address that was announced."))
_NOT_UNDERSTOOD = (said_later("This could not be understood"), said_later("Load the page again."))
_SENTENCES = {
    404: said_later("There is no such page. The what-if stands at the address that was announced."),
    503: said_later(
        "As many what-ifs are open as this machine is allowed to hold. Close one, wait a minute, and load the page again."
    ),
}


class _Closed(Guarded):
    """The same headers with every answer, nothing done before the gate has let the request pass, and errors in words."""

    def set_default_headers(self) -> None:
        """Replace whatever Voila would send."""
        for name, value in {**_HEADERS, "Content-Security-Policy": _policy()}.items():
            self.set_header(name, value)

    def check_xsrf_cookie(self) -> None:
        """Need no token: another site's page is refused before this, and a page's own secret is known to it alone."""

    async def prepare(self) -> None:
        """Refuse what other sites' pages ask for and whoever may not try this what-if, before anything is done."""
        asked_by = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        try:
            self.admit()
            if asked_by not in ("same-origin", "none") and self.request.headers.get("Sec-Fetch-Mode") != "navigate":
                raise PageRefused(403, *_ELSEWHERE)  # noqa: TRY301 - refused like everything else
            if not self._finished:
                self.check_rights()
        except PageRefused as refused:
            self.send_error(refused.status, exc_info=(type(refused), refused, None))

    def check_rights(self) -> None:
        """Refuse whoever may not try this business unit's what-if.

        Raises
        ------
        PageRefused
            In words.
        """
        if not self.rights.may("what_if", self.app.business_unit):
            self.audit("refused", f"may not try the what-if of {self.app.business_unit}")
            raise PageRefused(403, *_NOT_OPEN)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's signature
        """Say in words what went wrong; nothing of how the server is built."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        if status_code == 503:
            self.set_header("Retry-After", "60")
        sentence = say(_SENTENCES.get(status_code, said_later("The what-if could not be shown. Please tell the PMO team.")))
        self.finish(f"{say(error.title)}. {say(str(error))}" if isinstance(error, PageRefused) else sentence)


class Page(_Closed):
    """The what-if as it stands, at once; its controls come to life behind it."""

    def get(self) -> None:
        """Show the words and the controls as they stood when they were last opened, still shut."""
        if self.app.is_full:
            raise tornado.web.HTTPError(503)
        base, title = self.app.base_url, say("What if? · {business_unit} · {quarter}", **self.app.of)
        furniture = {
            **Site(self.gate.folder).furniture(title, Audience(home=base, sign_out=self.sign_out_address)),
            "subtitle": say("Portfolio what-if"),
            "style": f"{stylesheet()}{_text('page.css')}{_text('what_if.css')}",
            "script": _script(),
        }
        words, shown = self.app.first_seen
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.finish(render("what_if.html.j2", furniture, words=words, shown=shown))


class _Told(_Closed):
    """What a page says to the server, and what it is answered."""

    def said(self) -> dict[str, Any]:
        """Return what the page says.

        Raises
        ------
        PageRefused
            If it is not what our page would say.
        """
        try:
            said = json.loads(self.request.body or b"{}")
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            raise PageRefused(400, *_NOT_UNDERSTOOD)
        return said

    def live_page(self, said: dict[str, Any]) -> LivePage:
        """Return the page that speaks, by the secret that it was given.

        Raises
        ------
        PageRefused
            In the same words for the page of another person as for one that isn't there.
        """
        pages: dict[str, tuple[str, LivePage]] = self.app.pages
        person, page = pages.get(str(said.get("page", "")), ("", None))
        if page is None or person != self.rights.person:
            raise PageRefused(404, *_NO_PAGE)
        page.seen = time.monotonic()
        return page

    async def post(self) -> None:
        """Take in what the page says."""
        try:
            await self.hear(self.said())
        except PageRefused as refused:
            self.send_error(refused.status, exc_info=(type(refused), refused, None))

    async def hear(self, said: dict[str, Any]) -> None:
        """Answer what the page says."""
        raise NotImplementedError


class Open(_Told):
    """A page's controls come to life."""

    is_gone = False

    def on_connection_close(self) -> None:
        """Note that nobody waits any more."""
        self.is_gone = True

    async def hear(self, said: dict[str, Any]) -> None:
        """Open the what-if anew for this page alone, if one more is allowed."""
        del said
        if self.app.is_full:
            raise tornado.web.HTTPError(503)
        page = await self.app.open_live()
        if self.is_gone:
            page.close()
            return
        secret = secrets.token_urlsafe(24)
        self.app.pages[secret] = self.rights.person, page
        version, _ = page.changes(0)
        self.finish({"page": secret, "version": version, "html": page.html()})


class Tell(_Told):
    """Somebody has set controls."""

    async def hear(self, said: dict[str, Any]) -> None:
        """Hand over what was set."""
        page, events = self.live_page(said), said.get("events")
        try:
            page.tell(_events(events))
        except ValueError:
            raise PageRefused(400, *_NOT_UNDERSTOOD) from None
        self.set_status(204)
        self.finish()


class Changes(_Told):
    """What has changed on a page."""

    async def hear(self, said: dict[str, Any]) -> None:
        """Wait until something has, and tell it."""
        page, version = self.live_page(said), said.get("version", 0)
        if not isinstance(version, int):
            raise PageRefused(400, *_NOT_UNDERSTOOD)
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def call() -> None:
            loop.call_soon_threadsafe(changed.set)

        page.called = call
        if page.version <= version:
            with contextlib.suppress(TimeoutError):  # the page asks anew
                await asyncio.wait_for(changed.wait(), _SECONDS_TO_WAIT)
        await asyncio.sleep(_SECONDS_TO_GATHER)
        page.seen = time.monotonic()
        newest, changes = page.changes(version)
        self.finish({"version": newest, "changes": changes, "said": page.trouble(version)})


class Close(_Told):
    """A page was left."""

    async def hear(self, said: dict[str, Any]) -> None:
        """End it."""
        self.live_page(said)
        self.app.end_live(str(said["page"]))
        self.set_status(204)
        self.finish()


class NotFound(_Closed):
    """Everything else: no tree, no listing, no file, no other notebook, no kernel to start."""

    async def prepare(self) -> None:
        """Answer whatever the method."""
        await super().prepare()
        if not self._finished:
            raise tornado.web.HTTPError(404)


def _events(said: object) -> Sequence[tuple[str, object]]:
    """Return what was set: widgets and their values.

    Raises
    ------
    ValueError
        If it is anything else.
    """
    if not isinstance(said, list) or not all(isinstance(one, list) and len(one) == 2 for one in said):
        message = "pairs of a widget and its value"
        raise ValueError(message)
    return [(str(name), value) for name, value in said]


@functools.cache
def _text(name: str) -> str:
    own = template_folder().with_name("what_if") / name
    return (own if own.is_file() else template_folder() / name).read_text(encoding="utf-8")


@functools.cache
def _script() -> str:
    return "\n".join(_text(name).strip() for name in ("theme.js", "live.js"))


@functools.cache
def _policy() -> str:
    """Let a browser run our one script, which may talk to this server and to no other."""
    digest = base64.b64encode(hashlib.sha256(_script().encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
