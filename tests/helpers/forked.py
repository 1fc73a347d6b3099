"""Processes that are forked from one which has imported the workbook already: each saves the seconds that importing takes.

They are processes of their own, with the environment of the moment at which they begin. Where nothing can be forked (Windows),
they are spawned.
"""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import IO, Any

_IMPORTED = [
    "pmobook.run.notebook", "pmobook.run.workers", "pmobook.run.reading_ahead", "pmobook.run.cluster_reach",
    "pmobook.publish.server", "distributed", "distributed.cli.dask_scheduler", "distributed.cli.dask_worker",
]  # fmt: skip
"""What most of them need; what is not installed is passed over."""
_METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


def _context() -> Any:
    context = multiprocessing.get_context(_METHOD)
    context.set_forkserver_preload(_IMPORTED)
    return context


class ForkedWorkers:
    """Stands for the context with which `pmobook.run` spawns its workers."""

    def __init__(self) -> None:
        self._context = _context()
        self.Pipe, self.Event = self._context.Pipe, self._context.Event

    def Process(self, target: Callable[..., object], args: tuple[Any, ...], *, daemon: bool) -> BaseProcess:  # noqa: N802
        """Return a process of its own, not begun yet."""
        return self._context.Process(target=_work, args=(dict(os.environ), target, args), daemon=daemon)


class Program:
    """A program as ``python -c`` runs it: its output can be read, and its end awaited, as `subprocess.Popen` has it.

    ``stdout`` and ``stderr`` are `subprocess.PIPE`, a file, or None for nowhere.
    """

    def __init__(
        self,
        program: str,
        *arguments: object,
        stdout: IO[Any] | int | None = subprocess.PIPE,
        stderr: IO[Any] | int | None = None,
        variables: Mapping[str, str] | None = None,
    ) -> None:
        context = _context()
        pipes = [context.Pipe(duplex=False) if stream == subprocess.PIPE else None for stream in (stdout, stderr)]
        ends = [
            pipe[1] if pipe else stream.name if stream else os.devnull
            for pipe, stream in zip(pipes, (stdout, stderr), strict=True)
        ]
        texts = [str(each) for each in arguments]
        self._process = context.Process(target=_run, args=({**os.environ, **(variables or {})}, program, texts, ends))
        self._process.start()
        self.pid = self._process.pid
        self.stdout, self.stderr = (_text_of(*pipe) if pipe else None for pipe in pipes)

    @property
    def returncode(self) -> int | None:
        """How it ended: a negative number is a signal."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; return how it ended."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("python", timeout)
        return self._process.exitcode

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """Wait for its end; return the few lines that it said."""
        self.wait(timeout)
        said = ["" if stream is None or stream.closed else stream.read() for stream in (self.stdout, self.stderr)]
        for stream in (self.stdout, self.stderr):
            if stream:
                stream.close()
        return said[0], said[1]

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it is still there."""
        if self._process.exitcode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()

    def kill(self) -> None:
        """End it."""
        self._process.kill()


def _text_of(ours: Connection, theirs: Connection) -> IO[str]:
    """Return what comes through the pipe as text; the other end is the program's alone."""
    theirs.close()
    with contextlib.closing(ours):
        return os.fdopen(os.dup(ours.fileno()), encoding="utf-8")


def _work(environment: dict[str, str], target: Callable[..., object], args: tuple[Any, ...]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    target(*args)


def _run(environment: dict[str, str], program: str, arguments: list[str], ends: list[Connection | str]) -> None:
    for number, end in enumerate(ends, 1):
        if isinstance(end, str):
            with open(end, "ab") as file:  # noqa: PTH123 - os.devnull is no path of ours
                os.dup2(file.fileno(), number)
        else:
            os.dup2(end.fileno(), number)
    sys.argv = ["-c", *arguments]
    try:
        _work(environment, exec, (program, {"__name__": "__main__"}))
    finally:
        atexit._run_exitfuncs()
