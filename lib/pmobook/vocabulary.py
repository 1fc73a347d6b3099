"""The words that every room shares: quarters, periods, ids, confidence ratings, "not assessed"."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pmobook.errors import PmobookError
from pmobook.language import month_name, say

__all__ = [
    "HELD_BACK",
    "NOT_ASSESSED",
    "Confidence",
    "Period",
    "Quarter",
    "day_in_words",
    "is_id",
    "likeness",
    "nearest",
    "quoted",
    "same_words",
    "slug",
]

NOT_ASSESSED = "not assessed"
"""A value of its own: nobody has rated or measured this. Never zero, never left out in silence."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,62}\Z")
HELD_BACK = "ready, but not recorded"
"""How a reason begins when a notebook waits for another of its business unit that failed."""

_YEAR = r"(?!0000|9999)([0-9]{4})"  # a date can be the day before or after it
_QUARTER_TEXT = re.compile(_YEAR + r"Q([1-4])\Z")
_MONTH_TEXT = re.compile(_YEAR + r"-(0[1-9]|1[0-2])\Z")
_FINANCIAL_YEAR_TEXT = re.compile(r"FY" + _YEAR + r"/([0-9]{2})\Z")
_LONGEST_QUOTE = 60


class Confidence(StrEnum):
    """Delivery confidence as its owner rates it, from worst to best."""

    RED = "red"
    AMBER_RED = "amber/red"
    AMBER = "amber"
    AMBER_GREEN = "amber/green"
    GREEN = "green"

    @property
    def rank(self) -> int:
        """0 for red up to 4 for green, to compare and to sort by; not a score."""
        return list(Confidence).index(self)


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, written ``2026Q3``.

    Raises
    ------
    PmobookError
        If the text is not a year and a quarter.

    Examples
    --------
    >>> Quarter.parse("2026Q1").previous
    Quarter(year=2025, number=4)
    >>> str(Quarter.parse("2026Q1").previous)
    '2025Q4'
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """Read ``2026Q3``."""
        match = _QUARTER_TEXT.match(text)
        if match is None:
            message = f"{quoted(text)} is not a quarter. Write the year and the quarter, as in 2026Q3."
            raise PmobookError(message)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: dt.date) -> Quarter:
        """Return the quarter that a day falls in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year - 1, 4) if self.number == 1 else Quarter(self.year, self.number - 1)

    @property
    def year_before(self) -> Quarter:
        """The same quarter of the year before."""
        return Quarter(self.year - 1, self.number)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return Quarter(self.year + 1, 1) if self.number == 4 else Quarter(self.year, self.number + 1)

    @property
    def first_day(self) -> dt.date:
        """The day it begins."""
        return dt.date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> dt.date:
        """The day it ends."""
        return self.next.first_day - dt.timedelta(days=1)

    def __str__(self) -> str:
        return f"{self.year:04d}Q{self.number}"


@dataclass(frozen=True)
class Period:
    """A month (``2026-07``), a quarter (``2026Q3``) or a financial year (``FY2026/27``, from April).

    The text is the identity; the first and last day place it in time.

    Raises
    ------
    PmobookError
        If the text is none of the three.

    Examples
    --------
    >>> Period.parse("FY2013/14").first_day
    datetime.date(2013, 4, 1)
    >>> Period.parse("2026-07").kind
    'month'
    """

    text: str
    kind: str
    first_day: dt.date
    last_day: dt.date

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a month, a quarter or a financial year."""
        if match := _MONTH_TEXT.match(text):
            year, month = int(match[1]), int(match[2])
            last = calendar.monthrange(year, month)[1]
            return cls(text, "month", dt.date(year, month, 1), dt.date(year, month, last))
        if _QUARTER_TEXT.match(text):
            quarter = Quarter.parse(text)
            return cls(text, "quarter", quarter.first_day, quarter.last_day)
        if (match := _FINANCIAL_YEAR_TEXT.match(text)) and (int(match[1]) + 1) % 100 == int(match[2]):
            year = int(match[1])
            return cls(text, "financial year", dt.date(year, 4, 1), dt.date(year + 1, 3, 31))
        message = f"{quoted(text)} is not a period. Write a month as 2026-07, a quarter as 2026Q3, a financial year as FY2026/27."
        raise PmobookError(message)

    @property
    def in_words(self) -> str:
        """A month as July 2026; quarters and financial years as they are written."""
        return f"{month_name(self.first_day.month)} {self.first_day.year}" if self.kind == "month" else self.text

    def __str__(self) -> str:
        return self.text


def day_in_words(day: dt.date) -> str:
    """Write a day, as in 31 July 2026."""
    return say("{day} {month} {year}", day=str(day.day), month=month_name(day.month), year=str(day.year))


def is_id(text: str) -> bool:
    """Say whether a text can be an id of ours and so part of a file name.

    Lower-case letters, digits and underscores, a letter first, 63 characters at most.
    """
    return _ID.match(text) is not None


def slug(text: str) -> str:
    """Turn a name into an id: ``Amber/Red Programme (2)`` becomes ``amber_red_programme_2``.

    An id of ours needs at least one letter; a text without any gives an id that begins with ``x``.
    Long names are cut, so two of them can give the same id: the caller checks.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9]+", "_", plain.lower().replace("&", " and ")).strip("_")
    if not joined or not joined[0].isalpha():
        joined = f"x{joined}"
    return joined[:63].rstrip("_")


def nearest(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """Return the known word most like a mistyped one, or None if none is as alike (0 to 1: the share of letters in common)."""
    words = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(word.casefold(), words, n=1, cutoff=alike)
    return words[found[0]] if found else None


def likeness(text: str) -> str:
    """Return what is left of a name when capitals, blanks, marks and a plural's s don't count: names that share it are alike.

    Examples
    --------
    >>> likeness("Suppliers") == likeness(" supplier"), likeness("Data-protection") == likeness("data protection")
    (True, True)
    """
    kept = "".join(one for one in text.casefold() if one.isalnum())
    return kept.removesuffix("s") or text


def same_words(text: object) -> str:
    """Return a name as it reads when capitals and the number of blanks don't count; marks do, as in C and C++.

    Examples
    --------
    >>> same_words("Project  Manager") == same_words("project manager "), same_words("C") == same_words("C++")
    (True, False)
    """
    return " ".join(str(text).split()).casefold()


def quoted(value: object) -> str:
    r"""Quote a value for a message: on one line, without control characters, shortened when long.

    Examples
    --------
    >>> quoted("a\\nb")
    "'a b'"
    """
    text = str(value)
    length = len(text)
    visible = "".join(character if character.isprintable() else " " for character in text[: 4 * _LONGEST_QUOTE])
    visible = re.sub(r"\s+", " ", visible).strip()
    if len(visible) > _LONGEST_QUOTE or length > 4 * _LONGEST_QUOTE:
        return f"'{visible[:_LONGEST_QUOTE]}…' ({length:,} characters)"
    return f"'{visible}'"
