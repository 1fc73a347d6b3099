"""A batch ends with a table of what ran, failed and was skipped, and every reason in full."""

import datetime as dt
import io
from typing import Any

import pytest
from rich.console import Console

from pmobook.run.report import FAILED, KEPT, RAN, SKIPPED, BatchReport, Outcome
from pmobook.terminal_batch import BatchProgress, duration, show_batch
from pmobook.vocabulary import Quarter

NOW = dt.datetime(2026, 10, 20, 9, 0, tzinfo=dt.UTC)
LONG = "inputs/retail/2026Q3/risks.csv, line 2, column probability: found 1.4, expected a number. " + "Mend it. " * 20
NOTEBOOKS = ("10_maturity", "20_goal_alignment")


def outcome(unit: str, notebook: str, status: str, reason: str = "", seconds: float = 1.5) -> Outcome:
    return Outcome(unit, notebook, status, reason, NOW, NOW + dt.timedelta(seconds=seconds))


def shown(*rows: Outcome) -> str:
    written = io.StringIO()
    report = BatchReport("batch", Quarter(2026, 3), rows, publication=None)
    show_batch(report, Console(file=written, width=80))
    return written.getvalue()


def test_every_status_stands_in_words() -> None:
    text = shown(
        outcome("retail", NOTEBOOKS[0], RAN),
        outcome("retail", NOTEBOOKS[1], KEPT),
        outcome("logistics", NOTEBOOKS[0], FAILED, "why"),
        outcome("logistics", NOTEBOOKS[1], SKIPPED, "because"),
    )
    for word in (
        "● 1 ran",
        "● 1 kept",
        "▲ failed: 10_maturity",
        "○ skipped: 20_goal_alignment",
        "1 ran, 1 kept, 1 failed, 1 skipped.",
    ):
        assert word in text


def test_a_reason_is_printed_whole_on_one_line_and_once_for_all_notebooks() -> None:
    text = shown(*(outcome("retail", notebook, FAILED, f"{LONG}\nanother problem") for notebook in NOTEBOOKS))
    assert text.count(LONG.strip()) == 1
    assert f"retail failed: {LONG}".strip() in text
    assert "\nanother problem\n" in text


def test_a_reason_of_one_notebook_names_it() -> None:
    text = shown(outcome("retail", NOTEBOOKS[0], FAILED, "why"), outcome("retail", NOTEBOOKS[1], RAN))
    assert "retail, 10_maturity failed: why" in text


def test_a_reason_with_brackets_is_no_markup() -> None:
    assert "[bold]found[/bold]" in shown(outcome("retail", NOTEBOOKS[0], FAILED, "[bold]found[/bold]"))


def followed(console: Console, *statuses: str, seconds: float | None = 190.0) -> None:
    with BatchProgress("2026Q3", console) as progress:
        progress.planned(len(statuses))
        progress.outlook(seconds)
        for number, status in enumerate(statuses):
            progress.started("retail", f"notebook {number}")
            progress.finished(outcome("retail", f"notebook {number}", status))


def test_the_bar_counts_what_is_finished_and_says_when_about_the_end_will_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    written = io.StringIO()
    with BatchProgress("2026Q3", Console(file=written, width=120, force_terminal=True)) as progress:
        progress.planned(2)
        progress.finished(outcome("retail", NOTEBOOKS[0], RAN))
        progress.started("retail", NOTEBOOKS[1])
        progress.outlook(190.0)
        progress._bar.refresh()
    assert "1/2" in written.getvalue()
    assert "about 3 min left retail 20_goal_alignment" in written.getvalue()


@pytest.mark.parametrize("terminal", [{}, {"force_terminal": True, "_environ": {"TERM": "dumb"}, "no_color": True}])
def test_where_nothing_can_move_lines_tell_each_tenth_and_every_failure(terminal: dict[str, Any]) -> None:
    written = io.StringIO()
    followed(Console(file=written, width=20, **terminal), *[RAN] * 4, FAILED, *[KEPT] * 15)
    lines = written.getvalue().splitlines()
    assert lines[0] == "2026Q3: 2 of 20 notebooks, about 3 min left"
    assert lines[2] == "2026Q3: 5 of 20 notebooks: retail notebook 4 failed, about 3 min left"
    assert lines[-1] == "2026Q3: 20 of 20 notebooks"
    assert len(lines) == 11


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "5 s"), (12, "10 s"), (59, "60 s"), (60, "1 min"), (200, "3 min"), (7500, "2 h 5 min")]
)
def test_an_estimate_is_rounded_as_coarsely_as_it_deserves(seconds: float, words: str) -> None:
    assert duration(seconds) == words
