"""How a rerun looks in a terminal: nothing moves until something runs, and a dry run says what would be done."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Self

from rich.console import Console

from pmobook.inputs.engagement import Engagement
from pmobook.run.report import Outcome
from pmobook.run.rerun import RerunReport
from pmobook.terminal_batch import BatchProgress

__all__ = ["LateProgress", "dry_run_lines"]

_WOULD = {
    "early": "Nothing would be done yet (exit status 3).",
    "wait": "Nothing would be done yet (exit status 3); --wait would stay.",
    "run": "It would be run; what is current would be kept, and nothing published if nothing is new.",
    "nothing": "Nothing would be run (exit status 4).",
}


class LateProgress:
    """A bar that appears when a batch is planned: a rerun that only waits shows none.

    Parameters
    ----------
    console
        As of `pmobook.terminal_batch.BatchProgress`.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console
        self._bar: BatchProgress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)

    def planned(self, notebooks: int) -> None:
        """Show the bar."""
        self._bar = BatchProgress("Rerun", self._console).__enter__()
        self._bar.planned(notebooks)

    def started(self, business_unit: str, notebook: str) -> None:
        """Name a notebook as under way."""
        if self._bar is not None:
            self._bar.started(business_unit, notebook)

    def finished(self, outcome: Outcome) -> None:
        """Count a notebook."""
        if self._bar is not None:
            self._bar.finished(outcome)

    def outlook(self, seconds: float | None) -> None:
        """Say how long it will still take."""
        if self._bar is not None:
            self._bar.outlook(seconds)


def dry_run_lines(report: RerunReport, engagement: Engagement) -> Iterator[str]:
    """Say what a rerun would do."""
    yield report.due.sentence
    yield _WOULD[report.due.action]
    yield from (f"not read: {one}" for one in report.not_read)
    channels = [channel.in_words for channel in engagement.parameters.notify]
    yield (
        f"News would go by {'; '.join(channels)}."
        if channels
        else "Nobody would be told: engagement.yaml names no channel under notify."
    )
