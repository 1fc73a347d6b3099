"""The processes that draw the charts of all kernels, one after the other, so that each has its engine warm."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.kernels.drawing import read, write
from pmobook.kernels.engine import SECONDS_FOR_A_CHART, engine
from pmobook.kernels.leaving import leave_the_server_behind
from pmobook.kernels.messages import close_files

__all__ = ["NAME", "Drawer", "Drawers"]

NAME = "pmobook-drawer"
"""What the system's list of processes calls one."""

_MOST = 4
_MOST_CHARTS = 5000
"""That one process draws before it makes way for a new one."""
_SECONDS_BEFORE_THE_NEXT = 0.5
"""After one has ended, so that one that can't even begin is not forked without end."""


@dataclass(frozen=True)
class Drawer:
    """A process that the fork server has just forked, and that will draw.

    Attributes
    ----------
    control
        Hangs up when the server ends.
    asked
        Where kernels hand in their connections; several drawers may listen there.
    """

    control: socket.socket
    asked: socket.socket

    def run(self) -> None:
        """Draw until the server ends, or until it is time for a new process."""
        leave_the_server_behind(keep={self.control.fileno(), self.asked.fileno()})
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Path("/proc/self/comm").write_text(NAME, encoding="utf-8")
        for _ in range(_MOST_CHARTS):
            connection = self._next()
            if connection is None:
                break
            signal.alarm(SECONDS_FOR_A_CHART)  # ends this process: no chart may keep the others waiting
            with connection, contextlib.suppress(OSError):
                connection.settimeout(SECONDS_FOR_A_CHART)
                write(connection, _drawn(read(connection)))
            signal.alarm(0)
        os._exit(0)

    def _next(self) -> socket.socket | None:
        """Return the next kernel's connection; nothing once the server has ended."""
        while True:
            ready, _, _ = select.select([self.control, self.asked], [], [])
            if self.control in ready:
                return None
            with contextlib.suppress(BlockingIOError):  # another drawer was quicker
                _, files, _, _ = socket.recv_fds(self.asked, 16, 1, socket.MSG_DONTWAIT)
                if len(files) == 1:
                    return socket.socket(fileno=files[0])
                close_files(files)


def _drawn(wanted: bytes) -> bytes:
    """Return a chart; nothing if it is refused, so that the kernel that asked tries itself and says why not."""
    try:
        return engine().draw(wanted.decode()).encode()
    except ValueError:
        return b""


@dataclass(eq=False)
class Drawers:
    """The drawing processes there are, as the fork server sees them.

    Attributes
    ----------
    most
        At once.
    controls
        Process id to the connection that holds it.
    """

    most: int = field(default_factory=lambda: min(_MOST, len(os.sched_getaffinity(0))))
    controls: dict[int, socket.socket] = field(default_factory=dict)
    not_before: float = 0.0

    def __post_init__(self) -> None:
        self.way, self.asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.way.shutdown(socket.SHUT_RD)  # kernels share this end, and none may hear of another's

    @property
    def are_short(self) -> bool:
        """Whether one more should be forked now."""
        return len(self.controls) < self.most and time.monotonic() >= self.not_before

    def fork(self) -> Drawer | None:
        """Fork one; return nothing in the server and what to do in the child."""
        ours, theirs = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            ours.detach()
            self.way.close()
            return Drawer(theirs, self.asked)
        theirs.close()
        self.controls[pid] = ours
        return None

    def note_end(self, pid: int) -> None:
        """Note that a process has ended, if it was one of these."""
        if pid in self.controls:
            self.controls.pop(pid).close()
            self.not_before = time.monotonic() + _SECONDS_BEFORE_THE_NEXT
