"""Rows that a blank pack comes with count once somebody wrote something into them, and never before."""

from __future__ import annotations

import openpyxl
import pytest

from pmobook.errors import PmobookError
from pmobook.inputs.blank import write_blank_pack
from pmobook.inputs.pack import find_problems, read_pack
from pmobook.inputs.prefilled import PREFILLED, prefilled_rows, without_untouched_rows
from pmobook.inputs.sheets import Row, Sheet
from pmobook.method.forms import form
from pmobook.method.maturity import maturity_model
from pmobook.vocabulary import Quarter

MODEL = maturity_model("strategic_pmo")
FORM = form("practices")
PLACES = {"practice_id": 0, "capability_id": 1, "level": 2, "finding": 3}


def kept(*rows, name="practices", places=PLACES):
    numbered = tuple(Row(number, row) for number, row in enumerate([tuple(places), *rows], start=1))
    return [row.number for row in without_untouched_rows(Sheet(name, name, "row", numbered), form(name), places).rows]


def test_every_practice_of_the_model_has_a_row_of_its_own():
    rows = prefilled_rows(FORM, MODEL)
    assert [row["practice_id"] for row in rows if row["capability_id"] == "roadmaps"] == [
        one.practice_id for one in MODEL.practices_of("roadmaps")
    ]
    assert len(rows) == len(MODEL.practice_ids)
    assert all(tuple(row) == PREFILLED["practices"] for row in rows)


def test_without_a_model_or_practices_nothing_is_filled_in_beforehand():
    assert prefilled_rows(FORM, None) == []
    assert prefilled_rows(form("responses"), MODEL) == []


def test_a_row_that_nobody_touched_does_not_count_and_any_other_does():
    assert kept(
        ("a_1a", "a", 1.0, None), ("a_1b", "a", 1.0, "full"), ("a_1c", "a", 1, " "), (None, "a", 1, None), ("a_2a", "a", 2),
        ("", "", "", "none"),
    ) == [1, 3, 5, 7]  # fmt: skip


def test_a_form_without_such_rows_stays_as_it_is():
    assert kept(("P1",), name="projects", places={"project_id": 0}) == [1, 2]
    assert kept(("a", 1), places={"capability_id": 0, "level": 1}) == [1, 2]


@pytest.fixture
def filled(engagement, pack_folder):
    """A blank pack in which the third practice alone was judged."""
    path = pack_folder() / "pack.xlsx"
    write_blank_pack(path, model=MODEL)
    book = openpyxl.load_workbook(path)
    sheet = book["practices"]
    sheet.cell(4, FORM.column_names.index("finding") + 1, "large")
    sheet.cell(4, FORM.column_names.index("assessor") + 1, "Lead assessor")
    book.save(path)
    return engagement, path


def test_of_a_blank_pack_only_what_was_judged_is_read(filled):
    engagement, _ = filled
    assert find_problems(engagement, "retail", Quarter(2026, 3)) == []
    practices = read_pack(engagement, "retail", Quarter(2026, 3)).form("practices")
    assert practices[["practice_id", "finding", "row"]].to_numpy().tolist() == [[MODEL.practice_ids[2], "large", 4]]


def test_a_judged_practice_is_an_answer_that_is_never_written_over(filled):
    with pytest.raises(PmobookError, match=r"holds answers already \(in practices\)"):
        write_blank_pack(filled[1], model=MODEL)


def test_a_row_that_lost_its_finding_is_a_problem(filled):
    engagement, path = filled
    book = openpyxl.load_workbook(path)
    book["practices"].cell(4, FORM.column_names.index("finding") + 1, "")
    book.save(path)
    (told,) = find_problems(engagement, "retail", Quarter(2026, 3))
    assert "row 4, column finding: found nothing" in str(told)
