"""What happens on a Dask worker: it shows what it has and reaches, and executes a job in a process beside it."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmobook.record.place import place_of
from pmobook.record.remote import StorageRefuses
from pmobook.run.fingerprint import Workbook
from pmobook.run.job import Job, JobResult, now
from pmobook.run.job_text import job_line, read_result
from pmobook.run.workers import KERNEL_ENVIRONMENT
from pmobook.vocabulary import quoted

__all__ = ["Seen", "differences", "end_children", "execute_here", "look_around"]

_LOG = "log.txt"
_idle: dict[str, list[_Child]] = {}
_all: dict[str, set[_Child]] = {}
_ended: set[str] = set()
_guard = threading.Lock()


@dataclass(frozen=True)
class Seen:
    """What a worker has and reaches.

    Attributes
    ----------
    workbook
        Its own.
    missing, other
        Files that it doesn't see, and that it sees with another content.
    written
        The file that it wrote for the runner to find.
    refusal
        Why it could not write; empty if it could.
    """

    workbook: Workbook
    missing: tuple[str, ...]
    other: tuple[str, ...]
    written: str
    refusal: str


def look_around(digests: Mapping[str, str], mark: str) -> Seen:
    """Show what this worker has and reaches.

    Parameters
    ----------
    digests
        Files to the SHA-256 of what the runner sees in them.
    mark
        How a file is to begin that is written beside the results.
    """
    missing, other, refusal = [], [], ""
    for name, digest in digests.items():
        try:
            same = hashlib.sha256(Path(name).read_bytes()).hexdigest() == digest
        except OSError:
            missing.append(name)
        else:
            other += [] if same else [name]
    written = place_of(f"{mark}.{secrets.token_hex(8)}")
    try:
        written.write_bytes(b"")
    except OSError as error:
        refusal = error.strerror or str(error)
    except StorageRefuses as error:
        refusal = str(error)
    return Seen(Workbook.now(), tuple(missing), tuple(other), str(written), refusal)


def differences(here: Workbook, runner: Workbook) -> str:
    """Say in which way a worker's workbook is another than the runner's; nothing if it is the same."""
    if here.library_version != runner.library_version:
        return f"it has pmobook {here.library_version}, the runner {runner.library_version}"
    if here.library_digest != runner.library_digest:
        return "it has other code of pmobook, another Python or other versions of the packages than the runner"
    if here.method_digest != runner.method_digest:
        own, asked = here.method_files, runner.method_files
        first = next((name for name in sorted({*own, *asked}) if own.get(name) != asked.get(name)), "")
        return f"its method differs from the runner's, first in {first or 'its folder'}"
    return ""


def execute_here(job: Job, batch: str, workbook: Workbook) -> JobResult:
    """Execute a job in a process of its own beside this worker; one that dies is tried again as its limits say.

    Parameters
    ----------
    job
        What to do.
    batch
        Whose processes may be used: another batch has others.
    workbook
        The runner's; a worker that joined later may have another.
    """
    begun_at = now()
    if differing := differences(Workbook.now(), workbook):
        return JobResult(job, f"It came to a Dask worker that joined later, and {differing}.", begun_at, now())
    reason = ""
    for attempt in range(1, job.limits.retries + 2):
        child = _take(batch)
        result = child.execute(job)
        if result is not None:
            _give_back(batch, child)
            return dataclasses.replace(result, attempts=result.attempts + attempt - 1)
        reason = child.last_words(attempt)
        child.end()
        if batch in _ended:
            return JobResult(job, "Its run was stopped.", begun_at, now())
        if child.is_late:
            return JobResult(job, f"It took longer than {job.limits.notebook} seconds and was ended.", begun_at, now())
    return JobResult(job, reason, begun_at, now())


def end_children(batch: str) -> None:
    """End the processes of a batch, whatever they are at."""
    with _guard:
        _ended.add(batch)
        children = _all.pop(batch, set())
        _idle.pop(batch, None)
    for child in children:
        child.end()


class _Child:
    """A process that executes one job after the other; it ends when this worker does."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pmo"))
        self.is_late = False
        own = {"IPYTHONDIR": str(self.folder / "ipython"), "JUPYTER_RUNTIME_DIR": str(self.folder)}
        with (self.folder / _LOG).open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pmobook.run.cluster_child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, **KERNEL_ENVIRONMENT, **own},
            )

    def execute(self, job: Job) -> JobResult | None:
        """Return what became of a job; nothing if the process died over it or was ended because it took too long."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        timer = threading.Timer(job.limits.notebook, self._end_late)
        timer.daemon = True
        timer.start()
        try:
            self.process.stdin.write(job_line(job))
            self.process.stdin.flush()
            return read_result(self.process.stdout.readline(), job)
        except (OSError, ValueError):
            return None  # a process that died leaves no line, or half of one
        finally:
            timer.cancel()

    def _end_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def last_words(self, attempts: int) -> str:
        """Say that it died, and the last line that it or its kernel said."""
        log = self.folder / _LOG
        said = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.is_file() else []
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        often = "once" if attempts == 1 else f"{attempts} times"
        reason = f"The process that ran the notebook was killed {often}. The machine may be short of memory."
        return f"{reason} Its last words were {quoted(last)}." if last else reason

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _take(batch: str) -> _Child:
    """Return an idle process of a batch, or a new one."""
    with _guard:
        idle = _idle.get(batch, [])
        while idle:
            child = idle.pop()
            if child.process.poll() is None:
                return child
            _all[batch].discard(child)
            child.end()
        child = _Child()
        _all.setdefault(batch, set()).add(child)
        return child


def _give_back(batch: str, child: _Child) -> None:
    with _guard:
        if batch not in _ended:
            _idle.setdefault(batch, []).append(child)
