"""What a kernel does between the fork and its first message: shed what isn't its own, get ready, take on what it is asked for."""

from __future__ import annotations

import os
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pmobook.kernels.drawing import let_draw
from pmobook.kernels.leaving import leave_the_server_behind
from pmobook.kernels.messages import close_files, read_memory_file, receive, send

__all__ = ["READY", "Child"]

READY = {"ready": True}
"""What a child tells the server when it can be handed out."""

_HANGUP = select.POLLHUP | getattr(select, "POLLRDHUP", 0)


@dataclass(frozen=True)
class Child:
    """A process that the fork server has just forked, and that will be a kernel.

    Attributes
    ----------
    control
        Where the server hands it out.
    arguments
        The kernel's own, without its connection file.
    settings
        The variables by which IPython finds its settings.
    drawers
        Where the processes listen that draw its charts.
    """

    control: socket.socket
    arguments: tuple[str, ...]
    settings: Mapping[str, str]
    drawers: socket.socket

    def run(self) -> None:
        """Become a kernel, and be one until it ends; return if the server ends before anybody wants it."""
        leave_the_server_behind(keep={self.control.fileno(), self.drawers.fileno()})
        let_draw(self.drawers)
        os.environ.update(self.settings)
        from pmobook.kernels.application import TwoStepKernel  # noqa: PLC0415 - loads ipykernel, which the server has

        kernel = TwoStepKernel.instance()
        kernel.prepare(list(self.arguments))
        message, files = self._wait_until_wanted()
        if message is None:
            os._exit(0)
        self.control.close()
        request, out, error, lifeline = files
        asked = read_memory_file(request)
        threading.Thread(target=_end_without_manager, args=(lifeline,), daemon=True, name="Lifeline").start()
        _take_on(asked)
        _speak_into(out, error)
        kernel.hand_out(asked["connection_file"])
        kernel.start()  # type: ignore[no-untyped-call]

    def _wait_until_wanted(self) -> tuple[dict[str, Any] | None, list[int]]:
        """Say that it is ready, and return what comes; nothing if the server has ended."""
        try:
            send(self.control, READY)
        except OSError:
            return None, []
        return receive(self.control)


def _take_on(asked: Mapping[str, Any]) -> None:
    """Take on the environment, folder and umask that were asked for, and nothing of what was there."""
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.umask(asked["umask"])
    os.chdir(asked["folder"])
    time.tzset()
    sys.argv[:] = asked["command"]
    sys.dont_write_bytecode = bool(asked["environment"].get("PYTHONDONTWRITEBYTECODE"))


def _speak_into(out: int, error: int) -> None:
    """Let what is printed past the notebook, last words in particular, go where an ordinary kernel's would."""
    for number, stream, file in ((1, sys.stdout, out), (2, sys.stderr, error)):
        os.dup2(file, getattr(stream, "_original_stdstream_copy", number))
        close_files([file])


def _end_without_manager(lifeline: int) -> None:
    """End this process, and what it started, once the process that asked for it is gone."""
    poll = select.poll()
    poll.register(lifeline, _HANGUP)
    while True:
        if any(event & (_HANGUP | select.POLLERR | select.POLLNVAL) for _, event in poll.poll()):
            os.killpg(0, signal.SIGKILL)
