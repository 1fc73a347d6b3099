"""Keys stand once, and what is named elsewhere is there."""

from __future__ import annotations

import pandas as pd
import pytest

from pmobook.inputs.references import find_repeated_keys, find_unknown_references
from pmobook.method.forms import form, forms
from pmobook.method.maturity import maturity_model

MODEL = maturity_model("strategic_pmo")


def frame(name: str, **columns: list[object]) -> pd.DataFrame:
    length = len(next(iter(columns.values())))
    blank = {column: [None] * length for column in form(name).column_names}
    return pd.DataFrame({**blank, **columns, "row": range(2, length + 2)}, dtype="object")


def test_a_key_is_told_each_time_it_stands_again_with_its_first_row():
    faults = find_repeated_keys(form("projects"), frame("projects", project_id=["P1", "P2", "P1", None, None, "P1"]), "row")
    assert [(fault.row, fault.found) for fault in faults] == [
        (4, "'P1' a second time (first in row 2)"),
        (7, "'P1' a second time (first in row 2)"),
    ]


def test_a_blank_part_of_a_key_is_a_part_where_blank_is_an_answer():
    """Two judgements on the same level as a whole are one too many; one on it and one on a practice of it are not."""
    rows = frame("practices", capability_id=["a", "a", "a", "a", "a"], level=[1, 1, 1, None, None],
                 practice_id=[None, None, "a_1a", None, None])  # fmt: skip
    (fault,) = find_repeated_keys(form("practices"), rows, "row")
    assert fault.row == 3
    assert fault.found == "'a' and '1' a second time (first in row 2)"
    assert fault.expected == "each capability_id and level and practice_id and instance once"


def test_a_key_that_could_not_be_read_is_not_taken_for_blank():
    rows = frame("practices", capability_id=["a", "a"], level=[1, 1], practice_id=[None, None])
    assert find_repeated_keys(form("practices"), rows, "row", {3}) == []


def test_practices_are_those_of_the_model():
    frames = {"practices": frame("practices", practice_id=["budget_management_3a", "budget_management_3z", None])}
    (fault,) = find_unknown_references(form("practices"), frames, MODEL)
    assert fault.row == 3
    assert fault.expected == "a practice_id that stands in the maturity model strategic_pmo"
    assert fault.remedy().startswith("Did you mean budget_management_3")


def test_letter_case_makes_another_id():
    assert find_repeated_keys(form("projects"), frame("projects", project_id=["P1", "p1"]), "row") == []


def test_a_form_that_is_not_there_is_told_once_for_the_column():
    frames = {"risks": frame("risks", project_id=["P1", "P2", None])}
    (fault,) = find_unknown_references(form("risks"), frames, MODEL)
    assert fault.row is None
    assert fault.remedy == "Hand in the form projects too."


def test_a_form_that_is_there_without_rows_is_told_once_as_empty_and_not_as_missing():
    frames = {"risks": frame("risks", project_id=["P1", "P2"]), "projects": frame("projects", project_id=[])}
    (fault,) = find_unknown_references(form("risks"), frames, MODEL)
    assert fault.found == "ids of projects, while the form projects has no rows"
    assert fault.remedy == "Fill in the form projects too."


def test_a_form_that_could_not_be_read_is_not_held_against_others():
    """One broken file gives one problem, not one for each row that refers to it."""
    frames = {"risks": frame("risks", project_id=["P1"])}
    assert find_unknown_references(form("risks"), frames, MODEL, {"projects"}) == []


def test_blank_references_need_no_other_form():
    assert find_unknown_references(form("risks"), {"risks": frame("risks", project_id=[None])}, MODEL) == []


def test_capabilities_are_those_of_the_model():
    frames = {"responses": frame("responses", capability_id=["budget_management", "budget"])}
    (fault,) = find_unknown_references(form("responses"), frames, MODEL)
    assert fault.row == 3
    assert fault.expected == "a capability_id that stands in the maturity model strategic_pmo"


def test_the_remedy_lists_what_is_there_where_nothing_is_near():
    frames = {
        "risks": frame("risks", project_id=["completely different"]),
        "projects": frame("projects", project_id=[f"P{number}" for number in range(20)]),
    }
    (fault,) = find_unknown_references(form("risks"), frames, MODEL)
    assert fault.remedy() == "Correct it, or add it there; P0, P1, P2, P3, P4, P5, P6, P7 … are there now."


OWN_IDS = {
    "actions": "action_id", "benefits": "benefit_id", "evidence": "evidence_id", "goal_comparisons": "judge", "goals": "goal_id",
    "measures": "measure_id", "projects": "project_id", "responses": "respondent_id", "risks": "risk_id", "skills": "person_id",
}  # fmt: skip
"""The column by which a form names things of its own; every other id is that of a thing that stands elsewhere."""

REFERENCES = [
    (name, column.name)
    for name, specification in forms().items()
    for column in specification.columns
    if column.type in {"id", "ids"} and OWN_IDS.get(name) != column.name
]


@pytest.mark.parametrize(("name", "column"), REFERENCES, ids=".".join)
def test_every_id_of_something_that_stands_elsewhere_is_looked_up_there(name, column):
    """A misspelt id is told with its row and column, in whichever form it stands."""
    specification = form(name)
    reference = specification.column(column).refers_to
    assert reference is not None, f"{name}, {column} refers to nothing"
    frames = {name: frame(name, **{column: ["X9", None]})}
    if reference.form == name:
        frames[name][reference.column] = ["X1", "X2"] if reference.column != column else frames[name][column]
    elif reference.form != "maturity_model":
        frames[reference.form] = frame(reference.form, **{reference.column: ["X1", "X2"]})
    (fault,) = [one for one in find_unknown_references(specification, frames, MODEL) if one.column == column]
    assert (fault.row, fault.found) == (2, "'X9'")
    assert f"{reference.column} that stands in " in fault.expected
