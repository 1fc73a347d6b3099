"""Dates as people write them: several formats in one column, tried in order."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Sequence
from typing import Literal

from pmobook.vocabulary import quoted

__all__ = ["EXCEL_NUMBER", "check_date_format", "has_day", "read_date"]

EXCEL_NUMBER = "excel number"
"""The format of a date that an export left as Excel's count of days (41547 is 2013-09-30)."""

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_TOKENS = {
    "YYYY": r"(?P<year>[0-9]{4})", "YY": r"(?P<short_year>[0-9]{2})",
    "MMMM": rf"(?P<name>{'|'.join(_MONTHS)})", "MMM": r"(?P<name>[a-z]{3,4})\.?", "MM": r"(?P<month>[0-9]{1,2})",
    "M": r"(?P<month>[0-9]{1,2})", "DD": r"(?P<day>[0-9]{1,2})", "D": r"(?P<day>[0-9]{1,2})",
}  # fmt: skip
_MIDNIGHT = re.compile(r"[T ]00:00(:00(\.0+)?)?Z?$")
_FIRST_EXCEL_DAY = dt.date(1899, 12, 30)
_LAST_EXCEL_NUMBER = 2_958_465
_PIVOT = 70
_LONGEST = 40


def check_date_format(date_format: str) -> None:
    """Refuse a date format that can't be read.

    Raises
    ------
    ValueError
        In words for the author of the mapping.
    """
    if date_format != EXCEL_NUMBER:
        _expression(date_format)


def has_day(date_format: str) -> bool:
    """Say whether a date format gives the day; ``MMM YYYY`` doesn't."""
    return date_format == EXCEL_NUMBER or "D" in date_format


@functools.cache
def _expression(date_format: str) -> re.Pattern[str]:
    """Turn ``DD/MM/YYYY`` into an expression."""
    wrong = (
        f"a date format made of DD or D, MM, MMM (Jan) or MMMM (January), YYYY or YY and signs, such as DD/MM/YYYY, "
        f"or the words {EXCEL_NUMBER}; {quoted(date_format)} is none"
    )
    if len(date_format) > _LONGEST:
        raise ValueError(wrong)
    parts = re.split(r"(YYYY|YY|MMMM|MMM|MM|M|DD|D)", date_format)
    tokens = parts[1::2]
    if any(character.isalnum() for sign in parts[::2] for character in sign):
        raise ValueError(wrong)
    if sorted(token[0] for token in tokens) not in (["D", "M", "Y"], ["M", "Y"]):
        raise ValueError(wrong)
    return re.compile("".join(_TOKENS.get(part, re.escape(part)) for part in parts), re.IGNORECASE)


def read_date(text: str, formats: Sequence[str], missing_day: Literal["first", "last"] | None = None) -> dt.date | None:
    """Return the date that a text gives in the first format that fits, or None if none fits.

    Parameters
    ----------
    text
        One line; a time of midnight after the date, as exports add it, is passed over.
    formats
        Such as ``DD/MM/YYYY``; one or two digits are accepted for a day or a month. Of years in two digits, 70 to 99
        are 1970 to 1999, the others 2000 to 2069.
    missing_day
        Day of the month for a format without one; such a text gives no date if it is None.

    Examples
    --------
    >>> read_date("31.5.10", ["DD/MM/YYYY", "DD.MM.YY"])
    datetime.date(2010, 5, 31)
    """
    bare = _MIDNIGHT.sub("", text.strip())
    if not bare or len(bare) > _LONGEST:
        return None
    for date_format in formats:
        found = _excel_date(bare) if date_format == EXCEL_NUMBER else _date(_expression(date_format).fullmatch(bare), missing_day)
        if found is not None:
            return found
    return None


def _excel_date(text: str) -> dt.date | None:
    match = re.fullmatch(r"([0-9]{1,7})(\.0+)?", text)
    if match is None or not 0 < int(match[1]) <= _LAST_EXCEL_NUMBER:
        return None
    return _FIRST_EXCEL_DAY + dt.timedelta(days=int(match[1]))


def _date(match: re.Match[str] | None, missing_day: str | None) -> dt.date | None:
    if match is None:
        return None
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else _long_year(int(parts["short_year"]))
    month = _month(parts["name"]) if parts.get("name") else int(parts["month"])
    if month is None or not 1 <= month <= 12 or year < 1:
        return None
    last = calendar.monthrange(year, month)[1]
    if parts.get("day"):
        day = int(parts["day"])
    elif missing_day is not None:
        day = 1 if missing_day == "first" else last
    else:
        return None
    return dt.date(year, month, day) if 1 <= day <= last else None


def _long_year(year: int) -> int:
    return 1900 + year if year >= _PIVOT else 2000 + year


def _month(name: str) -> int | None:
    """Return the number of a month from its name or the first letters of it (``Sept`` included)."""
    for number, known in enumerate(_MONTHS, start=1):
        if known.startswith(name.casefold()):
            return number
    return None
