"""Telling how a batch goes: to whoever looks on, with an estimate of the end, and in the log of the batch."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from pmobook.run.batch_log import BatchLog
from pmobook.run.durations import Durations, seconds_to_go
from pmobook.run.job import Job, JobResult
from pmobook.run.report import RAN, Outcome, Progress

__all__ = ["Quiet", "Telling"]

_BETWEEN_OUTLOOKS = 1.0


class Quiet:
    """Progress that nobody looks at."""

    def planned(self, notebooks: int) -> None:
        """Pass over it."""

    def started(self, business_unit: str, notebook: str) -> None:
        """Pass over it."""

    def finished(self, outcome: Outcome) -> None:
        """Pass over it."""

    def outlook(self, seconds: float | None) -> None:
        """Pass over it."""


@dataclass
class Telling:
    """Tells what happens in a batch as it happens.

    Attributes
    ----------
    progress
        Whoever looks on.
    log
        The batch's log.
    durations
        How long notebooks take; what ends in this batch is added.
    workers
        Notebooks at once.
    """

    progress: Progress
    log: BatchLog
    durations: Durations
    workers: int
    _waiting: dict[tuple[str, str], Job] = field(default_factory=dict)
    _running: dict[tuple[str, str], tuple[Job, float]] = field(default_factory=dict)
    _looked: float = 0.0
    _begun: float = field(default_factory=time.monotonic)

    def batch(self, event: str, **said: object) -> None:
        """Tell the log that the batch begins or ends."""
        self.log.write(event, **said)

    def begin(self, jobs: Sequence[Job]) -> None:
        """Take note of the jobs that are to be done."""
        self._begun = time.monotonic()
        self._waiting = {_key(job): job for job in jobs}
        self._look(time.monotonic())

    def started(self, job: Job) -> None:
        """Tell that a job begins."""
        self._running[_key(job)] = job, time.monotonic()
        self._waiting.pop(_key(job), None)
        self.progress.started(job.business_unit, job.notebook)

    def finished(self, outcome: Outcome, result: JobResult | None = None) -> None:
        """Tell what became of a notebook, and of its job if there was one."""
        key = (outcome.business_unit, outcome.notebook)
        _, started = self._running.pop(key, (None, self._begun))
        self._waiting.pop(key, None)
        if outcome.status == RAN:
            self.durations.note(*key, outcome.seconds)
        self.progress.finished(outcome)
        self.log.write(
            "notebook",
            business_unit=outcome.business_unit,
            notebook=outcome.notebook,
            status=outcome.status,
            reason=outcome.reason,
            started=outcome.started_at,
            seconds=round(outcome.seconds, 3),
            wait=round(started - self._begun, 3) if result else 0.0,
            attempts=result.attempts if result and not result.is_passed_over else 0,
            memory_mb=round(result.memory) if result and result.memory else None,
            worker=result.worker if result and result.worker else None,
            kernel=result.kernel if result and result.kernel else None,
            run_id=outcome.run_id or None,
        )

    def tick(self) -> None:
        """Tell now and then how long it will still take."""
        moment = time.monotonic()
        if moment - self._looked >= _BETWEEN_OUTLOOKS:
            self._look(moment)

    def _look(self, moment: float) -> None:
        self._looked = moment
        running = [(job, moment - since) for job, since in self._running.values()]
        self.progress.outlook(seconds_to_go(self._waiting.values(), running, self.durations, self.workers))

    @property
    def elapsed(self) -> float:
        """Seconds since the first job could begin."""
        return time.monotonic() - self._begun


def _key(job: Job) -> tuple[str, str]:
    return job.business_unit, job.notebook
