"""Numbers as people write them: with currency signs, thousands, brackets for minus, and words for millions."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from pmobook.inputs.mapping import NumberRule

__all__ = ["NotANumberError", "plain", "read_number"]

_SCALES = {"one": 0, "thousand": 3, "million": 6, "billion": 9}
_LONGEST = 60
_MOST_DIGITS = 24
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_SIGNS = "£$€¥Ł₹"


class NotANumberError(Exception):
    """A text that is no number, or none as the mapping says numbers are written; the message says what is expected."""


@dataclass
class _Text:
    """What is left of a text while its signs are taken off."""

    rest: str
    minus: int = 0
    percent: bool = False
    word: str | None = None


def plain(number: Decimal) -> str:
    """Write a number as a pack holds it: a dot, no exponent, no zeros at the end.

    Examples
    --------
    >>> plain(Decimal("1203.40"))
    '1203.4'
    """
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def read_number(value: str | float, rule: NumberRule, money_scale: str | None) -> Decimal:
    """Return the number that a cell gives.

    Parameters
    ----------
    value
        A number of Excel's, or a text such as ``£1,203.4m``, ``(12)``, ``-£3.20m``, ``12%``, ``1.2bn``.
    rule
        How the mapping says numbers are written.
    money_scale
        For an amount of money, the engagement's scale (``million``): the result is in it. None for other numbers, for
        which a word such as ``m`` multiplies.

    Raises
    ------
    NotANumberError
        If the value is no such number.
    """
    if isinstance(value, str):
        text = _Text(_SPACES.sub(" ", value).replace("\N{MINUS SIGN}", "-").strip())
        amount = _amount(text, rule)
    else:
        if isinstance(value, float) and not math.isfinite(value):
            message = "a finite number"
            raise NotANumberError(message)
        text, amount = _Text(""), Decimal(repr(value))
    return _scaled(amount, text, rule, money_scale)


def _scaled(amount: Decimal, text: _Text, rule: NumberRule, money_scale: str | None) -> Decimal:
    if text.percent:
        if rule.percent is None:
            message = "a number without %, since the mapping doesn't say what % becomes (numbers > percent)"
            raise NotANumberError(message)
        return amount.scaleb(-2) if rule.percent == "share" else amount
    if money_scale is None:
        return amount.scaleb(_SCALES[text.word]) if text.word else amount
    written_in = text.word or rule.scale or money_scale
    return amount.scaleb(_SCALES[written_in] - _SCALES[money_scale])


def _amount(text: _Text, rule: NumberRule) -> Decimal:
    """Take signs, brackets and words off a text and return what is left as a number."""
    expected = f"a number such as 1{rule.thousands}203{rule.decimal}4"
    if len(text.rest) > _LONGEST:
        raise NotANumberError(expected)
    while _take_sign(text, rule):
        pass
    unknown = [sign for sign in _SIGNS if sign in text.rest]
    if unknown:
        stated = ", ".join(rule.currency_signs) or "none"
        message = f"an amount with one of the stated currency signs ({stated}), not {unknown[0]}"
        raise NotANumberError(message)
    if text.minus > 1:
        message = f"{expected} with one minus"
        raise NotANumberError(message)
    decimal = re.escape(rule.decimal)
    thousands = "[ ]" if rule.thousands == " " else re.escape(rule.thousands)
    grouped = rf"[0-9]{{1,3}}(?:{thousands}[0-9]{{3}})+|" if rule.thousands else ""
    if not re.fullmatch(rf"(?:{grouped}[0-9]+)(?:{decimal}[0-9]*)?|{decimal}[0-9]+", text.rest):
        raise NotANumberError(expected)
    digits = text.rest.replace(rule.thousands, "") if rule.thousands else text.rest
    digits = digits.replace(rule.decimal, ".")
    if len(digits) > _MOST_DIGITS:
        message = f"a number of at most {_MOST_DIGITS} digits"
        raise NotANumberError(message)
    return -Decimal(digits) if text.minus else Decimal(digits)


def _take_sign(text: _Text, rule: NumberRule) -> bool:
    """Take one sign, bracket or word off either end; say whether there was one."""
    rest = text.rest
    if rest.startswith("(") and rest.endswith(")"):
        text.rest, text.minus = rest[1:-1].strip(), text.minus + 1
    elif rest.startswith("-"):
        text.rest, text.minus = rest[1:].strip(), text.minus + 1
    elif rest.endswith("-") and len(rest) > 1:
        text.rest, text.minus = rest[:-1].strip(), text.minus + 1
    elif rest.startswith("+"):
        text.rest = rest[1:].strip()
    elif rest.endswith("%") and not text.percent:
        text.rest, text.percent = rest[:-1].strip(), True
    else:
        return _take_currency(text, rule) or _take_word(text, rule)
    return True


def _take_currency(text: _Text, rule: NumberRule) -> bool:
    for sign in rule.currency_signs:
        folded = sign.casefold()
        if folded and text.rest.casefold().startswith(folded):
            text.rest = text.rest[len(sign) :].strip()
            return True
        if folded and text.rest.casefold().endswith(folded):
            text.rest = text.rest[: -len(sign)].strip()
            return True
    return False


def _take_word(text: _Text, rule: NumberRule) -> bool:
    if text.word is not None or text.percent:
        return False
    for word in sorted(rule.words, key=len, reverse=True):
        head = text.rest[: -len(word)] if word else ""
        if head.strip() and text.rest.casefold().endswith(word.casefold()) and not head[-1].isalpha():
            text.rest, text.word = head.strip(), rule.words[word]
            return True
    return False
