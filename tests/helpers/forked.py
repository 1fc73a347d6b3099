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

_IMPORTED = ["pmobook.run.notebook", "pmobook.run.workers", "pmobook.run.reading_ahead", "pmobook.publish.server"]
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

    ``stderr`` is `subprocess.PIPE`, a file, or nothing for nowhere.
    """

    def __init__(
        self, program: str, *arguments: object, stderr: IO[Any] | int | None = None, variables: Mapping[str, str] | None = None
    ) -> None:
        context = _context()
        ours, theirs = context.Pipe(duplex=False)
        errors = context.Pipe(duplex=False) if stderr == subprocess.PIPE else None
        name = None if errors or stderr is None else stderr.name
        environment, texts = {**os.environ, **(variables or {})}, [str(each) for each in arguments]
        given = (environment, program, texts, theirs, errors and errors[1], name)
        self._process = context.Process(target=_run, args=given)
        self._process.start()
        self.pid = self._process.pid
        self.stdout = _text_of(ours, theirs)
        self.stderr = _text_of(*errors) if errors else None

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


def _run(
    environment: dict[str, str],
    program: str,
    arguments: list[str],
    output: Connection,
    errors: Connection | None,
    file: str | None,
) -> None:
    os.dup2(output.fileno(), 1)
    if errors:
        os.dup2(errors.fileno(), 2)
    else:
        with open(file or os.devnull, "ab") as there:  # noqa: PTH123 - os.devnull is no path of ours
            os.dup2(there.fileno(), 2)
    sys.argv = ["-c", *arguments]
    try:
        _work(environment, exec, (program, {"__name__": "__main__"}))
    finally:
        atexit._run_exitfuncs()
