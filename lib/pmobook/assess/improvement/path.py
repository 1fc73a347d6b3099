"""The cheapest set of actions that reaches a target under a scoring rule, in order, with dates."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pmobook.assess.improvement.programme import Programme, Solution
from pmobook.assess.improvement.reach import REACHED_WITHIN, Reach
from pmobook.assess.improvement.reasons import Reasons
from pmobook.assess.improvement.sequence import Scheduled, in_order, scheduled, with_levels
from pmobook.assess.tables import build
from pmobook.errors import PmobookError
from pmobook.method.improvement import improvement_method
from pmobook.method.scoring_rules import RuleName

__all__ = ["STEPS", "Calendar", "CheapestPath", "find_path", "steps_table"]

STEPS = {
    "step": "Int64", "action_id": "str", "title": "str", "area": "str", "capability": "str", "level": "Int64",
    "person_days": "float64", "weeks": "float64", "starts_after": "str", "start_week": "float64", "finish_week": "float64",
    "start": "datetime64[us]", "finish": "datetime64[us]", "person_days_so_far": "float64", "score_after": "float64",
    "reason": "str",
}  # fmt: skip

_DAYS_A_WEEK = 7
_ALMOST = 1e-4
"""Beyond the solver's own tolerance, a path that misses its target is a mistake in the programme."""
_MOST_TRIES = 200


@dataclass(frozen=True)
class Calendar:
    """What limits the pace of a path.

    Attributes
    ----------
    days_per_week
        Person-days that all actions together may take in a week; None if only dependencies delay.
    start
        The day on which the first action begins; None if there are no dates.
    """

    days_per_week: float | None = None
    start: dt.date | None = None

    def __post_init__(self) -> None:
        if self.days_per_week is not None and not 0 < self.days_per_week < math.inf:
            message = f"{self.days_per_week:g} person-days a week can't be planned with. Give a number above 0, or leave it out."
            raise PmobookError(message)

    def day(self, week: float) -> pd.Timestamp | None:
        """Return the day so many weeks after the start, whole days, rounded up."""
        if self.start is None:
            return None
        return pd.Timestamp(self.start).normalize() + pd.Timedelta(days=math.ceil(week * _DAYS_A_WEEK - REACHED_WITHIN))


@dataclass(frozen=True)
class CheapestPath:
    """The cheapest way to a target, or why there is none.

    Attributes
    ----------
    rule, area, target
        What was asked: the scoring rule, the focus area (None for the whole), the score to reach.
    steps
        One row an action, by start: step, action_id, title, area, capability, level, person_days, weeks, starts_after
        (actions that must be finished first, by id, with semicolons), start_week, finish_week (weeks since the start),
        start, finish (days, missing without a start), person_days_so_far, score_after (by the rule, once this and all
        steps above are finished), reason. No rows if the target is reached already or out of reach.
    person_days, weeks
        In total: effort, and calendar time from start to the last finish. 0 if reached already, missing if out of reach.
    score_before, score_after
        By the rule, with what is not assessed counted as not met. If out of reach, ``score_after`` is the best that all
        actions together can reach.
    is_reached, is_reachable
        Reached already; reached by the steps (or already).
    is_proven
        No cheaper set of actions exists.
    gap
        If not proven, the share of the cost by which a set that could not be ruled out might be cheaper; else 0.
    not_assessed
        Practices in scope that nobody assessed: counted as not met, so that an action is needed to be sure.
    note
        The result in a sentence or two.
    """

    rule: RuleName
    area: str | None
    target: float
    steps: pd.DataFrame
    person_days: float
    weeks: float
    score_before: float
    score_after: float
    is_reached: bool
    is_reachable: bool
    is_proven: bool
    gap: float
    not_assessed: int
    note: str

    @property
    def actions(self) -> tuple[str, ...]:
        """Ids of the actions, by start."""
        return tuple(str(one) for one in self.steps["action_id"])


def find_path(reach: Reach, target: float, calendar: Calendar, titles: Mapping[str, str]) -> CheapestPath:
    """Return the cheapest path to a target.

    Raises
    ------
    PmobookError
        If the target is no number.
    RuntimeError
        If the solver fails, or its answer does not hold when scored by the rule: such a path is never returned.
    """
    if not math.isfinite(target):
        message = f"The target {target} is no score. Give a number."
        raise PmobookError(message)
    reasons = Reasons(reach, target, titles)
    before, best = reach.scores([{}, reach.standing.furthest]).tolist()
    if before >= target - REACHED_WITHIN:
        return _result(reasons, Solution((), is_proven=True, gap=0.0), calendar)
    solution = _verified(reach, target) if best >= target - REACHED_WITHIN else None
    if solution is not None:
        return _result(reasons, solution, calendar)
    nothing = _result(reasons, Solution((), is_proven=True, gap=0.0), calendar)
    return replace(
        nothing,
        person_days=math.nan,
        weeks=math.nan,
        score_after=best,
        is_reached=False,
        is_reachable=False,
        note=reasons.out_of_reach(best),
    )


def _verified(reach: Reach, target: float) -> Solution | None:
    """Solve, score what comes out by the rule itself, and rule out what falls short by the solver's tolerance."""
    programme = Programme(reach.standing, reach.limits(target), int(improvement_method().path.most_nodes.value))
    for _ in range(_MOST_TRIES):
        solution = programme.solve()
        if solution is None:
            return None
        shortfall = target - float(reach.scores([with_levels(solution.actions)])[0])
        if shortfall <= REACHED_WITHIN:
            return solution
        if not shortfall <= _ALMOST:
            break
        programme.demand_more_than(solution.actions)
    message = f"the path found for the rule {reach.rule} does not reach its target when it is scored"
    raise RuntimeError(message)


def _result(reasons: Reasons, solution: Solution, calendar: Calendar) -> CheapestPath:
    reach, target = reasons.reach, reasons.target
    ordered = in_order(reach.standing, solution.actions, lambda alternatives: reach.worth(target, alternatives))
    placed = scheduled(reach.standing, ordered, calendar.days_per_week)
    scores = reach.scores([with_levels([one.action for one in placed[:count]]) for count in range(len(placed) + 1)]).tolist()
    person_days = math.fsum(one.action.person_days for one in placed)
    weeks = max((one.finish_week for one in placed), default=0.0)
    return CheapestPath(
        rule=reach.rule,
        area=reach.area,
        target=target,
        steps=steps_table(placed, scores, calendar, reasons),
        person_days=person_days,
        weeks=weeks,
        score_before=scores[0],
        score_after=scores[-1],
        is_reached=not placed,
        is_reachable=True,
        is_proven=solution.is_proven,
        gap=solution.gap,
        not_assessed=reasons.not_assessed,
        note=reasons.of_path(scores, person_days, weeks, None if solution.is_proven else solution.gap),
    )


def steps_table(placed: Sequence[Scheduled], scores: Sequence[float], calendar: Calendar, reasons: Reasons) -> pd.DataFrame:
    """Return a path's steps as rows; ``scores`` has one more entry than steps: before the first, and after each."""
    layout = reasons.reach.standing.layout
    area = dict(zip(layout.capabilities, (layout.areas[place] for place in layout.area_of_capability), strict=True))
    rows, so_far = [], 0.0
    for place, one in enumerate(placed):
        action = one.action
        so_far += action.person_days
        waiting = [later.action for later in placed if action in later.after]
        rows.append(
            {
                "step": place + 1,
                "action_id": action.action_id,
                "title": action.title,
                "area": area.get(action.capability, ""),
                "capability": action.capability,
                "level": action.level,
                "person_days": action.person_days,
                "weeks": action.weeks,
                "starts_after": "; ".join(sorted(before.action_id for before in one.after)),
                "start_week": one.start_week,
                "finish_week": one.finish_week,
                "start": calendar.day(one.start_week),
                "finish": calendar.day(one.finish_week),
                "person_days_so_far": so_far,
                "score_after": scores[place + 1],
                "reason": reasons.of_step(one, waiting, scores[place], scores[place + 1]),
            }
        )
    return build(rows, STEPS)
