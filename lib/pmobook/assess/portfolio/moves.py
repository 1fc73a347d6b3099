"""What each candidate would do under the best choice: start, stop, stay or stay out, and why."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.problem import MONEY
from pmobook.assess.tables import build
from pmobook.assess.wording import as_number
from pmobook.language import say

__all__ = ["MOVES", "moves_of"]

MOVES = {
    "project_id": "str", "title": "str", "stage": "str", "move": "str", "is_current": "bool", "value": "float64",
    "cost": "float64", "reason": "str",
}  # fmt: skip

_ORDER = ("starts", "stops", "stays", "stays out", "not decided", "can't be chosen")


def moves_of(judged: Judged) -> pd.DataFrame:
    """Return one row a candidate, those that change first; the value is missing where impacts are not assessed."""
    rows = [_row(judged, project) for project in judged.problem.titles]
    rows.sort(key=lambda row: _ORDER.index(str(row["move"])))
    return build(rows, MOVES)


def _row(judged: Judged, project: str) -> dict[str, object]:
    problem = judged.problem
    move, reason = _move(judged, project)
    lowest, highest = float(problem.value_lowest[project]), float(problem.value_highest[project])
    is_exact = highest <= lowest and len(problem.weights) > 0
    if not is_exact and not problem.unassessed:
        words = say(
            "value not assessed: {lowest} to {highest}, counted as {lowest}",
            lowest=as_number(lowest, 2),
            highest=as_number(highest, 2),
        )
        reason = f"{reason}; {words}" if reason else words
    return {
        "project_id": project,
        "title": problem.titles[project],
        "stage": problem.stages[project],
        "move": move,
        "is_current": project in problem.current,
        "value": lowest if is_exact else float("nan"),
        "cost": float(problem.cost.loc[project, MONEY]) if project in problem.cost.index else float("nan"),  # type: ignore[arg-type]
        "reason": reason,
    }


def _move(judged: Judged, project: str) -> tuple[str, str]:
    if project in judged.problem.cannot_be_chosen:
        return "can't be chosen", say(
            "its cost is not assessed: {cannot_be_chosen}", cannot_be_chosen=judged.problem.cannot_be_chosen[project]
        )
    if judged.best is None:
        return "not decided", ""
    is_chosen, is_current = project in judged.best.chosen, project in judged.present.projects
    move = {(True, False): "starts", (False, True): "stops", (True, True): "stays", (False, False): "stays out"}
    reversal = judged.reversals.get(project)
    said = _mandate(judged, project)
    if not said and reversal is not None:
        said = reversal.reason(judged.problem, is_chosen=is_chosen)
    return move[is_chosen, is_current], said


def _mandate(judged: Judged, project: str) -> str:
    rows = judged.problem.mandates.loc[judged.problem.mandates["project_id"] == project]
    if rows.empty:
        return ""
    by = str(rows["mandated_by"].iloc[0])
    side = say("it must be done") if rows["decision"].iloc[0] == "in" else say("it must not be done")
    return f"{side}{(say(': required by {by}', by=by) if by else '')}"
