"""What the server answers: scorecards, and pages in our words for everything else."""

from __future__ import annotations

import asyncio
from typing import Any

import tornado.web
from tornado.iostream import StreamClosedError

from pmobook.errors import PmobookError
from pmobook.publish.addresses import PageAddress, PageRefused, read_address
from pmobook.publish.renderings import Rendering, TooBusy
from pmobook.publish.site import Published, content_policy

__all__ = ["FrontDoor", "NotFound", "Scorecard"]

_HEADERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "Server": "pmobook",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_STATUS_PAGES = {
    403: ("This address can't be used", "Open the scorecards under the address that the server announced."),
    404: ("There is no such page", "The address may be mistyped, or the page was never there."),
    405: ("That can't be done here", "The scorecards can only be read."),
    503: ("Too many pages are being prepared", "Please try again in a few seconds."),
}
_OUR_FAULT = ("This page could not be shown", "Something went wrong on our side. Please tell the PMO team what you opened.")


class _Page(tornado.web.RequestHandler):
    """Headers, the check of the host, and pages that say what went wrong."""

    @property
    def app(self) -> Any:  # noqa: ANN401 - voila has no types
        """The server."""
        return self.settings["voila"]

    def set_default_headers(self) -> None:
        """Send the same headers with every answer."""
        for name, value in {**_HEADERS, "Content-Security-Policy": content_policy()}.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse other hosts' names: a page elsewhere could otherwise read ours by pointing its own name at us."""
        allowed = self.app.allowed_hosts
        if allowed and self.request.host_name.strip("[]").lower() not in allowed:
            raise tornado.web.HTTPError(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's signature
        """Say in words what went wrong; nothing of how the server is built."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        title, sentence = (
            (error.title, str(error)) if isinstance(error, PageRefused) else _STATUS_PAGES.get(status_code, _OUR_FAULT)
        )
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        if status_code == 503:
            self.set_header("Retry-After", "5")
        template = self.settings["voila_jinja2_env"].get_template("message.html.j2")
        furniture = self.app.site.furniture(title)
        self.finish(template.render(resources={"pmobook": furniture}, title=title, sentence=sentence))

    def refuse(self, refused: PageRefused) -> None:
        """Answer with the page that says why another can't be shown."""
        self.send_error(refused.status, exc_info=(type(refused), refused, None))


class NotFound(_Page):
    """Everything that isn't ours to answer: no listing, no file, no kernel."""

    def prepare(self) -> None:
        """Answer whatever the method."""
        super().prepare()
        raise tornado.web.HTTPError(404)


class FrontDoor(_Page):
    """The address without a page."""

    def get(self) -> None:
        """Lead to the enterprise scorecard."""
        self.redirect("enterprise", status=302)

    head = get


class Scorecard(_Page):
    """A scorecard."""

    def initialize(self, page: str) -> None:
        """Take the scorecard's name."""
        self.page = page

    async def get(self) -> None:
        """Send the page as it is rendered: its head at once, so that a reader sees that something comes."""
        try:
            published = self.app.site.published()
            rendering = self.app.start_page(published, self._address(published))
        except PageRefused as refused:
            self.refuse(refused)
            return
        except TooBusy:
            self.send_error(503)
            return
        except PmobookError as error:
            self.app.log.error("The results can't be shown: %s", error)  # noqa: TRY400 - told in words, no traceback
            self.refuse(
                PageRefused(503, "The scorecards can't be shown just now", "Their data are being mended. Try again soon.")
            )
            return
        await self._send(rendering)

    async def head(self) -> None:
        """Say whether the page is there, without rendering it."""
        try:
            self._address(self.app.site.published())
        except PageRefused as refused:
            self.set_status(refused.status)

    def _address(self, published: Published) -> PageAddress:
        arguments = {
            name: [value.decode("utf-8", "replace") for value in values] for name, values in self.request.query_arguments.items()
        }
        return read_address(self.page, arguments, published.engagement, published.quarters)

    async def _send(self, rendering: Rendering) -> None:
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        try:
            async for piece in rendering.pieces():
                self.write(piece)
                await self.flush()
        except StreamClosedError:
            return  # the reader has gone; the page is finished for the next one
        except asyncio.CancelledError:
            raise
        except Exception:
            self.app.log.exception("The page %s could not be rendered", self.request.path)
            if not self._headers_written:
                raise
            template = self.settings["voila_jinja2_env"].get_template("broken_off.html.j2")
            self.write(template.render(title=_OUR_FAULT[0], sentence=_OUR_FAULT[1]))
