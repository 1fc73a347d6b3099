"""Payback: how long until a project has brought back what it cost."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.benefits.flows import Floats, read_amounts, read_first_at, read_rate
from pmobook.assess.benefits.present_value import net_present_value
from pmobook.assess.wording import as_number, as_percent
from pmobook.language import say
from pmobook.rounding import measured

__all__ = ["Payback", "payback"]


@dataclass(frozen=True)
class Payback:
    """How long a project takes to pay for itself.

    Attributes
    ----------
    periods
        Periods, with a fraction, until costs are first recovered; NaN if they never are within the periods given.
    lasting
        Periods from which they stay recovered; later than ``periods`` if costs come late; NaN if they don't.
    sentence
        The same in words.
    rate
        Share a period by which amounts were discounted first; 0: they were not.
    cumulative
        Sum of the (discounted) amounts up to the end of each period.
    """

    periods: float
    lasting: float
    sentence: str
    rate: float
    cumulative: Floats

    def __float__(self) -> float:
        return self.periods


def payback(amounts: Any, *, rate: float = 0.0, first_at: int = 0) -> Payback:  # noqa: ANN401 - see read_amounts
    """Periods until a project's benefits have made up for its costs.

    Parameters
    ----------
    amounts
        One a period, in order, costs negative.
    rate
        0 for the simple payback; else the discounted one, at this share a period.
    first_at
        0: the first amount falls at the beginning, each further one in the course of the period that follows. 1: the first
        falls in the course of the first period too.

    Raises
    ------
    ProblemsFound
        For amounts that are missing or no numbers, a rate of -1 or less, or another first_at.

    Notes
    -----
    Within a period an amount is taken to come evenly: k - 1 + shortfall before ÷ amount of period k.

    References
    ----------
    Brigham and Ehrhardt, Financial Management: Theory and Practice, on payback and discounted payback.

    Examples
    --------
    >>> round(payback([-1000, 500, 400, 300, 100]).periods, 2)
    2.33
    >>> round(payback([-1000, 500, 400, 300, 100], rate=0.10).periods, 2)
    2.95
    >>> payback([-1000, 300, 300]).sentence
    'Not paid back within the 2 periods given: 400 is missing at their end.'
    """
    values, share, first = read_amounts(amounts), read_rate(rate), read_first_at(first_at)
    present = net_present_value(share, values, first_at=first).present_values if share else values
    cumulative = np.cumsum(present)
    # Decimal fractions as people type them have tiny errors in binary; what misses zero by no more is paid back.
    cumulative[np.abs(cumulative) <= 1e-12 * np.abs(present).sum()] = 0.0
    ends = np.arange(len(values), dtype=np.float64) + first
    crossings = _crossings(ends, cumulative)
    if not (cumulative < 0).any():
        periods = lasting = 0.0
    else:
        periods = crossings[0] if crossings else math.nan
        lasting = crossings[-1] if cumulative[-1] >= 0 else math.nan
    return Payback(periods, lasting, _sentence(periods, lasting, cumulative, ends, share), share, cumulative)


def _crossings(ends: Floats, cumulative: Floats) -> list[float]:
    """Return the moments at which the sum comes up from below zero, before the first amount it is zero."""
    found = []
    for (left, before), (right, after) in itertools.pairwise(zip(ends.tolist(), cumulative.tolist(), strict=True)):
        if before < 0 <= after:
            found.append(left + (right - left) * (-before / (after - before)))
    return found


def _sentence(periods: float, lasting: float, cumulative: Floats, ends: Floats, rate: float) -> str:
    how = say(", discounted at {rate} a period", rate=as_percent(rate, 1)) if rate else ""
    if periods == 0:
        return say("There is nothing to pay back: benefits cover the costs from the beginning{how}.", how=how)
    if math.isnan(periods):
        short = measured(-float(cumulative[-1]))
        return say(
            "Not paid back within the {ends:.0f} periods given{how}: {short} is missing at their end.",
            ends=ends[-1],
            how=how,
            short=short,
        )
    said = say("Paid back after {periods} periods{how}", periods=as_number(periods, 1), how=how)
    if math.isnan(lasting):
        return say("{said}, but later costs outweigh the benefits again, to the end of the periods given.", said=said)
    return (
        f"{said}."
        if lasting == periods
        else say("{said}, and for good after {lasting}, since costs come late.", said=said, lasting=as_number(lasting, 1))
    )
