"""Words after amounts in a source (``12 Mio``), and texts with an amount in them that nobody should take for a blank."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmobook.inputs.mapping import NumberRule, Scale
from pmobook.inputs.number_text import NotANumberError, read_number

__all__ = ["known_scale", "may_hold_amount", "word_after_number"]

_SCALES: dict[str, Scale] = {
    "t": "thousand", "tsd": "thousand", "tausend": "thousand", "thousands": "thousand", "mille": "thousand",
    "mio": "million", "mill": "million", "mln": "million", "millions": "million", "millionen": "million",
    "mrd": "billion", "mds": "billion", "mld": "billion", "bln": "billion", "billions": "billion", "milliarden": "billion",
}  # fmt: skip
_MOST_WORDS = 2


def known_scale(word: str) -> Scale | None:
    """Return what a word of another language or house stands for, so far as it is common; else None."""
    return _SCALES.get(word.rstrip(".").casefold())


def word_after_number(text: str, rule: NumberRule) -> str | None:
    """Return the word without a meaning as yet that alone keeps a text from being an amount; else None.

    Examples
    --------
    >>> word_after_number("12 Mio", NumberRule())
    'Mio'
    """
    for word in _candidates(text, rule.currency_signs):
        try:
            read_number(text, rule.model_copy(update={"words": {word: "one"}}), None)
        except NotANumberError:
            continue
        return word
    return None


def _candidates(text: str, signs: Iterable[str]) -> Iterable[str]:
    """Return words of a text that may be a scale; a currency joined to one (``TEUR``) is taken off."""
    for word in re.findall(r"[^\W\d_]+\.?", text):
        yield word
        for sign in signs:
            if sign.isalpha() and word.casefold().endswith(sign.casefold()) and len(word) > len(sign):
                yield word[: -len(sign)]


def may_hold_amount(text: str, rule: NumberRule) -> bool:
    """Say whether a text may give an amount: it begins with a number, or has one and two other words at most."""
    bare = text
    for sign in rule.currency_signs:
        bare = re.sub(re.escape(sign), " ", bare, flags=re.IGNORECASE)
    if re.match(r"[\s(+\-]*[0-9]", bare):
        return True
    return re.search("[0-9]", bare) is not None and len(re.findall(r"[^\W\d_]+", bare)) <= _MOST_WORDS
