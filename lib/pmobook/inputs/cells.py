"""Read one cell as its column's specification asks, or say what is wrong with it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from pmobook.inputs.calendar_cells import read_date, read_period
from pmobook.inputs.plain_numbers import read_number
from pmobook.inputs.sheets import Cell, FormulaFault, cell_text
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import ColumnSpecification
from pmobook.vocabulary import NOT_ASSESSED, nearest, quoted

__all__ = ["NotAssessed", "Value", "cell_reader", "expectation"]

_NOT_ASSESSED = re.compile(r"not[\s_-]*assessed\s*(?:[:,;\u2013\u2014-]\s*(.*))?\Z", re.IGNORECASE | re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_PERIOD_EXAMPLES = {
    "month": "a month such as 2026-07",
    "quarter": "a quarter such as 2026Q3",
    "financial year": "a financial year such as FY2026/27",
}


@dataclass(frozen=True)
class NotAssessed:
    """The answer ``not assessed``, with the reason given after the colon (empty if none)."""

    reason: str


Value = str | float | int | dt.date | NotAssessed | None
"""What a cell means; None if it is blank."""


def expectation(column: ColumnSpecification) -> str:
    """Say what a column may hold, in the words of a problem's ``expected``."""
    bounds = _bounds(column)
    if column.type == "number":
        text = f"a number{bounds}"
    elif column.type == "integer":
        text = f"a whole number{bounds}"
    elif column.type == "date":
        text = "a date such as 2026-07-31"
    elif column.type == "period":
        kinds = [_PERIOD_EXAMPLES[kind] for kind in column.period_kinds]
        text = " or ".join(filter(None, [", ".join(kinds[:-1]), kinds[-1]]))
    elif column.type == "choice":
        text = f"one of {', '.join(column.choices or ())}"
    elif column.type == "ids":
        text = "ids with semicolons between them"
    elif column.type == "id":
        text = f"an id of at most {column.longest:,} characters without a semicolon"
    else:
        text = f"text of at most {column.longest:,} characters"
    return f"{text}, or {NOT_ASSESSED}" if column.may_be_not_assessed else text


def _bounds(column: ColumnSpecification) -> str:
    if column.minimum is not None and column.maximum is not None:
        return f" from {column.minimum:g} to {column.maximum:g}"
    if column.minimum is not None:
        return f" of at least {column.minimum:g}"
    return f" of at most {column.maximum:g}" if column.maximum is not None else ""


def cell_reader(column: ColumnSpecification) -> Callable[[Cell], Value]:
    """Return a function that reads a cell of a column.

    The function returns None for a blank cell, `NotAssessed` where the column allows it, and otherwise the value:
    a text for ``id``, ``ids``, ``text``, ``choice`` and ``period``, a float, an int or a date. It raises `Unreadable`
    for anything else. A cell reads the same from a workbook and from a CSV file.
    """
    read = {
        "id": _read_id, "ids": _read_ids, "text": _read_text, "choice": _choice_reader(column), "number": _read_number,
        "integer": _read_integer, "date": read_date, "period": read_period,
    }[column.type]  # fmt: skip
    expected = expectation(column)

    def read_cell(cell: Cell) -> Value:
        if cell is None:
            return None
        try:
            if isinstance(cell, FormulaFault):
                raise _formula_fault(cell)
            if isinstance(cell, str):
                cell = cell.strip("\ufeff\u200b \t\r\n\u00a0")
                if not cell:
                    return None
                if cell[0] in "nN" and column.type != "text" and (match := _NOT_ASSESSED.match(cell)):
                    return _not_assessed(column, match)
            return read(cell, column)
        except Unreadable as fault:
            raise Unreadable(fault.found, fault.expected or expected, fault.remedy) from None

    return read_cell


def _formula_fault(cell: FormulaFault) -> Unreadable:
    if cell.text:
        return Unreadable(f"the formula error {cell.text}", remedy="Mend the formula, or write the value in its place.")
    return Unreadable(
        "a formula that was never calculated",
        remedy="Open the file in Excel, let it calculate and save it; or write the value in place of the formula.",
    )


def _not_assessed(column: ColumnSpecification, match: re.Match[str]) -> NotAssessed:
    if not column.may_be_not_assessed:
        remedy = "This column needs a value; leave the row out if there is none." if column.required else "Leave the cell empty."
        raise Unreadable(quoted(match[0]), remedy=remedy)
    return NotAssessed(_plain_text(match[1] or "", 2000))


def _plain_text(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unreadable(quoted(text), remedy=f"Shorten it to {longest:,} characters, or put the text in a document of its own.")
    if (match := _CONTROL.search(text)) is not None:
        raise Unreadable(f"the control character {ord(match[0]):#04x} in {quoted(text)}", remedy="Type the text anew.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _read_text(cell: Cell, column: ColumnSpecification) -> str:
    return _plain_text(cell_text(cell), column.longest)


def _read_id(cell: Cell, column: ColumnSpecification) -> str:
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise Unreadable(
            f"the date {cell.isoformat() if isinstance(cell, dt.date | dt.time) else cell}",
            remedy="Excel has turned the id into a date: format the column as Text and type the id again.",
        )
    text = _plain_text(cell_text(cell), column.longest)
    if ";" in text:
        raise Unreadable(quoted(text), remedy="Give one id in each row, without a semicolon.")
    if "\n" in text:
        raise Unreadable(f"a line break in {quoted(text)}", remedy="Write the id on one line.")
    return text


def _read_ids(cell: Cell, column: ColumnSpecification) -> str | None:
    text = _plain_text(cell_text(cell), column.longest)
    ids = dict.fromkeys(part.strip() for part in re.split(r"[;\n]", text))
    return ";".join(one for one in ids if one) or None


def _choice_key(text: str) -> str:
    return " ".join(re.split(r"[\s_/-]+", text.casefold())).strip()


def _choice_reader(column: ColumnSpecification) -> Callable[[Cell, ColumnSpecification], str]:
    choices = column.choices or {}
    meaning = {_choice_key(alias): choice for alias, choice in (column.aliases or {}).items()}
    meaning.update({_choice_key(choice): choice for choice in choices})

    def read(cell: Cell, column: ColumnSpecification) -> str:
        text = cell_text(cell)
        choice = meaning.get(_choice_key(text)) if len(text) <= 100 else None
        if choice is not None:
            return choice

        def remedy() -> str:
            guess = nearest(text, choices)
            if guess:
                return f"Did you mean {guess}?"
            return "Write not assessed, or choose from the list." if column.may_be_not_assessed else "Choose from the list."

        raise Unreadable(quoted(text), remedy=remedy)

    return read


def _read_number(cell: Cell, column: ColumnSpecification) -> float:
    value = read_number(cell, column)
    too_low = column.minimum is not None and value < column.minimum
    too_high = column.maximum is not None and value > column.maximum
    if too_low or too_high:
        percent = value if 2 <= value <= 100 else 40.0
        remedy = f"Write {percent:g} % as {percent / 100:g}." if column.maximum == 1 and too_high else "Correct the value."
        raise Unreadable(cell_text(cell), remedy=remedy)
    return value


def _read_integer(cell: Cell, column: ColumnSpecification) -> int:
    value = _read_number(cell, column)
    if not value.is_integer() or abs(value) > 1e15:
        raise Unreadable(cell_text(cell), remedy="Write a whole number.")
    return int(value)
