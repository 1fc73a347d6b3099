"""Read a number, or say how to write one that was written for people."""

from __future__ import annotations

import datetime as dt
import math
import re

from pmobook.inputs.sheets import Cell
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import ColumnSpecification
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["read_number"]

_LARGEST = 1e15
"""Beyond it a spreadsheet no longer holds every digit, and no PMO counts that high: it is a slip of the hand."""
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?\Z")
_FRACTION = re.compile(r"([0-9]{1,3})\s*/\s*([0-9]{1,3})\Z")
_PERCENT = re.compile(r"([+-]?[0-9]+(?:[.,][0-9]+)?)\s*%\Z")
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:[,'\u2019\s][0-9]{3})+(?:\.[0-9]+)?\Z")
_THOUSANDS_SIGN = re.compile(r"[,'\u2019\s]")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+\Z")
_IN_BRACKETS = re.compile(r"\(([0-9.]+)\)\Z")


def read_number(cell: Cell, column: ColumnSpecification) -> float:
    """Return a cell's number: a number of Excel's, or a text with a decimal point and no thousands signs.

    Raises
    ------
    Unreadable
        For anything else; the remedy says how to write what was probably meant.
    """
    if isinstance(cell, bool):
        raise Unreadable(str(cell).upper(), remedy="Write a number.")
    if isinstance(cell, float | int):
        if not math.isfinite(cell):
            raise Unreadable(str(cell), remedy="Write a number.")
        return _believable(float(cell))
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise Unreadable(
            f"the date or time {cell}",
            remedy="Excel has turned the number into a date: format the cell as Number and type it again.",
        )
    text = str(cell).replace("\N{MINUS SIGN}", "-")
    if _NUMBER.match(text):
        return _believable(float(text))
    if column.may_be_fraction and (match := _FRACTION.match(text)) and int(match[2]):
        return int(match[1]) / int(match[2])
    raise Unreadable(quoted(cell), remedy=_remedy(text, column))


def _believable(value: float) -> float:
    if abs(value) > _LARGEST:
        raise Unreadable(f"{value:g}", remedy=f"Correct it: no number here is beyond {_LARGEST:g}.")
    return value


def _remedy(text: str, column: ColumnSpecification) -> str:
    """Say how to write the number that was probably meant."""
    if match := _PERCENT.match(text):
        percent = float(match[1].replace(",", "."))
        is_share = column.maximum == 1
        return f"Write {percent:g} % as {percent / 100:g}." if is_share else f"Write the number alone: {percent:g}."
    if _THOUSANDS.match(text):
        plain = _THOUSANDS_SIGN.sub("", text)
        return f"Write it without thousands signs: {plain}."
    if _DECIMAL_COMMA.match(text):
        return f"Write it with a decimal point: {text.replace(',', '.')}."
    if match := _IN_BRACKETS.match(text):
        return f"Write a negative number with a minus sign: -{match[1]}."
    currency = (
        ", without the currency, in the scale that the engagement's money is in" if any(sign in text for sign in "£$€") else ""
    )
    empty = "" if column.required else ", or leave the cell empty"
    not_assessed = f", or write {NOT_ASSESSED}: and the reason" if column.may_be_not_assessed else ""
    start = "Write the number alone" if any(character.isdigit() for character in text) else "Write a number"
    return f"{start}{currency}{empty}{not_assessed}."
