"""CSV files as spreadsheets write them, and what can't be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmobook.inputs.csv_text import read_csv


def read(tmp_path: Path, content: bytes):
    path = tmp_path / "risks.csv"
    path.write_bytes(content)
    return read_csv(path, "risks.csv")


@pytest.mark.parametrize("delimiter", [b",", b";", b"\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_commas_semicolons_and_tabs_with_or_without_a_byte_order_mark_read_alike(tmp_path, delimiter, mark, end):
    sheet, problems = read(tmp_path, mark + delimiter.join([b"a", b"b"]) + end + delimiter.join([b"1", b'"p;q"']) + end)
    assert problems == []
    assert sheet.name == "risks"
    assert [(row.number, list(row.cells)) for row in sheet.rows] == [(1, ["a", "b"]), (2, ["1", "p;q"])]


def test_a_row_of_several_lines_goes_by_its_first_and_blank_lines_count(tmp_path):
    sheet, _ = read(tmp_path, b'a,b\n\n1,"x\ny"\n , \n2,z\n')
    assert [row.number for row in sheet.rows] == [1, 3, 6]


def test_a_file_that_cannot_be_read_is_an_incomplete_sheet_with_its_reason(tmp_path):
    sheet, problems = read(tmp_path, b"a,b\n1,\xff\n")
    assert sheet.incomplete
    assert sheet.rows == ()
    assert problems[0].where == "risks.csv, line 2"


def test_rows_before_a_broken_line_are_kept(tmp_path):
    sheet, (problem,) = read(tmp_path, b'a,b\n1,2\n3,"x\n')
    assert sheet.incomplete
    assert len(sheet.rows) == 2
    assert problem.where == "risks.csv, line 3"


def test_an_excel_workbook_named_csv_is_recognised(tmp_path):
    assert read(tmp_path, b"PK\x03\x04rest")[1][0].found == "an Excel workbook"


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "risks.csv"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert read_csv(path, "risks.csv")[1][0].found == "a file of 60 MB"


def test_a_small_file_that_would_fill_the_memory_with_cells_is_not_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("pmobook.inputs.csv_text.MOST_CELLS", 6)
    assert len(read(tmp_path, b"a,b\n1,2\n , \n3,4\n")[0].rows) == 3
    sheet, (problem,) = read(tmp_path, b"a,b\n1,2\n3,4\n5,\n")
    assert sheet.incomplete
    assert sheet.rows == ()
    assert (problem.where, problem.found) == ("risks.csv", "more than 6 cells")


def test_a_file_that_is_gone_is_a_problem(tmp_path):
    assert read_csv(tmp_path / "risks.csv", "risks.csv")[1][0].found == "No such file or directory"
