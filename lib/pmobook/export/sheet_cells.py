"""Cells of the workbook: written as text, number or day, never as a formula, in the workbook's own dress."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

import xlsxwriter

from pmobook.export.content import Cell, Table
from pmobook.export.number_format import number_format
from pmobook.language import language, language_tag, word
from pmobook.show.csv_file import plain_cell
from pmobook.show.status import SHAPES
from pmobook.show.style import COLOURS
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["INKS", "TINTS", "Dress", "dressed", "write_table"]

TINTS = {"act": "#F8E1DF", "watch": "#FDF1DC", "good": "#DDF0EE", "not assessed": "#F1F3F6"}
"""Fills behind a status."""

INKS = {"act": COLOURS["act"], "watch": "#8A5A00", "good": "#0F6B65", "not assessed": COLOURS["faint"]}
"""Text on these fills: dark enough to be read."""

_LONGEST = 32_000  # a cell of Excel holds 32,767 characters
_FIGURE = re.compile(r"\+\d[\d.,\s]*%?")
_DAYS = {"en": "[$-809]d mmmm yyyy", "de": "[$-407]d. mmmm yyyy"}
_DAY = "d mmmm yyyy"


@dataclass
class Dress:
    """The formats of a workbook, each made once."""

    book: xlsxwriter.Workbook
    made: dict[tuple[str, str], xlsxwriter.format.Format] = field(default_factory=dict)

    def of(self, look: str, number: str = "") -> xlsxwriter.format.Format:
        """Return the format of a look, such as title or act, and a number format."""
        if (look, number) not in self.made:
            properties = {**_LOOKS[look], **({"num_format": number} if number else {})}
            self.made[look, number] = self.book.add_format(properties)
        return self.made[look, number]

    def write(self, sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, text: str, look: str) -> None:
        """Write a text as a text; what a spreadsheet could take for a formula begins with an apostrophe, a figure does not."""
        plain = text if _FIGURE.fullmatch(text) else str(plain_cell(text))
        sheet.write_string(row, column, plain[:_LONGEST], self.of(look))


_BASE = {"font_name": "Calibri", "font_size": 10, "font_color": COLOURS["ink"], "valign": "top"}
_LOOKS: dict[str, dict[str, object]] = {
    "plain": _BASE,
    "wrapped": {**_BASE, "text_wrap": True},
    "right": {**_BASE, "align": "right"},
    "note": {**_BASE, "font_color": COLOURS["faint"], "font_size": 9},
    "silent": {**_BASE, "font_color": COLOURS["faint"], "italic": True},
    "title": {**_BASE, "bold": True, "font_size": 16, "font_color": COLOURS["navy"]},
    "topic": {**_BASE, "bold": True, "font_size": 12, "font_color": COLOURS["navy"]},
    "head": {**_BASE, "bold": True, "font_color": "#FFFFFF", "bg_color": COLOURS["navy"], "text_wrap": True, "valign": "vcenter"},
    **{kind: {**_BASE, "bg_color": TINTS[kind], "font_color": INKS[kind]} for kind in TINTS},
}


def dressed(book: xlsxwriter.Workbook) -> Dress:
    """Return the formats of a new workbook."""
    return Dress(book)


def write_table(sheet: xlsxwriter.worksheet.Worksheet, dress: Dress, table: Table, row: int) -> None:
    """Write a table with its headings from a row on; a heat map's cells are filled, others are coloured by conditions."""
    for place, column in enumerate(table.columns):
        dress.write(sheet, row, place, column.heading, "head")
    sheet.set_row(row, 30)
    for below, cells in enumerate(table.rows, start=row + 1):
        for place, cell in enumerate(cells):
            _write_cell(sheet, dress, (below, place), cell, is_heat=table.is_heat and place > 0)


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, dress: Dress, at: tuple[int, int], cell: Cell, *, is_heat: bool) -> None:
    look = cell.kind if is_heat and cell.kind else "plain"
    if cell.number is not None:
        form = number_format(cell.text)
        if look != "plain":  # a colour never stands without its shape
            form = ";".join(f'"{SHAPES[cell.kind]} "{part}' for part in form.split(";") if cell.kind)
        sheet.write_number(*at, cell.number, dress.of(look, form))
    elif cell.day is not None:
        sheet.write_datetime(
            *at,
            dt.datetime.combine(cell.day, dt.time()),
            dress.of(look, f"[$-{language_tag()}]{_DAY}" if language() not in _DAYS else _DAYS[language()]),
        )
    elif cell.text == word(NOT_ASSESSED) and not is_heat:
        dress.write(sheet, *at, cell.text, "silent")
    else:
        wrapped = look == "plain" and len(cell.text) > 24
        dress.write(sheet, *at, cell.text, "wrapped" if wrapped else look)
