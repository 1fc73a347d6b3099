"""Which actions to take: ranked by worth for each person-day, and the best set that fits the effort."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from pmobook.assess.plan.effect import Effect
from pmobook.assess.plan.proposal import Proposal
from pmobook.method.improvement_plan import PlanMethod, Worth

__all__ = ["Ranked", "choose_actions", "rank_actions"]

_TIES = 1e-6
"""Of sets worth the same, the one that takes less effort: points a person-day, below any difference in worth."""


@dataclass(frozen=True)
class Ranked:
    """A proposal and its place.

    Attributes
    ----------
    worth
        Points of its findings and of its likely effect.
    rank, rank_best, rank_worst
        By worth for each person-day, from 1; with effort and effect as likely, at their best and at their worst.
    """

    proposal: Proposal
    worth: float
    rank: int
    rank_best: int
    rank_worst: int


def rank_actions(proposals: Sequence[Proposal], method: PlanMethod, tolerance: float) -> tuple[Ranked, ...]:
    """Return proposals by worth for each person-day, the best first; nothing stands before what it needs.

    Parameters
    ----------
    proposals
        In any order.
    tolerance
        The loss that leadership tolerates, in money; without one (NaN), less exposure adds nothing to the worth.

    Notes
    -----
    Worth is the points of the findings plus those of the effect. The best and worst places hold while all others are as likely.
    """
    every = sorted(proposals, key=lambda one: one.action_id)
    worth = method.worth
    likely, low, high = (
        [one.points + _points(one.effect, end, worth, tolerance) for one in every] for end in ("likely", "low", "high")
    )
    rates = [_rate(w, one.days, method) for w, one in zip(likely, every, strict=True)]
    best = [_rate(w, one.days_low, method) for w, one in zip(high, every, strict=True)]
    worst = [_rate(w, one.days_high, method) for w, one in zip(low, every, strict=True)]
    order = _in_order(every, rates)
    others = np.array(rates)
    ranked = []
    for place, index in enumerate(order, start=1):
        above = np.delete(others, index)
        ranked.append(
            Ranked(
                every[index],
                likely[index],
                place,
                min(place, 1 + int((above > best[index]).sum())),
                max(place, 1 + int((above >= worst[index]).sum())),
            )
        )
    return tuple(ranked)


def _rate(worth: float, days: float, method: PlanMethod) -> float:
    least = method.least_days.value
    return worth / (least if math.isnan(days) else max(days, least))


def _points(effect: Effect, end: str, worth: Worth, tolerance: float) -> float:
    gain = float(getattr(effect, end))
    scale = tolerance if effect.kind == "exposure" else effect.scale
    if math.isnan(gain) or not scale > 0 or effect.kind not in Worth.model_fields:
        return 0.0
    points: float = getattr(worth, effect.kind).value
    return gain / scale * points


def _in_order(every: Sequence[Proposal], rates: Sequence[float]) -> list[int]:
    """Return places by falling rate, each after those of what it needs; what waits for itself comes last."""
    ids = {one.action_id: place for place, one in enumerate(every)}
    open_places, order, done = list(range(len(every))), [], set[int]()
    while open_places:
        ready = [place for place in open_places if all(ids.get(need, place) in done | {place} for need in every[place].needs)]
        first = min(ready or open_places, key=lambda place: (-rates[place], place))
        order.append(first)
        done.add(first)
        open_places.remove(first)
    return order


def choose_actions(
    ranked: Sequence[Ranked], effort_days: float | None, budget: float | None = None, costs: Mapping[str, float] | None = None
) -> dict[str, bool] | None:
    """Return which actions fit: the set of the greatest worth within effort and budget, proven; None if neither is limited.

    Parameters
    ----------
    ranked
        The actions.
    effort_days
        Person-days there are; None: no limit. What is agreed or under way takes its effort first, even beyond the limit.
    budget
        Money there is; None: no limit.
    costs
        Action to its cost. An effort or cost that is not assessed counts as nothing.

    Returns
    -------
    dict or None
        Action to whether it is taken. Whatever it needs is taken too.

    Raises
    ------
    RuntimeError
        If the solver fails.

    Notes
    -----
    A knapsack with precedence as a mixed-integer programme, solved by HiGHS without tolerance. Of sets worth the same the one
    with less effort is taken.
    """
    if effort_days is None and budget is None:
        return None
    if not ranked:
        return {}
    proposals = [one.proposal for one in ranked]
    ids = {one.action_id: place for place, one in enumerate(proposals)}
    days = np.nan_to_num(np.array([one.days for one in proposals], dtype=float))
    money = np.nan_to_num(np.array([(costs or {}).get(one.action_id, one.cost) for one in proposals], dtype=float))
    must = _with_needs(proposals, ids)
    limits = []
    for weights, limit in ((days, effort_days), (money, budget)):
        if limit is not None:
            limits.append(LinearConstraint(weights[np.newaxis], -np.inf, max(float(limit), float(weights[must].sum())) + 1e-9))
    for place, one in enumerate(proposals):
        for need in one.needs:
            if need in ids:
                row = np.zeros(len(proposals))
                row[place], row[ids[need]] = 1.0, -1.0
                limits.append(LinearConstraint(row[np.newaxis], -np.inf, 0.0))
    gains = np.array([one.worth for one in ranked]) - _TIES * days
    lowest = must.astype(float)
    found = milp(-gains, integrality=np.ones(len(proposals)), bounds=Bounds(lowest, 1), constraints=limits,
                 options={"mip_rel_gap": 0.0})  # fmt: skip
    if found.x is None:
        message = f"the solver found no set of actions: {found.message}"
        raise RuntimeError(message)
    return {one.action_id: bool(taken > 0.5) for one, taken in zip(proposals, found.x, strict=True)}


def _with_needs(proposals: Sequence[Proposal], ids: Mapping[str, int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return which actions are committed, with whatever those need."""
    must = np.array([one.is_committed for one in proposals], dtype=bool)
    waiting = [place for place in range(len(proposals)) if must[place]]
    while waiting:
        for need in proposals[waiting.pop()].needs:
            place = ids.get(need)
            if place is not None and not must[place]:
                must[place] = True
                waiting.append(place)
    return must
