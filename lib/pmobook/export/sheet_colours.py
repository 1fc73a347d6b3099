"""Colours of the workbook's sheets that follow the figures: against the target, by status word, above zero."""

from __future__ import annotations

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from pmobook.export.content import Table
from pmobook.export.sheet_cells import Dress
from pmobook.export.sheets import Held, Sheet
from pmobook.language import word
from pmobook.show.status import Kind

__all__ = ["colour_sheet"]


def colour_sheet(sheet: xlsxwriter.worksheet.Worksheet, dress: Dress, one: Sheet, first: int, last: int) -> None:
    """Set the conditions of a sheet whose rows stand from `first` to `last`: who edits a figure sees its colour change."""
    for place, words in _status_words(one.table).items():
        for standing, kind in words.items():
            condition = {"type": "cell", "criteria": "==", "value": f'"{standing}"', "format": dress.of(kind)}
            sheet.conditional_format(first, place, last, place, condition)
    if one.held is not None:
        for kind, formula in _against_target(one.held, first).items():
            condition = {"type": "formula", "criteria": formula, "format": dress.of(kind)}
            sheet.conditional_format(first, one.held.figure, last, one.held.figure, condition)
    if one.above_zero >= 0:
        cell = xl_rowcol_to_cell(first, one.above_zero, col_abs=True)
        condition = {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}>0)", "format": dress.of("watch")}
        sheet.conditional_format(first, one.above_zero, last, one.above_zero, condition)


def _status_words(table: Table) -> dict[int, dict[str, Kind]]:
    """Return, by column, the status words that stand in it and what each asks for: words of ours, never of a form."""
    found: dict[int, dict[str, Kind]] = {}
    for row in table.rows:
        for place, cell in enumerate(row):
            if cell.kind is not None and cell.number is None:
                found.setdefault(place, {})[cell.text] = cell.kind
    return found


def _against_target(held: Held, row: int) -> dict[Kind, str]:
    figure, target = (xl_rowcol_to_cell(row, place, col_abs=True) for place in (held.figure, held.target))
    numbers = f"ISNUMBER({figure}),ISNUMBER({target})"
    if held.better < 0:
        return {"watch": f"=AND({numbers},{figure}<{target})", "good": f"=AND({numbers},{figure}>={target})"}
    better = xl_rowcol_to_cell(row, held.better, col_abs=True)
    higher, lower = word("higher"), word("lower")
    short = f'OR(AND({better}="{higher}",{figure}<{target}),AND({better}="{lower}",{figure}>{target}))'
    return {"watch": f"=AND({numbers},{short})", "good": f"=AND({numbers},NOT({short}))"}
