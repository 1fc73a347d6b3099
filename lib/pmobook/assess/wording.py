"""Figures inside sentences of findings, written as every exhibit writes them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from pmobook import rounding
from pmobook.language import count, say, word
from pmobook.vocabulary import NOT_ASSESSED

__all__ = [
    "as_days",
    "as_duration",
    "as_measured",
    "as_number",
    "as_percent",
    "as_plain_text",
    "as_standing",
    "counted",
    "is_unassessed",
    "listed",
    "reason_of",
]

_MOST_LISTED = 5
_TURNING = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
"""Classes of the marks by which Unicode turns the direction of the text that follows."""


def as_number(value: float, digits: int = 1) -> str:
    """Write a number with so many decimal places.

    Examples
    --------
    >>> as_number(2.65), as_number(-0.04), as_number(1234.5, 0)
    ('2.7', '0.0', '1,235')
    """
    return rounding.number(value, digits)


def as_measured(value: float, unit_of_measure: str) -> str:
    """Write a measure's value with its unit of measure, which a form gives as text and which stays text.

    Examples
    --------
    >>> as_measured(4.289, "percent of material"), as_measured(36, "")
    ('4.29 (percent of material)', '36')
    """
    return _with_unit(rounding.measured(value), unit_of_measure)


def as_standing(value: float, unit_of_measure: str, better: str, target: float) -> tuple[str, str]:
    """Write a measure's value and what is wanted of it.

    Examples
    --------
    >>> as_standing(4.289, "percent of material", "lower", 3)
    ('4.29 (percent of material)', 'at most 3')
    """
    stands, wanted = rounding.measured_apart(value, target)
    return _with_unit(stands, unit_of_measure), f"{(say('at least') if better == 'higher' else say('at most'))} {wanted}"


def _with_unit(figure: str, unit_of_measure: str) -> str:
    plain = as_plain_text(unit_of_measure)
    return f"{figure} ({plain})" if plain else figure


def as_plain_text(text: str) -> str:
    r"""Return a text from a form on one line, without unseen marks that would turn the direction of the sentence around it.

    Examples
    --------
    >>> as_plain_text("days\nof  \u202ework")
    'days of work'
    """
    kept = "".join(one for one in text if unicodedata.bidirectional(one) not in _TURNING)
    return " ".join("".join(one if one.isprintable() or unicodedata.category(one) == "Cf" else " " for one in kept).split())


def as_percent(share: float, digits: int = 0) -> str:
    """Write a share (0 to 1) as a percentage; a whole one says next to nothing and next to everything in words.

    Examples
    --------
    >>> as_percent(0.125), as_percent(0.002), as_percent(0.0), as_percent(0.1249, 1)
    ('13%', 'less than 1%', '0%', '12.5%')
    """
    if digits:
        return say("{figure}%", figure=rounding.number(Decimal(str(float(share))) * 100, digits))
    if 0 < share < 0.005:
        return say("less than 1%")
    if 0.995 <= share < 1 - 1e-9:
        return say("more than 99%")
    return say("{figure}%", figure=rounding.number(Decimal(str(float(share))) * 100, 0))


def is_unassessed(part: str) -> bool:
    """Say whether a part of a note begins by saying that something is not assessed, in English or the language at work.

    Examples
    --------
    >>> is_unassessed("not assessed: no costs were handed in"), is_unassessed("2 of 3 assessed")
    (True, False)
    """
    return part.casefold().startswith((NOT_ASSESSED, word(NOT_ASSESSED).casefold()))


def reason_of(part: str) -> str:
    """Return what a part of a note says after those words; all of it where it doesn't begin with them.

    Examples
    --------
    >>> reason_of("not assessed: no costs were handed in")
    'no costs were handed in'
    """
    for said in (word(NOT_ASSESSED), NOT_ASSESSED):
        if part.casefold().startswith(f"{said}: ".casefold()):
            return part[len(said) + 2 :]
    return part


def as_days(days: float) -> str:
    """Write a number of days."""
    return counted(round(days), "day")


def as_duration(days: float) -> str:
    """Write a number of days, a long one in years."""
    return rounding.duration(days)


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Write a count with its noun.

    Examples
    --------
    >>> counted(1, "project"), counted(3, "capability", "capabilities")
    ('1 project', '3 capabilities')
    """
    return count(number, noun, plural or f"{noun}s")


def listed(words: Iterable[str], most: int = _MOST_LISTED) -> str:
    """Write words as they stand in a sentence; a long list names the first few and counts the rest.

    Examples
    --------
    >>> listed(["a", "b", "c"]), listed("abcdefgh", most=2)
    ('a, b and c', 'a, b and 6 more')
    """
    every = list(words)
    if len(every) > most + 1:
        every = [*every[:most], say("{every} more", every=len(every) - most)]
    *first, last = every or [""]
    return say("{first} and {last}", first=", ".join(first), last=last) if first else last
