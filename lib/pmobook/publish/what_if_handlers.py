"""What the what-if's server answers: one page, the kernel of whoever opened it, and what its widgets are made of."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable
from contextvars import ContextVar
from typing import Any

import tornado.web
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from pmobook.errors import PmobookError
from pmobook.language import said_later, say
from pmobook.publish.access.guarded import Guarded
from pmobook.publish.access.proxy import NotVouchedFor
from pmobook.publish.addresses import PageRefused

__all__ = ["Channels", "End", "Extension", "Kernel", "NotFound", "Page", "Static", "Theme", "own_kernel"]

_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
"""Widgets need scripts of Voila's that are written into the page; nothing is loaded from or sent to another host."""
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Server": "pmobook",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ELSEWHERE = (said_later("This address can't be used"), said_later("Open the what-if under the address that was announced."))
_NOT_OPEN = (said_later("The what-if isn't open to you"), said_later("Ask the PMO team if you need to try other choices."))
_SENTENCES = {
    404: said_later("There is no such page. The what-if stands at the address that was announced."),
    503: said_later(
        "As many what-ifs are open as this machine is allowed to hold. Close one, wait a minute, and load the page again."
    ),
}
_OPENING: ContextVar[Guarded] = ContextVar("the page that is being opened")


async def own_kernel(owners: dict[str, tuple[str, str]], started: Awaitable[str]) -> str:
    """Make a kernel that starts the own one of the page that is being opened: nobody else can talk to it or end it.

    Parameters
    ----------
    owners
        Kernel id to the secret that the page's browser shows, and the person; added to.
    started
        Gives the kernel's id.
    """
    kernel_id = await started
    page, secret = _OPENING.get(), secrets.token_urlsafe(24)
    owners[kernel_id] = secret, page.rights.person
    page.keep_cookie(f"{page.own_cookie}_{kernel_id}", secret)
    return kernel_id


class _Closed(Guarded):
    """The same headers with every answer, nothing done before the gate has let the request pass, and errors in words."""

    def set_default_headers(self) -> None:
        """Replace whatever Voila would send."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)

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
        if self._finished:
            return
        prepared = super().prepare()
        if isinstance(prepared, Awaitable):  # some of Voila's handlers prepare at once, others don't
            await prepared

    def check_rights(self) -> None:
        """Refuse whoever may not try this business unit's what-if, and a kernel that is another's.

        Raises
        ------
        PageRefused
            In the same words for a kernel of another as for one that isn't there.
        """
        if not self.rights.may("what_if", self.app.business_unit):
            self.audit("refused", f"may not try the what-if of {self.app.business_unit}")
            raise PageRefused(403, *_NOT_OPEN)
        kernel_id = self.path_kwargs.get("kernel_id")
        if kernel_id is not None:
            secret, person = self.app.owners.get(kernel_id, ("", ""))
            shown = self.get_cookie(f"{self.own_cookie}_{kernel_id}") or ""
            if not secret or person != self.rights.person or not hmac.compare_digest(shown.encode(), secret.encode()):
                self.audit("refused", "the kernel of another page, or none")
                raise PageRefused(404, "There is no such page", "The what-if stands at the address that was announced.")

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's signature
        """Say in words what went wrong; nothing of how the server is built."""
        error = kwargs.get("exc_info", (None, None, None))[1]
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        if status_code == 503:
            self.set_header("Retry-After", "60")
        sentence = say(_SENTENCES.get(status_code, "The what-if could not be shown. Please tell the PMO team."))
        self.finish(f"{error.title}. {error}" if isinstance(error, PageRefused) else sentence)


class Page(_Closed, TornadoVoilaHandler):  # type: ignore[misc]  # voila has no types
    """The what-if."""

    async def get(self) -> None:
        """Show the what-if with a kernel of its own, if one more is allowed."""
        server = self.settings["voila"]
        if server.opening + len(server.kernel_manager.list_kernel_ids()) >= server.most_at_once:
            raise tornado.web.HTTPError(503)
        self._forget_ended()
        server.opening += 1
        _OPENING.set(self)
        try:
            await TornadoVoilaHandler.get(self)
        finally:
            server.opening -= 1

    def _forget_ended(self) -> None:
        """Forget whose kernels those were that are no more, here and in the browser."""
        for kernel_id in [one for one in self.app.owners if one not in self.app.kernel_manager]:
            del self.app.owners[kernel_id]
        for name in self.cookies:
            kernel_id = name.removeprefix(f"{self.own_cookie}_")
            if "-" in kernel_id and kernel_id not in self.app.owners:
                self.clear_cookie(name, path=self.app.base_url)


class Kernel(_Closed, KernelHandler):  # type: ignore[misc]  # jupyter_server has no types
    """Whether a page's kernel is there; it can't be named, interrupted or ended here."""

    SUPPORTED_METHODS = ("GET",)


class Channels(_Closed, VoilaKernelWebsocketHandler):  # type: ignore[misc]  # voila has no types
    """Messages of widgets, and no others, between a page and its kernel."""

    def on_message(self, ws_message: str | bytes) -> None:
        """Take a message only from somebody who still may: a socket stays open longer than a right."""
        try:
            self.rights = self.gate.rights(self.request, self.get_cookie(self.own_cookie))
            self.check_rights()
        except (NotVouchedFor, PmobookError):
            self.close(1008, "not open to you any more")
            return
        super().on_message(ws_message)


class End(_Closed, VoilaShutdownKernelHandler):  # type: ignore[misc]  # voila has no types
    """A page that is closed ends its kernel, whose id only the page knows."""

    def check_xsrf_cookie(self) -> None:
        """Need no token: another site's page is refused before this, and what a closing page sends can carry none."""


class Static(_Closed, MultiStaticFileHandler):  # type: ignore[misc]  # voila has no types
    """Voila's scripts."""


class Theme(_Closed, TemplateStaticFileHandler):  # type: ignore[misc]  # voila has no types
    """Voila's styles."""


class Extension(_Closed, FileFindHandler):  # type: ignore[misc]  # jupyter_server has no types
    """The scripts of widgets."""


class NotFound(_Closed):
    """Everything else: no tree, no listing, no file, no other notebook, no kernel to start."""

    async def prepare(self) -> None:
        """Answer whatever the method."""
        await super().prepare()
        if not self._finished:
            raise tornado.web.HTTPError(404)
