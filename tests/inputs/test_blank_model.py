"""The blank workbook says what every level and practice of the model means."""

from __future__ import annotations

import openpyxl

from pmobook.inputs.blank import write_blank_pack
from pmobook.inputs.blank_model import has_explanations
from pmobook.method.maturity import maturity_model

MODEL = maturity_model("strategic_pmo")


def without_explanations():
    areas = tuple(
        area.model_copy(update={"capabilities": tuple(
            one.model_copy(update={"levels": {}, "practices": (), "actions": (), "questions": {}}) for one in area.capabilities
        )})
        for area in MODEL.areas
    )  # fmt: skip
    return MODEL.model_copy(update={"areas": areas})


def test_each_level_has_a_line_with_its_statement_and_practices(tmp_path):
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL)
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    assert book.sheetnames[-2:] == ["Lists", "Model"]
    lines = list(book["Model"].iter_rows(min_row=2, values_only=True))
    assert len(lines) == 26 * 6
    capability = MODEL.capability("roadmaps")
    (line,) = [line for line in lines if line[1] == "roadmaps" and line[3] == "3"]
    assert line[4:6] == (MODEL.levels["3"], capability.statement(3))
    for practice in capability.practices_at(3):
        assert f"{practice.practice_id}: {practice.statement}" in line[6]
        assert f"{practice.practice_id}: {practice.evidence}" in line[7]


def test_the_first_sheet_says_what_to_do_with_rows_that_are_there_already(tmp_path):
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL)
    steps = [row[1] for row in openpyxl.load_workbook(tmp_path / "pack.xlsx")["Read me"].iter_rows(values_only=True)]
    assert any(step and step.startswith("The sheet practices has a row for each practice already") for step in steps)


def test_a_sketch_of_a_model_has_no_such_sheet_and_no_rows(tmp_path):
    sketch = without_explanations()
    assert not has_explanations(sketch)
    write_blank_pack(tmp_path / "pack.xlsx", model=sketch)
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    assert "Model" not in book.sheetnames
    assert book["practices"].max_row == 1
    steps = [row[1] for row in book["Read me"].iter_rows(values_only=True)]
    assert not any(step and step.startswith("The sheet practices") for step in steps)
    (rule,) = [one for one in book["practices"].data_validations.dataValidation if one.promptTitle == "practice_id"]
    assert rule.type == "textLength"
