"""What a worker is told to do, and what it answers; light enough to import in the runner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pmobook.method.running import running_method
from pmobook.record.place import Place
from pmobook.run.parameters import Value

__all__ = ["EXECUTED", "Job", "JobResult", "Limits", "now"]

EXECUTED = "executed.ipynb"
"""The executed notebook beside its staged results; written last, so that both are there when it is."""


@dataclass(frozen=True)
class Limits:
    """How long things may take, in seconds, and how much.

    Attributes
    ----------
    start
        A kernel's start.
    cell
        One cell.
    notebook
        One notebook, after which its worker is ended: for a hang that the others don't catch.
    retries
        How often it begins again if its process or its kernel died.
    memory
        Megabytes that its kernel may take.
    """

    start: int = field(default_factory=lambda: int(running_method().seconds_to_start.value))
    cell: int = field(default_factory=lambda: int(running_method().seconds_for_cell.value))
    notebook: int = field(default_factory=lambda: int(running_method().seconds_for_notebook.value))
    retries: int = field(default_factory=lambda: int(running_method().retries.value))
    memory: float = field(default_factory=lambda: running_method().memory_for_notebook.value)


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
    staged: Place
    failed: Place
    failed_shown_as: str
    limits: Limits = field(default_factory=Limits)
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
    attempts
        How often it began.
    memory
        Megabytes that its kernel took at most, as far as was seen; 0 if nobody saw it.
    kernel
        warm or ordinary; empty if none came up.
    worker
        The number of the process that ran it; 0 if none did.
    """

    job: Job
    reason: str
    started_at: dt.datetime
    finished_at: dt.datetime
    is_passed_over: bool = False
    attempts: int = 1
    memory: float = 0.0
    kernel: str = ""
    worker: int = 0


def now() -> dt.datetime:
    """Return the moment, with its zone."""
    return dt.datetime.now(dt.UTC)
