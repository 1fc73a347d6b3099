"""How figures are rounded, half up and once, so that a sentence, a table and a page show the same figure as the same text."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pmobook.language import as_written, say, say_many

__all__ = ["MINUS", "duration", "level_apart", "measured", "measured_apart", "number"]

MINUS = "\N{MINUS SIGN}"

_DAYS_A_YEAR = 365.25
_READ_AS_YEARS = 730
_MOST_DIGITS = 9


def _rounded(value: Any, digits: int) -> Decimal:  # noqa: ANN401 - any number of Python's, numpy's or decimal's
    # float() first: str() of a numpy number carries the type's name; str() of a float is its shortest exact form.
    exact = value if isinstance(value, Decimal) else Decimal(str(float(value)))
    if not exact.is_finite():
        message = f"{value!r} is no figure that can be written"
        raise ArithmeticError(message)
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return abs(rounded) if rounded == 0 else rounded  # no "-0"


def number(value: Any, digits: int) -> str:  # noqa: ANN401 - as above
    """Write a number with so many decimal places and thousands separated by commas.

    Raises
    ------
    ArithmeticError
        If it is infinite or not a number: whoever calls says what stands in place of a missing value.

    Examples
    --------
    >>> number(1234.25, 1), number(2.65, 1), number(-0.04, 1)
    ('1,234.3', '2.7', '0.0')
    """
    return as_written(_number(value, digits))


def _number(value: Any, digits: int) -> str:  # noqa: ANN401 - as above
    """Write a number in English: what other figures are made of before they are put into the language at work."""
    return f"{_rounded(value, digits):,.{digits}f}".replace("-", MINUS)


def _measured(value: Any, digits: int) -> str:  # noqa: ANN401 - as above
    return _without_zeros(_number(value, digits))


def _places(value: Any) -> int:  # noqa: ANN401 - as above
    size = abs(float(value))
    return 0 if size >= 1000 else 1 if size >= 10 else 2


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def measured(value: Any) -> str:  # noqa: ANN401 - as above
    """Write a measure's value as precisely as it is worth reading: three figures or so, no trailing zeros.

    Examples
    --------
    >>> measured(74.42), measured(95.0), measured(0.875), measured(12345.6)
    ('74.4', '95', '0.88', '12,346')
    """
    return as_written(_measured(value, _places(value)))


def measured_apart(value: Any, target: Any) -> tuple[str, str]:  # noqa: ANN401 - as above
    """Write a value and its target as `measured` does, with more places if they differ and would read the same.

    A value just short of its target must not read as if it had reached it.

    Examples
    --------
    >>> measured_apart(4.29, 3.0), measured_apart(84.96, 85)
    (('4.29', '3'), ('84.96', '85'))
    """
    texts = _measured(value, _places(value)), _measured(target, _places(target))
    digits = max(_places(value), _places(target))
    while texts[0] == texts[1] and float(value) != float(target) and digits < _MOST_DIGITS:
        digits += 1
        texts = _measured(value, digits), _measured(target, digits)
    return as_written(texts[0]), as_written(texts[1])


def level_apart(score: Any, target: Any) -> tuple[str, str]:  # noqa: ANN401 - as above
    """Write a score and its target with one decimal place, with more if the score falls short and would read the same.

    A difference beyond the last place that is tried is one of arithmetic, not of maturity: both then read the same.

    Examples
    --------
    >>> level_apart(2.3, 3), level_apart(2.96, 3.0), level_apart(3.04, 3.0), level_apart(2.72, 2.74)
    (('2.3', '3.0'), ('2.96', '3.0'), ('3.0', '3.0'), ('2.72', '2.74'))
    """
    once = _number(score, 1), _number(target, 1)
    found = once
    if float(score) < float(target) and once[0] == once[1]:
        for digits in range(2, _MOST_DIGITS + 1):
            texts = _number(score, digits), _number(target, digits)
            if texts[0] != texts[1]:
                found = texts[0], once[1] if float(once[1]) == float(texts[1]) else texts[1]
                break
    return as_written(found[0]), as_written(found[1])


def duration(days: Any) -> str:  # noqa: ANN401 - as above
    """Write a number of days; from 730 on in years, since nobody reads thousands of days.

    Examples
    --------
    >>> duration(1), duration(729), duration(730), duration(2922)
    ('1 day', '729 days', '2.0 years', '8.0 years')
    """
    whole = _rounded(days, 0)
    if abs(whole) >= _READ_AS_YEARS:
        return say("{years} years", years=number(float(whole) / _DAYS_A_YEAR, 1))
    return say_many("{days} day", "{days} days", int(abs(whole)), days=number(whole, 0))
