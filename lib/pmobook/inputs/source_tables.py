"""A client's export as rows of cells: CSV in any usual dress, or a sheet of an Excel file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pmobook.errors import Problem, ProblemsFound
from pmobook.inputs.excel import read_workbook
from pmobook.inputs.mapping import SourceRule
from pmobook.inputs.sheets import Cell, FormulaFault, Row, Sheet
from pmobook.inputs.source_csv import csv_rows, decoded, delimiter_of, refusal
from pmobook.inputs.text_rules import squeezed
from pmobook.vocabulary import nearest, quoted

__all__ = ["NEVER_CALCULATED", "SourceRow", "SourceTable", "cell_text", "read_sheets_of", "read_source"]

NEVER_CALCULATED = "#NEVER CALCULATED"
"""Stands for a formula whose result an Excel file doesn't hold."""

_MOST_BYTES = 200_000_000
_LONGEST_HEADING = 1000
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
            raise refusal(name, "a folder", "a CSV or Excel file", "Give the file itself.")
    except OSError as error:
        raise refusal(name, str(error.strerror), "a file that can be read", "Check its name and permissions.") from None
    if size > _MOST_BYTES:
        raise refusal(name, f"{size:,} bytes", f"at most {_MOST_BYTES:,}", "Check that it is the right file, or split it.")
    if size == 0:
        raise refusal(name, "an empty file", "a row of headings and rows below it", "Export it again.")
    if (rule.kind or _kind(path)) == "excel":
        sheet, rows = _excel_rows(path, rule.sheet)
        return _table(f"{name}, sheet {sheet}", rows, rule, f"sheet {sheet}")
    text, encoding = decoded(path.read_bytes(), name, rule.encoding)
    delimiter = rule.delimiter or delimiter_of(text, rule.header_row)
    shown = {"\t": "tab"}.get(delimiter, delimiter)
    return _table(name, csv_rows(text, delimiter, name), rule, f"{encoding}, cells parted by {shown}")


def _kind(path: Path) -> str:
    suffix = path.suffix.casefold()
    if suffix in {".xls", ".xlsb", ".ods", ".numbers"}:
        raise refusal(path.name, f"a file of the kind {suffix}", "a CSV file or an Excel file that ends in .xlsx",
                       "Open it and save it as .xlsx.")  # fmt: skip
    return "excel" if suffix in {".xlsx", ".xlsm"} else "csv"


def read_sheets_of(path: Path) -> list[Sheet]:
    """Return the sheets of an Excel source that can be read, in order; none for a CSV file."""
    return read_workbook(path, path.name)[0] if _kind(path) == "excel" else []


def _excel_rows(path: Path, wanted: str | None) -> tuple[str, Sequence[Row]]:
    """Return the name of the wanted sheet, or of the first, and its rows."""
    sheets, problems = read_workbook(path, path.name)
    for sheet in sheets:
        if wanted is None or sheet.name.strip().casefold() == wanted.strip().casefold():
            return sheet.name, sheet.rows
    if problems:
        raise ProblemsFound(problems)
    if wanted is None:
        raise refusal(path.name, "no sheet with content", "a sheet with a row of headings", "Check that it is the right file.")
    known = [sheet.name for sheet in sheets]
    guess = nearest(wanted, known)
    hint = f"Did you mean {quoted(guess)}? " if guess else ""
    raise refusal(path.name, f"no sheet {quoted(wanted)}", "the sheet that the mapping names",
                   f"{hint}The file has {', '.join(quoted(one) for one in known)}.")  # fmt: skip


def _table(name: str, rows: Sequence[Row], rule: SourceRule, described_as: str) -> SourceTable:
    """Part the headings from the rows below them."""
    head = next((row.cells for row in rows if row.number == rule.header_row), ())
    texts = [cell_text(cell) for cell in head]
    while texts and not texts[-1]:
        texts.pop()
    if not texts:
        raise refusal(f"{name}, row {rule.header_row}", "no headings", "a row of headings",
                       "Say in source > header_row which row holds them.")  # fmt: skip
    longest = max(texts, key=len)
    if len(longest) > _LONGEST_HEADING:
        raise refusal(f"{name}, row {rule.header_row}", quoted(longest), "headings of a few words",
                       "Check that it is the right file and the right header_row.")  # fmt: skip
    below = [row for row in rows if row.number > rule.header_row]
    kept = tuple(
        SourceRow(name, row.number, (*row.cells, *([None] * (len(texts) - len(row.cells)))))
        for row in below
        if any(cell is not None and not (isinstance(cell, str) and not cell.strip()) for cell in row.cells)
    )
    last = kept[-1].row if kept else rule.header_row
    return SourceTable(name, tuple(texts), kept, last - rule.header_row - len(kept), described_as)
