"""What the server answers: scorecards, and pages in our words for everything else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

import tornado.web
from tornado.iostream import StreamClosedError

from pmobook.errors import PmobookError
from pmobook.language import said_later, say
from pmobook.publish.access.guarded_page import GuardedPage
from pmobook.publish.addresses import ORIGIN, PageAddress, PageRefused, read_address
from pmobook.publish.renderings import Rendering, TooBusy
from pmobook.publish.site import Audience, Published
from pmobook.publish.static_furniture import render

__all__ = ["FrontDoor", "NotFound", "Scorecard"]

_STATUS_PAGES = {
    404: (said_later("There is no such page"), said_later("The address may be mistyped, or the page was never there.")),
    405: (said_later("That can't be done here"), said_later("The scorecards can only be read.")),
    503: (said_later("Too many pages are being prepared"), said_later("Please try again in a few seconds.")),
}
_NOT_THE_WHOLE = (
    said_later("The enterprise scorecard isn't open to you"),
    said_later("It shows every business unit; you may see some. Ask the PMO team if you need the whole."),
)
_COMES = "<style>.pmo-waiting{display:none}</style>\n"
"""Takes the picture of what is to come away once something of it has come."""
_OUR_FAULT = (
    said_later("This page could not be shown"),
    said_later("Something went wrong on our side. Please tell the PMO team what you opened."),
)
_MENDED = (
    said_later("The scorecards can't be shown just now"),
    said_later("Their data are being mended. Try again soon."),
)


class _Page(GuardedPage):
    """Headers, the gate, and pages that say what went wrong."""

    headers: ClassVar[Mapping[str, str]] = {
        **GuardedPage.headers,
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
    }

    @property
    def audience(self) -> Audience:
        """Readers who see the same as the one who asks."""
        base = self.app.base_url
        if self.rights.enterprise:
            return Audience(home=f"{base}enterprise", sign_out=self.sign_out_address)
        return Audience(self.rights.business_units, base, self.sign_out_address)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's signature
        """Say in words what went wrong; nothing of how the server is built."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        title, sentence = (
            (error.title, str(error)) if isinstance(error, PageRefused) else _STATUS_PAGES.get(status_code, _OUR_FAULT)
        )
        title, sentence = say(title), say(sentence)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        if status_code == 503:
            self.set_header("Retry-After", "5")
        template = self.settings["voila_jinja2_env"].get_template("message.html.j2")
        furniture = self.app.site.furniture(
            title, self.audience if self.rights.business_units else Audience(home=self.app.base_url)
        )
        self.finish(template.render(resources={"pmobook": furniture}, title=title, sentence=sentence))


class NotFound(_Page):
    """Everything that isn't ours to answer: no listing, no file, no kernel."""

    def prepare(self) -> None:
        """Answer whatever the method."""
        super().prepare()
        if not self._finished:
            raise tornado.web.HTTPError(404)


class FrontDoor(_Page):
    """The address without a page."""

    def get(self) -> None:
        """Lead to the enterprise scorecard, or to the first business unit that the reader may see."""
        there = "enterprise"
        if not self.rights.enterprise:
            there = f"business_unit?{urlencode({'business_unit': self.rights.business_units[0]})}"
        self.redirect(f"{self.app.base_url}{there}", status=302)

    head = get


class Scorecard(_Page):
    """A scorecard."""

    def initialize(self, page: str) -> None:
        """Take the scorecard's name."""
        self.page = page

    async def get(self) -> None:
        """Send the page as it is drawn: its head at once, so that a reader sees that something comes."""
        try:
            published = self.app.site.published()
            address = self._address(published)
            rendering = self.app.start_page(published, address, self.audience.shown)
        except PageRefused as refused:
            if not self.rights.enterprise:
                self.audit("refused", refused.title)
            self.refuse(refused)
            return
        except TooBusy:
            self.send_error(503)
            return
        except PmobookError as error:
            self.app.log.error("The results can't be shown: %s", error)  # noqa: TRY400 - told in words, no traceback
            self.refuse(PageRefused(503, *_MENDED))
            return
        await self._send(rendering, address, self.app.site.title(address, published.engagement))

    async def head(self) -> None:
        """Say whether the page is there, without rendering it."""
        try:
            self._address(self.app.site.published())
        except PageRefused as refused:
            self.set_status(refused.status)

    def _address(self, published: Published) -> PageAddress:
        """Return the page asked for, if the reader may see it; what may not be seen is told from nothing else."""
        if self.page == "enterprise" and not self.rights.enterprise:
            raise PageRefused(403, *_NOT_THE_WHOLE)
        engagement = published.engagement
        if not self.rights.enterprise:
            engagement = engagement.restricted_to(self.rights.business_units)
        arguments = {
            name: [value.decode("utf-8", "replace") for value in values] for name, values in self.request.query_arguments.items()
        }
        return read_address(self.page, arguments, engagement, published.quarters)

    async def _send(self, rendering: Rendering, address: PageAddress, title: str) -> None:
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        furniture = self.app.site.furniture(title, self.audience)
        try:
            self.write(render("opening.html.j2", furniture))
            if not rendering.has_begun and address.page != ORIGIN:
                await self.flush()
            self.write(_COMES)
            async for piece in rendering.pieces():
                self.write(piece)
                await self.flush()
            self.write(render("bottom.html.j2", furniture))
        except StreamClosedError:
            return  # the reader has gone; the page is finished for the next one
        except asyncio.CancelledError:
            raise
        except Exception:
            self.app.log.exception("The page %s could not be rendered", self.request.path)
            if not self._headers_written:
                raise
            template = self.settings["voila_jinja2_env"].get_template("broken_off.html.j2")
            self.write(template.render(title=say(_OUR_FAULT[0]), sentence=say(_OUR_FAULT[1])))
