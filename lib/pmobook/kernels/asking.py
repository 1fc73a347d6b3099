"""Asking the fork server for a kernel, without holding up whoever asks."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pmobook.kernels.messages import memory_file, receive, send
from pmobook.kernels.process import ForkedProcess
from pmobook.kernels.refusal import NeedsItsOwnProcess, Unavailable
from pmobook.kernels.sameness import fixed_part, preparing_part, wants_threads
from pmobook.kernels.starting import connect, hold

__all__ = ["ask_for_kernel"]

_LAUNCHER = ["-m", "ipykernel_launcher", "-f"]
_LOOK_AGAIN = 0.004
_SECONDS_TO_ANSWER = 60.0
_ATTEMPTS = 2


async def ask_for_kernel(command: Sequence[str], options: Mapping[str, Any]) -> ForkedProcess:
    """Return a kernel forked from the server.

    Parameters
    ----------
    command
        What would start an ordinary one.
    options
        What ``Popen`` would be given with it: ``env``, ``cwd``, ``stdout``, ``stderr``.

    Raises
    ------
    NeedsItsOwnProcess
        If it is asked for in a way that a fork can't have.
    Unavailable
        If there is no server, or it refuses.
    """
    environment = dict(options.get("env") or os.environ)
    _refuse_what_a_fork_cannot_have(command, environment, options)
    files = [_file_of(options.get("stdout"), 1), _file_of(options.get("stderr"), 2)]
    environment["JPY_PARENT_PID"] = str(os.getpid())
    request = {
        "command": ["ipykernel_launcher", *command[3:]],
        "connection_file": command[4],
        "environment": environment,
        "folder": str(options.get("cwd") or Path.cwd()),
        "umask": _umask(),
    }
    message = {"arguments": list(command[5:]), "settings": preparing_part(environment)}
    content = memory_file(request)
    try:
        for _ in range(_ATTEMPTS):
            process = await _ask(message, [content, *files])
            if process:
                with contextlib.suppress(Unavailable):
                    hold()
                return process
    finally:
        os.close(content)
    raise Unavailable("their server ended while it was asked")


async def _ask(message: Mapping[str, Any], files: Sequence[int]) -> ForkedProcess | None:
    """Return the kernel; None if the server ended meanwhile, as one does whose libraries have changed."""
    connection = connect()
    try:
        send(connection, message, files)
        connection.setblocking(False)
        answer, handles = await _answer(connection)
    except ConnectionError:
        answer, handles = None, []
    except BaseException:
        connection.close()
        raise
    if answer is None or "pid" not in answer:
        connection.close()
        if answer is not None:
            raise Unavailable(str(answer.get("refused")))
        return None
    return ForkedProcess(int(answer["pid"]), connection, handles[0] if handles else None)


async def _answer(connection: socket.socket) -> tuple[dict[str, Any] | None, list[int]]:
    deadline = time.monotonic() + _SECONDS_TO_ANSWER
    while True:
        try:
            return receive(connection)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise Unavailable(f"their server did not answer within {_SECONDS_TO_ANSWER:.0f} seconds") from None
        await asyncio.sleep(_LOOK_AGAIN)


def _refuse_what_a_fork_cannot_have(command: Sequence[str], environment: Mapping[str, str], options: Mapping[str, Any]) -> None:
    if len(command) < 5 or list(command[1:4]) != _LAUNCHER or command[0] != sys.executable:
        raise NeedsItsOwnProcess("it is started by another program")
    if fixed_part(environment) != fixed_part(os.environ) or wants_threads(environment):
        raise NeedsItsOwnProcess("what its environment says is read when Python or a library starts")
    if options.get("independent") or options.get("preexec_fn"):
        raise NeedsItsOwnProcess("it is to outlive, or to be set up by, whoever asks")
    if any(isinstance(options.get(name), int) and options[name] < 0 for name in ("stdout", "stderr")):
        raise NeedsItsOwnProcess("its output is to go into a pipe")


def _file_of(given: Any, number: int) -> int:  # noqa: ANN401 - what Popen takes
    """Return the open file that a kernel's output goes to: the one given, or this process's own."""
    file = number if given is None else given if isinstance(given, int) else int(given.fileno())
    try:
        os.fstat(file)
    except OSError:
        raise NeedsItsOwnProcess("there is no output for it to share") from None
    return file


def _umask() -> int:
    """Return this process's umask, which can't be asked for without changing it, except here."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    raise NeedsItsOwnProcess("the system doesn't tell the umask")
