"""Whether a set keeps every limit and link, by exact addition; and a row that rules a set out that doesn't."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pmobook.assess.loss_measures import worst_scenarios
from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.scale import EXACTLY_ADDED, scale_of
from pmobook.assess.selection.tables import Bools, Floats
from pmobook.language import say
from pmobook.method.selection import selection_method

__all__ = ["Cut", "broken", "broken_tolerances", "exact_total"]


@dataclass(frozen=True, eq=False)
class Cut:
    """A row that every allowed set keeps and the set just found does not.

    Attributes
    ----------
    row, most
        (options,), and what it may add up to.
    risk
        Which tolerance it belongs to; -1 if it is a limit's.
    words
        What the set breaks.
    """

    row: Floats
    most: float
    risk: int
    words: str


def exact_total(figures: Floats, chosen: Bools) -> float:
    """Return a total as close as a number can say: finite decimals are added exactly, others with one rounding."""
    scale = scale_of(figures, EXACTLY_ADDED)
    if scale.is_whole:
        return float(scale.apply(figures[chosen]).sum() / scale.factor)
    return math.fsum(figures[chosen])


def _exceeded(programme: Programme, chosen: Bools) -> list[int]:
    """Return the places of the limits that a set exceeds."""
    whole, cost, limits = programme.ledger
    over = whole & (cost[chosen].sum(axis=0) > limits)
    allowance = selection_method().solving.feasibility.value
    for place in np.flatnonzero(~whole):
        limit = float(limits[place])
        over[place] = math.fsum(cost[chosen, place]) > limit + allowance * max(abs(limit), 1e-300)
    return [int(place) for place in np.flatnonzero(over)]


def broken(programme: Programme, chosen: Bools) -> list[Cut]:
    """Return what a set breaks; nothing if it is allowed.

    Notes
    -----
    A limit: since no cost is negative, the projects that break it together can't all be chosen. Money at risk: the scenarios
    worst for this set, weighted as in its mean of the worst, may not lose more than the tolerance for any set, because for any
    other set its own worst scenarios lose more than these.
    """
    cuts, options = broken_tolerances(programme, chosen), programme.options
    for place in _exceeded(programme, chosen):
        guilty = chosen & (options.cost[:, place] > 0)
        cuts.append(
            Cut(
                guilty.astype(np.float64),
                float(guilty.sum() - 1),
                -1,
                say("the limit of {resources}", resources=programme.resources[place]),
            )
        )
    return cuts


def broken_tolerances(programme: Programme, share: Bools | Floats, allowance: float | None = None) -> list[Cut]:
    """Return which tolerances for money at risk a set breaks, or a mix of parts of projects, (options,).

    Parameters
    ----------
    allowance
        By what share of the tolerance it may be exceeded for rounding; the method's unless given.
    """
    cuts = []
    allowance = selection_method().solving.feasibility.value if allowance is None else allowance
    for number, risk in enumerate(programme.risks):
        losses = risk.losses[:, programme.options.project]
        totals = risk.of(losses @ share)
        weights = worst_scenarios(totals, risk.level)
        if weights @ totals > risk.tolerance + allowance * max(abs(risk.tolerance), 1.0):
            cuts.append(
                Cut(
                    weights @ losses,
                    risk.tolerance - float(weights @ risk.besides),
                    number,
                    say("the tolerance for {name}", name=risk.name),
                )
            )
    return cuts
