import datetime as dt
import random

import openpyxl
import pytest

from pmobook.errors import ProblemsFound
from pmobook.inputs.mapping import SourceRule
from pmobook.inputs.source_tables import cell_text, read_source


def read(tmp_path, content, name="export.csv", **rule):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_source(path, SourceRule(**rule))


def refusal(tmp_path, content, name="export.csv", **rule):
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, content, name, **rule)
    return str(found.value)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_looking(tmp_path, delimiter):
    table = read(tmp_path, f"a{delimiter}b, c{delimiter}d\n1{delimiter}2{delimiter}3\n".replace(", ", " "))
    assert table.headings == ("a", "b c", "d")
    assert table.rows[0].cells == ("1", "2", "3")


@pytest.mark.parametrize(
    ("encoding", "shown"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")]
)
def test_the_encoding_is_found_by_looking_and_said(tmp_path, encoding, shown):
    table = read(tmp_path, "Name,Cost\nCafé,£5\n".encode(encoding))
    assert table.headings == ("Name", "Cost")
    assert table.rows[0].cells == ("Café", "£5")
    assert shown in table.described_as


def test_rows_are_numbered_as_a_spreadsheet_numbers_them_and_blank_ones_are_counted(tmp_path):
    table = read(tmp_path, 'Made by finance,\nname,note\none,"two\nlines"\n,\ntwo,\n', header_row=2)
    assert [(row.row, row.cells) for row in table.rows] == [(3, ("one", "two\nlines")), (5, ("two", ""))]
    assert table.blank_rows == 1


def test_a_short_row_is_filled_up_with_blanks(tmp_path):
    assert read(tmp_path, "a,b,c\n1\n").rows[0].cells == ("1", None, None)


def test_headings_are_found_whatever_their_case_and_spaces(tmp_path):
    assert read(tmp_path, "Project  Name,Cost\n1,2\n").positions(["project name", "COST"]) == {"project name": 0, "COST": 1}


def test_a_missing_and_a_repeated_heading_are_named_together(tmp_path):
    table = read(tmp_path, "Project name,Cost,cost\n1,2,3\n")
    with pytest.raises(ProblemsFound) as found:
        table.positions(["Projct name", "Cost"])
    assert "no column 'Projct name'" in str(found.value)
    assert "Did you mean 'Project name'?" in str(found.value)
    assert "the heading 'Cost' 2 times (columns 2, 3)" in str(found.value)


def test_random_bytes_are_refused_as_no_text(tmp_path):
    content = random.Random(5).randbytes(200_000)
    assert "bytes that are no text" in refusal(tmp_path, content)


def test_five_megabytes_on_one_line_are_refused_without_showing_them(tmp_path):
    message = refusal(tmp_path, b"x" * 5_000_000)
    assert "more than 131,072 characters" in message
    assert len(message) < 500


def test_five_megabytes_of_cells_on_one_line_are_headings_without_rows(tmp_path):
    table = read(tmp_path, b"x," * 2_500_000)
    assert table.rows == ()


def test_a_heading_that_is_no_heading_is_refused(tmp_path):
    assert "headings of a few words" in refusal(tmp_path, "x" * 2000 + ",b\n1,2\n")


@pytest.mark.parametrize(
    ("content", "rule", "words"),
    [
        (b"", {}, "an empty file"),
        (b"\n\n\n", {}, "no headings"),
        (b"a,b\n", {"header_row": 3}, "row 3: found no headings"),
        (b"a,b\n\xff\n", {"encoding": "utf-8"}, "text in utf-8"),
        (b"a,b\n", {"encoding": "klingon"}, "the encoding 'klingon'"),
    ],
)
def test_a_csv_file_that_can_not_be_read_is_refused_in_words(tmp_path, content, rule, words):
    assert words in refusal(tmp_path, content, **rule)


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ProblemsFound, match="No such file"):
        read_source(tmp_path / "gone.csv", SourceRule())
    with pytest.raises(ProblemsFound, match="found a folder"):
        read_source(tmp_path, SourceRule())


@pytest.mark.parametrize("name", ["old.xls", "binary.xlsb", "open.ods"])
def test_other_kinds_of_workbook_are_refused_with_what_to_do(tmp_path, name):
    assert "save it as .xlsx" in refusal(tmp_path, b"x", name)


def test_an_excel_sheet_is_read_with_its_dates_numbers_and_formula_errors(tmp_path):
    path = tmp_path / "export.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "Notes"
    book.active["A1"] = "nothing here"
    sheet = book.create_sheet("Data")
    sheet.append(["Made by finance"])
    sheet.append(["Name", "Ends", "Cost", "Share"])
    sheet.append(["Refit", dt.date(2026, 12, 18), 12.5, "=1/0"])
    sheet.append(["=text", dt.datetime(2026, 12, 18, 9, 30), 3, "#N/A"])  # noqa: DTZ001 - Excel knows no time zones
    sheet["A4"].data_type = "s"
    sheet["D4"].data_type = "e"
    book.save(path)
    table = read_source(path, SourceRule(sheet="data", header_row=2))
    assert table.name == "export.xlsx, sheet Data"
    assert [row.row for row in table.rows] == [3, 4]
    assert [cell_text(cell) for cell in table.rows[0].cells] == ["Refit", "2026-12-18", "12.5", "#NEVER CALCULATED"]
    assert [cell_text(cell) for cell in table.rows[1].cells] == ["=text", "2026-12-18 09:30:00", "3", "#N/A"]
    with pytest.raises(ProblemsFound, match=r"no sheet 'Dta'.*Did you mean 'Data'\?"):
        read_source(path, SourceRule(sheet="Dta"))


def test_a_file_that_is_no_excel_file_is_refused(tmp_path):
    assert "no Excel workbook" in refusal(tmp_path, b"a,b\n1,2\n", "export.xlsx")


def test_cells_are_shown_as_a_reader_sees_them():
    assert [cell_text(cell) for cell in (None, True, 2.0, 2.5, " a \n b ", dt.date(2026, 7, 31))] == [
        "", "TRUE", "2", "2.5", "a b", "2026-07-31",
    ]  # fmt: skip
