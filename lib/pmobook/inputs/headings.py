"""Find a form's columns by the headings of a sheet."""

from __future__ import annotations

import re

from pmobook.inputs.faults import Fault
from pmobook.inputs.sheets import Cell, Row, Sheet
from pmobook.method.forms import FormSpecification
from pmobook.vocabulary import nearest, quoted

__all__ = ["column_letters", "match_headings"]


def match_headings(sheet: Sheet, form: FormSpecification) -> tuple[dict[str, int], list[Fault]]:
    """Return where each column of a form stands in a sheet, counted from 0, and what is wrong with the headings.

    Letter case, spaces for underscores and the star that marks a required column don't matter: ``Project ID *`` is
    ``project_id``. A column without heading or content is passed over.
    """
    if not sheet.rows:
        if sheet.row_word == "row":
            return {}, [
                Fault(
                    None, "", "an empty sheet", "a row of headings", "Copy the headings from a blank pack, or delete the sheet."
                )
            ]
        return {}, [Fault(None, "", "no headings", "a line of headings", "Copy the headings from a blank form.")]
    headings = sheet.rows[0]
    places: dict[str, int] = {}
    faults: list[Fault] = []
    for position, cell in enumerate(headings.cells):
        name = _plain_heading(cell)
        if not name:
            if fault := _unnamed(sheet, headings, position):
                faults.append(fault)
        elif name not in form.column_names:
            faults.append(_unknown(sheet, headings, position, form))
        elif name in places:
            faults.append(
                Fault(headings.number, "", f"the heading {name} a second time ({_place(sheet, position)})",
                      "each heading once", "Remove one of the two columns.")
            )  # fmt: skip
        else:
            places[name] = position
    faults += [
        Fault(headings.number, column.name, "no such column", f"a column {column.name}: {column.description.rstrip('.')}",
              "Add the column, or correct its heading.")
        for column in form.columns
        if column.required and column.name not in places
    ]  # fmt: skip
    return places, faults


def _plain_heading(cell: Cell) -> str:
    if not isinstance(cell, str):
        return "" if cell is None else str(cell)
    return re.sub(r"[\s_-]+", "_", cell.strip("\ufeff\u200b *\t\r\n\u00a0").casefold())


def _place(sheet: Sheet, position: int) -> str:
    return f"column {column_letters(position)}" if sheet.row_word == "row" else f"column {position + 1}"


def column_letters(position: int) -> str:
    """Name a column as Excel does: A for 0, AA for 26."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _unnamed(sheet: Sheet, headings: Row, position: int) -> Fault | None:
    for row in sheet.rows[1:]:
        cell = row.cells[position] if position < len(row.cells) else None
        if cell is not None and (not isinstance(cell, str) or cell.strip()):
            found = f"{quoted(cell)} in {sheet.row_word} {row.number}, under no heading ({_place(sheet, position)})"
            return Fault(headings.number, "", found, "a heading above every column", "Add the heading, or clear the column.")
    return None


def _unknown(sheet: Sheet, headings: Row, position: int, form: FormSpecification) -> Fault:
    heading = headings.cells[position]

    def remedy() -> str:
        guess = nearest(_plain_heading(heading), form.column_names)
        return f"Did you mean {guess}?" if guess else "Remove the column, or correct its heading."

    found = f"the unknown column {quoted(heading)} ({_place(sheet, position)})"
    return Fault(headings.number, "", found, f"the columns {', '.join(form.column_names)}", remedy)
