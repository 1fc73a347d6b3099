"""Net present value: what amounts over time are worth today, with the convention in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Self

import numpy as np

from pmobook.assess.benefits.flows import Floats, read_amounts, read_dates, read_first_at, read_rate
from pmobook.assess.wording import as_percent
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say

__all__ = ["NetPresentValue", "dated_net_present_value", "net_present_value", "years_since_first"]

_DAYS_A_YEAR = 365.0


@dataclass(frozen=True, eq=False)
class NetPresentValue(float):
    """A net present value: a number that can be computed with, and how it came about.

    Attributes
    ----------
    value
        The number, in the money of the amounts.
    rate
        Share by which money loses worth in a period (a year, if dated).
    times
        Periods (years) from now to each amount.
    amounts, factors, present_values
        What was given, what each is multiplied by, and what that comes to.
    convention
        When the first amount falls and how time is counted, in a sentence.
    """

    value: float
    rate: float
    times: Floats
    amounts: Floats
    factors: Floats
    present_values: Floats
    convention: str

    def __new__(cls, value: float, *_rest: object, **_named: object) -> Self:
        """Make the number itself."""
        return super().__new__(cls, value)


def net_present_value(rate: float, amounts: Any, *, first_at: int = 0) -> NetPresentValue:  # noqa: ANN401 - see read_amounts
    """What a project's amounts, one a period, are worth at its beginning.

    Parameters
    ----------
    rate
        Share by which money loses worth in a period, above -1: 3.5 % is 0.035.
    amounts
        One a period, in order, costs negative; a list, array, Series or mapping.
    first_at
        0: the first amount falls now and counts in full. 1: it falls at the end of the first period and is discounted once,
        as spreadsheets' NPV has it.

    Returns
    -------
    NetPresentValue
        A number with its workings and its convention in words.

    Raises
    ------
    ProblemsFound
        For amounts that are missing or no numbers, a rate of -1 or less, or another first_at.
    PmobookError
        If the result is too large to be written.

    Notes
    -----
    Σ amount(k) ÷ (1 + rate)^(k + first_at), k from 0; added exactly, so that the order of rounding plays no part.

    References
    ----------
    HM Treasury, The Green Book (2022), annex A6.

    Examples
    --------
    >>> found = net_present_value(0.08, [-40000, 5000, 8000, 12000, 30000])
    >>> round(found, 2), found.convention
    (3065.22, 'The first amount falls now and is not discounted; each further one a period later, at 8.0% a period.')
    """
    share, first = read_rate(rate), read_first_at(first_at)
    values = read_amounts(amounts)
    falls = say("now and is not discounted") if first == 0 else say("at the end of the first period and is discounted once")
    convention = say(
        "The first amount falls {falls}; each further one a period later, at {share} a period.",
        falls=falls,
        share=as_percent(share, 1),
    )
    return _discounted(share, np.arange(len(values), dtype=np.float64) + first, values, convention)


def dated_net_present_value(rate: float, dates: Any, amounts: Any) -> NetPresentValue:  # noqa: ANN401 - see read_dates
    """What dated amounts are worth on the day of the first of them.

    Parameters
    ----------
    rate
        Share by which money loses worth in a year, above -1.
    dates, amounts
        One day for each amount, in any order; several amounts may fall on one day.

    Raises
    ------
    ProblemsFound
        As `net_present_value`, and if there are not as many dates as amounts.

    Notes
    -----
    Σ amount ÷ (1 + rate)^(days ÷ 365), days counted from the earliest date (Actual/365).

    References
    ----------
    Microsoft, Excel functions reference, XNPV.

    Examples
    --------
    >>> days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    >>> round(dated_net_present_value(0.09, days, [-10000, 2750, 4250, 3250, 2750]), 2)
    2086.65
    """
    share = read_rate(rate)
    times, values = years_since_first(dates, amounts)
    convention = say("Discounted to the day of the first amount at {share} a year of 365 days.", share=as_percent(share, 1))
    return _discounted(share, times, values, convention)


def years_since_first(dates: Any, amounts: Any) -> tuple[Floats, Floats]:  # noqa: ANN401 - see read_dates
    """Return the years of 365 days from the earliest date to each, and the amounts.

    Raises
    ------
    ProblemsFound
        With everything that is wrong with either, or if there are not as many of one as of the other.
    """
    problems: list[Problem] = []
    days = values = np.empty(0)
    try:
        days = read_dates(dates)
    except ProblemsFound as found:
        problems += found.problems
    try:
        values = read_amounts(amounts)
    except ProblemsFound as found:
        problems += found.problems
    if not problems and len(days) != len(values):
        remedy = "Give one day for each amount."
        problems.append(Problem("dates", f"{len(days)} dates beside {len(values)} amounts", "as many of both", remedy))
    if problems:
        raise ProblemsFound(problems)
    return (days - days.min()) / _DAYS_A_YEAR, values


def _discounted(rate: float, times: Floats, amounts: Floats, convention: str) -> NetPresentValue:
    with np.errstate(over="ignore", under="ignore"):
        factors = np.exp(-times * math.log1p(rate))
        # An amount of zero stays zero however large its factor.
        present = np.where(amounts == 0, 0.0, amounts * np.where(amounts == 0, 1.0, factors))
    if not np.isfinite(present).all() or not math.isfinite(total := _sum(present)):
        message = f"At a rate of {rate:g} a period the present value is too large to be written. Give a higher rate."
        raise PmobookError(message)
    return NetPresentValue(total, rate, times, amounts, factors, present, convention)


def _sum(values: Floats) -> float:
    try:
        return math.fsum(values.tolist())
    except OverflowError:
        return math.inf
