"""An IPython kernel started in two steps: all that doesn't depend on whom it is for, then its sockets and its surroundings.

It leans on a few names of ipykernel's that aren't documented. If one is gone, preparing fails, the fork server says so, and
kernels are ordinary ones.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import zmq
from ipykernel.kernelapp import IPKernelApp

__all__ = ["TwoStepKernel"]

_SECONDS_TO_BIND = 30
_MAY_BE_REPARENTED = 1
"""What ipykernel takes for "don't watch the parent": a forked kernel's lifeline does that."""


class TwoStepKernel(IPKernelApp):
    """A kernel whose sockets are bound, and whose user's settings are run, when it is handed out."""

    handed_out = False

    def prepare(self, arguments: list[str]) -> None:
        """Do all that an ordinary kernel does before it knows its connection file."""
        self.parent_handle = _MAY_BE_REPARENTED
        self.transport = "ipc"  # until the connection file says; ipykernel warns of the other at once
        self._unbound: list[zmq.Socket[bytes]] = []
        self.initialize(arguments)  # type: ignore[no-untyped-call]

    def hand_out(self, connection_file: str) -> None:
        """Bind to what the connection file says, and do what depends on environment and folder."""
        self.handed_out = True
        self.connection_file = connection_file
        self.init_connection_file()
        shell, stdin, control, iopub = self._unbound
        self._bind_in(self.shell_channel_thread.io_loop.add_callback, shell, "shell_port")
        self._bind_in(_at_once, stdin, "stdin_port")
        self._bind_in(self.control_thread.io_loop.add_callback, control, "control_port")
        self._bind_in(self.iopub_thread.schedule, iopub, "iopub_port")
        self._connect_debugger(shell)
        self.init_heartbeat()
        self.write_connection_file()
        self.log_connection_info()  # type: ignore[no-untyped-call]
        self.kernel.record_ports({f"{name}_port": port for name, port in self._ports.items()})
        self._settle_in()

    # While it is prepared, what needs the connection file or the user's surroundings is left for later.

    def init_connection_file(self) -> None:
        """Read the connection file once there is one."""
        if self.handed_out:
            super().init_connection_file()  # type: ignore[no-untyped-call]

    def _bind_socket(self, s: zmq.Socket[bytes], port: int) -> int:
        if self.handed_out:
            bound: int = super()._bind_socket(s, port)  # type: ignore[no-untyped-call]
            return bound
        self._unbound.append(s)
        return port

    def init_heartbeat(self) -> None:
        """Answer heartbeats once there is somebody to answer."""
        if self.handed_out:
            super().init_heartbeat()  # type: ignore[no-untyped-call]

    def write_connection_file(self, **kwargs: Any) -> None:  # noqa: ANN401 - ipykernel's signature
        """Write ports that the kernel chose itself into the connection file."""
        if self.handed_out:
            super().write_connection_file(**kwargs)

    def init_gui_pylab(self) -> None:
        """Choose how plots are drawn, which the environment has a say in."""
        if self.handed_out:
            super().init_gui_pylab()  # type: ignore[no-untyped-call]

    def init_extensions(self) -> None:
        """Load the user's extensions."""
        if self.handed_out:
            super().init_extensions()  # type: ignore[no-untyped-call]

    def init_code(self) -> None:
        """Run the user's start-up files."""
        if self.handed_out:
            super().init_code()  # type: ignore[no-untyped-call]

    def _bind_in(self, schedule: Callable[[Callable[[], None]], object], socket: zmq.Socket[bytes], port: str) -> None:
        """Bind a socket in the thread that uses it, and wait until that is done."""
        done = threading.Event()
        failed: list[Exception] = []

        def bind() -> None:
            try:
                self._apply_curve_server_options(socket)
                setattr(self, port, self._bind_socket(socket, getattr(self, port)))
            except Exception as error:  # noqa: BLE001 - raised below, in the thread that can end the kernel
                failed.append(error)
            done.set()

        schedule(bind)
        if not done.wait(_SECONDS_TO_BIND):
            raise TimeoutError(port)
        if failed:
            raise failed[0]

    def _connect_debugger(self, shell: zmq.Socket[bytes]) -> None:
        self._apply_curve_client_options(self.debug_shell_socket)
        self.debug_shell_socket.connect(shell.getsockopt(zmq.LAST_ENDPOINT))

    def _settle_in(self) -> None:
        """Do what was left for later, and what libraries do on import if they are imported in a kernel."""
        shell: Any = self.shell
        shell.starting_dir = str(Path.cwd())
        shell.user_ns["_dh"][:] = [Path.cwd()]
        session_name = os.environ.get("JPY_SESSION_NAME")
        if session_name:
            shell.user_ns["__session__"] = session_name
        if "ipywidgets" in sys.modules:
            sys.modules["ipywidgets"].register_comm_target(self.kernel)
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()


def _at_once(action: Callable[[], None]) -> None:
    action()
