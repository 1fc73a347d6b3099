"""The what-if's server: one page of live controls for each person who opens it, without a kernel."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import os
import signal
import time
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
from pmobook.inputs.engagement import open_engagement
from pmobook.publish.access.guarded import MOST_BYTES
from pmobook.publish.access.opening import open_gate
from pmobook.publish.access.sign_in import sign_in_pages
from pmobook.publish.site import notebooks_folder, template_folder
from pmobook.publish.what_if_handlers import Changes, Close, NotFound, Open, Page, Tell
from pmobook.publish.widgets_live import LivePage, open_page

__all__ = ["serve_what_if"]

_NOTEBOOK = "portfolio_what_if.ipynb"
_ADDRESS = "127.0.0.1"
_SECONDS_UNHEARD = 60
"""After which a page whose browser is gone without a word is ended; an open one asks every few seconds."""


class WhatIfServer(Voila):  # type: ignore[misc]  # voila has no types
    """The what-if of one engagement, business unit and quarter, on this machine alone.

    Of Voila's own addresses none is left. The notebook's widgets are live here as they would be in a kernel, see
    `pmobook.publish.widgets_live`.
    """

    name = "voila"
    announce = AnyValue()
    most_at_once = Integer(40, help="Pages open at the same time.")
    opening = 0
    gate = AnyValue()
    parameters = AnyValue()

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Voila's signature
        """Read none: a file in somebody's home must not open what is closed here."""

    def setup_template_dirs(self) -> None:
        """Use our template and no other."""
        self.template_paths = [str(template_folder())]
        self.static_paths: list[str] = []

    def init_settings(self) -> dict[str, Any]:
        """Compress answers, answer in our words where there is no page, and keep no log of who does what."""
        self.pages: dict[str, tuple[str, LivePage]] = {}
        self.first_seen = ("", "")
        settings = super().init_settings()
        return {**settings, "compress_response": True, "default_handler_class": NotFound, "log_function": lambda _handler: None}

    def init_handlers(self) -> list[Any]:
        """Answer for the page and what its controls say, and for nothing else."""
        told = [("/open", Open), ("/tell", Tell), ("/changes", Changes), ("/close", Close)]
        return [("/", Page), *told, *sign_in_pages("/"), (r".*", NotFound)]

    @property
    def business_unit(self) -> str:
        """The business unit whose portfolio it is."""
        return str(self.parameters["business_unit"])

    @property
    def of(self) -> dict[str, str]:
        """Whose portfolio it is, for the page's title."""
        return {name: self.parameters[name] for name in ("business_unit", "quarter")}

    @property
    def is_full(self) -> bool:
        """Whether as many pages are open as are allowed."""
        self.end_unheard()
        return self.opening + len(self.pages) >= self.most_at_once

    async def open_live(self) -> LivePage:
        """Open the what-if for one page; what it shows at first is what the next one shows while it opens."""
        self.opening += 1
        try:
            page = await asyncio.to_thread(open_page, notebooks_folder() / _NOTEBOOK, self.parameters)
        finally:
            self.opening -= 1
        self.first_seen = page.words, page.html()
        return page

    def end_live(self, secret: str) -> None:
        """End a page."""
        self.pages.pop(secret)[1].close()

    def end_unheard(self) -> None:
        """End the pages that nobody looks at any more."""
        long_ago = time.monotonic() - _SECONDS_UNHEARD
        for secret in [secret for secret, (_, page) in self.pages.items() if page.seen < long_ago]:
            self.end_live(secret)

    def random_ports(self, port: int, n: int) -> Iterator[int]:
        """Try the port asked for, then those after it."""
        yield from range(port, min(port + n, 65536))

    def listen(self) -> None:
        """Listen, announce the address once it answers, and serve until interrupted."""
        self.app.listen = functools.partial(self.app.listen, max_body_size=MOST_BYTES)
        loop = tornado.ioloop.IOLoop.current()
        loop.run_sync(self._open_first)
        loop.add_callback(self._open)
        # Ctrl-C must end it wherever Python happens to be; see the scorecards' server.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_event_loop().add_signal_handler(signal.SIGINT, loop.stop)
        super().listen()

    def exit(self, exit_status: int | str | None = 0) -> None:
        """Say that every port was taken."""
        del exit_status
        message = f"Port {self.port} and the {self.port_retries} after it are taken. Choose another with --port."
        raise PmobookError(message)

    async def _open_first(self) -> None:
        """Open the what-if once before anybody can ask: whoever does sees it at once, and finds everything imported."""
        try:
            page = await self.open_live()
        except Exception:  # it fails again for whoever opens the page, who is told
            self.log.exception("The what-if could not be opened")
        else:
            page.close()

    async def _open(self) -> None:
        address = f"http://{_ADDRESS}:{self.port}/"
        await tornado.httpclient.AsyncHTTPClient().fetch(f"{address}sign-in", method="HEAD", raise_error=False)
        address += f"sign-in?token={self.gate.token}" if self.gate.token else ""
        self.announce(f"The what-if is at {address} (stop with Ctrl-C)")
        tornado.ioloop.PeriodicCallback(self.end_unheard, 1000 * _SECONDS_UNHEARD // 4).start()
        if self.open_browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.name == "nt"):
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)


def _configuration() -> Config:
    config = Config()
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.preheat_kernel = False
    config.NotebookNotary.db_file = ":memory:"
    return config


def serve_what_if(  # noqa: PLR0913 - what a person may say on the command line
    engagement_folder: Path,
    business_unit: str,
    quarter: str,
    *,
    port: int = 8876,
    open_browser: bool,
    announce: Callable[[str], None],
    most_at_once: int = 40,
    token: bool = False,
) -> None:
    """Serve the what-if of one business unit and quarter until interrupted, on this machine alone.

    Who opens it can save scenarios into the engagement's folder, so it listens on 127.0.0.1 and nowhere else, and lets in only
    whom the engagement's ``access.yaml``, if there is one, lets try what-ifs of the business unit.

    Parameters
    ----------
    engagement_folder, business_unit, quarter
        What is tried; both must have been checked, and viewers can't name others.
    port
        The next free one is taken if it is in use.
    open_browser
        Open a browser where there is a desktop.
    announce
        Told the address once the server answers.
    most_at_once
        Pages open at the same time; one more is told to come back.
    token
        Whether, without ``access.yaml``, the address that is announced carries a token and no other address lets anybody in.

    Raises
    ------
    PmobookError
        If no port is free, or people sign in by a JupyterHub, under which the what-if is not served.
    """
    folder = engagement_folder.expanduser().resolve()
    open_engagement(folder)  # its language is spoken from here on
    gate = open_gate(folder, _ADDRESS, token=token, variables=os.environ)
    if gate.hub is not None:
        message = "The what-if is not served under a JupyterHub. Sign in by a proxy, or open the desk and notebooks in the hub."
        raise PmobookError(message)
    server = WhatIfServer(
        config=_configuration(),
        announce=announce,
        gate=gate,
        parameters={"engagement": str(folder), "business_unit": business_unit, "quarter": quarter},
        ip=_ADDRESS,
        port=port,
        open_browser=open_browser,
        root_dir=str(notebooks_folder()),
        most_at_once=most_at_once,
        log_level="ERROR",
    )
    asyncio.set_event_loop(asyncio.new_event_loop())
    server.initialize([])
    server.start()
