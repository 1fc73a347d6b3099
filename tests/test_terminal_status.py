"""What is not current stands in a table with its reasons; the rest is counted."""

import io

import pandas as pd
from rich.console import Console

from pmobook.terminal_status import show_status

COLUMNS = ["business_unit", "quarter", "notebook", "status", "reason", "since"]
SINCE = pd.Timestamp("2026-10-05 14:30")


def shown(*rows):
    written = io.StringIO()
    frame = pd.DataFrame([(unit, "2026Q3", *rest) for unit, *rest in rows], columns=COLUMNS)
    show_status(frame, Console(file=written, width=160))
    return written.getvalue()


def test_all_that_is_current_is_one_line():
    text = shown(*[("retail", name, "current", None, SINCE) for name in ("10_a", "20_b")])
    assert text == "All 2 notebooks: current.\n"


def test_what_is_not_current_says_why_once_for_all_notebooks_that_share_it():
    text = shown(
        ("retail", "10_a", "stale", "inputs changed: form risks", SINCE),
        ("retail", "20_b", "stale", "inputs changed: form risks", SINCE),
        ("online", "10_a", "missing", "no pack handed in for 2026Q3", pd.NaT),
        ("online", "20_b", "current", None, SINCE),
    )
    assert text.count("inputs changed: form risks") == 1
    for words in ("◐ stale", "all", "2026-10-05 14:30", "○ missing", "2 stale, 1 missing", "What is not current in 2026Q3"):
        assert words in text
    assert "1 current" in text


def test_a_reason_can_not_move_the_terminal_nor_be_markup():
    text = shown(("retail", "10_a", "failed", "[bold]x[/bold]\x1b[2J\u202e", pd.NaT), ("retail", "20_b", "current", None, SINCE))
    assert "[bold]x[/bold]" in text
    assert "\x1b" not in text


def test_business_units_that_share_a_reason_share_a_line():
    rows = [
        (unit, name, "stale", "the method changed", SINCE) for unit in ("retail", "online", "plant") for name in ("10_a", "20_b")
    ]
    text = shown(*rows, ("lab", "10_a", "stale", "the method changed", SINCE), ("lab", "20_b", "current", None, SINCE))
    assert text.count("the method changed") == 1
    assert "retail, online, plant: all notebooks" in text
    assert "lab: 10_a" in text
    assert "all 3 business units: all notebooks" in shown(*rows)


def test_of_many_business_units_the_first_are_named_and_the_rest_counted():
    text = shown(
        *[(f"unit_{place}", "10_a", "missing", "no pack", pd.NaT) for place in range(30)],
        ("last", "10_a", "current", None, SINCE),
    )
    assert "unit_7 and 22 more" in text
    assert "unit_8" not in text
