"""Worker processes that execute notebooks: some at once, none missed when one of them is killed."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import logging
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterable
from multiprocessing.connection import Connection, wait
from pathlib import Path

from pmobook.kernels.switch import begin_to_warm_up
from pmobook.method.running import running_method
from pmobook.run.job import Job, JobResult, now
from pmobook.run.memory import megabytes_available
from pmobook.run.waiting import Waiting
from pmobook.vocabulary import quoted

__all__ = ["KERNEL_ENVIRONMENT", "processors", "run_jobs", "usual_count"]

_SPAWN = multiprocessing.get_context("spawn")
_LOOK_AROUND = 0.2
_LOG = "log.txt"

# One thread a kernel, since several kernels run at once; no user's own set-up of IPython or Jupyter; the same order of
# sets and hashes each time.
KERNEL_ENVIRONMENT = {
    "JUPYTER_PREFER_ENV_PATH": "1",
    "MKL_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
}


def usual_count() -> int:
    """Return how many workers there are unless somebody says otherwise: one more than processors, as each waits at times."""
    return processors() + 1


def processors() -> int:
    """Return how many processors this process may use."""
    affinity: Callable[[int], Collection[int]] | None = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def run_jobs(
    jobs: Iterable[Job],
    count: int,
    scratch: Path,
    started: Callable[[Job], None],
    finished: Callable[[JobResult], bool],
    stop: Callable[[], bool],
) -> None:
    """Execute jobs in worker processes; while memory is short, none begins beside others.

    A worker that is killed from outside is replaced; its job is tried again as often as its limits say and then failed. One that
    has run many notebooks makes way for a new one. When this function
    ends, in whatever way, its workers have ended; their kernels end within seconds of them.

    Parameters
    ----------
    jobs
        What to do, in this order, except that a job waits for those that it comes after.
    count
        Workers at once.
    scratch
        A short-named folder for the kernels' sockets and settings.
    started, finished
        Called, in this process, as jobs begin and end; ``finished`` says whether what comes after the job may begin.
    stop
        Asked often; when it says yes, the workers are ended and no more job is begun.
    """
    waiting = Waiting(jobs)
    workers: list[_Worker] = []
    most, numbers = int(running_method().notebooks_for_worker.value), itertools.count(1)
    try:
        while (waiting or any(worker.job for worker in workers)) and not stop():
            workers = [worker for worker in workers if worker.process.is_alive() or worker.job]
            for passed_over in waiting.pass_over():
                finished(passed_over)
            while waiting.is_ready and _can_begin(sum(bool(worker.job) for worker in workers), count):
                _begin_next(waiting, workers, lambda: _Worker(scratch, next(numbers)), started)
            for worker in _answering(workers):
                result, again = worker.collect()
                if again:
                    waiting.put_back(*again)
                elif result:
                    waiting.note(result.job, went_well=finished(result))
                if worker.done >= most:
                    worker.end()
                    workers.remove(worker)
    finally:
        for worker in workers:
            worker.end()


def _can_begin(busy: int, count: int) -> bool:
    """Say whether one more may begin; the first always may, or nothing would ever end."""
    return busy == 0 or (busy < count and megabytes_available() >= running_method().memory_kept_free.value)


def _begin_next(
    waiting: Waiting, workers: list[_Worker], make_worker: Callable[[], _Worker], started: Callable[[Job], None]
) -> None:
    worker = next((worker for worker in workers if not worker.job), None)
    if worker is None:
        worker = make_worker()
        workers.append(worker)
    job, attempt = waiting.take()
    worker.begin(job, attempt)
    if attempt == 1:
        started(job)


class _Worker:
    """A process that executes one job after the other, and what it is at."""

    def __init__(self, scratch: Path, number: int) -> None:
        self.number, self.done = number, 0
        self.connection, theirs = _SPAWN.Pipe()
        self.folder = Path(tempfile.mkdtemp(prefix="", dir=scratch))
        self.process = _SPAWN.Process(target=_work, args=(theirs, str(self.folder)), daemon=True)
        self.process.start()
        theirs.close()  # so that the pipe ends with the process
        self.job: Job | None = None
        self.attempt = 0
        self.begun_at = now()
        self.deadline = 0.0

    def begin(self, job: Job, attempt: int) -> None:
        self.job, self.attempt, self.begun_at = job, attempt, now()
        self.deadline = time.monotonic() + job.limits.notebook
        with contextlib.suppress(OSError):  # it has died since it was last heard of: collect() will see
            self.connection.send(job)

    @property
    def is_late(self) -> bool:
        return self.job is not None and time.monotonic() > self.deadline

    def collect(self) -> tuple[JobResult | None, tuple[Job, int] | None]:
        """Return the result of its job, or the job to try again if it died over it."""
        job, self.job = self.job, None
        if job is None:
            return None, None
        late = time.monotonic() > self.deadline
        try:
            if self.connection.poll():
                result: JobResult = self.connection.recv()
                self.done += 1
                attempts = result.attempts + self.attempt - 1
                return dataclasses.replace(result, worker=self.number, attempts=attempts), None
        except (EOFError, OSError):
            pass
        self.end()
        if late:
            return self._failed(job, f"It took longer than {job.limits.notebook} seconds and was ended."), None
        if self.attempt <= job.limits.retries:
            return None, (job, self.attempt + 1)
        often = "once" if self.attempt == 1 else f"{self.attempt} times"
        reason = f"The process that ran the notebook was killed {often}. The machine may be short of memory."
        return self._failed(job, f"{reason}{self._last_words()}"), None

    def _last_words(self) -> str:
        """Return the last line that the worker or its kernel said before it died."""
        log = self.folder / _LOG
        said = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.is_file() else []
        last = next((line.strip() for line in reversed(said) if line.strip()), "")
        return f" Its last words were {quoted(last)}." if last else ""

    def _failed(self, job: Job, reason: str) -> JobResult:
        return JobResult(job, reason, self.begun_at, now(), attempts=self.attempt, worker=self.number)

    def end(self) -> None:
        self.connection.close()
        self.process.terminate()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


def _answering(workers: list[_Worker]) -> list[_Worker]:
    """Return the workers that have answered, died or run out of time."""
    busy = {worker.connection: worker for worker in workers if worker.job}
    heard = set(wait(list(busy), timeout=_LOOK_AROUND))
    return [worker for connection, worker in busy.items() if connection in heard or worker.is_late]


def _work(connection: Connection, folder: str) -> None:
    """Execute what comes through the pipe until it closes; run in the worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the runner decides
    own = Path(folder)
    threading.Thread(target=_end_with_parent, args=(own.parent,), daemon=True).start()
    with (own / _LOG).open("ab") as log:
        os.dup2(log.fileno(), 2)  # what kernels and their debugger mutter would tear the progress bar
    os.environ.update(KERNEL_ENVIRONMENT, IPYTHONDIR=str(own.parent / "ipython"), JUPYTER_RUNTIME_DIR=str(own))
    begin_to_warm_up()
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    from pmobook.run.notebook import execute  # noqa: PLC0415 - heavy, and reads the environment; the runner does without

    while True:
        try:
            job = connection.recv()
        except (EOFError, OSError):
            return
        begun_at = now()
        try:
            result = execute(job)
        except Exception as error:  # noqa: BLE001 - recorded as the reason; the other notebooks go on
            reason = f"An error of ours while running the notebook ({type(error).__name__}: {error}). Please report it."
            result = JobResult(job, reason, begun_at, now())
        connection.send(result)


def _end_with_parent(scratch: Path) -> None:
    """End this process when the runner ends, however it ends; a kernel ends when its worker is gone.

    A runner that was killed could not clear its scratch folder away, so that is done here.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        shutil.rmtree(scratch, ignore_errors=True)
        os._exit(1)
