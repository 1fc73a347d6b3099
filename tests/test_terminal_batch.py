"""A batch ends with a table of what ran, failed and was skipped, and every reason in full."""

import datetime as dt
import io

from rich.console import Console

from pmobook.run.report import FAILED, KEPT, RAN, SKIPPED, BatchReport, Outcome
from pmobook.terminal_batch import BatchProgress, show_batch
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
    for word in ("● ran", "● kept", "▲ failed", "○ skipped", "1 ran, 1 kept, 1 failed, 1 skipped."):
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


def test_the_bar_counts_what_is_finished() -> None:
    written = io.StringIO()
    with BatchProgress("2026Q3", Console(file=written, width=100)) as progress:
        progress.planned(2)
        for notebook in NOTEBOOKS:
            progress.started("retail", notebook)
            progress.finished(outcome("retail", notebook, RAN))
    assert "2026Q3" in written.getvalue()
    assert "2/2" in written.getvalue()
