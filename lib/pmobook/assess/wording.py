"""Figures inside sentences of findings: rounded half up, once, as every exhibit rounds them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

__all__ = ["as_day", "as_days", "as_number", "as_percent", "counted", "listed"]

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_MOST_LISTED = 5


def as_number(value: float, digits: int = 1) -> str:
    """Write a number with so many decimal places.

    Examples
    --------
    >>> as_number(2.65), as_number(-0.04), as_number(1234.5, 0)
    ('2.7', '0.0', '1,235')
    """
    rounded = Decimal(str(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    plain = abs(rounded) if rounded == 0 else rounded
    return f"{plain:,.{digits}f}".replace("-", "−")  # noqa: RUF001 - the minus sign of every exhibit


def as_percent(share: float) -> str:
    """Write a share (0 to 1) as a whole percentage; next to nothing and next to everything are said so.

    Examples
    --------
    >>> as_percent(0.125), as_percent(0.002), as_percent(0.0)
    ('13%', 'less than 1%', '0%')
    """
    if 0 < share < 0.005:
        return "less than 1%"
    if 0.995 <= share < 1 - 1e-9:
        return "more than 99%"
    return f"{as_number(float(Decimal(str(float(share))) * 100), 0)}%"


def as_day(day: dt.date) -> str:
    """Write a day, as in 31 July 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def as_days(days: float) -> str:
    """Write a number of days."""
    return counted(round(days), "day")


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> counted(1, "project"), counted(3, "capability", "capabilities")
    ('1 project', '3 capabilities')
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def listed(words: Iterable[str], most: int = _MOST_LISTED) -> str:
    """Write words as they stand in a sentence; a long list names the first few and counts the rest.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed("abcdefgh", most=2)
    ('a, b and c', 'a, b and 6 more')
    """
    every = list(words)
    if len(every) > most + 1:
        every = [*every[:most], f"{len(every) - most} more"]
    *first, last = every or [""]
    return f"{', '.join(first)} and {last}" if first else last
