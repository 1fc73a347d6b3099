"""How long notebooks take, from the runs there were: the order in which to begin them, and when a batch will end."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from pmobook.run.job import Job

__all__ = ["Durations", "longest_first", "seconds_to_go"]

_Key = tuple[str, str]


class Durations:
    """Seconds that each notebook took for each business unit, the last time that it ran.

    Parameters
    ----------
    known
        Business unit and notebook to seconds.
    """

    def __init__(self, known: Mapping[_Key, float] | None = None) -> None:
        self._known = dict(known or {})

    @classmethod
    def of(cls, runs: pd.DataFrame) -> Durations:
        """Return those of the table ``runs``; of several runs the latest counts, in whatever quarter."""
        ran = runs[(runs["status"] == "ran") & runs["seconds"].notna()].sort_values("publication", kind="stable")
        return cls(dict(zip(zip(ran["business_unit"], ran["notebook"], strict=True), ran["seconds"].astype(float), strict=True)))

    def note(self, business_unit: str, notebook: str, seconds: float) -> None:
        """Note a run that has just ended."""
        self._known[business_unit, notebook] = seconds

    def seconds(self, job: Job) -> float | None:
        """Return how long a job will take: as the last time, or as its notebook takes elsewhere; None if nobody knows."""
        known = self._known.get((job.business_unit, job.notebook))
        if known is not None:
            return known
        elsewhere = [seconds for (_, notebook), seconds in self._known.items() if notebook == job.notebook]
        return statistics.median(elsewhere) if elsewhere else None


def longest_first(jobs: Collection[Job], durations: Durations) -> list[Job]:
    """Return jobs in the order in which to begin them: the one with the longest way to its end first.

    A job's way is its own time and the longest way of what waits for it. One of which nobody knows the time counts as the median
    of the others; where nothing is known, and among equals, the order stays.
    """
    told = {_key(job): durations.seconds(job) for job in jobs}
    known = [seconds for seconds in told.values() if seconds is not None]
    usual = statistics.median(known) if known else 1.0
    own = {key: usual if seconds is None else seconds for key, seconds in told.items()}
    followers: dict[_Key, list[_Key]] = {}
    for job in jobs:
        for name in job.after:
            followers.setdefault((job.business_unit, name), []).append(_key(job))
    ways: dict[_Key, float] = {}

    def way(key: _Key) -> float:
        if key not in ways:
            ways[key] = own[key] + max((way(follower) for follower in followers.get(key, ())), default=0.0)
        return ways[key]

    return sorted(jobs, key=lambda job: -way(_key(job)))


def seconds_to_go(
    waiting: Iterable[Job], running: Iterable[tuple[Job, float]], durations: Durations, workers: int
) -> float | None:
    """Return about how many seconds a batch will still take; None while the time of anything in it is unknown.

    Parameters
    ----------
    waiting
        Jobs that have not begun.
    running
        Jobs under way, each with the seconds since it began.
    durations
        How long each takes.
    workers
        Jobs at once.

    Notes
    -----
    The larger of two bounds from below: all that is left, shared among the workers, and the longest single job.
    """
    left = []
    for job, gone in [*((job, 0.0) for job in waiting), *running]:
        seconds = durations.seconds(job)
        if seconds is None:
            return None
        left.append(max(seconds - gone, 0.0))
    return max(sum(left) / workers, max(left, default=0.0))


def _key(job: Job) -> _Key:
    return job.business_unit, job.notebook
