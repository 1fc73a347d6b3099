"""The cheapest way to several targets at once: what two focus areas both need is paid for once."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.improvement.actions import read_actions
from pmobook.assess.improvement.cheapest import calendar_of, reaches_of
from pmobook.assess.improvement.path import steps_table
from pmobook.assess.improvement.programme import Limits, Programme, Solution
from pmobook.assess.improvement.reach import REACHED_WITHIN, Reach
from pmobook.assess.improvement.reasons import Reasons
from pmobook.assess.improvement.sequence import in_order, scheduled, with_levels
from pmobook.assess.scoring import Layout
from pmobook.assess.scoring.evaluation import known_rule
from pmobook.assess.scoring.layout import Numbers
from pmobook.assess.wording import listed
from pmobook.errors import PmobookError
from pmobook.method.improvement import improvement_method

__all__ = ["CheapestPlan", "cheapest_plan"]

_ALMOST = 1e-4
_MOST_TRIES = 200


@dataclass(frozen=True)
class CheapestPlan:
    """The cheapest way to the targets of several focus areas and capabilities.

    Attributes
    ----------
    steps
        As of `CheapestPath`; ``score_after`` is the whole's.
    person_days, weeks
        In total.
    score_before, score_after
        The whole's, by the rule, with what is not assessed counted as not met.
    reached
        What needs nothing.
    out_of_reach
        Focus area or capability to why no set of actions reaches its target; the plan is for the others.
    is_proven, gap
        Whether no cheaper set of actions exists, and if not by what share one might be cheaper.
    """

    steps: pd.DataFrame
    person_days: float
    weeks: float
    score_before: float
    score_after: float
    reached: tuple[str, ...]
    out_of_reach: Mapping[str, str]
    is_proven: bool
    gap: float


def cheapest_plan(  # noqa: PLR0913 - what limits the pace is given by name
    layout: Layout,
    shares: Numbers,
    actions: pd.DataFrame,
    rule: str,
    targets: Mapping[str, float],
    *,
    days_per_week: float | None = None,
    start: dt.date | str | None = None,
    titles: Mapping[str, str] | None = None,
) -> CheapestPlan:
    """Return the cheapest set of actions that brings every focus area and capability to its target, in a sequence.

    Parameters
    ----------
    layout, shares
        Where each practice stands, and the share of it met, (practices,), missing where not assessed: counted as not met.
    actions
        See `pmobook.assess.improvement.cheapest_path`.
    rule
        A scoring rule.
    targets
        Focus area, or capability, to the score to reach, on the rule's scale.
    days_per_week, start, titles
        As for `cheapest_path`.

    Raises
    ------
    PmobookError
        If the rule or a focus area is unknown, or a number can't be planned with.
    ProblemsFound
        If actions can't be read.
    RuntimeError
        If the solver fails, or its answer does not hold when scored by the rule.

    Notes
    -----
    One mixed-integer programme over all focus areas, so that a step on which several depend is taken once. Order and dates
    as for one path: what brings the targets nearer for a day comes first.
    """
    name, read, calendar = known_rule(rule), read_actions(actions), calendar_of(days_per_week, start)
    if unclear := [area for area, target in targets.items() if not math.isfinite(target)]:
        message = f"The target of {listed(unclear)} is no score. Give a number."
        raise PmobookError(message)
    whole, *of_areas = reaches_of(layout, shares, read, [(name, None), *((name, area) for area in targets)])
    reaches = dict(zip(targets, of_areas, strict=True))
    reached = tuple(area for area, one in reaches.items() if _score(one, {}) >= targets[area] - REACHED_WITHIN)
    furthest = whole.standing.furthest
    beyond = {
        area: Reasons(one, targets[area], titles or {}).out_of_reach(_score(one, furthest))
        for area, one in reaches.items()
        if not _score(one, furthest) >= targets[area] - REACHED_WITHIN
    }
    aimed = [(one, targets[area]) for area, one in reaches.items() if area not in beyond and area not in reached]
    solution = _solve(aimed) if aimed else Solution((), is_proven=True, gap=0.0)

    def worth(alternatives: Any) -> list[tuple[float, ...]]:  # noqa: ANN401 - sets of levels brought about
        scored = whole.evaluated_after(alternatives)
        parts = [np.minimum(one.counted(scored), target) for one, target in aimed]
        towards = [one.towards(target, alternatives) for one, target in aimed]
        return [
            (
                float(sum(part[place] for part in parts)),
                *(sum(figures) for figures in zip(*(one[place] for one in towards), strict=True)),
            )
            for place in range(len(alternatives))
        ]

    placed = scheduled(whole.standing, in_order(whole.standing, solution.actions, worth), days_per_week)
    scores = whole.scores([with_levels([one.action for one in placed[:count]]) for count in range(len(placed) + 1)]).tolist()
    return CheapestPlan(
        steps=steps_table(placed, scores, calendar, Reasons(whole, math.inf, titles or {})),
        person_days=math.fsum(one.action.person_days for one in placed),
        weeks=max((one.finish_week for one in placed), default=0.0),
        score_before=scores[0],
        score_after=scores[-1],
        reached=reached,
        out_of_reach=beyond,
        is_proven=solution.is_proven,
        gap=solution.gap,
    )


def _score(reach: Reach, done: Mapping[str, frozenset[int]]) -> float:
    return float(reach.scores([done])[0])


def _joined(every: list[Limits]) -> Limits:
    """Return what several targets ask together: all that each of them asks."""
    if sum(bool(one.lowest) for one in every) > 1:
        message = "Best practices that need others can be planned for one focus area at a time."
        raise PmobookError(message)
    allowed: dict[str, NDArray[np.bool_]] = {}
    for one in every:
        for capability, choices in one.allowed.items():
            allowed[capability] = choices & allowed[capability] if capability in allowed else choices
    lowest = next((one for one in every if one.lowest), Limits())
    return Limits(tuple(sums for one in every for sums in one.sums), lowest.lowest, lowest.lowest_least, allowed)


def _solve(aimed: list[tuple[Reach, float]]) -> Solution:
    standing = aimed[0][0].standing
    limits = _joined([one.limits(target) for one, target in aimed])
    programme = Programme(standing, limits, int(improvement_method().path.most_nodes.value))
    for _ in range(_MOST_TRIES):
        solution = programme.solve()
        if solution is None:
            break
        done = with_levels(solution.actions)
        shortfall = max(target - _score(one, done) for one, target in aimed)
        if shortfall <= REACHED_WITHIN:
            return solution
        if not shortfall <= _ALMOST:
            break
        programme.demand_more_than(solution.actions)
    message = f"the plan found for the rule {aimed[0][0].rule} does not reach its targets when it is scored"
    raise RuntimeError(message)
