"""Answers that the maturity model has no place for are told with their row; the rest is nobody's business here."""

from __future__ import annotations

import pandas as pd
import pytest

from pmobook.inputs.model_answers import find_answers_beside_the_model
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import FORM_NAMES, form
from pmobook.method.maturity import maturity_model

FULL = maturity_model("strategic_pmo")
THREE = FULL.model_copy(update={"model_id": "short", "levels": {"0": "None", "1": "Some", "2": "Most", "3": "All"}})


def frame(name: str, **columns: list[object]) -> pd.DataFrame:
    blank = empty_frame(form(name))
    length = len(next(iter(columns.values())))
    given = {
        column: pd.Series(columns.get(column, [None] * length), dtype=blank[column].dtype)
        for column in blank.columns
        if column != "row"
    }
    return pd.DataFrame(given).assign(row=range(2, length + 2))


@pytest.mark.parametrize("name", FORM_NAMES)
def test_a_form_without_rows_has_nothing_wrong(name):
    assert find_answers_beside_the_model(name, empty_frame(form(name)), FULL) == []


def test_a_rating_above_the_highest_level_is_told_by_its_row():
    rows = frame("responses", respondent_id=["R1", "R2", None, "R4"], rating=[3, 4, 5, None])
    found = find_answers_beside_the_model("responses", rows, THREE)
    assert [(one.row, one.column, one.found) for one in found] == [(3, "rating", "4"), (4, "rating", "5")]
    assert found[0].expected == "0 to 3, the levels of short"
    assert find_answers_beside_the_model("responses", rows, FULL) == []


def test_a_finding_above_the_highest_level_is_told():
    rows = frame("practices", capability_id=["roadmaps", "roadmaps"], level=[3, 4])
    (fault,) = find_answers_beside_the_model("practices", rows, THREE)
    assert (fault.row, fault.found) == (3, "4")


def test_a_practice_stands_in_the_row_of_its_capability_and_level():
    rows = frame("practices", capability_id=["roadmaps", "roadmaps", "idea_generation", None, "unknown"],
                 level=[2, 3, 2, 2, 2], practice_id=["roadmaps_2a"] * 5)  # fmt: skip
    found = find_answers_beside_the_model("practices", rows, FULL)
    assert [one.row for one in found] == [3, 4]
    assert found[1].found == "'roadmaps_2a', a practice of roadmaps at level 2"
    assert found[1].remedy == "Correct it, or write capability_id roadmaps and level 2."


def test_a_practice_that_is_none_is_left_to_the_check_of_references():
    rows = frame("practices", capability_id=["roadmaps"], level=[2], practice_id=["roadmaps_2z"])
    assert find_answers_beside_the_model("practices", rows, FULL) == []
