"""The months that capacity and demand speak of: a quarter or a financial year stands for each of its months."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pmobook.assess.tables import present
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.vocabulary import Period

__all__ = ["Months", "Slot", "label_of", "month_words", "read_months", "slot_of"]

Slot: TypeAlias = int
"""A month, counted from January of the year 0; or the number of a period, where periods are numbers."""

_SHORTEST_YEAR = 4


@dataclass(frozen=True)
class Months:
    """The months that one cell of a column ``period`` stands for.

    Attributes
    ----------
    slots
        Each of the months, in order.
    kind
        ``month``, ``quarter``, ``financial year``; ``number`` where periods are only counted.
    """

    slots: tuple[Slot, ...]
    kind: str


def slot_of(day: dt.date) -> Slot:
    """Return the month that a day falls in."""
    return day.year * 12 + day.month - 1


def label_of(slot: Slot, *, is_calendar: bool) -> Any:  # noqa: ANN401 - a text, or the number itself
    """Write a month as the forms do, ``2026-07``; a number stays one.

    Examples
    --------
    >>> label_of(24318, is_calendar=True), label_of(3, is_calendar=False)
    ('2026-07', 3)
    """
    return f"{slot // 12:04d}-{slot % 12 + 1:02d}" if is_calendar else int(slot)


def month_words(label: Any) -> str:  # noqa: ANN401 - as `label_of` writes it
    """Write a month inside a sentence, as in July 2026; a number as ``period 3``."""
    return Period.parse(label).in_words if isinstance(label, str) else say("period {label}", label=label)


def read_months(cell: Any) -> Months:  # noqa: ANN401 - whatever a table holds
    """Return the months of a cell.

    Parameters
    ----------
    cell
        ``2026-07``, ``2026Q3``, ``FY2026/27``, a date, a pandas period or timestamp, or the number of a period.

    Raises
    ------
    PmobookError
        If it is none of these.

    Examples
    --------
    >>> read_months("2026Q3")
    Months(slots=(24318, 24319, 24320), kind='quarter')
    """
    if not present(cell) or isinstance(cell, (bool, np.bool_)):
        message = "The period is missing. Write a month as 2026-07, a quarter as 2026Q3, a financial year as FY2026/27."
        raise PmobookError(message)
    if isinstance(cell, pd.Period):
        return _between(cell.start_time.date(), cell.end_time.date(), "month" if cell.freqstr == "M" else "quarter")
    if isinstance(cell, dt.date):
        return Months((slot_of(cell),), "month")
    if isinstance(cell, np.datetime64):
        return Months((slot_of(pd.Timestamp(cell).date()),), "month")
    if isinstance(cell, (int, float, np.integer, np.floating)) and float(cell).is_integer():
        return Months((int(cell),), "number")
    return _of_text(str(cell).strip())


def _between(first: dt.date, last: dt.date, kind: str) -> Months:
    return Months(tuple(range(slot_of(first), slot_of(last) + 1)), kind)


def _of_text(text: str) -> Months:
    if text.isascii() and text.isdigit() and len(text) < _SHORTEST_YEAR:
        return Months((int(text),), "number")
    try:
        period = Period.parse(text)
    except PmobookError:
        try:
            return Months((slot_of(dt.date.fromisoformat(text[:10])),), "month")
        except ValueError:
            pass
        raise
    return _between(period.first_day, period.last_day, period.kind)
