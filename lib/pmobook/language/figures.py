"""Figures and months as the readers of a language write them."""

from __future__ import annotations

import re
from functools import cache

from pmobook.language.chosen import language

__all__ = ["as_written", "chart_locale", "marks", "month_name"]

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_MARKS = re.compile(r"(?<=\d)[.,](?=\d)")


@cache
def _symbols(code: str) -> dict[str, str]:
    """Return what stands for the comma of thousands and the point of decimals."""
    from babel import Locale  # noqa: PLC0415 - read only where another language than English is spoken

    symbols = Locale.parse(code).number_symbols["latn"]
    return {",": symbols["group"], ".": symbols["decimal"]}


@cache
def _percent(code: str) -> str:
    """Return what stands behind the digits of a percentage."""
    from babel import Locale  # noqa: PLC0415 - as above

    return str(Locale.parse(code).percent_formats[None].pattern).rpartition("0")[2]


def marks() -> tuple[str, str]:
    """Return what stands before decimals and between thousands.

    Examples
    --------
    >>> marks()
    ('.', ',')
    """
    code = language()
    return (".", ",") if code == "en" else (_symbols(code)["."], _symbols(code)[","])


def as_written(figure: str) -> str:
    """Return a figure written in English as the language at work writes it.

    Examples
    --------
    >>> as_written("1,234.5")
    '1,234.5'
    """
    code = language()
    if code == "en":
        return figure
    symbols = _symbols(code)
    written = _MARKS.sub(lambda found: symbols[found[0]], figure)
    return f"{written[:-1]}{_percent(code)}" if written.endswith("%") else written


@cache
def _months(code: str) -> tuple[str, ...]:
    from babel import Locale  # noqa: PLC0415 - as above

    names = Locale.parse(code).months["format"]["wide"]
    return tuple(names[number] for number in range(1, 13))


def month_name(number: int) -> str:
    """Return the name of a month, 1 to 12, as it stands in a date.

    Examples
    --------
    >>> month_name(7)
    'July'
    """
    code = language()
    return _MONTHS[number - 1] if code == "en" else _months(code)[number - 1]


@cache
def _chart_locale(code: str) -> dict[str, object]:
    from babel import Locale  # noqa: PLC0415 - as above

    locale = Locale.parse(code)
    symbols = _symbols(code)
    months, days = locale.months["format"], locale.days["format"]
    week = (6, 0, 1, 2, 3, 4, 5)  # charts begin the week on Sunday
    return {
        "number": {"decimal": symbols["."], "thousands": symbols[","], "grouping": [3], "currency": ["", ""]},
        "time": {
            "dateTime": "%A, %e. %B %Y, %X", "date": "%d.%m.%Y", "time": "%H:%M:%S", "periods": ["AM", "PM"],
            "days": [days["wide"][day] for day in week], "shortDays": [days["abbreviated"][day] for day in week],
            "months": [months["wide"][month] for month in range(1, 13)],
            "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
        },
    }  # fmt: skip


def chart_locale() -> dict[str, object]:
    """Return how charts write figures and days, as D3 takes it; nothing for English, which is D3's own way.

    Examples
    --------
    >>> chart_locale()
    {}
    """
    code = language()
    return {} if code == "en" else {"locale": _chart_locale(code)}
