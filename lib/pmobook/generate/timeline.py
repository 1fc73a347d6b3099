"""Months and quarters of a generated organisation, counted so that they can be added and compared."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pmobook.vocabulary import Quarter

__all__ = ["Timeline", "day_in_month", "last_month", "month_of", "month_text", "quarter_of_month", "working_day"]


def month_of(day: dt.date) -> int:
    """Return the number of the month a day falls in, counted from year 0."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """Return a month as forms write it, such as ``2026-07``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def day_in_month(month: int, day: int) -> dt.date:
    """Return a day (3 to 28) of a month, or the last working day before it if it falls on a weekend."""
    return working_day(dt.date(month // 12, month % 12 + 1, day))


def working_day(day: dt.date) -> dt.date:
    """Return a day, or the Friday before it if it falls on a weekend."""
    return day - dt.timedelta(days=max(day.weekday() - 4, 0))


def last_month(quarter: Quarter) -> int:
    """Return the number of a quarter's last month."""
    return month_of(quarter.last_day)


def quarter_of_month(month: int) -> Quarter:
    """Return the quarter that a month falls in."""
    return Quarter(month // 12, month % 12 // 3 + 1)


@dataclass(frozen=True)
class Timeline:
    """The quarters for which packs are made, oldest first."""

    quarters: tuple[Quarter, ...]

    @classmethod
    def ending(cls, last: Quarter, count: int) -> Timeline:
        """Return the timeline of so many quarters up to and including the last."""
        quarters = [last]
        while len(quarters) < count:
            quarters.append(quarters[-1].previous)
        return cls(tuple(reversed(quarters)))

    @property
    def first_month(self) -> int:
        """Number of the first quarter's first month."""
        return month_of(self.quarters[0].first_day)

    @property
    def last_month(self) -> int:
        """Number of the last quarter's last month."""
        return last_month(self.quarters[-1])

    def position_of_month(self, month: int) -> int:
        """Return the position of the quarter a month falls in; months outside count as the nearest quarter."""
        return min(max((month - self.first_month) // 3, 0), len(self.quarters) - 1)
