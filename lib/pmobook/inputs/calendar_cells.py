"""Read a day or a period from a cell, or say how to write one that was written another way."""

from __future__ import annotations

import datetime as dt
import re

from pmobook.errors import PmobookError
from pmobook.inputs.sheets import Cell, cell_text
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import ColumnSpecification
from pmobook.vocabulary import Period, quoted

__all__ = ["read_date", "read_period"]

_FIRST_YEAR, _LAST_YEAR = 1950, 2149
_EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_date(cell: Cell, column: ColumnSpecification) -> dt.date:  # noqa: ARG001 - readers of cells share one shape
    """Return a cell's day: a date of Excel's, or a text as ``2026-07-31``.

    Raises
    ------
    Unreadable
        For anything else; the remedy names the day where it can be no other.
    """
    if isinstance(cell, dt.datetime):
        if cell.time() != dt.time():
            raise Unreadable(quoted(cell.isoformat(" ")), remedy=f"Write the day alone: {cell.date().isoformat()}.")
        return _plausible(cell.date())
    if isinstance(cell, dt.date):
        return _plausible(cell)
    if isinstance(cell, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell, re.ASCII):
        try:
            return _plausible(dt.date.fromisoformat(cell))
        except ValueError:
            raise Unreadable(quoted(cell), remedy="There is no such day; correct it.") from None
    raise Unreadable(quoted(cell_text(cell)), remedy=_date_remedy(cell))


def _plausible(day: dt.date) -> dt.date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise Unreadable(day.isoformat(), f"a date from {_FIRST_YEAR} to {_LAST_YEAR}", "Correct the year.")
    return day


def _date_remedy(cell: Cell) -> str:
    """Say how to write a date that was written another way; name the day only where it can be no other."""
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 18_000 <= cell <= 91_000:
        day = _EXCEL_DAY_ZERO + dt.timedelta(days=int(cell))
        return f"If {cell:g} is Excel's number for {day.isoformat()}, format the cell as a date."
    if isinstance(cell, str) and (match := re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", cell, re.ASCII)):
        first, second, year = (int(part) for part in match.groups())
        try:
            if first > 12 or first == second:
                return f"Write it as {dt.date(year, second, first).isoformat()}."
            if second > 12:
                return f"Write it as {dt.date(year, first, second).isoformat()}."
        except ValueError:
            return "There is no such day; write the right one as year-month-day, such as 2026-07-31."
    return "Write year-month-day, such as 2026-07-31."


def read_period(cell: Cell, column: ColumnSpecification) -> str:
    """Return a cell's period as `pmobook.vocabulary.Period` writes it.

    Raises
    ------
    Unreadable
        For anything else, and for a kind of period that the column does not take.
    """
    if isinstance(cell, dt.date) and cell.day == 1:
        cell = f"{cell.year:04d}-{cell.month:02d}"  # Excel turns 2026-07, typed into an ordinary cell, into 1 July 2026
    text = cell_text(cell)
    year = re.match(r"(?:FY)?([0-9]{4})", text.upper()) if text.isascii() else None
    if year and not _FIRST_YEAR <= int(year[1]) <= _LAST_YEAR:
        raise Unreadable(quoted(text), f"a period from {_FIRST_YEAR} to {_LAST_YEAR}", "Correct the year.")
    try:
        period = Period.parse(text.upper() if year else "")
    except PmobookError:
        raise Unreadable(quoted(text), remedy=_period_remedy(text)) from None
    if period.kind not in column.period_kinds:
        raise Unreadable(f"the {period.kind} {period}", remedy=f"Give one row for each {' or '.join(column.period_kinds)}.")
    return period.text


def _period_remedy(text: str) -> str:
    """Say how to write a period that was written another way."""
    lower = text.casefold()
    if match := re.fullmatch(r"([a-z]{3})[a-z]*[\s-]*(\d{4}|\d{2})", lower):
        if match[1] in _MONTHS:
            year = match[2] if len(match[2]) == 4 else f"20{match[2]}"
            return f"Format the column as Text and write {year}-{_MONTHS.index(match[1]) + 1:02d}."
    elif match := re.fullmatch(r"(?:q([1-4])[\s/-]*(\d{4})|(\d{4})[\s/-]*q([1-4]))", lower):
        return f"Write {match[2] or match[3]}Q{match[1] or match[4]}."
    elif match := re.fullmatch(r"(?:fy)?[\s-]*(\d{4}|\d{2})[/-](\d{4}|\d{2})", lower):
        first = int(match[1]) if len(match[1]) == 4 else 2000 + int(match[1])
        if (first + 1) % 100 == int(match[2][-2:]):
            return f"Write FY{first}/{(first + 1) % 100:02d}."
    return "Write a month as 2026-07, a quarter as 2026Q3, a financial year as FY2026/27; format the column as Text."
