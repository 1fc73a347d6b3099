"""A sheet as it was handed in: rows of cells with the numbers its sender sees, before anything is made of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["EXPLANATION_SHEETS", "MOST_BYTES", "MOST_CELLS", "Cell", "FormulaFault", "Row", "Sheet", "cell_text"]

EXPLANATION_SHEETS = ("Read me", "Columns", "Lists", "Model", "Catalogue")
"""Sheets of our own blank packs that explain and hold no answers; they are passed over by name."""

MOST_BYTES = 50_000_000
"""The largest file of a pack that is opened."""

MOST_CELLS = 3_000_000
"""The most cells of a form that are read: a small file can hold many."""


@dataclass(frozen=True)
class FormulaFault:
    """A formula that gives no value: ``#REF!`` and the like, or one that was never calculated (empty text)."""

    text: str = ""


Cell = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | FormulaFault | None
"""What stands in a cell; a CSV file has text only. An empty cell is None or an empty text."""


@dataclass(frozen=True)
class Row:
    """A row that is not blank: its number in the sheet (line in a CSV file) and its cells from the first column on."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or one CSV file.

    Attributes
    ----------
    name
        As its sender wrote it: name of the sheet, or of the file without ``.csv``.
    where
        How messages name it: ``inputs/retail/2026Q3/pack.xlsx, sheet risks``.
    row_word
        ``row`` in a workbook, ``line`` in a CSV file.
    rows
        Rows that are not blank; the first holds the headings.
    merged
        Ranges of merged cells, such as ``A4:A6``.
    hidden
        Whether its sender cannot see it.
    incomplete
        Whether some or all of its rows could not be read; a problem says why.
    """

    name: str
    where: str
    row_word: str
    rows: tuple[Row, ...]
    merged: tuple[str, ...] = ()
    hidden: bool = False
    incomplete: bool = False


def cell_text(cell: Cell) -> str:
    """Write a cell that Excel holds as a number, date or truth value as the text its sender sees."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return str(cell)
