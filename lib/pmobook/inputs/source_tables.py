"""A client's export as rows of cells: CSV in any usual dress, or a sheet of an Excel file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.excel import read_workbook
from pmobook.inputs.mapping import SourceRule
from pmobook.inputs.sheets import Cell, FormulaFault, Row
from pmobook.inputs.text_rules import squeezed
from pmobook.vocabulary import nearest, quoted

__all__ = ["NEVER_CALCULATED", "SourceRow", "SourceTable", "cell_text", "read_source"]

NEVER_CALCULATED = "#NEVER CALCULATED"
"""Stands for a formula whose result an Excel file doesn't hold."""

_MOST_BYTES = 200_000_000
_MOST_ROWS = 1_000_000
_LONGEST_HEADING = 1000
_DELIMITERS = ",;\t|"
_ROWS_LOOKED_AT = 50
_LARGEST_WHOLE = 10**15


@dataclass(frozen=True)
class SourceRow:
    """One row of a source.

    Attributes
    ----------
    source
        Name of the file it stands in.
    row
        Its number as a spreadsheet shows it; the headings' row counts, a cell with line breaks makes no new row.
    cells
        One for each heading; None where the row ends early.
    """

    source: str
    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class SourceTable:
    """One source, read.

    Attributes
    ----------
    name
        Name of the file, and of the sheet if it is an Excel file.
    headings
        As written, on one line each.
    rows
        Every row that holds something.
    blank_rows
        How many rows held nothing, between the headings and the last row that holds something.
    described_as
        How it was read, in words: encoding and delimiter, or sheet.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    blank_rows: int
    described_as: str

    def positions(self, wanted: Iterable[str]) -> dict[str, int]:
        """Return where each wanted heading stands; letter case and spaces don't matter.

        Raises
        ------
        ProblemsFound
            With each heading that is missing or stands more than once.
        """
        folded = [heading.casefold() for heading in self.headings]
        found: dict[str, int] = {}
        problems: list[Problem] = []
        for heading in wanted:
            key = squeezed(heading).casefold()
            places = [place for place, known in enumerate(folded) if known == key]
            where = f"{self.name}, headings"
            if len(places) == 1:
                found[heading] = places[0]
            elif places:
                problems.append(
                    Problem(where, f"the heading {quoted(heading)} {len(places)} times (columns "
                            f"{', '.join(str(place + 1) for place in places)})", "each heading that the mapping names once",
                            "Rename the others in the source, or remove them.")
                )  # fmt: skip
            else:
                guess = nearest(heading, self.headings)
                hint = f"Did you mean {quoted(guess)}? " if guess else ""
                shown = ", ".join(quoted(known) for known in self.headings[:40])
                problems.append(
                    Problem(where, f"no column {quoted(heading)}", "every column that the mapping names",
                            f"{hint}The source has {shown}.")
                )  # fmt: skip
        if problems:
            raise ProblemsFound(problems)
        return found


def cell_text(cell: Cell) -> str:
    """Return a cell as text on one line; a date in the form 2026-07-31, a whole number without a dot."""
    if cell is None:
        return ""
    if isinstance(cell, FormulaFault):
        return cell.text or NEVER_CALCULATED
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _LARGEST_WHOLE:
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.isoformat(sep=" ", timespec="seconds").removesuffix(" 00:00:00")
    return squeezed(str(cell))


def read_source(path: Path, rule: SourceRule) -> SourceTable:
    """Read a source as its mapping says, sniffing what it doesn't say.

    Raises
    ------
    ProblemsFound
        If the file is missing, too large, empty, no text or no Excel file, or has no such sheet.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise _refusal(name, "a folder", "a CSV or Excel file", "Give the file itself.")
    except OSError as error:
        raise _refusal(name, str(error.strerror), "a file that can be read", "Check its name and permissions.") from None
    if size > _MOST_BYTES:
        raise _refusal(name, f"{size:,} bytes", f"at most {_MOST_BYTES:,}", "Check that it is the right file, or split it.")
    if size == 0:
        raise _refusal(name, "an empty file", "a row of headings and rows below it", "Export it again.")
    if (rule.kind or _kind(path)) == "excel":
        sheet, rows = _excel_rows(path, rule.sheet)
        return _table(f"{name}, sheet {sheet}", rows, rule, f"sheet {sheet}")
    text, encoding = _decoded(path.read_bytes(), name, rule.encoding)
    delimiter = rule.delimiter or _delimiter(text, rule.header_row)
    shown = {"\t": "tab"}.get(delimiter, delimiter)
    return _table(name, _csv_rows(text, delimiter, name), rule, f"{encoding}, cells parted by {shown}")


def _refusal(where: str, found: str, expected: str, remedy: str) -> ProblemsFound:
    return ProblemsFound([Problem(where, found, expected, remedy)])


def _kind(path: Path) -> str:
    suffix = path.suffix.casefold()
    if suffix in {".xls", ".xlsb", ".ods", ".numbers"}:
        raise _refusal(path.name, f"a file of the kind {suffix}", "a CSV file or an Excel file that ends in .xlsx",
                       "Open it and save it as .xlsx.")  # fmt: skip
    return "excel" if suffix in {".xlsx", ".xlsm"} else "csv"


def _excel_rows(path: Path, wanted: str | None) -> tuple[str, Sequence[Row]]:
    """Return the name of the wanted sheet, or of the first, and its rows."""
    sheets, problems = read_workbook(path, path.name)
    for sheet in sheets:
        if wanted is None or sheet.name.strip().casefold() == wanted.strip().casefold():
            return sheet.name, sheet.rows
    if problems:
        raise ProblemsFound(problems)
    if wanted is None:
        raise _refusal(path.name, "no sheet with content", "a sheet with a row of headings", "Check that it is the right file.")
    known = [sheet.name for sheet in sheets]
    guess = nearest(wanted, known)
    hint = f"Did you mean {quoted(guess)}? " if guess else ""
    raise _refusal(path.name, f"no sheet {quoted(wanted)}", "the sheet that the mapping names",
                   f"{hint}The file has {', '.join(quoted(one) for one in known)}.")  # fmt: skip


def _decoded(content: bytes, name: str, encoding: str | None) -> tuple[str, str]:
    """Return the text of a CSV file and the name of its encoding."""
    if encoding is None:
        is_wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        candidates = ["utf-16"] if is_wide else ["utf-8-sig", "cp1252"]
    else:
        candidates = ["utf-8-sig" if encoding.casefold() in {"utf-8", "utf8"} else encoding]
    for candidate in candidates:
        try:
            text = content.decode(candidate)
        except UnicodeError:
            continue
        except LookupError:
            raise _refusal(name, f"the encoding {quoted(encoding)}", "an encoding that exists, such as utf-8 or cp1252",
                           "Correct source > encoding in the mapping.") from None  # fmt: skip
        if not any(ord(character) < 32 and character not in "\t\n\r\f\v" for character in text):
            return text, {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252", "utf-16": "UTF-16"}.get(candidate, candidate)
    raise _refusal(name, "bytes that are no text", f"text in {encoding or 'UTF-8, UTF-16 or Windows-1252'}",
                   "Export it as CSV in UTF-8, or state source > encoding in the mapping.")  # fmt: skip


def _delimiter(text: str, header_row: int) -> str:
    """Return the delimiter that gives the first rows the most cells, and every row the same number of them."""

    def fit(delimiter: str) -> tuple[float, int]:
        sample = io.StringIO(text[:200_000], newline="")
        try:
            widths = []
            for row in csv.reader(sample, delimiter=delimiter):
                widths.append(len(row))
                if len(widths) == _ROWS_LOOKED_AT + header_row:
                    break
        except csv.Error:
            return 0.0, 0
        widths = [width for width in widths[header_row - 1 :] if width]
        if not widths or widths[0] == 1:
            return 0.0, 0
        return sum(width == widths[0] for width in widths) / len(widths), widths[0]

    best = max(_DELIMITERS, key=fit)
    return best if fit(best)[1] else ","


def _csv_rows(text: str, delimiter: str, name: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[Row] = []
    try:
        for number, cells in enumerate(reader, start=1):
            if number > _MOST_ROWS:
                raise _refusal(name, f"more than {_MOST_ROWS:,} rows", f"at most {_MOST_ROWS:,}", "Split the file.")
            rows.append(Row(number, cells))
    except csv.Error as error:
        found = f"a cell of more than {csv.field_size_limit():,} characters" if "limit" in str(error) else str(error)
        raise _refusal(f"{name}, row {len(rows) + 1}", found, "rows of cells on lines of their own",
                       "Check quotes and line ends; export it again as CSV.") from None  # fmt: skip
    return rows


def _table(name: str, rows: Sequence[Row], rule: SourceRule, described_as: str) -> SourceTable:
    """Part the headings from the rows below them."""
    head = next((row.cells for row in rows if row.number == rule.header_row), ())
    texts = [cell_text(cell) for cell in head]
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        raise _refusal(f"{name}, row {rule.header_row}", "no headings", "a row of headings",
                       "Say in source > header_row which row holds them.")  # fmt: skip
    longest = max(texts, key=len)
    if len(longest) > _LONGEST_HEADING:
        raise _refusal(f"{name}, row {rule.header_row}", quoted(longest), "headings of a few words",
                       "Check that it is the right file and the right header_row.")  # fmt: skip
    below = [row for row in rows if row.number > rule.header_row]
    kept = tuple(
        SourceRow(name, row.number, (*row.cells, *([None] * (len(texts) - len(row.cells)))))
        for row in below
        if any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in row.cells)
    )
    last = kept[-1].row if kept else rule.header_row
    return SourceTable(name, tuple(texts), kept, last - rule.header_row - len(kept), described_as)
