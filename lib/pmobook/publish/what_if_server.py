"""The what-if's server: Voila by itself on one notebook, with a live kernel for each page that is open."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import webbrowser
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import tornado.httpclient
import tornado.ioloop
import tornado.web
from jupyter_core.paths import ENV_JUPYTER_PATH, jupyter_path
from jupyter_server import DEFAULT_STATIC_FILES_PATH
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from traitlets import Any as AnyValue
from traitlets import Integer
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from pmobook.errors import PmobookError
from pmobook.kernels.switch import begin_to_warm_up, use_warm_kernels
from pmobook.publish.notebooks import with_parameters
from pmobook.publish.site import notebooks_folder, template_folder

__all__ = ["serve_what_if"]

_NOTEBOOK = "portfolio_what_if.ipynb"
_OWN_NAMES = ("127.0.0.1", "localhost", "::1")
_ADDRESS = "127.0.0.1"
_SECONDS_TO_OPEN = 120
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
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
_SENTENCES = {
    403: "This address can't be used. Open the what-if under the address that was announced.",
    404: "There is no such page. The what-if stands at the address that was announced.",
    503: "As many what-ifs are open as this machine is allowed to hold. Close one, wait a minute, and load the page again.",
}


class _Closed(tornado.web.RequestHandler):
    """The same headers with every answer, no other host's name and no other site's page, and errors in words."""

    def set_default_headers(self) -> None:
        """Replace whatever Voila would send."""
        for name, value in _HEADERS.items():
            self.set_header(name, value)

    async def prepare(self) -> None:
        """Refuse other hosts' names and what other sites' pages ask for, before anything is done."""
        asked_by = self.request.headers.get("Sec-Fetch-Site", "same-origin")
        if self.request.host_name.strip("[]").lower() not in _OWN_NAMES:
            raise tornado.web.HTTPError(403)
        if asked_by not in ("same-origin", "none") and self.request.headers.get("Sec-Fetch-Mode") != "navigate":
            raise tornado.web.HTTPError(403)
        prepared = super().prepare()
        if isinstance(prepared, Awaitable):  # some of Voila's handlers prepare at once, others don't
            await prepared

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401 - tornado's signature
        """Say in words what went wrong; nothing of how the server is built."""
        del kwargs
        self.set_header("Content-Type", "text/plain; charset=UTF-8")
        if status_code == 503:
            self.set_header("Retry-After", "60")
        self.finish(_SENTENCES.get(status_code, "The what-if could not be shown. Please tell the PMO team."))


class _Page(_Closed, TornadoVoilaHandler):  # type: ignore[misc]  # voila has no types
    async def get(self) -> None:
        """Show the what-if with a kernel of its own, if one more is allowed."""
        server = self.settings["voila"]
        if server.opening + len(server.kernel_manager.list_kernel_ids()) >= server.most_at_once:
            raise tornado.web.HTTPError(503)
        server.opening += 1
        try:
            await TornadoVoilaHandler.get(self)
        finally:
            server.opening -= 1


class _Kernel(_Closed, KernelHandler):  # type: ignore[misc]  # jupyter_server has no types
    """Whether a page's kernel is there; it can't be named, interrupted or ended here."""

    SUPPORTED_METHODS = ("GET",)


class _Channels(_Closed, VoilaKernelWebsocketHandler):  # type: ignore[misc]  # voila has no types
    """Messages of widgets, and no others, between a page and its kernel."""


class _End(_Closed, VoilaShutdownKernelHandler):  # type: ignore[misc]  # voila has no types
    """A page that is closed ends its kernel, whose id only the page knows."""

    def check_xsrf_cookie(self) -> None:
        """Need no token: another site's page is refused before this, and what a closing page sends can carry none."""


class _Static(_Closed, MultiStaticFileHandler):  # type: ignore[misc]  # voila has no types
    """Voila's scripts."""


class _Theme(_Closed, TemplateStaticFileHandler):  # type: ignore[misc]  # voila has no types
    """Voila's styles."""


class _Extension(_Closed, FileFindHandler):  # type: ignore[misc]  # jupyter_server has no types
    """The scripts of widgets."""


class _NotFound(_Closed):
    """Everything else: no tree, no listing, no file, no other notebook, no kernel to start."""

    async def prepare(self) -> None:
        """Answer whatever the method."""
        await super().prepare()
        raise tornado.web.HTTPError(404)


class WhatIfServer(Voila):  # type: ignore[misc]  # voila has no types
    """Voila, serving the what-if of one engagement, business unit and quarter on this machine alone."""

    name = "voila"
    announce = AnyValue()
    most_at_once = Integer(8, help="Pages open at the same time, each with a kernel of its own.")
    opening = 0

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Voila's signature
        """Read none: a file in somebody's home must not open what is closed here."""

    def setup_template_dirs(self) -> None:
        """Use our page before Voila's own, which comes from where Voila is installed."""
        roots = [path for path in ENV_JUPYTER_PATH if (Path(path) / "voila" / "templates").is_dir()] or jupyter_path()
        ours = str(template_folder().with_name("what_if"))
        self.template_paths = [ours, *collect_template_paths(["voila", "nbconvert"], "lab", prune=True, root_dirs=roots)]
        self.static_paths = [*collect_static_paths(["voila", "nbconvert"], "lab", root_dirs=roots), DEFAULT_STATIC_FILES_PATH]

    def init_settings(self) -> dict[str, Any]:
        """Compress answers, answer in our words where there is no page, and keep no log of who does what."""
        settings = super().init_settings()
        return {**settings, "compress_response": True, "default_handler_class": _NotFound, "log_function": lambda _handler: None}

    def init_handlers(self) -> list[Any]:
        """Answer for the page, its kernel's messages and what its widgets are made of, and for nothing else."""
        page = {
            "notebook_path": _NOTEBOOK, "template_paths": self.template_paths, "config": self.config,
            "voila_configuration": self.voila_configuration,
        }  # fmt: skip
        return [
            ("/", _Page, page),
            (rf"/api/kernels/{_KERNEL}", _Kernel),
            (rf"/api/kernels/{_KERNEL}/channels", _Channels),
            (r"/voila/api/shutdown/(\w+-\w+-\w+-\w+-\w+)", _End),
            (r"/voila/static/(.*)", _Static, {"paths": self.static_paths, "default_filename": "index.html"}),
            (r"/voila/templates/(lab/static/.*)", _Theme),
            (r"/voila/labextensions/(.*)", _Extension, {"path": self.labextensions_path, "no_cache_paths": ["/"]}),
            (r".*", _NotFound),
        ]

    def random_ports(self, port: int, n: int) -> Iterator[int]:
        """Try the port asked for, then those after it."""
        yield from range(port, min(port + n, 65536))

    def listen(self) -> None:
        """Listen, announce the address once it answers, and serve until interrupted."""
        loop = tornado.ioloop.IOLoop.current()
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

    async def _open(self) -> None:
        address = f"http://{_ADDRESS}:{self.port}/"
        await tornado.httpclient.AsyncHTTPClient().fetch(f"{address}ready", raise_error=False)
        self.announce(f"The what-if is at {address} (stop with Ctrl-C)")
        if self.open_browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.name == "nt"):
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)


def _configuration(parameters: dict[str, str]) -> Config:
    def inject(req: Any, notebook: Any, cwd: str) -> Any:  # noqa: ANN401 - Voila's names; nbformat has no types
        """Give the notebook its parameters, which come from the server and never from a viewer, and the page its title."""
        del req, cwd
        notebook.metadata["title"] = f"What if? · {parameters['business_unit']} · {parameters['quarter']}"
        return with_parameters(notebook, parameters)

    config = Config()
    config.VoilaConfiguration.template = "lab"
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.theme = "light"
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.preheat_kernel = False
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.prelaunch_hook = inject
    config.VoilaConfiguration.extension_allowlist = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
    config.VoilaExecutor.timeout = _SECONDS_TO_OPEN
    config.KernelManager.transport_encryption = "auto"  # nobody else on the machine can read or send a kernel's messages
    # A page that is closed ends its kernel; one whose browser is gone without a word loses it when nothing has come for a while.
    config.MappingKernelManager.cull_idle_timeout = 600
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.cull_connected = False
    config.NotebookNotary.db_file = ":memory:"
    return config


def serve_what_if(
    engagement_folder: Path,
    business_unit: str,
    quarter: str,
    *,
    port: int = 8876,
    open_browser: bool,
    announce: Callable[[str], None],
    most_at_once: int = 8,
) -> None:
    """Serve the what-if of one business unit and quarter until interrupted, on this machine alone.

    Who opens it can save scenarios into the engagement's folder, so it listens on 127.0.0.1 and nowhere else.

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

    Raises
    ------
    PmobookError
        If no port is free.
    """
    begin_to_warm_up()
    use_warm_kernels()
    folder = str(engagement_folder.expanduser().resolve())
    server = WhatIfServer(
        config=_configuration({"engagement": folder, "business_unit": business_unit, "quarter": quarter}),
        announce=announce,
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
