"""Figures and months as the readers of a language write them."""

from __future__ import annotations

import re
from functools import cache

from pmobook.language.chosen import language

__all__ = ["as_written", "month_name"]

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_MARKS = re.compile(r"(?<=\d)[.,](?=\d)")


@cache
def _symbols(code: str) -> dict[str, str]:
    """Return what stands for the comma of thousands and the point of decimals."""
    from babel import Locale  # noqa: PLC0415 - read only where another language than English is spoken

    symbols = Locale.parse(code).number_symbols["latn"]
    return {",": symbols["group"], ".": symbols["decimal"]}


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
    return _MARKS.sub(lambda found: symbols[found[0]], figure)


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
