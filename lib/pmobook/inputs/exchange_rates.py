"""Rates of exchange that an engagement states: what another currency is worth in its own, since when, by whom."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from pmobook.method.yaml_text import Definition

__all__ = ["ExchangeRate", "is_currency_code"]


class ExchangeRate(Definition):
    """What one unit of another currency is worth in the engagement's."""

    rate: float = Field(gt=0, strict=False, allow_inf_nan=False)
    dated: dt.date
    source: str = Field(min_length=1)


def is_currency_code(text: str) -> bool:
    """Say whether a text is written like a currency's three-letter code.

    Examples
    --------
    >>> is_currency_code("EUR"), is_currency_code("eur"), is_currency_code("€")
    (True, False, False)
    """
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()
