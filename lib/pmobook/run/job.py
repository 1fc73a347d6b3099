"""What a worker is told to do, and what it answers; light enough to import in the runner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pmobook.run.parameters import Value

__all__ = ["EXECUTED", "Job", "JobResult", "Limits", "now"]

EXECUTED = "executed.ipynb"
"""The executed notebook beside its staged results; written last, so that both are there when it is."""


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds.

    Attributes
    ----------
    start
        A kernel's start.
    cell
        One cell.
    notebook
        One notebook, after which its worker is ended: for a hang that the others don't catch.
    """

    start: int = 120
    cell: int = 600
    notebook: int = 1800


@dataclass(frozen=True)
class Job:
    """One notebook to execute.

    Attributes
    ----------
    business_unit, notebook
        Which; for progress and messages.
    source
        The notebook, which is only read.
    parameters
        All that it is given.
    staged
        The folder where its results must stand afterwards; the executed notebook joins them there.
    failed
        Where the notebook is kept, as far as it got, if it fails.
    failed_shown_as
        How messages name that file.
    limits
        How long it may take.
    after
        Names of notebooks of the same business unit that must have ended well before it begins; those that are not among the
        jobs have.
    """

    business_unit: str
    notebook: str
    source: Path
    parameters: Mapping[str, Value]
    staged: Path
    failed: Path
    failed_shown_as: str
    limits: Limits = Limits()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class JobResult:
    """What became of a job.

    Attributes
    ----------
    job
        The job.
    reason
        Why it failed; empty if it ran and its results and executed notebook stand in ``job.staged``.
    started_at, finished_at
        When.
    is_passed_over
        Whether it was not begun at all, because a notebook that it comes after failed.
    """

    job: Job
    reason: str
    started_at: dt.datetime
    finished_at: dt.datetime
    is_passed_over: bool = False


def now() -> dt.datetime:
    """Return the moment, with its zone."""
    return dt.datetime.now(dt.UTC)
