"""A blank pack can name measures of the catalogue; they count once somebody takes them on."""

from __future__ import annotations

import csv

import openpyxl
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.blank import write_blank_csv, write_blank_pack, write_blank_packs
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.inputs.prefilled import PREFILLED, TARGET_TO_BE_SET, measures_with_values, prefilled_rows, without_untouched_rows
from pmobook.inputs.sheets import Row, Sheet
from pmobook.method.forms import form
from pmobook.method.maturity import maturity_model
from pmobook.method.measure_catalogue import measure_catalogue
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)
MODEL = maturity_model("strategic_pmo")
CHOSEN = measure_catalogue().choose("gates_held_when_due, decision_days")
FORM = form("measures")
COLUMNS = FORM.column_names
PLACES = {name: place for place, name in enumerate(COLUMNS)}


def line(**changes):
    row = {**prefilled_rows(FORM, None, CHOSEN)[0], **changes}
    return tuple(row.get(name) for name in COLUMNS)


def kept(*rows, with_values=()):
    numbered = tuple(Row(number, row) for number, row in enumerate([COLUMNS, *rows], start=1))
    return [row.number for row in without_untouched_rows(Sheet("measures", "m", "row", numbered), FORM, PLACES, with_values).rows]


def test_a_row_has_what_the_catalogue_knows_and_neither_owner_nor_target():
    rows = prefilled_rows(FORM, MODEL, CHOSEN)
    assert [row["measure_id"] for row in rows] == ["gates_held_when_due", "decision_days"]
    assert all(tuple(row) == PREFILLED["measures"] for row in rows)
    assert rows[1] == {
        "measure_id": "decision_days", "title": "Days to a decision", "unit_of_measure": "days", "better": "lower",
        "target": "not assessed: to be set by leadership",
    }  # fmt: skip
    assert prefilled_rows(FORM, MODEL) == []


def test_a_row_that_nobody_touched_does_not_count_and_any_other_does():
    rows = [
        line(), line(owner="Head of PMO"), line(target=95), line(target="not assessed: next year"), line(tolerance=5),
        line(target=None), line(target=f" {TARGET_TO_BE_SET.upper()} "), line(measure_id="own_measure"), line(goal_id="G1"),
    ]  # fmt: skip
    assert kept(*rows) == [1, 3, 4, 5, 6, 7, 9, 10]


def test_a_measure_with_values_counts_without_owner_or_target():
    assert kept(line(), line(measure_id="decision_days"), with_values={"decision_days"}) == [1, 3]


def test_the_measures_that_have_values_are_read_from_the_pack():
    rows = (
        Row(1, ("Period", "Measure ID *")),
        Row(2, ("2026-07", " decision_days ")),
        Row(3, ("2026-07",)),
        Row(4, ("2026-08", None)),
    )
    assert measures_with_values({"measure_values": Sheet("measure_values", "v", "row", rows)}) == {"decision_days", ""}
    assert measures_with_values({"measure_values": Sheet("measure_values", "v", "row", ())}) == frozenset()
    assert measures_with_values({"measure_values": Sheet("measure_values", "v", "row", (Row(1, ("period",)),))}) == frozenset()
    assert measures_with_values({}) == frozenset()


@pytest.mark.parametrize("kind", ["workbook", "csv"])
def test_a_pack_handed_in_as_it_came_has_no_problem_and_no_measure(engagement, pack_folder, kind):
    if kind == "workbook":
        write_blank_pack(pack_folder() / "pack.xlsx", model=MODEL, measures=measure_catalogue().measures)
    else:
        write_blank_csv(pack_folder(), measures=measure_catalogue().measures)
    assert find_problems(engagement, "retail", Q3) == []
    assert not read_pack(engagement, "retail", Q3).handed_in("measures")


def fill(path, form_name, row, **values):
    book = openpyxl.load_workbook(path)
    for name, value in values.items():
        book[form_name].cell(row, form(form_name).column_names.index(name) + 1, value)
    book.save(path)


def test_of_a_pack_only_the_measures_taken_on_are_read(engagement, pack_folder):
    path = pack_folder() / "pack.xlsx"
    write_blank_pack(path, model=MODEL, measures=CHOSEN)
    fill(path, "measures", 3, owner="Chair of the portfolio board", target=10)
    assert find_problems(engagement, "retail", Q3) == []
    measures = read_pack(engagement, "retail", Q3).form("measures")
    assert measures[["measure_id", "owner", "target", "row"]].to_numpy().tolist() == [
        ["decision_days", "Chair of the portfolio board", 10.0, 3]
    ]


def test_values_of_a_measure_that_nobody_took_on_are_kept_and_so_is_the_measure(engagement, pack_folder):
    path = pack_folder() / "pack.xlsx"
    write_blank_pack(path, model=MODEL, measures=CHOSEN)
    fill(path, "measure_values", 2, measure_id="gates_held_when_due", period="2026Q3", value=80)
    assert find_problems(engagement, "retail", Q3) == []
    measures = read_pack(engagement, "retail", Q3).form("measures")
    assert measures["measure_id"].tolist() == ["gates_held_when_due"]
    assert measures["target_not_assessed"].tolist() == ["to be set by leadership"]
    assert measures["owner"].isna().all()


def test_a_measure_that_was_taken_on_is_never_written_over(tmp_path):
    path = tmp_path / "pack.xlsx"
    write_blank_pack(path, measures=measure_catalogue().measures)
    write_blank_pack(path, measures=CHOSEN)
    fill(path, "measures", 2, owner="Head of PMO")
    with pytest.raises(PmobookError, match=r"holds answers already \(in measures\)"):
        write_blank_pack(path, measures=CHOSEN)


def test_no_csv_file_is_written_if_any_holds_answers(tmp_path):
    write_blank_csv(tmp_path, ["measures", "measure_values"], measures=CHOSEN)
    before = (tmp_path / "measures.csv").read_bytes()
    with (tmp_path / "measure_values.csv").open("a", encoding="utf-8") as file:
        file.write("decision_days,2026-07,12,\n")
    with pytest.raises(PmobookError, match="holds answers already"):
        write_blank_csv(tmp_path, ["measures", "measure_values"])
    assert (tmp_path / "measures.csv").read_bytes() == before


def test_the_workbook_says_how_each_measure_is_worked_out(tmp_path):
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL, measures=CHOSEN)
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    headings, *lines = book["Catalogue"].iter_rows(values_only=True)
    explained = {row[0]: dict(zip(headings, row, strict=True)) for row in lines}
    assert list(explained) == ["gates_held_when_due", "decision_days"]
    for one in CHOSEN:
        told = explained[one.measure_id]
        assert told["How it is worked out"] == one.formula_in_words
        assert told["How it misleads"] == one.pitfalls
        assert one.target.reason in told["Target, suggested"]
    assert explained["gates_held_when_due"]["Target, suggested"].startswith("100 percent. ")
    assert any("The sheet measures names some already" in str(row[1].value) for row in book["Read me"].iter_rows())


def test_without_measures_the_workbook_does_not_speak_of_them(tmp_path):
    write_blank_pack(tmp_path / "pack.xlsx", model=MODEL)
    book = openpyxl.load_workbook(tmp_path / "pack.xlsx")
    assert "Catalogue" not in book.sheetnames
    assert not any("The sheet measures names" in str(row[1].value) for row in book["Read me"].iter_rows())


def test_the_csv_form_names_them_too(engagement):
    (path, *_) = write_blank_packs(engagement, Q3, ["retail"], measures=CHOSEN)
    with (path.parent / "csv" / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["measure_id"], row["owner"], row["target"]) for row in rows] == [
        (one.measure_id, "", TARGET_TO_BE_SET) for one in CHOSEN
    ]
