"""How figures are written on every output; rounded by `pmobook.rounding`, half up, once."""

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import pandas as pd

from pmobook import rounding
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.vocabulary import NOT_ASSESSED, Period, day_in_words
from pmobook.vocabulary import Quarter as _Quarter

__all__ = [
    "change",
    "count",
    "date",
    "days",
    "is_missing",
    "level",
    "measured",
    "money",
    "money_change",
    "number",
    "percent_change",
    "period",
    "person_days",
    "share_as_percent",
    "slip",
]

_MINUS = rounding.MINUS
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹"}
_SCALES = {
    "one": said_later("{sign}{symbol}{figure}"),
    "thousand": said_later("{sign}{symbol}{figure}k"),
    "million": said_later("{sign}{symbol}{figure}m"),
    "billion": said_later("{sign}{symbol}{figure}bn"),
}


def is_missing(value: object) -> bool:
    """Say whether there is no value: None, NaN, NaT or pandas' NA. Zero and an empty text are values."""
    if value is None or value is pd.NaT or value is pd.NA:
        return True
    return isinstance(value, float) and math.isnan(value)


def number(value: object, digits: int = 0) -> str:
    """Write a number with thousands separated by commas.

    Parameters
    ----------
    value
        Any number; a missing one is "not assessed".
    digits
        Decimal places.

    Examples
    --------
    >>> number(1234.25, 1), number(2.65, 1), number(-0.04, 1), number(None)
    ('1,234.3', '2.7', '0.0', 'not assessed')
    """
    if is_missing(value):
        return NOT_ASSESSED
    return rounding.number(value, digits)


def count(value: object) -> str:
    """Write how many there are."""
    return number(value, 0)


def measured(value: object) -> str:
    """Write a measure's value as precisely as it is worth reading: three figures or so, no trailing zeros.

    Examples
    --------
    >>> measured(74.42), measured(95.0), measured(0.875), measured(12345.6)
    ('74.4', '95', '0.88', '12,346')
    """
    return NOT_ASSESSED if is_missing(value) else rounding.measured(value)


def person_days(value: object) -> str:
    """Write an effort with its unit of measure.

    Examples
    --------
    >>> person_days(1.0), person_days(4.5)
    ('1 person-day', '4.5 person-days')
    """
    figure = measured(value)
    return say("1 person-day") if figure == "1" else say("{person_days} person-days", person_days=figure)


def level(value: object) -> str:
    """Write a maturity level or score, 0 to 5, with one decimal place."""
    return number(value, 1)


def _signed(text: str, value: object) -> str:
    return f"+{text}" if not is_missing(value) and not text.startswith(_MINUS) and any(c in "123456789" for c in text) else text


def change(value: object, digits: int = 1) -> str:
    """Write a difference with its sign.

    Examples
    --------
    >>> change(0.25), change(0.01), change(None)
    ('+0.3', '0.0', 'not assessed')
    """
    return _signed(number(value, digits), value)


def share_as_percent(value: object, digits: int = 0) -> str:
    """Write a share (0 to 1) as a percentage.

    Examples
    --------
    >>> share_as_percent(0.125), share_as_percent(0.125, 1)
    ('13%', '12.5%')
    """
    if is_missing(value):
        return NOT_ASSESSED
    return say("{figure}%", figure=number(Decimal(str(float(value))) * 100, digits))  # type: ignore[arg-type]


def percent_change(value: object, digits: int = 0) -> str:
    """Write a share (0 to 1) as a percentage with its sign, such as a cost variance."""
    return _signed(share_as_percent(value, digits), value)


def money(value: object, of: Money, digits: int | None = None) -> str:
    """Write an amount of money.

    Parameters
    ----------
    value
        The amount in the engagement's scale (millions, say); a missing one is "not assessed".
    of
        Currency and scale.
    digits
        Decimal places; if not given, none from 100 on and one below.

    Examples
    --------
    >>> money(1203.4, Money(currency="GBP")), money(3.25, Money(currency="EUR", scale="thousand"))
    ('£1,203m', '€3.3k')
    """
    if is_missing(value):
        return NOT_ASSESSED
    places = digits if digits is not None else 0 if abs(float(value)) >= 100 else 1  # type: ignore[arg-type]
    text = number(value, places)
    sign, text = (_MINUS, text[1:]) if text.startswith(_MINUS) else ("", text)
    symbol = _SYMBOLS.get(of.currency, f"{of.currency}\N{NO-BREAK SPACE}")
    return say(_SCALES[of.scale], sign=sign, symbol=symbol, figure=text)


def money_change(value: object, of: Money, digits: int | None = None) -> str:
    """Write a difference in money with its sign."""
    return _signed(money(value, of, digits), value)


def date(value: object) -> str:
    """Write a day, as in 31 July 2026."""
    if is_missing(value):
        return NOT_ASSESSED
    day = pd.Timestamp(value) if not isinstance(value, (dt.date, pd.Timestamp)) else value  # type: ignore[arg-type]
    return day_in_words(day)


def days(value: object) -> str:
    """Write a number of days."""
    text = number(value, 0)
    if is_missing(value):
        return text
    return say("{text} day", text=text) if text.lstrip(_MINUS) == "1" else say("{text} days", text=text)


def slip(value: object) -> str:
    """Write how late (positive) or early (negative) something is, from its days; long slips in years.

    Examples
    --------
    >>> slip(45), slip(0), slip(-1), slip(2922)
    ('45 days late', 'on time', '1 day early', '8.0 years late')
    """
    if is_missing(value):
        return NOT_ASSESSED
    text = rounding.duration(value)
    if text == rounding.duration(0):
        return say("on time")
    return say("{lstrip} early", lstrip=text.lstrip(_MINUS)) if text.startswith(_MINUS) else say("{text} late", text=text)


def period(value: object) -> str:
    """Write a period: 2026-07 as July 2026; quarters and financial years stay as they are, an empty one has no value."""
    if is_missing(value) or value == "":
        return NOT_ASSESSED
    if isinstance(value, _Quarter):
        return str(value)
    return Period.parse(str(value)).in_words
