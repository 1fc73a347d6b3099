"""The what-if's server: Voila by itself on one notebook, with a live kernel for each page that is open."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import webbrowser
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import tornado.httpclient
import tornado.ioloop
from jupyter_core.paths import ENV_JUPYTER_PATH, jupyter_path
from jupyter_server import DEFAULT_STATIC_FILES_PATH
from traitlets import Any as AnyValue
from traitlets import Integer
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths

from pmobook.errors import PmobookError
from pmobook.inputs.engagement import open_engagement
from pmobook.kernels.switch import begin_to_warm_up, use_warm_kernels
from pmobook.language import language, say
from pmobook.publish.access.opening import open_gate
from pmobook.publish.access.sign_in import sign_in_pages
from pmobook.publish.notebooks import with_parameters
from pmobook.publish.site import notebooks_folder, template_folder
from pmobook.publish.what_if_handlers import Channels, End, Extension, Kernel, NotFound, Page, Static, Theme, own_kernel

__all__ = ["serve_what_if"]

_NOTEBOOK = "portfolio_what_if.ipynb"
_ADDRESS = "127.0.0.1"
_SECONDS_TO_OPEN = 120
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"


class WhatIfServer(Voila):  # type: ignore[misc]  # voila has no types
    """Voila, serving the what-if of one engagement, business unit and quarter on this machine alone."""

    name = "voila"
    announce = AnyValue()
    most_at_once = Integer(8, help="Pages open at the same time, each with a kernel of its own.")
    opening = 0
    gate = AnyValue()
    business_unit = AnyValue()

    def load_config_file(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Voila's signature
        """Read none: a file in somebody's home must not open what is closed here."""

    def setup_template_dirs(self) -> None:
        """Use our page before Voila's own, which comes from where Voila is installed."""
        roots = [path for path in ENV_JUPYTER_PATH if (Path(path) / "voila" / "templates").is_dir()] or jupyter_path()
        ours = str(template_folder().with_name("what_if"))
        self.template_paths = [
            ours,
            str(template_folder()),
            *collect_template_paths(["voila", "nbconvert"], "lab", prune=True, root_dirs=roots),
        ]
        self.static_paths = [*collect_static_paths(["voila", "nbconvert"], "lab", root_dirs=roots), DEFAULT_STATIC_FILES_PATH]

    def init_settings(self) -> dict[str, Any]:
        """Compress answers, answer in our words where there is no page, and keep no log of who does what."""
        settings = super().init_settings()
        start = self.kernel_manager.start_kernel
        self.owners: dict[str, tuple[str, str]] = {}
        self.kernel_manager.start_kernel = lambda **named: own_kernel(self.owners, start(**named))
        return {**settings, "compress_response": True, "default_handler_class": NotFound, "log_function": lambda _handler: None}

    def init_handlers(self) -> list[Any]:
        """Answer for the page, its kernel's messages and what its widgets are made of, and for nothing else."""
        page = {
            "notebook_path": _NOTEBOOK, "template_paths": self.template_paths, "config": self.config,
            "voila_configuration": self.voila_configuration,
        }  # fmt: skip
        return [
            ("/", Page, page),
            (rf"/api/kernels/{_KERNEL}", Kernel),
            (rf"/api/kernels/{_KERNEL}/channels", Channels),
            (rf"/voila/api/shutdown/{_KERNEL}", End),
            (r"/voila/static/(.*)", Static, {"paths": self.static_paths, "default_filename": "index.html"}),
            (r"/voila/templates/(lab/static/.*)", Theme),
            (r"/voila/labextensions/(.*)", Extension, {"path": self.labextensions_path, "no_cache_paths": ["/"]}),
            *sign_in_pages("/"),
            (r".*", NotFound),
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
        await tornado.httpclient.AsyncHTTPClient().fetch(f"{address}sign-in", method="HEAD", raise_error=False)
        address += f"sign-in?token={self.gate.token}" if self.gate.token else ""
        self.announce(f"The what-if is at {address} (stop with Ctrl-C)")
        if self.open_browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or os.name == "nt"):
            asyncio.get_running_loop().run_in_executor(None, webbrowser.open, address)


def _configuration(parameters: dict[str, str]) -> Config:
    def inject(req: Any, notebook: Any, cwd: str) -> Any:  # noqa: ANN401 - Voila's names; nbformat has no types
        """Give the notebook its parameters, which come from the server and never from a viewer, and the page its title."""
        del req, cwd
        notebook.metadata["title"] = f"{say('What if?')} · {parameters['business_unit']} · {parameters['quarter']}"
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
    config.VoilaConfiguration.resources = {"pmobook": {"say": say}}
    config.HTMLExporter.language_code = language()
    config.VoilaConfiguration.extension_allowlist = ["@jupyter-widgets/jupyterlab-manager", "@voila-dashboards/widgets-manager8"]
    config.VoilaExecutor.timeout = _SECONDS_TO_OPEN
    config.KernelManager.transport_encryption = "auto"  # nobody else on the machine can read or send a kernel's messages
    # A page that is closed ends its kernel; one whose browser is gone without a word loses it when nothing has come for a while.
    config.MappingKernelManager.cull_idle_timeout = 600
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.cull_connected = False
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
    most_at_once: int = 8,
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
    begin_to_warm_up()
    use_warm_kernels()
    server = WhatIfServer(
        config=_configuration({"engagement": str(folder), "business_unit": business_unit, "quarter": quarter}),
        announce=announce,
        gate=gate,
        business_unit=business_unit,
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
