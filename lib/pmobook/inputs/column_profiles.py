"""What each column of a source seems to hold: dates and their formats, numbers and their marks, a few words, or texts."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pmobook.inputs.amount_words import known_scale, may_hold_amount, word_after_number
from pmobook.inputs.date_text import read_date
from pmobook.inputs.mapping import NumberRule
from pmobook.inputs.number_text import NotANumberError, read_number
from pmobook.inputs.source_tables import SourceTable, cell_text

__all__ = ["MOST_ROWS", "ColumnProfile", "profile_columns"]

MOST_ROWS = 5000
"""Rows that are looked at; enough to see what a column holds."""

_FORMATS = (
    "YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD.MM.YY", "DD/MM/YY", "MM/DD/YY", "DD-MM-YYYY", "DD-MM-YY",
    "YYYY/MM/DD", "DD MMM YYYY", "DD-MMM-YYYY", "DD-MMM-YY", "DD MMM YY", "DD MMMM YYYY", "MMM DD, YYYY",
)  # fmt: skip
_SIGNS = ("£", "$", "€", "Ł", "¥", "GBP", "USD", "EUR")
_MOSTLY = 0.6
_FEW = 12
_ENGLISH = NumberRule(currency_signs=_SIGNS, percent="share")
_CONTINENTAL = NumberRule(currency_signs=_SIGNS, percent="share", decimal=",", thousands=".")


@dataclass(frozen=True)
class ColumnProfile:
    """What one column holds.

    Attributes
    ----------
    heading
        As written.
    kind
        ``date``, ``number``, ``choice`` (a few texts that return), ``text`` or ``blank``.
    texts
        Every text with how often it stands there.
    blanks
        Rows without one.
    date_formats
        Formats that the dates need, the commonest first; none if they are real Excel dates.
    decimal
        The decimal mark that fits the numbers.
    signs
        Currency signs seen.
    odd_texts
        In a column of dates or numbers, the texts that are neither and hold no amount.
    words
        In a column of numbers, each word without a meaning that follows a number, with the texts it stands in.
    doubtful_texts
        In a column of numbers, other texts that may hold an amount: never to be taken for not assessed unseen.
    ambiguous
        Dates that could be read as day first or month first.
    """

    heading: str
    kind: Literal["date", "number", "choice", "text", "blank"]
    texts: Counter[str]
    blanks: int
    date_formats: tuple[str, ...] = ()
    decimal: Literal[".", ","] = "."
    signs: tuple[str, ...] = ()
    odd_texts: tuple[str, ...] = ()
    ambiguous: int = 0
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubtful_texts: tuple[str, ...] = ()


def profile_columns(table: SourceTable) -> list[ColumnProfile]:
    """Return a profile of each column of a source, in order; a column without a heading has none."""
    profiles = []
    for place, heading in enumerate(table.headings):
        if heading:
            cells = [row.cells[place] for row in table.rows[:MOST_ROWS]]
            real_dates = {cell_text(cell) for cell in cells if isinstance(cell, dt.date)}
            profiles.append(_profile(heading, [cell_text(cell) for cell in cells], real_dates))
    return profiles


def _profile(heading: str, cells: Sequence[str], real_dates: set[str]) -> ColumnProfile:
    texts = Counter(text for text in cells if text)
    filled = texts.total()
    blanks = len(cells) - filled
    if not filled:
        return ColumnProfile(heading, "blank", texts, blanks)
    formats, undated = _date_formats([text for text in texts if text not in real_dates], texts)
    if filled - sum(texts[text] for text in undated) >= _MOSTLY * filled:
        ambiguous = sum(
            count for text, count in texts.items()
            if len({read_date(text, [one]) for one in ("DD/MM/YYYY", "MM/DD/YYYY")} - {None}) > 1
        )  # fmt: skip
        return ColumnProfile(heading, "date", texts, blanks, formats, odd_texts=undated, ambiguous=ambiguous)
    numbers = _number_profile(heading, texts, blanks)
    if numbers is not None:
        return numbers
    is_choice = len(texts) <= _FEW or (len(texts) < filled / 4 and max(map(len, texts)) <= 40)
    return ColumnProfile(heading, "choice" if is_choice else "text", texts, blanks)


def _number_profile(heading: str, texts: Counter[str], blanks: int) -> ColumnProfile | None:
    """Return the profile of a column of numbers, or None if too few texts are numbers; ``12 Mio`` is one."""
    decimal, wordy = _decimal_mark(texts)
    rule = _CONTINENTAL if decimal == "," else _ENGLISH
    word_of = {text: word for text in wordy if (word := word_after_number(text, rule))}
    odd = [text for text in wordy if known_scale(word_of.get(text, "")) is None]
    if texts.total() - sum(texts[text] for text in odd) < _MOSTLY * texts.total():
        return None
    words: dict[str, tuple[str, ...]] = {}
    for text, word in word_of.items():
        words[word] = (*words.get(word, ()), text)
    doubtful = tuple(text for text in wordy if text not in word_of and may_hold_amount(text, rule))
    plainly_odd = tuple(text for text in wordy if text not in word_of and text not in doubtful)
    signs = tuple(sign for sign in _SIGNS if any(sign in text for text in texts if text not in plainly_odd))
    return ColumnProfile(heading, "number", texts, blanks, decimal=decimal, signs=signs, odd_texts=plainly_odd, words=words,
                         doubtful_texts=doubtful)  # fmt: skip


def _date_formats(texts: Sequence[str], counts: Counter[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the formats that read the most dates, and the texts that none of them reads."""
    left = list(texts)
    chosen: list[str] = []
    while left:
        reads = {one: sum(counts[text] for text in left if read_date(text, [one])) for one in _FORMATS}
        best = max(reads, key=lambda one: reads[one])
        if not reads[best]:
            break
        chosen.append(best)
        left = [text for text in left if read_date(text, [best]) is None]
    return tuple(chosen), tuple(left)


def _decimal_mark(texts: Counter[str]) -> tuple[Literal[".", ","], tuple[str, ...]]:
    """Return the decimal mark that makes the most texts numbers, and the texts that are none with it."""
    unread = {
        ".": tuple(text for text in texts if not _is_number(text, _ENGLISH)),
        ",": tuple(text for text in texts if not _is_number(text, _CONTINENTAL)),
    }
    wordless = {  # 1,5 Mio shows its decimal mark as well as 1,5 does
        ".": sum(texts[text] for text in unread["."] if word_after_number(text, _ENGLISH) is None),
        ",": sum(texts[text] for text in unread[","] if word_after_number(text, _CONTINENTAL) is None),
    }
    is_continental = wordless[","] < wordless["."]
    return (",", unread[","]) if is_continental else (".", unread["."])


def _is_number(text: str, rule: NumberRule) -> bool:
    try:
        read_number(text, rule, None)
    except NotANumberError:
        return False
    return re.search("[0-9]", text) is not None
