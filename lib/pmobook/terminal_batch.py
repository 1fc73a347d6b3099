"""How a batch looks in a terminal: a progress bar while it runs, then what became of every business unit."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from pmobook.run.report import FAILED, KEPT, RAN, SKIPPED, BatchReport, Outcome
from pmobook.terminal_console import console_of_the_command

__all__ = ["BatchProgress", "duration", "show_batch"]

_MARKS = {RAN: "● ran", KEPT: "● kept", FAILED: "▲ failed", SKIPPED: "○ skipped"}
_PARTS = 10
_FIVE, _MINUTE = 5, 60


class BatchProgress:
    """A bar that counts notebooks, names those that are under way and says when about the end will be.

    Parameters
    ----------
    quarter
        Shown before the bar.
    console
        Where to; where that is no terminal, or one that can only print lines, nothing moves: lines tell of every failure and
        each tenth of the way.
    """

    def __init__(self, quarter: str, console: Console | None = None) -> None:
        self._console = console or console_of_the_command()
        self._moves = self._console.is_terminal and not self._console.is_dumb_terminal
        self._bar = Progress(
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[outlook]}", markup=False),
            TextColumn("{task.fields[under_way]}", markup=False),
            console=self._console,
            transient=True,
            disable=not self._moves,
        )
        self._quarter, self._all, self._done, self._outlook = quarter, 0, 0, ""
        self._task = self._bar.add_task(quarter, total=None, outlook="", under_way="reading the packs")
        self._under_way: dict[tuple[str, str], None] = {}

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /) -> None:
        self._bar.update(self._task, under_way="", outlook="")
        self._bar.stop()

    def planned(self, notebooks: int) -> None:
        """Set how many notebooks there are."""
        self._all = notebooks
        self._bar.update(self._task, total=notebooks)

    def started(self, business_unit: str, notebook: str) -> None:
        """Name a notebook as under way."""
        self._under_way[business_unit, notebook] = None
        self._say()

    def finished(self, outcome: Outcome) -> None:
        """Count a notebook."""
        self._under_way.pop((outcome.business_unit, outcome.notebook), None)
        self._done += 1
        self._bar.advance(self._task)
        self._say()
        if not self._moves:
            self._say_in_lines(outcome)

    def outlook(self, seconds: float | None) -> None:
        """Say how long it will still take, as far as anybody knows."""
        self._outlook = "" if seconds is None else f"about {duration(seconds)} left"
        self._bar.update(self._task, outlook=self._outlook)

    def _say(self) -> None:
        shown = ", ".join(f"{unit} {notebook}" for unit, notebook in list(self._under_way)[:3])
        self._bar.update(self._task, under_way=shown or "recording")

    def _say_in_lines(self, outcome: Outcome) -> None:
        """Print a line for a failure, and for each tenth of the way."""
        tenth = self._done * _PARTS // self._all != (self._done - 1) * _PARTS // self._all if self._all else False
        if outcome.status == FAILED or tenth:
            failed = f": {outcome.business_unit} {outcome.notebook} failed" if outcome.status == FAILED else ""
            left = f", {self._outlook}" if self._outlook and self._done < self._all else ""
            said = f"{self._quarter}: {self._done} of {self._all} notebooks{failed}{left}"
            self._console.print(said, markup=False, highlight=False, soft_wrap=True)


def duration(seconds: float) -> str:
    """Return about how long some seconds are, rounded as coarsely as an estimate deserves."""
    if seconds < _MINUTE:
        return f"{max(_FIVE, round(seconds / _FIVE) * _FIVE)} s"
    minutes = round(seconds / _MINUTE)
    return f"{minutes} min" if minutes < _MINUTE else f"{minutes // _MINUTE} h {minutes % _MINUTE} min"


def show_batch(report: BatchReport, console: Console | None = None) -> None:
    """Print what ran, was kept, failed and was skipped; then every reason, whole, on lines of their own."""
    console = console or console_of_the_command()
    table = Table(title=f"Run of {report.quarter}", title_justify="left")
    table.add_column("Business unit", overflow="fold")
    table.add_column("Notebooks", overflow="fold")
    table.add_column("Seconds", justify="right")
    for unit in sorted({row.business_unit for row in report.rows}):
        rows = [row for row in report.rows if row.business_unit == unit]
        table.add_row(Text(unit), _statuses(rows), f"{sum(row.seconds for row in rows):.1f}")
    console.print(table)
    for line in _reasons(report):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    counts = {status: sum(row.status == status for row in report.rows) for status in (RAN, KEPT, FAILED, SKIPPED)}
    said = ", ".join(f"{count} {status}" for status, count in counts.items() if count)
    published = f"Published as number {report.publication.number}." if report.publication else "Nothing new to publish."
    console.print(f"{said}. {published}", markup=False, highlight=False, soft_wrap=True)
    if report.run_before:
        console.print(report.run_before, markup=False, highlight=False, soft_wrap=True)


def _statuses(rows: list[Outcome]) -> str:
    """Return the statuses of a business unit's notebooks: those that did well counted, the others by name."""
    told = []
    for status, mark in _MARKS.items():
        names = [row.notebook for row in rows if row.status == status]
        sign, word = mark.split(" ", 1)
        if names:
            told.append(f"{sign} {len(names)} {word}" if status in {RAN, KEPT} else f"{mark}: {', '.join(sorted(names))}")
    return "\n".join(told)


def _reasons(report: BatchReport) -> list[str]:
    """Return each reason once a business unit, with the notebooks that it holds for unless it holds for all."""
    grouped: dict[tuple[str, str, str], list[str]] = {}
    for row in report.rows:
        if row.reason and row.status in {FAILED, SKIPPED}:
            grouped.setdefault((row.business_unit, row.status, row.reason), []).append(row.notebook)
    everywhere = len({row.notebook for row in report.rows})
    lines = []
    for (unit, status, reason), notebooks in grouped.items():
        which = unit if len(notebooks) == everywhere else f"{unit}, {', '.join(notebooks)}"
        first, *more = reason.splitlines()
        lines += [f"{which} {status}: {first}", *more]
    return lines
