"""Weights of goals from what leadership handed in: judgements where they can be used, else the weights given."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pmobook.assess.goals import GoalTree, places_in_tree, weigh_goals
from pmobook.assess.priorities import GoalPriorities, interval_weights, weights, weights_in_tree
from pmobook.assess.priorities.tree import JUDGEMENTS_COUNT
from pmobook.assess.tables import GOAL_WEIGHTS, build, present, rows_of, text_of
from pmobook.assess.wording import listed
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.language import say
from pmobook.method.alignment import GoalWeighing

__all__ = ["INTERVALS", "GoalsWeighed", "SetAside", "weigh_as_judged"]

INTERVALS = {
    "goal_id": "str", "low": "float64", "high": "float64", "lowest": "float64", "highest": "float64", "judges": "Int64",
    "resampled": "bool",
}  # fmt: skip
_FEWEST_TO_DISAGREE = 2


@dataclass(frozen=True)
class SetAside:
    """Judgements that can't be used: the wider goal of the goals compared (empty: the top; None: no single one), and why."""

    parent: str | None
    reason: str


@dataclass(frozen=True, eq=False)
class GoalsWeighed:
    """Goals with their weights, and how these came about.

    Attributes
    ----------
    tree
        The goals with the weights that count.
    weighing
        How they were weighed, and which weights count first.
    judged
        What the judges' judgements came to; None if none was used.
    intervals
        One row a goal without sub-goals whose weight rests on judgements: goal_id; low and high, the interval that the judges'
        disagreement implies (resampled if there are judges enough, else the lowest and highest judge; missing with one judge);
        lowest and highest of any judge; judges; resampled.
    set_aside
        Judgements that could not be used.
    """

    tree: GoalTree
    weighing: GoalWeighing
    judged: GoalPriorities | None = None
    intervals: pd.DataFrame = field(default_factory=lambda: build([], INTERVALS))
    set_aside: tuple[SetAside, ...] = ()


def weigh_as_judged(goals: pd.DataFrame, comparisons: pd.DataFrame, weighing: GoalWeighing) -> GoalsWeighed:
    """Weigh goals by their judges; where judgements are missing or can't be used, by the weights given.

    Parameters
    ----------
    goals
        The form goals.
    comparisons
        The form goal_comparisons; without rows, or with every preference not assessed, weights given count.
    weighing
        What counts first, and how judgements become weights.

    Raises
    ------
    PmobookError
        If the weights given can't be used, see `pmobook.assess.goals.weigh_goals`. Judgements never raise: those that can't be
        used are set aside with the reason, goals under other wider goals keep theirs.

    Notes
    -----
    With fewer judges than `interval_weights` resamples (5), low and high are the lowest and highest weight that any judge
    alone would give: what they do disagree about, which is less than what others might.
    """
    usable, aside = _usable(goals, comparisons, weighing)
    if usable.empty:
        return GoalsWeighed(weigh_goals(goals), weighing, set_aside=aside)
    judged = weights_in_tree(
        # In the same order whatever that of the form, so that the same judgements give the same figures to the last digit.
        goals.sort_values("goal_id", kind="stable"),
        usable,
        weighing.method,
        weighing.random_index,
        prefer=weighing.prefer,
        aggregation=weighing.aggregation,
    )
    if not judged.by_parent:
        return GoalsWeighed(weigh_goals(goals), weighing, set_aside=aside)
    parents, leaves, depths = places_in_tree(goals)
    intervals = _intervals(judged, parents)
    held = {str(goal): float(weight) for goal, weight in judged.weights.items() if not math.isnan(weight)}
    known = {row["goal_id"]: row for row in intervals.to_dict(orient="records")}
    worked_out = {str(goal["goal_id"]): goal for goal in judged.goals.to_dict(orient="records")}
    rows = [_row(worked_out[str(goal)], given, leaves, judged, known) for goal, given in rows_of(goals, "goal_id", "weight")]
    tree = GoalTree(build(rows, GOAL_WEIGHTS), held, leaves, depths, judged.problem)
    return GoalsWeighed(tree, weighing, judged, intervals, aside)


def _usable(goals: pd.DataFrame, comparisons: pd.DataFrame, weighing: GoalWeighing) -> tuple[pd.DataFrame, tuple[SetAside, ...]]:
    """Return the comparisons that weights can be worked out from, and why others can't be used."""
    if goals.empty or comparisons.empty:
        return comparisons.head(0), ()
    rows = comparisons.loc[comparisons["preference"].notna()].sort_values(["judge", "goal_a", "goal_b"], kind="stable")
    parents, _, _ = places_in_tree(goals)
    beside: dict[str, list[Any]] = {}
    across: list[str] = []
    for row, one, other in rows_of(rows.assign(_place=rows.index), "_place", "goal_a", "goal_b"):
        if one not in parents or other not in parents or parents[one] != parents[other]:
            across.append(say("{one} with {other}", one=one, other=other))
        else:
            beside.setdefault(parents[one] or "", []).append(row)
    aside = []
    if across:
        pairs = listed(dict.fromkeys(across))
        aside.append(
            SetAside(None, say("{pairs} don't serve the same wider goal, and only goals that do can be compared", pairs=pairs))
        )
    kept: list[Any] = []
    for parent, places in beside.items():
        siblings = [goal for goal, above in parents.items() if (above or "") == parent]
        reason = _why_not(rows.loc[places], siblings, weighing, dict(rows_of(goals, "goal_id", "title")))
        if reason:
            aside.append(SetAside(parent, reason))
        else:
            kept += places
    return rows.loc[kept].sort_values(["judge", "goal_a", "goal_b"], kind="stable"), tuple(aside)


def _why_not(rows: pd.DataFrame, siblings: Sequence[str], weighing: GoalWeighing, titles: Mapping[str, Any]) -> str:
    """Say why weights can't be worked out from judgements among siblings; nothing if they can."""
    try:
        weights(rows, weighing.method, weighing.random_index, siblings, aggregation=weighing.aggregation)
    except ProblemsFound as error:
        said = (
            say("{place}{found}, expected {expected}", place=_place(one.where, titles), found=one.found, expected=one.expected)
            for one in error.problems[:2]
        )
        return "; ".join(said) + _more(error)
    except PmobookError as error:
        return str(error).rstrip(".")
    return ""


def _place(where: str, titles: Mapping[str, Any]) -> str:
    """Return whom a reason is about: a goal by its title."""
    said = where.removeprefix("comparisons").removeprefix(", ")
    said = f"'{titles[said]}'" if text_of(titles.get(said)) else said
    return f"{said}: " if said else ""


def _more(error: ProblemsFound) -> str:
    return say("; and {problems} more", problems=len(error.problems) - 2) if len(error.problems) > 2 else ""


def _intervals(judged: GoalPriorities, parents: Mapping[str, str | None]) -> pd.DataFrame:
    resting = [str(goal) for goal in judged.weights.dropna().index if _rests_on_judgements(str(goal), judged, parents)]
    if not resting or not (judged.by_judge[resting].notna().all(axis=1) & (judged.voices > 0)).any():
        return build([], INTERVALS)
    narrowed = dataclasses.replace(judged, weights=judged.weights[resting], by_judge=judged.by_judge[resting])
    rows = []
    for goal_id, one in interval_weights(narrowed).iterrows():
        resampled = present(one["low"])
        enough = int(one["judges"]) >= _FEWEST_TO_DISAGREE
        low, high = (one["low"], one["high"]) if resampled else (one["lowest"], one["highest"])
        rows.append(
            {
                "goal_id": str(goal_id),
                # The group's weight may lie a little outside what its judges alone would say; the interval holds it.
                "low": min(low, one["weight"]) if enough else math.nan,
                "high": max(high, one["weight"]) if enough else math.nan,
                "lowest": one["lowest"],
                "highest": one["highest"],
                "judges": int(one["judges"]),
                "resampled": bool(resampled),
            }
        )
    return build(rows, INTERVALS)


def _rests_on_judgements(goal: str, judged: GoalPriorities, parents: Mapping[str, str | None]) -> bool:
    place: str | None = goal
    while place is not None:
        above = parents[place]
        if (above or "") in judged.by_parent:
            return True
        place = above
    return False


def _row(
    goal: Mapping[Any, Any],
    given: object,
    leaves: Mapping[str, tuple[str, ...]],
    judged: GoalPriorities,
    known: Mapping[str, Mapping[Any, Any]],
) -> dict[str, Any]:
    goal_id = str(goal["goal_id"])
    lowest = leaves[goal_id] == (goal_id,)
    found = judged.by_parent.get(goal["parent_goal_id"])
    interval = known.get(goal_id, {})
    below = sorted(
        one for one, above in zip(judged.goals["goal_id"], judged.goals["parent_goal_id"], strict=True) if above == goal_id
    )
    note = say("its weight stands at its sub-goals {below}", below=listed(below)) if below else text_of(goal["note"])
    return {
        "goal_id": goal_id,
        "title": text_of(goal["title"]),
        "owner": text_of(goal["owner"]),
        "weight_given": float(given) if present(given) else math.nan,  # type: ignore[arg-type]
        "weight": goal["weight"] if lowest else math.nan,
        "low": interval.get("low", math.nan),
        "high": interval.get("high", math.nan),
        "method": _method(goal, found is not None, judged, lowest=lowest),
        "judges": interval["judges"] if interval else len(found.by_judge) if found is not None else 0,
        "consistency_ratio": found.consistency_ratio if found is not None else math.nan,
        # That judgements go before weights given is said once, where the weights are shown.
        "note": "" if note.startswith(say(JUDGEMENTS_COUNT)) else note,
    }


def _method(goal: Mapping[Any, Any], is_judged: bool, judged: GoalPriorities, *, lowest: bool) -> str | None:
    if not lowest or goal["basis"] == "not assessed":
        return None
    if is_judged:
        return next(iter(judged.by_parent.values())).method
    return str(goal["basis"])
