"""Blank packs can be filled in and handed in as they are, and are never written over answers."""

from __future__ import annotations

import openpyxl
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.blank import write_blank_csv, write_blank_pack, write_blank_packs
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.method.forms import FORM_NAMES, form, forms
from pmobook.method.maturity import maturity_model
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
MODEL = maturity_model("strategic_pmo")


def test_every_business_unit_gets_a_workbook_and_csv_files(engagement):
    written = write_blank_packs(engagement, Q3)
    assert [path.relative_to(engagement.folder).as_posix() for path in written] == [
        "forms/logistics/2026Q3/pack.xlsx", "forms/retail/2026Q3/pack.xlsx",
    ]  # fmt: skip
    assert {path.stem for path in (written[0].parent / "csv").iterdir()} == set(FORM_NAMES)


def test_one_business_unit_can_be_asked_for(engagement):
    assert len(write_blank_packs(engagement, Q3, ["retail"])) == 1
    with pytest.raises(PmobookError, match="no business unit 'sales'"):
        write_blank_packs(engagement, Q3, ["sales"])


@pytest.mark.parametrize("kind", ["workbook", "csv"])
def test_a_blank_pack_handed_in_as_it_is_has_no_problem_and_no_rows(engagement, pack_folder, kind):
    if kind == "workbook":
        write_blank_pack(pack_folder() / "pack.xlsx", model=MODEL)
    else:
        write_blank_csv(pack_folder())
    assert find_problems(engagement, "retail", Q3) == []
    pack = read_pack(engagement, "retail", Q3)
    assert tuple(pack.forms) == FORM_NAMES
    assert not any(pack.handed_in(name) for name in FORM_NAMES)


def test_a_blank_pack_that_was_filled_in_is_read(engagement, pack_folder, full_pack):
    """What a person types into the blank workbook comes back from it."""
    path = pack_folder() / "pack.xlsx"
    write_blank_pack(path, model=MODEL)
    book = openpyxl.load_workbook(path)
    for name, rows in full_pack.items():
        for number, row in enumerate(rows, start=2):
            for position, column in enumerate(form(name).column_names, start=1):
                book[name].cell(number, position, row.get(column, ""))
    book.save(path)
    assert find_problems(engagement, "retail", Q3) == []
    pack = read_pack(engagement, "retail", Q3)
    assert {name: len(pack.form(name)) for name in FORM_NAMES} == {name: len(rows) for name, rows in full_pack.items()}


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_blank_pack(tmp_path / name, model=MODEL, title="Retail, 2026Q3")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_blank_pack_is_replaced_and_answers_never_are(tmp_path):
    path = tmp_path / "pack.xlsx"
    write_blank_pack(path, ["risks"])
    write_blank_pack(path, ["risks", "goals"])
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Read me", "Columns", "risks", "goals"]
    book["risks"]["A2"] = "K1"
    book.save(path)
    with pytest.raises(PmobookError, match=r"holds answers already \(in risks\)"):
        write_blank_pack(path)


def test_csv_answers_are_never_written_over(tmp_path):
    write_blank_csv(tmp_path, ["goals"])
    (tmp_path / "goals.csv").write_text("goal_id,title\nG1,Grow\n", encoding="utf-8")
    with pytest.raises(PmobookError, match="holds answers already"):
        write_blank_csv(tmp_path)


def test_an_unknown_form_is_refused(tmp_path):
    with pytest.raises(PmobookError, match="no form 'risk'"):
        write_blank_pack(tmp_path / "pack.xlsx", ["risk"])


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(PmobookError, match="can't be written"):
        write_blank_pack(tmp_path / "nowhere" / "pack.xlsx")


def test_the_workbook_explains_itself(tmp_path):
    """What each form is for, each column with its meaning and example, needed columns marked by more than colour."""
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL, title="Retail, 2026Q3", required=["risks"], money="million GBP")
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    assert book["Read me"]["A1"].value == "Retail, 2026Q3"
    handed = {row[0].value: row[3].value for row in book["Read me"].iter_rows()}
    assert handed["risks"] == "always"
    assert handed["goals"] == "if you have it"
    explained = {(row[0], row[1]): row for row in book["Columns"].iter_rows(min_row=2, values_only=True)}
    assert set(explained) == {(name, column.name) for name, one in forms().items() for column in one.columns}
    assert explained["risks", "impact_low"][4] == "million GBP"
    assert book["risks"]["A1"].value == "risk_id *"
    assert book["risks"]["A1"].font.bold
    assert book["risks"]["B1"].value == "project_id"
    assert book["risks"].freeze_panes == "B2"
    assert [row[0].value for row in book["Lists"]["A2:A27"]] == list(MODEL.capability_ids)


def test_every_column_has_a_hint_that_excel_can_show(tmp_path):
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL)
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    for name, specification in forms().items():
        rules = book[name].data_validations.dataValidation
        assert [rule.promptTitle for rule in rules] == list(specification.column_names)
        assert all(0 < len(rule.prompt) <= 255 for rule in rules)
        assert all(len(rule.promptTitle) <= 32 for rule in rules)


def test_choices_and_levels_are_drop_downs(tmp_path):
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL)
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    rules = {(name, rule.promptTitle): rule for name in FORM_NAMES for rule in book[name].data_validations.dataValidation}
    assert rules["responses", "rating"].formula1 == '"0,1,2,3,4,5,not assessed"'
    assert rules["responses", "capability_id"].formula1 == "'Lists'!$A$2:$A$27"
    assert rules["projects", "stage"].formula1 == '"idea,proposed,selected,executing,closed,benefits"'
    assert rules["risks", "project_id"].formula1 == "'projects'!$A$2:$A$5000"
    assert rules["risks", "probability"].errorStyle == "warning"  # a reason may follow not assessed
