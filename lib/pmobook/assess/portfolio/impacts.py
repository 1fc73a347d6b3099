"""What each project brings to each goal, 0 to 1, with what nobody judged left open."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from pmobook.assess.tables import present, rows_of, text_of

__all__ = ["value_by_goal"]


def value_by_goal(
    project_goals: pd.DataFrame, goals: pd.DataFrame, projects: Iterable[str], counting: Iterable[str], worth: Mapping[str, float]
) -> pd.DataFrame:
    """Return projects by goals that have a weight: what the impact is worth, 0 to 1; missing is not assessed.

    Parameters
    ----------
    project_goals, goals
        The forms of those names.
    projects
        Ids, in order.
    counting
        Goals with a weight.
    worth
        Impact to its value.

    Notes
    -----
    A goal that a project does not name while it names others gets the value of no impact; a project that names no goal has not
    been judged on any. An impact on a goal with sub-goals holds for each of them, unless a goal nearer to them is named.
    """
    above = {str(goal): text_of(parent) for goal, parent in rows_of(goals, "goal_id", "parent_goal_id")}
    wanted, ids = list(counting), list(projects)
    named: dict[str, dict[str, float]] = {project: {} for project in ids}
    for project, goal, impact in rows_of(project_goals, "project_id", "goal_id", "impact"):
        if str(project) in named:
            named[str(project)][str(goal)] = worth[str(impact)] if present(impact) else math.nan
    rows = [[_value(goal, named[project], above) for goal in wanted] for project in ids]
    return pd.DataFrame(rows, index=pd.Index(ids, name="project_id", dtype="str"), columns=wanted, dtype="float64")


def _value(goal: str, impacts: Mapping[str, float], above: Mapping[str, str]) -> float:
    if not impacts:
        return math.nan
    seen: list[str] = []
    while goal and goal not in seen:
        if goal in impacts:
            return impacts[goal]
        seen.append(goal)
        goal = above.get(goal, "")
    return 0.0
