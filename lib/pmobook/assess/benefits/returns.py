"""Rates of return: the one that makes a project worth nothing, or the plain statement that there are several or none."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np

from pmobook.assess.benefits.flows import Floats, read_amounts, read_rate
from pmobook.assess.benefits.present_value import years_since_first
from pmobook.assess.benefits.rates import find_rates
from pmobook.assess.wording import as_percent, listed
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod, benefits_method

__all__ = ["RateOfReturn", "dated_internal_rate_of_return", "internal_rate_of_return", "modified_internal_rate_of_return",
           "rate_of_return"]  # fmt: skip

_LARGEST_TOLD = 1e6
"""A larger rate is told as more than this one."""


@dataclass(frozen=True, eq=False)
class RateOfReturn(float):
    """An internal rate of return, where there is one.

    As a number it is the rate; where there are several or none, turning it into one is refused with the reason.

    Attributes
    ----------
    rate
        Share a period (a year, if dated); NaN where there are several or none.
    status
        ``one``, ``several`` or ``none``.
    sentence
        What was found, in words.
    roots
        Every rate above -1 at which the net present value is zero, lowest first.
    conventional
        The root nearest to the usual guess, which is what a spreadsheet shows, also where there are several; NaN without any.
    """

    rate: float
    status: Literal["one", "several", "none"]
    sentence: str
    roots: tuple[float, ...]
    conventional: float

    def __new__(cls, rate: float, *_rest: object, **_named: object) -> Self:
        """Make the number itself."""
        return super().__new__(cls, rate)

    def __float__(self) -> float:
        if self.status != "one":
            raise PmobookError(self.sentence)
        return self.rate

    def __str__(self) -> str:
        return self.sentence


def internal_rate_of_return(amounts: Any, *, guess: float | None = None) -> RateOfReturn:  # noqa: ANN401 - see read_amounts
    """Rate a period at which a project's amounts are worth nothing: what it earns on the money that it ties up.

    Parameters
    ----------
    amounts
        One a period, in order, costs negative. Whether the first falls now or a period later makes no difference.
    guess
        Of several rates, the one nearest to this is the conventional one; 10 % (method data) if not given.

    Returns
    -------
    RateOfReturn
        Check ``status``: amounts that turn from cost to benefit and back can have several rates, or none.

    Raises
    ------
    ProblemsFound
        For amounts that are missing or no numbers, and for none at all.

    Notes
    -----
    All rates r > -1 with Σ amount(k) ÷ (1 + r)^k = 0 are found, not only the one nearest to a guess. A rate at which nearly
    everything is lost in every period (method data: most_lost) comes from a small last cost; it is listed and named but doesn't
    make the other one doubtful.

    References
    ----------
    Lorie and Savage, "Three problems in rationing capital", Journal of Business 28, 1955, on several rates.

    Examples
    --------
    >>> round(internal_rate_of_return([-100, 39, 59, 55, 20]).rate, 4)
    0.2809
    >>> print(internal_rate_of_return([-1600, 10000, -10000]))
    Several rates of return: 25.0% and 400.0% a period all make the net present value zero, so none of them is the project's. \
Judge it by its net present value at a stated rate.
    >>> internal_rate_of_return([1, 2, 3]).status
    'none'
    """
    values = read_amounts(amounts)
    return rate_of_return(np.arange(len(values), dtype=np.float64), values, "period", guess)


def dated_internal_rate_of_return(
    dates: Any,  # noqa: ANN401 - see read_dates
    amounts: Any,  # noqa: ANN401 - see read_amounts
    *,
    guess: float | None = None,
) -> RateOfReturn:
    """Rate a year at which dated amounts are worth nothing (XIRR).

    Parameters
    ----------
    dates
        One day for each amount, in any order: texts such as 2026-07-31, dates or timestamps.
    amounts
        Costs negative; several on one day are added up.
    guess
        As in `internal_rate_of_return`.

    Raises
    ------
    ProblemsFound
        For dates or amounts that are missing or can't be read, or if there are not as many of one as of the other.

    Notes
    -----
    Σ amount ÷ (1 + r)^(days ÷ 365) = 0, days counted from the earliest date (Actual/365).

    References
    ----------
    Microsoft, Excel functions reference, XIRR.

    Examples
    --------
    >>> days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    >>> round(dated_internal_rate_of_return(days, [-10000, 2750, 4250, 3250, 2750]).rate, 4)
    0.3734
    """
    times, values = years_since_first(dates, amounts)
    return rate_of_return(times, values, "year", guess)


def modified_internal_rate_of_return(amounts: Any, finance_rate: float, reinvestment_rate: float) -> float:  # noqa: ANN401
    """Rate a period that a project earns if costs are financed and benefits reinvested at stated rates; there is always one.

    Parameters
    ----------
    amounts
        One a period, in order, costs negative; at least one cost and one benefit.
    finance_rate, reinvestment_rate
        Shares a period, above -1.

    Raises
    ------
    ProblemsFound
        For amounts or rates that can't be used, or without a cost or without a benefit.

    Notes
    -----
    (value of the benefits at the end ÷ value of the costs at the beginning)^(1/n) - 1, n periods after the first amount.

    References
    ----------
    Microsoft, Excel functions reference, MIRR.

    Examples
    --------
    >>> round(modified_internal_rate_of_return([-120000, 39000, 30000, 21000, 37000, 46000], 0.10, 0.12), 4)
    0.1261
    """
    values = read_amounts(amounts)
    cost_rate, gain_rate = read_rate(finance_rate, "finance_rate"), read_rate(reinvestment_rate, "reinvestment_rate")
    if not ((values < 0).any() and (values > 0).any()):
        remedy = "Give costs as negative and benefits as positive amounts."
        raise ProblemsFound([Problem("amounts", "amounts of one sign", "at least one cost and one benefit", remedy)])
    periods = np.arange(len(values), dtype=np.float64)
    last = periods[-1]
    costs = _log_sum(-values[values < 0], -periods[values < 0] * math.log1p(cost_rate))
    gains = _log_sum(values[values > 0], (last - periods[values > 0]) * math.log1p(gain_rate))
    return math.expm1((gains - costs) / last)


def _log_sum(amounts: Floats, log_factors: Floats) -> float:
    exponents = np.log(amounts) + log_factors
    return float(exponents.max() + math.log(math.fsum(np.exp(exponents - exponents.max()).tolist())))


def rate_of_return(times: Floats, amounts: Floats, period: str, guess: float | None = None) -> RateOfReturn:
    """Return the rate of return of amounts at times counted in periods; ``period`` is what one is called in sentences."""
    method = benefits_method()
    usual = method.usual_guess.value if guess is None else read_rate(guess, "guess")
    roots = find_rates(times, amounts)
    if not roots:
        return RateOfReturn(math.nan, "none", _why_none(times, amounts), (), math.nan)
    conventional = min(roots, key=lambda root: abs(root - usual))
    kept = _meant(roots, method)
    if kept is None:
        said = listed(map(_percent, roots))
        sentence = say(
            "Several rates of return: {said} a {period} all make the net present value zero, so none "
            "of them is the project's. Judge it by its net present value at a stated rate.",
            said=said,
            period=period,
        )
        return RateOfReturn(math.nan, "several", sentence, roots, conventional)
    sentence = say("The internal rate of return is {percent} a {period}.", percent=_percent(kept), period=period)
    others = [_percent(root, 2) for root in roots if root != kept]
    if others:
        sentence += say(
            " {others} solves the equation too and is no return: nearly everything would be lost each {period}.",
            others=listed(others),
            period=period,
        )
    return RateOfReturn(kept, "one", sentence, roots, kept)


def _percent(rate: float, digits: int = 1) -> str:
    return (
        as_percent(rate, digits)
        if rate < _LARGEST_TOLD
        else say("more than {largest_told}", largest_told=as_percent(_LARGEST_TOLD))
    )


def _meant(roots: tuple[float, ...], method: BenefitsMethod) -> float | None:
    """Return the only root, or the only one at which not nearly everything is lost; None if that leaves it open."""
    if len(roots) == 1:
        return roots[0]
    plausible = [root for root in roots if root > -method.most_lost.value]
    return plausible[0] if len(plausible) == 1 else None


def _why_none(times: Floats, amounts: Floats) -> str:
    some = amounts[amounts != 0]
    if not len(some):
        return say("No rate of return: every amount is zero, so the net present value is zero at any rate.")
    if len(np.unique(times[amounts != 0])) == 1:
        return say("No rate of return: all the money falls at one time.")
    if (some > 0).all() or (some < 0).all():
        what = say("benefits without a cost") if some[0] > 0 else say("costs without a benefit")
        return say("No rate of return: there are {what}.", what=what)
    first, last = (float(some[place]) for place in (np.argmin(times[amounts != 0]), np.argmax(times[amounts != 0])))
    if first * last < 0:
        return say("No rate of return that could be written: it would lie too near -100%, or too far above it.")
    # A present value without a zero has one sign at every rate, that of the first amount.
    if first > 0:
        return say("No rate of return: the net present value stays above zero at every rate.")
    return say("No rate of return: the net present value stays below zero at every rate.")
