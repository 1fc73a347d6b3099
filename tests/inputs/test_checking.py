"""Sheets are checked together: every form's problems in the order of a pack."""

from __future__ import annotations

from pmobook.inputs.checking import check_sheets, missing_forms
from pmobook.inputs.sheets import Row, Sheet
from pmobook.method.maturity import maturity_model

MODEL = maturity_model("strategic_pmo")


def sheet(name: str, *rows: list[object], incomplete: bool = False) -> Sheet:
    numbered = tuple(Row(number, cells) for number, cells in enumerate(rows, start=1))
    return Sheet(name, f"pack.xlsx, sheet {name}", "row", numbered, incomplete=incomplete)


def test_an_incomplete_form_gives_no_problem_of_its_own_or_of_forms_that_refer_to_it():
    sheets = {
        "projects": sheet("projects", incomplete=True),
        "project_costs": sheet("project_costs", ["project_id", "period"], ["P1", "2026-07"]),
    }
    frames, problems = check_sheets(sheets, MODEL)
    assert problems == []
    assert len(frames["project_costs"]) == 1


def test_a_cell_that_cannot_be_read_is_told_once_and_is_no_unknown_id():
    sheets = {
        "projects": sheet("projects", ["project_id", "title", "stage"], ["P1", "A", "idea"]),
        "risks": sheet("risks", ["risk_id", "title", "probability", "project_id"], ["K1", "Late", 0.4, "P1;P2"]),
    }
    assert [problem.found for problem in check_sheets(sheets, MODEL)[1]] == ["'P1;P2'"]


def test_missing_forms_are_named_as_what_they_would_be():
    assert missing_forms(["risks", "goals"], ["goals"], "pack.xlsx", as_workbook=True)[0].found == "no sheet risks"
    assert missing_forms(["risks"], [], "inputs/retail/2026Q3", as_workbook=False)[0].found == "no file risks.csv"
    assert missing_forms([], [], "pack.xlsx", as_workbook=True) == []
