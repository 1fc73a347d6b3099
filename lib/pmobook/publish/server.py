"""The scorecards' server: Voila by itself, closed to everything but the scorecards."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import functools
import os
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tornado.httpclient
import tornado.ioloop
from traitlets import Any as AnyValue
from traitlets import Integer
from traitlets.config import Config
from voila.app import Voila

from pmobook.errors import PmobookError
from pmobook.publish.access.guarded import MOST_BYTES
from pmobook.publish.access.opening import open_gate
from pmobook.publish.access.sign_in import sign_in_pages
from pmobook.publish.addresses import ADDRESSES, PageAddress
from pmobook.publish.drawing_pages import page_pieces
from pmobook.publish.handlers import FrontDoor, NotFound, Scorecard
from pmobook.publish.kept_pages import KeptPages
from pmobook.publish.rendering_pages import Beside
from pmobook.publish.renderings import Rendering, Renderings, TooBusy
from pmobook.publish.site import Published, Site, notebooks_folder, template_folder

__all__ = ["serve"]

_MILLISECONDS_BETWEEN_LOOKS = 10_000


class ScorecardServer(Voila):  # type: ignore[misc]  # voila has no types
    """Voila, serving our two scorecards to readers.

    Of Voila's own addresses none is left: no tree, no listing, no files, no kernel to talk to. Pages show the exhibits of the
    scorecards' notebooks, drawn by this process: no kernel is started, so nobody waits for one.
    """

    name = "voila"
    site = AnyValue()
    announce = AnyValue()
    gate = AnyValue()
    prepared: str | None = None
    most_at_once = Integer(12, help="Pages that are being drawn or wait for their turn.")

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Voila's signature
        """Read none: a file in somebody's home must not open what is closed here."""

    def setup_template_dirs(self) -> None:
        """Use our template and no other."""
        self.template_paths = [str(template_folder())]
        self.static_paths: list[str] = []

    def init_settings(self) -> dict[str, Any]:
        """Compress answers, and answer in our words where there is no page."""
        self.beside = Beside()
        self.renderings = Renderings(self.most_at_once, keeper=KeptPages(self.site.folder / "results"))
        settings = super().init_settings()
        return {**settings, "compress_response": True, "default_handler_class": NotFound, "log_function": _log_nothing}

    def init_handlers(self) -> list[Any]:
        """Answer for the scorecards and for nothing else."""
        pages = [(f"{self.base_url}{page}", Scorecard, {"page": page}) for page in ADDRESSES]
        return [(self.base_url, FrontDoor), *pages, *sign_in_pages(self.base_url), (r".*", NotFound)]

    def random_ports(self, port: int, n: int) -> Iterator[int]:
        """Try the port asked for, then those after it; a hub's proxy knows the one that the hub chose and no other."""
        yield from range(port, min(port + (1 if self.gate.hub else n), 65536))

    def listen(self) -> None:
        """Listen, announce the address once it answers, and serve until interrupted."""
        self.app.listen = functools.partial(self.app.listen, max_body_size=MOST_BYTES)
        loop = tornado.ioloop.IOLoop.current()
        loop.run_sync(self._prepare_first_page)
        loop.add_callback(self._open)
        # Python's own handler raises KeyboardInterrupt wherever it happens to be, and some of those places swallow it.
        # Where there are no such handlers (Windows, or beside the main thread), Ctrl-C works as it always did.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_event_loop().add_signal_handler(signal.SIGINT, loop.stop)
        try:
            super().listen()
        except OSError as error:
            if error.errno in (errno.EADDRNOTAVAIL, errno.EACCES) or error.errno is None or error.errno < 0:
                message = f"The server can't listen on {self.ip}: {error.strerror}. Choose another with --ip."
                raise PmobookError(message) from None
            raise

    def exit(self, exit_status: int | str | None = 0) -> None:
        """Say that every port was taken."""
        del exit_status
        message = f"Port {self.port} and the {self.port_retries} after it are taken. Choose another with --port."
        raise PmobookError(message)

    def start_page(self, published: Published, address: PageAddress, shown: tuple[str, ...] = ()) -> Rendering:
        """Return a page that is kept or on its way for readers who may see so much, or start to draw it."""
        draw = functools.partial(page_pieces, published, address, shown, self.log)
        return self.renderings.get(published.key(address, shown), lambda: self.beside.pieces(draw))

    @property
    def address(self) -> str:
        """Where a browser finds the scorecards."""
        host = "127.0.0.1" if self.ip in ("", "0.0.0.0", "::") else f"[{self.ip}]" if ":" in self.ip else self.ip  # noqa: S104
        return f"http://{host}:{self.port}{self.base_url}"

    async def _prepare_first_page(self) -> None:
        """Draw the page that everybody opens first, unless it is kept, before anybody can ask: whoever does sees it at once."""
        with contextlib.suppress(PmobookError, TooBusy):  # whoever asks for it is told
            published = self.site.published()
            if published.quarters:
                await self._prepare(published, PageAddress("enterprise", published.quarters[-1]))
                await self.renderings.idle()  # it is kept too

    async def _open(self) -> None:
        """Announce the address once it answers, then draw the latest pages before anybody asks."""
        client = tornado.httpclient.AsyncHTTPClient()
        await client.fetch(f"{self.address}sign-in", method="HEAD", follow_redirects=False, raise_error=False)
        address = f"{self.address}sign-in?token={self.gate.token}" if self.gate.token else self.address
        self.announce(f"The scorecards are at {address} (stop with Ctrl-C)")
        if self.open_browser and _has_desktop():
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)
        await self._prepare_latest_pages()
        tornado.ioloop.PeriodicCallback(self._look, _MILLISECONDS_BETWEEN_LOOKS).start()

    async def _look(self) -> None:
        """Prepare the pages of what has been published meanwhile."""
        if self._is_news():
            await self._prepare_latest_pages()

    def _is_news(self) -> bool:
        """Say whether something else is published than what the pages were prepared of."""
        try:
            return bool(self.site.published().publication != self.prepared)
        except PmobookError:
            return False  # whoever asks for a page is told; the next look may find it mended

    async def _prepare_latest_pages(self) -> None:
        """Draw the latest quarter's pages one after the other, so that nobody waits for them."""
        try:
            published = self.site.published()
        except PmobookError as error:
            self.announce(f"The results can't be read yet: {error}")
            return
        self.prepared = published.publication
        if not published.quarters:
            self.announce(f"Nothing has been published yet. Run: pmobook run {self.site.folder}")
            return
        latest = published.quarters[-1]
        units = [PageAddress("business_unit", latest, unit) for unit in published.engagement.business_units]
        for address in [PageAddress("enterprise", latest), *units]:
            await self.renderings.idle()  # readers come first
            try:
                await self._prepare(published, address)
            except TooBusy:
                continue

    async def _prepare(self, published: Published, address: PageAddress) -> None:
        try:
            async for _ in self.start_page(published, address).pieces():
                pass
        except TooBusy:
            raise
        except Exception:  # a page that fails here fails again for its reader, who is told
            self.log.exception("The page %s could not be prepared", address)


def _log_nothing(handler: object) -> None:
    """Keep no log of who reads what; errors are logged where they happen."""
    del handler


def _has_desktop() -> bool:
    """Say whether there is a screen to open a browser on."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _configuration() -> Config:
    config = Config()
    config.VoilaConfiguration.template = "pmobook"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.preheat_kernel = False
    config.VoilaConfiguration.show_tracebacks = False
    config.NotebookNotary.db_file = ":memory:"
    return config


def serve(
    engagement_folder: Path,
    *,
    ip: str = "127.0.0.1",
    port: int = 8866,
    open_browser: bool,
    announce: Callable[[str], None],
    most_at_once: int = 12,
    token: bool = False,
) -> None:
    """Serve an engagement's scorecards until interrupted, to whom its ``access.yaml`` lets see them.

    Parameters
    ----------
    engagement_folder
        The engagement; readers can't name another.
    ip
        Address to bind to. Without ``access.yaml`` it must be one of this machine alone.
    port
        The next free one is taken if it is in use.
    open_browser
        Open a browser where there is a desktop.
    announce
        Told the address once the server answers, and what a person should know.
    most_at_once
        Pages that are being drawn or wait for their turn; one more is asked to come back in a few seconds.
    token
        Whether, without ``access.yaml``, the address that is announced carries a token and no other address lets anybody in.

    Raises
    ------
    PmobookError
        If no port is free, the address can't be bound to, or others could reach it and nothing says who may see what.
    """
    folder = engagement_folder.expanduser().resolve()
    gate = open_gate(folder, ip, token=token, variables=os.environ)
    if gate.hub is not None and gate.hub.listens_on is not None:
        gate.ip, port = gate.hub.listens_on
    server = ScorecardServer(
        config=_configuration(),
        site=Site(folder),
        gate=gate,
        announce=announce,
        ip=gate.ip,
        port=port,
        base_url=gate.hub.prefix if gate.hub else "/",
        open_browser=open_browser,
        root_dir=str(notebooks_folder()),
        most_at_once=most_at_once,
        log_level="ERROR",
    )
    asyncio.set_event_loop(asyncio.new_event_loop())
    server.initialize([])
    server.start()
