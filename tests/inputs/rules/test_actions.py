"""Improvement actions whose days, status or figure contradict one another are refused."""

import pandas as pd
import pytest

from pmobook.inputs.rules.actions import check
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form

DAY, LATER = pd.Timestamp("2026-09-01"), pd.Timestamp("2026-09-30")


def found(**row):
    empty = empty_frame(form("actions"))
    whole = {"action_id": "a", "title": "A", "status": "agreed", "row": 2, **row}
    frame = pd.DataFrame({name: pd.Series([whole.get(name)], dtype=empty[name].dtype) for name in empty.columns})
    return [(fault.column, fault.found) for fault in check(frame)]


def test_what_hangs_together_has_no_fault():
    assert found() == []
    assert found(status="done", agreed_on=DAY, due_on=DAY, done_on=LATER, figure="level", figure_to=3.0) == []


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ({"status": "done"}, "done_on", "nothing, while the action is done"),
        ({"done_on": DAY}, "status", "agreed, while done_on is given"),
        ({"agreed_on": LATER, "due_on": DAY}, "due_on", "2026-09-01, before agreed_on (2026-09-30)"),
        ({"figure_to": 3.0}, "figure", "nothing, while figure_to is given"),
        ({"figure": "measure"}, "figure_of", "nothing, while figure is measure"),
    ],
)
def test_a_contradiction_is_told_where_it_stands(row, column, words):
    assert (column, words) in found(**row)
