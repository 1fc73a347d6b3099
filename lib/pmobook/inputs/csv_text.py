"""Read one form from a CSV file: UTF-8, with commas, semicolons or tabs between its cells."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from pmobook.errors import Problem
from pmobook.inputs.sheets import MOST_BYTES, MOST_CELLS, Row, Sheet
from pmobook.vocabulary import quoted

__all__ = ["read_csv"]

_DELIMITERS = ",;\t"
_SAVE_AS_UTF8 = "In Excel, save it as CSV UTF-8 (comma delimited)."


def read_csv(path: Path, shown_as: str) -> tuple[Sheet, list[Problem]]:
    """Return a CSV file as a sheet, and what kept it or a part of it from being read.

    The first line that is not blank holds the headings, and the sign that stands most often between them delimits the
    cells. The sheet is named after the file. A row that spans several lines (a text with line breaks) goes by its first.

    Parameters
    ----------
    path
        The file.
    shown_as
        How messages name it.
    """
    name = path.name[: -len(".csv")]
    text, problem = _text(path, shown_as)
    if problem is not None:
        return Sheet(name, shown_as, "line", (), incomplete=True), [problem]
    rows, problem = _rows(text, shown_as)
    return Sheet(name, shown_as, "line", rows, incomplete=problem is not None), [problem] if problem else []


def _text(path: Path, shown_as: str) -> tuple[str, Problem | None]:
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        return "", Problem(shown_as, str(error.strerror), "a readable file", "Check the file and its permissions.")
    if size > MOST_BYTES:
        limit = f"at most {MOST_BYTES // 1_000_000} MB"
        return "", Problem(shown_as, f"a file of {size // 1_000_000} MB", limit, "Check that it is the right file.")
    if not content.strip():
        return "", Problem(shown_as, "an empty file", "a line of headings", "Fill in the blank form, or remove the file.")
    return _decode(content, shown_as)


def _decode(content: bytes, shown_as: str) -> tuple[str, Problem | None]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "", Problem(shown_as, "text in UTF-16", "text in UTF-8", _SAVE_AS_UTF8)
    if content.startswith(b"PK\x03\x04"):
        remedy = "Save each sheet as CSV, or hand the workbook in as pack.xlsx."
        return "", Problem(shown_as, "an Excel workbook", "a CSV file", remedy)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found = f"a byte that is not UTF-8 (near {quoted(content[max(0, error.start - 15) : error.start + 5].decode('latin-1'))})"
        return "", Problem(f"{shown_as}, line {line}", found, "text in UTF-8", _SAVE_AS_UTF8)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return "", Problem(f"{shown_as}, line {line}", "a NUL byte", "text", "Export the file again; this copy is damaged.")
    return text, None


def _delimiter(text: str) -> str:
    """Return the sign between the headings: the one that stands most often in the first line with content."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _rows(text: str, shown_as: str) -> tuple[tuple[Row, ...], Problem | None]:
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begin, room = 1, MOST_CELLS
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(begin, cells))
                room -= len(cells)
                if room < 0:  # a few bytes a row make hundreds in memory
                    return (), Problem(
                        shown_as, f"more than {MOST_CELLS:,} cells", f"a form of at most {MOST_CELLS:,} cells",
                        "Check that it is the right file.",
                    )  # fmt: skip
            begin = reader.line_num + 1
    except csv.Error as error:
        return tuple(rows), _quotation_problem(str(error), f"{shown_as}, line {begin}")
    return tuple(rows), None


def _quotation_problem(error: str, where: str) -> Problem:
    expected = 'texts with a comma or a quotation mark as "like ""this"""'
    unread = "Mend the line; the lines after it were not read."
    if "field larger" in error:
        found = f"a text of more than {csv.field_size_limit():,} characters"
        return Problem(where, found, "shorter texts", "Shorten it, or look for a quotation mark that is never closed.")
    if "end of data" in error:
        return Problem(where, "a quotation mark that is never closed", expected, unread)
    return Problem(where, "text right after a closing quotation mark", expected, unread)
