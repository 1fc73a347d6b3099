"""The calendar of an engagement: when its fiscal year begins, until when late packs are awaited, and where its days end."""

from __future__ import annotations

import datetime as dt
import zoneinfo

from pydantic import Field, field_validator

from pmobook.errors import PmobookError
from pmobook.method.yaml_text import Definition
from pmobook.vocabulary import Period, Quarter, quoted

__all__ = ["EngagementCalendar", "fiscal_year", "quarter_in_words"]

_MONTHS = ("january", "february", "march", "april", "may", "june",
           "july", "august", "september", "october", "november", "december")  # fmt: skip


class EngagementCalendar(Definition):
    """``calendar`` in ``engagement.yaml``."""

    fiscal_year_starts: int = Field(default=1, ge=1, le=12)
    """Month in which the fiscal year begins: a number, or its name in English."""
    wait_until_days: int | None = Field(default=None, ge=0, le=366)
    """Days after a quarter's end until which late packs are awaited; the day that packs are due if not given."""
    time_zone: str = "UTC"
    """Where the organisation's days begin and end, such as Europe/London."""

    @field_validator("fiscal_year_starts", mode="before")
    @classmethod
    def _is_a_month(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = value.strip().casefold()
        if text.isascii() and text.isdigit() and len(text) <= 2:
            return int(text)
        named = [number for number, name in enumerate(_MONTHS, 1) if len(text) >= 3 and name.startswith(text)]
        if len(named) != 1:
            message = "a month: 1 to 12, or its name, such as April"
            raise ValueError(message)
        return named[0]

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            message = "a time zone by its name, such as Europe/London or UTC"
            raise ValueError(message) from None
        return value

    @property
    def stated_year_start(self) -> int | None:
        """The month in which the fiscal year begins if the engagement names one, so that a default replaces nobody's data."""
        return self.fiscal_year_starts if "fiscal_year_starts" in self.model_fields_set else None

    def day_of(self, moment: dt.datetime) -> dt.date:
        """Return the day that it is for the organisation; a moment without a zone is in UTC."""
        aware = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
        return aware.astimezone(zoneinfo.ZoneInfo(self.time_zone)).date()

    def start_of(self, day: dt.date) -> dt.datetime:
        """Return the moment at which a day begins for the organisation."""
        return dt.datetime.combine(day, dt.time.min, zoneinfo.ZoneInfo(self.time_zone))


def fiscal_year(day: dt.date, year_starts: int) -> str:
    """Return the name of the fiscal year that a day falls in: ``FY2026/27``; of one from January, ``2026``.

    Parameters
    ----------
    day
        Any day.
    year_starts
        Month in which the fiscal year begins.

    Raises
    ------
    PmobookError
        If the year starts in no month.

    Examples
    --------
    >>> fiscal_year(dt.date(2026, 3, 31), 4), fiscal_year(dt.date(2026, 4, 1), 4), fiscal_year(dt.date(2026, 4, 1), 1)
    ('FY2025/26', 'FY2026/27', '2026')
    """
    if isinstance(year_starts, bool) or year_starts not in range(1, 13):
        message = f"year_starts: found {quoted(year_starts)}, expected a month, 1 to 12. Write 4 for a year from April."
        raise PmobookError(message)
    first = day.year if day.month >= year_starts else day.year - 1
    return f"{first}" if year_starts == 1 else f"FY{first}/{(first + 1) % 100:02d}"


def quarter_in_words(quarter: Quarter, year_starts: int = 1) -> str:
    """Name a calendar quarter as an organisation with its own fiscal year would.

    Parameters
    ----------
    quarter
        A calendar quarter: packs and results are kept by calendar quarters whatever the fiscal year.
    year_starts
        Month in which the fiscal year begins. A year that begins in the middle of a calendar quarter has other quarters than the
        calendar's; then the name says which months of the fiscal year these are.

    Raises
    ------
    PmobookError
        If the year starts in no month.

    Examples
    --------
    >>> quarter_in_words(Quarter(2026, 3), 4)
    'FY2026/27 Q2 (July\N{EN DASH}September 2026)'
    >>> quarter_in_words(Quarter(2026, 3))
    '2026 Q3 (July\N{EN DASH}September 2026)'
    >>> quarter_in_words(Quarter(2026, 1), 2)
    'January\N{EN DASH}March 2026 (month 12 of FY2025/26 to month 2 of FY2026/27)'
    """
    first, last = quarter.first_day, quarter.last_day
    opens, closes = (fiscal_year(day, year_starts) for day in (first, last))
    months = f"{_month(first).split()[0]}\N{EN DASH}{_month(last)}"
    place, end = ((day.month - year_starts) % 12 for day in (first, last))
    if place % 3 == 0:
        return f"{opens} Q{place // 3 + 1} ({months})"
    if opens == closes:
        return f"{months} (months {place + 1} to {end + 1} of {opens})"
    return f"{months} (month {place + 1} of {opens} to month {end + 1} of {closes})"


def _month(day: dt.date) -> str:
    return Period.parse(f"{day:%Y-%m}").in_words
