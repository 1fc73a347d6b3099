"""Amounts and chances of losses in sentences, with their sampling error where it could change what is said."""

from __future__ import annotations

import math

from pmobook.assess.wording import as_number, as_percent
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say

__all__ = ["chance_in_words", "held_to", "money_in_words"]

_LEAST_ERROR = 0.005
"""Half a percentage point: a smaller error of a probability can't be seen in whole percent."""


def money_in_words(money: Money, amount: float) -> str:
    """Return an amount with its currency.

    Examples
    --------
    >>> money_in_words(Money(currency="EUR"), 3.456), money_in_words(Money(currency="EUR"), 0.345)
    ('EUR 3.5 million', 'EUR 0.35 million')
    >>> money_in_words(Money(currency="EUR", scale="one"), 12345.6)
    'EUR 12,346'
    """
    digits = 2 if abs(amount) < 1 else 1 if abs(amount) < 1000 else 0
    return f"{money.currency} {as_number(amount, digits)}{'' if money.scale == 'one' else f' {money.scale}'}"


def chance_in_words(chance: float, error: float) -> str:
    """Return a probability with twice its standard error where a reader could see it.

    Examples
    --------
    >>> chance_in_words(0.2, 0.001), chance_in_words(0.2, 0.006)
    ('20%', '20% (give or take 1.2%)')
    """
    seen = not math.isnan(error) and 2 * error >= _LEAST_ERROR
    return (
        say("{chance} (give or take {error})", chance=as_percent(chance), error=as_percent(2 * error, 1))
        if seen
        else as_percent(chance)
    )


def held_to(loss: float, error: float, tolerance: float) -> str:
    """Return whether a loss keeps a tolerance: within, beyond, or too close to tell for its sampling error.

    Examples
    --------
    >>> held_to(3.0, 0.1, 4.0), held_to(4.1, 0.1, 4.0), held_to(5.0, 0.1, 4.0)
    ('within', 'too close to tell', 'beyond')
    """
    if not math.isnan(error) and error > 0 and abs(loss - tolerance) <= 2 * error:
        return "too close to tell"
    return "within" if loss <= tolerance else "beyond"
