"""A benefit over time: the shape in which it comes, and how much later it comes than it was planned to."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.benefits.flows import Floats
from pmobook.assess.wording import as_number
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.benefits import BenefitsMethod, benefits_method

__all__ = ["Ramp", "Slippage", "ramp_shape", "slippage"]


@dataclass(frozen=True)
class Ramp:
    """The shape in which a benefit comes.

    Attributes
    ----------
    shape
        ``linear``, ``fast``, ``slow``, ``step`` or ``not assessed``.
    sentence
        The same in words, or why it can't be said.
    shares
        Cumulative share of the whole at the end of each period; empty if it can't be said.
    area
        Area between the cumulative share and a straight line, over the time from beginning to end as 1; NaN if not said.
    """

    shape: str
    sentence: str
    shares: Floats
    area: float


@dataclass(frozen=True)
class Slippage:
    """How much later a benefit is expected than it was planned.

    Attributes
    ----------
    later
        From when the plan reaches the stated share of its total until what is expected reaches the same amount, in the lengths'
        unit of measure; negative is sooner; NaN if it isn't reached or can't be said.
    full_later
        The same for the whole planned total.
    sentence
        The same in words, or why it can't be said.
    """

    later: float
    full_later: float
    sentence: str


def ramp_shape(amounts: Any, lengths: Any = None, *, method: BenefitsMethod | None = None) -> Ramp:  # noqa: ANN401
    """Shape in which a benefit comes, from the cumulative share of its whole over time.

    Parameters
    ----------
    amounts
        What comes in each period, in order. A missing or negative amount, or a whole of zero, has no shape.
    lengths
        How long each period is; all alike if not given.
    method
        When a shape is even or a step; the method's own if not given.

    Raises
    ------
    ProblemsFound
        If there are not as many lengths as amounts.

    Notes
    -----
    Area = Σ (share before + share after) ÷ 2 · length ÷ total length - ½: above zero comes fast, below slowly. What comes
    within a period is taken to come evenly. A single period that holds most of the whole is a step.

    Examples
    --------
    >>> ramp_shape([10, 10, 10, 10]).shape, ramp_shape([30, 60, 85, 100]).shape, ramp_shape([0, 0, 90, 10]).shape
    ('linear', 'slow', 'step')
    """
    data = method if method is not None else benefits_method()
    values, spans = _pair(amounts, lengths)
    if np.isnan(values).any() or (values < 0).any() or not values.sum() > 0:
        unknown, below = bool(np.isnan(values).any()), bool((values < 0).any())
        why = say("not every amount is known") if unknown else say("amounts below zero") if below else say("there is no amount")
        return Ramp("not assessed", say("The shape is not assessed: {why}.", why=why), np.empty(0), math.nan)
    kept = np.flatnonzero(values)
    values, spans = values[kept[0] : kept[-1] + 1], spans[kept[0] : kept[-1] + 1]
    shares = values.cumsum() / values.sum()
    area = float(((np.concatenate([[0.0], shares[:-1]]) + shares) / 2 * spans).sum() / spans.sum() - 0.5)
    even, most = data.ramp_even.value, float((values / values.sum()).max())
    if most >= data.ramp_step.value:
        return Ramp("step", say("It comes in one step."), shares, area)
    shape = "linear" if abs(area) <= even + 1e-12 else "fast" if area > 0 else "slow"
    words = {"linear": "evenly", "fast": say("fast at first"), "slow": say("slowly at first")}[shape]
    return Ramp(shape, say("It comes {words}.", words=words), shares, area)


def slippage(
    planned: Any,  # noqa: ANN401 - whatever holds numbers
    expected: Any,  # noqa: ANN401 - as above
    lengths: Any = None,  # noqa: ANN401 - as above
    *,
    share: float | None = None,
) -> Slippage:
    """How much later what is expected reaches what was planned.

    Parameters
    ----------
    planned, expected
        Amounts in the same periods, in order. Before the first and after the last known planned amount nothing was planned; a
        planned amount missing between, or an expected one missing before the amount is reached, leaves it not assessed.
    lengths
        How long each period is, such as 3 for a quarter in months; 1 each if not given.
    share
        Of the planned total, the share that must be reached; the method's slip_share if not given.

    Raises
    ------
    ProblemsFound
        If there are not as many of each.

    Notes
    -----
    Both are added up over time, evenly within each period; the difference of the moments at which they reach share · planned
    total. Amounts that differ by what rounding can't tell are equal.

    Examples
    --------
    >>> slippage([10, 10, 10, 10, 0, 0], [0, 0, 10, 10, 10, 10], [3] * 6).later
    6.0
    """
    part = benefits_method().slip_share.value if share is None else share
    plan, spans = _pair(planned, lengths)
    hoped, _ = _pair(expected, lengths)
    if len(plan) != len(hoped):
        remedy = "Give both for the same periods."
        raise ProblemsFound([Problem("expected", f"{len(hoped)} amounts beside {len(plan)} planned", "as many of both", remedy)])
    known = np.flatnonzero(~np.isnan(plan))
    total = float(np.nansum(plan))
    if not len(known) or total <= 0:
        return Slippage(math.nan, math.nan, say("Slippage is not assessed: nothing was planned."))
    if np.isnan(plan[known[0] : known[-1] + 1]).any():
        return Slippage(math.nan, math.nan, say("Slippage is not assessed: not every planned amount is known."))
    plan = np.nan_to_num(plan)
    later = _reached(hoped, spans, part * total) - _reached(plan, spans, part * total)
    full = _reached(hoped, spans, total) - _reached(plan, spans, total)
    return Slippage(later, full, _slip_sentence(later, hoped, part))


def _slip_sentence(later: float, expected: Floats, share: float) -> str:
    what = (
        say("Half of the plan")
        if share == 0.5
        else say("The whole plan")
        if share == 1.0
        else say("{share}% of the plan", share=as_number(100 * share, 0))
    )
    if not math.isnan(later):
        if abs(later) < 0.05:
            return say("{what} is reached as planned.", what=what)
        by = as_number(abs(later), 1)
        return (
            say("{what} is reached {by} later.", what=what, by=by)
            if later > 0
            else say("{what} is reached {by} sooner.", what=what, by=by)
        )
    if np.isnan(expected).any():
        return say("Slippage is not assessed: not every amount expected is known.")
    return say("{what} is not reached within the periods given.", what=what)


def _reached(amounts: Floats, lengths: Floats, target: float) -> float:
    """Return the moment at which a cumulative amount first reaches a target; NaN if never, or not known."""
    slack = 1e-9 * target
    for (left, before), (right, after) in itertools.pairwise(
        zip(np.concatenate([[0.0], lengths.cumsum()]), np.concatenate([[0.0], amounts.cumsum()]), strict=True)
    ):
        if math.isnan(after):
            return math.nan
        if after >= target - slack:
            return float(left + (right - left) * min((target - before) / (after - before), 1.0))
    return math.nan


def _pair(amounts: Any, lengths: Any) -> tuple[Floats, Floats]:  # noqa: ANN401 - whatever holds numbers
    values = np.array([math.nan if one is None else one for one in amounts], dtype=np.float64)
    spans = np.ones(len(values)) if lengths is None else np.array(list(lengths), dtype=np.float64)
    if len(values) != len(spans):
        remedy = "Give one length for each amount."
        raise ProblemsFound([Problem("lengths", f"{len(spans)} lengths beside {len(values)} amounts", "as many of both", remedy)])
    return values, spans
