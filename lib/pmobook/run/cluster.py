"""The workers of a Dask cluster as a place to execute notebooks: the same jobs, on other machines.

The scheduler and its workers are Dask's; `cluster_worker` is what happens on a worker, `cluster_child` the process there that
executes. Nothing of it is imported before a run asks for a scheduler.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pmobook.errors import PmobookError
from pmobook.run.cluster_reach import check_workers
from pmobook.run.cluster_worker import end_children, execute_here
from pmobook.run.fingerprint import Workbook
from pmobook.run.job import Job, JobResult, now
from pmobook.run.waiting import Waiting

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["run_jobs_on_cluster"]

_ANSWER_WITHIN = 15
_WORKERS_WITHIN = 60
_LOOK_AROUND = 0.1


def run_jobs_on_cluster(
    jobs: Iterable[Job],
    scheduler: str,
    most: int | None,
    started: Callable[[Job], None],
    finished: Callable[[JobResult], bool],
    stop: Callable[[], bool],
) -> None:
    """Execute jobs on the workers of a Dask cluster.

    Before the first begins, every worker must show that it has the same workbook and reaches the same files. A job whose worker
    dies goes to another one, as often as the scheduler allows (``distributed.scheduler.allowed-failures``).

    Parameters
    ----------
    jobs
        What to do, in this order, except that a job waits for those that it comes after. Their paths hold on every worker.
    scheduler
        The scheduler's address, such as ``tcp://10.0.0.5:8786``.
    most
        At most so many at once; as many as the workers have threads if not given.
    started, finished, stop
        As for `pmobook.run.workers.run_jobs`.

    Raises
    ------
    PmobookError
        If Dask is not installed, no scheduler or worker answers, a worker has another workbook or doesn't reach the
        engagement, or the cluster goes away meanwhile. What has ended by then is kept.
    """
    jobs = tuple(jobs)
    if not jobs:
        return
    batch = secrets.token_hex(8)
    with _connected(scheduler) as client:
        _wait_for_workers(client, scheduler)
        workbook = Workbook.now()
        check_workers(client, jobs, workbook)
        try:
            _Run(client, scheduler, batch, workbook).through(Waiting(jobs), most, started, finished, stop)
        finally:
            with contextlib.suppress(Exception):  # a cluster that is gone has no children of ours either
                client.run(end_children, batch)


class _Run:
    """Jobs under way on a cluster."""

    def __init__(self, client: Client, scheduler: str, batch: str, workbook: Workbook) -> None:
        self.client, self.scheduler, self.batch, self.workbook = client, scheduler, batch, workbook
        self.under_way: dict[Future[JobResult], Job] = {}
        self.workers_seen_at = time.monotonic()

    def through(
        self,
        waiting: Waiting,
        most: int | None,
        started: Callable[[Job], None],
        finished: Callable[[JobResult], bool],
        stop: Callable[[], bool],
    ) -> None:
        while (waiting or self.under_way) and not stop():
            for passed_over in waiting.pass_over():
                finished(passed_over)
            room = self._room(most)
            while waiting.is_ready and len(self.under_way) < room:
                job, _ = waiting.take()
                self._begin(job)
                started(job)
            for result in self._ended():
                waiting.note(result.job, went_well=finished(result))
            time.sleep(_LOOK_AROUND)

    def _begin(self, job: Job) -> None:
        name = f"pmobook-{job.business_unit}-{job.notebook}-{self.batch}"
        future = self.client.submit(execute_here, job, self.batch, self.workbook, key=name, pure=False)
        self.under_way[future] = job

    def _room(self, most: int | None) -> int:
        """Return how many notebooks the cluster takes now, and give up if it has had no worker for long."""
        if self.client.status != "running":
            raise self._gone()
        try:
            threads: int = sum(self.client.nthreads().values())
        except (OSError, TimeoutError) as error:
            raise self._gone() from error
        if threads:
            self.workers_seen_at = time.monotonic()
        elif time.monotonic() - self.workers_seen_at > _WORKERS_WITHIN:
            message = (
                f"The Dask cluster at {self.scheduler} has had no worker for {_WORKERS_WITHIN} seconds. Nothing was published; "
                "what had ended is kept. Start workers, then run the same command again."
            )
            raise PmobookError(message)
        return min(threads, most) if most else threads

    def _ended(self) -> Iterator[JobResult]:
        for future, job in tuple(self.under_way.items()):
            if self.client.status != "running" or future.status in {"cancelled", "lost"}:
                raise self._gone()
            if future.status in {"finished", "error"}:
                del self.under_way[future]
                yield _result(future, job)

    def _gone(self) -> PmobookError:
        return PmobookError(
            f"The Dask scheduler at {self.scheduler} went away. Nothing was published; what had ended is kept. Start it and its "
            "workers, then run the same command again."
        )


def _result(future: Future[JobResult], job: Job) -> JobResult:
    """Return what became of a job, in words if its workers died over it."""
    from distributed import KilledWorker  # noqa: PLC0415 - only where a cluster is asked for

    if future.status == "finished":
        return future.result()
    error = future.exception()
    if isinstance(error, KilledWorker):
        reason = (
            f"Its Dask worker died, {error.allowed_failures + 1} times. Its machine may be short of memory; see the worker's log."
        )
    else:
        reason = f"An error of ours on a Dask worker ({type(error).__name__}: {error}). Please report it."
    return JobResult(job, reason, now(), now())


@contextlib.contextmanager
def _connected(scheduler: str) -> Iterator[Client]:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, and slow to import
        from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415
    except ImportError as error:
        message = (
            "A run on a Dask cluster needs Dask, which is not installed here. Install it with: pip install 'pmobook[cluster]'"
        )
        raise PmobookError(message) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # it would tear the progress bar; what matters is told in words
    for name in ("client", "comm", "core", "batched"):
        logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL)
    try:
        get_address_host_port(scheduler)  # a client of what is no address complains for half a minute when it is thrown away
        client: Any = Client(scheduler, timeout=_ANSWER_WITHIN, set_as_default=False)
    except (OSError, TimeoutError, ValueError, TypeError) as error:
        message = (
            f"No Dask scheduler answers at {scheduler!r} ({error}). Give the address that the scheduler prints when it "
            "starts, such as tcp://10.0.0.5:8786."
        )
        raise PmobookError(message) from error
    try:
        yield client
    finally:
        client.close(timeout=5)


def _wait_for_workers(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_WORKERS_WITHIN)
    except TimeoutError as error:
        message = (
            f"The Dask scheduler at {scheduler} has no worker, and none came within {_WORKERS_WITHIN} seconds. Start one with: "
            f"dask worker {scheduler}"
        )
        raise PmobookError(message) from error
