"""Jobs that wait to be begun: in their order, each once what it comes after has ended well."""

from __future__ import annotations

from collections.abc import Iterable

from pmobook.run.job import Job, JobResult, now

__all__ = ["Waiting"]

_Key = tuple[str, str]


class Waiting:
    """Jobs not begun yet, and what became of those they come after.

    Parameters
    ----------
    jobs
        In the order in which they are to begin.
    """

    def __init__(self, jobs: Iterable[Job]) -> None:
        self._jobs = [(job, 1) for job in jobs]
        self._open = {_key(job) for job, _ in self._jobs}
        self._failed: set[_Key] = set()

    def __bool__(self) -> bool:
        return bool(self._jobs)

    @property
    def is_ready(self) -> bool:
        """Whether a job can begin now."""
        return any(self._may_begin(job) for job, _ in self._jobs)

    def take(self) -> tuple[Job, int]:
        """Return the first job that can begin now, and which attempt at it this is.

        Raises
        ------
        StopIteration
            If none can; ask ``is_ready``.
        """
        place = next(place for place, (job, _) in enumerate(self._jobs) if self._may_begin(job))
        return self._jobs.pop(place)

    def put_back(self, job: Job, attempt: int) -> None:
        """Let a job that came to nothing be the next to begin again."""
        self._jobs.insert(0, (job, attempt))

    def note(self, job: Job, *, went_well: bool) -> None:
        """Note that a job has ended."""
        self._open.discard(_key(job))
        if not went_well:
            self._failed.add(_key(job))

    def pass_over(self) -> tuple[JobResult, ...]:
        """Take out the jobs that can't begin any more because something before them failed, and return what to say of them."""
        passed = []
        for job, attempt in tuple(self._jobs):
            culprits = [name for name in job.after if (job.business_unit, name) in self._failed]
            if culprits:
                self._jobs.remove((job, attempt))
                self.note(job, went_well=False)
                reason = f"Not run: it gathers the results of {', '.join(culprits)}, which failed."
                passed.append(JobResult(job, reason, now(), now(), is_passed_over=True))
        return tuple(passed)

    def _may_begin(self, job: Job) -> bool:
        return not any((job.business_unit, name) in self._open for name in job.after)


def _key(job: Job) -> _Key:
    return job.business_unit, job.notebook
