"""Scenarios as files for elsewhere: CSV that a spreadsheet can't take for formulas, and JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.show.csv_file import as_csv
from pmobook.what_if.outcome import Outcome

__all__ = ["as_json", "change_of", "projects_csv", "summary_csv"]

_PROJECT_COLUMNS = ("scenario", "project_id", "title", "is_chosen", "is_current", "change", "value", "money", "mandate", "reason")


def change_of(outcome: Outcome, project: str) -> str:
    """Return what a scenario changes for a project: enters, leaves, stays in, stays out."""
    if not outcome.is_possible:
        return ""
    before, after = project in outcome.present, project in outcome.chosen
    return {(False, True): "enters", (True, False): "leaves", (True, True): "stays in", (False, False): "stays out"}[
        before, after
    ]


def projects_csv(problem: PortfolioProblem, outcomes: Sequence[Outcome]) -> str:
    """Return a row for each scenario and project."""
    rows: list[Sequence[Any]] = []
    for outcome in outcomes:
        for project in outcome.worth.index:
            decision = outcome.scenario.decisions.get(project, "")
            rows.append((
                outcome.scenario.name, project, problem.named(project),
                _yes(project in outcome.chosen), _yes(project in outcome.present), change_of(outcome, project),
                float(outcome.worth[project]), _money(problem, project), decision, outcome.reasons.get(project, ""),
            ))  # fmt: skip
    return as_csv(_PROJECT_COLUMNS, rows)


def summary_csv(outcomes: Sequence[Outcome]) -> str:
    """Return a row for each scenario, with a column for each goal's share of the weight."""
    goals = list(dict.fromkeys(goal for outcome in outcomes for goal in outcome.shares))
    columns = ("scenario", "budget", "other_limits", "projects", "value", "money", "is_proven", "gap", "present_value",
               "present_money", "enters", "leaves", "why_not", *(f"weight of {goal}" for goal in goals))  # fmt: skip
    rows = [
        (one.scenario.name, one.scenario.budget, _yes(one.scenario.other_limits), len(one.chosen), one.value, one.money,
         _yes(one.is_proven), one.gap, one.present_value, one.present_money, ";".join(one.enters), ";".join(one.leaves),
         " ".join(one.why_not), *(one.shares.get(goal, math.nan) for goal in goals))
        for one in outcomes
    ]  # fmt: skip
    return as_csv(columns, rows)


def as_json(problem: PortfolioProblem, outcomes: Sequence[Outcome]) -> str:
    """Return everything about the scenarios; a number that is missing or without limit is null."""
    told = [
        {
            "name": one.scenario.name,
            "weights": {goal: _finite(pull) for goal, pull in one.scenario.pulls.items()},
            "shares": one.shares,
            "budget": _finite(one.scenario.budget),
            "other_limits": one.scenario.other_limits,
            "mandates": {project: {"decision": decision, "reason": one.reasons.get(project, "")}
                         for project, decision in one.scenario.decisions.items()},
            "chosen": list(one.chosen),
            "value": _finite(one.value), "money": _finite(one.money), "gap": _finite(one.gap), "is_proven": one.is_proven,
            "why_not": list(one.why_not),
            "present": list(one.present),
            "present_value": _finite(one.present_value), "present_money": _finite(one.present_money),
            "enters": list(one.enters), "leaves": list(one.leaves),
        }
        for one in outcomes
    ]  # fmt: skip
    projects = {project: {"title": problem.named(project), "money": _finite(_money(problem, project))}
                for project in problem.choosable}  # fmt: skip
    return json.dumps({"projects": projects, "scenarios": told}, ensure_ascii=False, indent=2, allow_nan=False)


def _money(problem: PortfolioProblem, project: str) -> float:
    return problem.cost_of([project], MONEY)


def _finite(number: float) -> float | None:
    return number if math.isfinite(number) else None


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
