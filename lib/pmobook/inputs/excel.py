"""Read the sheets of an Excel workbook: values as saved, dates as dates, errors as errors, rows by their numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import python_calamine

from pmobook.errors import Problem
from pmobook.inputs.excel_package import ExcelFault, plain_copy, unpack
from pmobook.inputs.excel_parts import SheetMarks, shared_text_lengths, sheet_marks, sheet_parts
from pmobook.inputs.sheets import EXPLANATION_SHEETS, MOST_BYTES, MOST_CELLS, Cell, Row, Sheet
from pmobook.vocabulary import quoted

__all__ = ["read_workbook"]

_MOST_CHARACTERS = 100_000_000
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_EXPLANATIONS = {name.casefold() for name in EXPLANATION_SHEETS}
_AN_EXCEL_WORKBOOK = "an Excel workbook (.xlsx)"


def read_workbook(path: Path, shown_as: str) -> tuple[list[Sheet], list[Problem]]:
    """Return the sheets of a workbook, and what kept it or one of its sheets from being read.

    Formulas are not calculated and links to other files are not followed: what counts is the value that was saved.

    Parameters
    ----------
    path
        The file.
    shown_as
        How messages name it.
    """
    try:
        return _sheets(_content(path), shown_as)
    except ExcelFault as fault:
        return [], [Problem(shown_as, fault.found, fault.expected, fault.remedy)]


def _content(path: Path) -> bytes:
    """Return the bytes of a file that may be a workbook; refuse what certainly is none."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ExcelFault(
                f"a file of {size // 1_000_000} MB", f"at most {MOST_BYTES // 1_000_000} MB",
                "Remove pictures and attachments, or copy the filled rows into a fresh blank pack.",
            )  # fmt: skip
        content = path.read_bytes()
    except OSError as error:
        raise ExcelFault(str(error.strerror), "a readable file", "Check the file and its permissions.") from None
    if not content:
        raise ExcelFault("an empty file", _AN_EXCEL_WORKBOOK, "Hand the pack in again; the copy or the upload broke off.")
    if content.startswith(_COMPOUND_FILE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise ExcelFault(
                "a password-protected file", "a workbook that opens without a password",
                "Take the password off (File > Info > Protect Workbook > Encrypt with Password, clear it) and save.",
            )  # fmt: skip
        raise ExcelFault("a file in the format of old Excel (.xls)", _AN_EXCEL_WORKBOOK, "Save it as Excel workbook (.xlsx).")
    if not content.startswith(b"PK"):
        raise ExcelFault(
            f"a file that is no Excel workbook (it begins with {quoted(content[:20].decode('latin-1'))})",
            _AN_EXCEL_WORKBOOK, "Save the pack from Excel as Excel workbook (.xlsx), or hand in one CSV file a form.",
        )  # fmt: skip
    return content


def _sheets(content: bytes, shown_as: str) -> tuple[list[Sheet], list[Problem]]:
    parts = unpack(content)
    part_of = sheet_parts(parts)
    text_lengths = shared_text_lengths(parts)
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    marks_of: dict[str, SheetMarks] = {}
    for name, part in part_of.items():
        if name.strip().casefold() in _EXPLANATIONS:
            continue
        marks = sheet_marks(parts[part], text_lengths)
        if marks.last_row * marks.last_column > MOST_CELLS:
            problems.append(
                Problem(f"{shown_as}, sheet {name}", f"content as far as row {marks.last_row:,}, column {marks.last_column:,}",
                        f"a form of at most {MOST_CELLS:,} cells",
                        "Clear everything below and to the right of the form, or copy its rows into a fresh blank pack.")
            )  # fmt: skip
            sheets.append(Sheet(name, f"{shown_as}, sheet {name}", "row", (), incomplete=True))
            continue
        marks_of[name] = marks
        # A few bytes can refer to a long text thousands of times; the reader of values gives each cell its own copy.
        if sum(each.characters for each in marks_of.values()) > _MOST_CHARACTERS:
            raise ExcelFault(
                f"cells with more than {_MOST_CHARACTERS // 1_000_000} million characters of text between them",
                "a workbook with a pack's rows",
                "Shorten the longest texts, or copy the filled rows into a fresh blank pack.",
            )
    for name, rows, hidden in _values(plain_copy(parts), marks_of):
        merged = tuple(marks_of[name].merged)
        sheets.append(Sheet(name, f"{shown_as}, sheet {name}", "row", rows, merged, hidden))
    return sheets, problems


def _values(copy: io.BytesIO, marks_of: dict[str, SheetMarks]) -> Iterator[tuple[str, tuple[Row, ...], bool]]:
    """Yield each sheet's name, its rows that are not blank, and whether it is hidden."""
    try:
        with python_calamine.load_workbook(copy) as book:
            for description in book.sheets_metadata:
                if description.name in marks_of:
                    sheet = book.get_sheet_by_name(description.name)
                    rows = tuple(_rows(sheet, marks_of[description.name]))
                    yield description.name, rows, description.visible != python_calamine.SheetVisibleEnum.Visible
    except GeneratorExit:
        raise
    except BaseException as error:
        # The reader is compiled code: a file that it did not foresee surfaces as its own error or as a panic, which
        # is no Exception. Both are the file's fault; anything else is not and goes on.
        if (
            not isinstance(error, python_calamine.CalamineError | OSError | ValueError)
            and type(error).__name__ != "PanicException"
        ):
            raise
        raise ExcelFault(
            f"a damaged file ({quoted(error)})", _AN_EXCEL_WORKBOOK, "Open it in Excel and save it again as .xlsx."
        ) from None


def _rows(sheet: python_calamine.CalamineSheet, marks: SheetMarks) -> Iterator[Row]:
    first_column = sheet.start[1] if sheet.start else 0
    faults: dict[int, list[tuple[int, Cell]]] = {}
    for (row, column), fault in marks.faults.items():
        faults.setdefault(row, []).append((column, fault))
    for index, values in enumerate(sheet.iter_rows()):
        cells: list[Cell] = [*[None] * first_column, *values]
        _lay_over(cells, faults.pop(index, ()))
        if any(cell not in (None, "") for cell in cells):
            yield Row(index + 1, cells)
    for row in sorted(faults):
        cells = []
        _lay_over(cells, faults[row])
        yield Row(row + 1, cells)


def _lay_over(cells: list[Cell], faults: object) -> None:
    for column, fault in faults:  # type: ignore[attr-defined]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = fault
