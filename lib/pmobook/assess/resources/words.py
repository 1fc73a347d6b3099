"""People, months and prices as sentences about them write them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pandas as pd

from pmobook.assess.resources.months import month_words
from pmobook.assess.wording import as_number, as_plain_text
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say, say_many
from pmobook.rounding import measured

__all__ = ["in_money", "is_run", "people_of", "person_months", "stretch"]

_SCALES = {"one": 1.0, "thousand": 1e3, "million": 1e6, "billion": 1e9}


def in_money(amount: float, money: Money) -> str:
    """Return an amount with its currency; one below a unit of the engagement's scale is written in full.

    Examples
    --------
    >>> in_money(3.25, Money(currency="EUR")), in_money(0.132, Money(currency="EUR"))
    ('EUR 3.3 million', 'EUR 132,000')
    """
    if money.scale == "one":
        return f"{money.currency} {as_number(amount, 0)}"
    if abs(amount) < 1:
        return f"{money.currency} {as_number(amount * _SCALES[money.scale], 0)}"
    return f"{money.currency} {as_number(amount)} {money.scale}"


def people_of(amount: float, role: object) -> str:
    """Return so many people of a role.

    Examples
    --------
    >>> people_of(2.3, "Buyer"), people_of(1, "Buyer")
    ('2.3 full-time equivalents of Buyer', '1 full-time equivalent of Buyer')
    """
    text = measured(amount)
    return say_many(
        "{text} full-time equivalent of {role}",
        "{text} full-time equivalents of {role}",
        1 if text == "1" else 2,
        text=text,
        role=as_plain_text(str(role)),
    )


def person_months(amount: float) -> str:
    """Return an amount of work.

    Examples
    --------
    >>> person_months(1), person_months(8.04)
    ('1 person-month', '8.04 person-months')
    """
    text = measured(amount)
    return say_many("{text} person-month", "{text} person-months", 1 if text == "1" else 2, text=text)


def is_run(months: Sequence[str]) -> bool:
    """Say whether months, in order, follow each other without a gap."""
    ordinals = [pd.Period(month, freq="M").ordinal for month in months]
    return all(after - before == 1 for before, after in itertools.pairwise(ordinals))


def stretch(months: Sequence[str], last: str) -> str:
    """Return when something holds, as a sentence begins.

    Parameters
    ----------
    months
        In order.
    last
        The last month looked at.

    Examples
    --------
    >>> stretch(["2027-03", "2027-04"], "2027-09"), stretch(["2027-08", "2027-09"], "2027-09")
    ('From March 2027 to April 2027', 'From August 2027 on')
    >>> stretch(["2026-12", "2027-08"], "2027-09"), stretch(["2026-12"], "2027-09")
    ('In 2 months between December 2026 and August 2027', 'In December 2026')
    """
    begins, ends = month_words(months[0]), month_words(months[-1])
    if len(months) == 1:
        return say("In {begins}", begins=begins)
    if not is_run(months):
        return say("In {months} months between {begins} and {ends}", months=len(months), begins=begins, ends=ends)
    return (
        say("From {begins} on", begins=begins) if months[-1] == last else say("From {begins} to {ends}", begins=begins, ends=ends)
    )
