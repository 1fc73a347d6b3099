"""Workbooks read as they were saved, with the rows their senders see."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import xlsxwriter

from pmobook.inputs.excel import read_workbook
from pmobook.inputs.sheets import FormulaFault


def write(path: Path, fill):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("risks")
        fill(book, sheet)
    return read_workbook(path, "pack.xlsx")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pack.xlsx"


def test_rows_keep_their_numbers_and_columns_their_places(path):
    """A form that begins lower or further right is read where it stands."""
    (sheet,), problems = write(path, lambda _, sheet: (sheet.write(3, 1, "risk_id"), sheet.write(6, 1, "K1")))
    assert problems == []
    assert [(row.number, list(row.cells)) for row in sheet.rows] == [(4, [None, "risk_id"]), (7, [None, "K1"])]
    assert sheet.where == "pack.xlsx, sheet risks"


def test_dates_are_dates_and_percentages_are_shares(path):
    def fill(book, sheet):
        sheet.write_datetime(0, 0, dt.date(2026, 7, 31), book.add_format({"num_format": "dd/mm/yy"}))
        sheet.write_number(0, 1, 0.4, book.add_format({"num_format": "0%"}))
        sheet.write_boolean(0, 2, True)

    assert list(write(path, fill)[0][0].rows[0].cells) == [dt.date(2026, 7, 31), 0.4, True]


def test_formulas_count_with_their_saved_value_and_errors_stay_errors(path):
    """A plain reader would show the error as an empty cell."""

    def fill(_, sheet):
        sheet.write_formula(0, 0, "=1+1", None, 2)
        sheet.write_formula(0, 1, "='[other.xlsx]Sheet1'!A1", None, "text from elsewhere")
        sheet.write_formula(0, 2, '=IF(1,"","")', None, "")
        sheet.write_formula(1, 3, "=NA()", None, "#N/A")

    (sheet,), _ = write(path, fill)
    assert list(sheet.rows[0].cells)[:2] == [2.0, "text from elsewhere"]
    assert sheet.rows[1].cells[3] == FormulaFault("#N/A")


def test_an_error_below_and_right_of_everything_else_is_seen(path):
    (sheet,), _ = write(path, lambda _, sheet: (sheet.write(0, 0, "risk_id"), sheet.write_formula(9, 5, "=1/0", None, "#DIV/0!")))
    assert sheet.rows[-1].number == 10
    assert sheet.rows[-1].cells[5] == FormulaFault("#DIV/0!")


def test_many_formatted_blank_rows_are_passed_over(path):
    def fill(book, sheet):
        grey = book.add_format({"bg_color": "#EEEEEE"})
        sheet.write(0, 0, "risk_id")
        sheet.write(1, 0, "K1")
        for row in range(2, 20_000):
            sheet.write_blank(row, 0, None, grey)

    (sheet,), problems = write(path, fill)
    assert problems == []
    assert len(sheet.rows) == 2


def test_explanations_of_our_own_blank_packs_are_passed_over(path):
    with xlsxwriter.Workbook(path) as book:
        for name in ("read me", "COLUMNS", "Lists", "risks"):
            book.add_worksheet(name).write(0, 0, "x")
    assert [sheet.name for sheet in read_workbook(path, "pack.xlsx")[0]] == ["risks"]


def test_merged_and_hidden_are_noted(path):
    (sheet,), _ = write(path, lambda _, sheet: sheet.merge_range("A1:B2", "x"))
    assert sheet.merged == ("A1:B2",)
    assert not sheet.hidden


def test_a_file_that_is_too_large_is_not_read(path):
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert read_workbook(path, "pack.xlsx")[1][0].found == "a file of 60 MB"


def test_a_file_that_is_gone_is_a_problem(path):
    assert read_workbook(path, "pack.xlsx")[1][0].found == "No such file or directory"
