"""What the choices compared may lose, beside the tolerance, and what each project may lose."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.losses import Losses
from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.assess.tables import build, present, records_of
from pmobook.language import said_later, say

__all__ = ["exposure_by_choice", "exposure_by_project"]

_CHOICES = {
    "choice": "str", "budget": "float64", "value": "float64", "mean": "float64", "mean_error": "float64", "p80": "float64",
    "p80_error": "float64", "in_bad_cases": "float64", "in_bad_cases_error": "float64", "share": "float64",
    "breach_probability": "float64", "breach_error": "float64",
}  # fmt: skip
_PROJECTS = {
    "project_id": "str", "title": "str", "is_chosen": "boolean", "mean": "float64", "in_bad_cases": "float64", "note": "str",
}  # fmt: skip


def exposure_by_choice(judged: Judged) -> pd.DataFrame:
    """Return one row a choice: its value, what it may lose with the risks of no project, and that against the tolerance.

    Rows are the present choice, the best one, the best with later starts and without a tolerance where they differ, and each
    point of the frontier (with its ``budget``; missing in the others). Last comes the best choice (the present one, if there is
    none) with the risks of projects of which nothing is to be chosen.
    ``share`` is the loss in bad cases over the tolerance; like the probability of exceeding it, it is missing without one. No
    rows if no risk was handed in.
    """
    problem = judged.problem
    if problem.risk is None:
        return build([], _CHOICES)
    sets: list[tuple[str, float, tuple[str, ...]]] = [(say("The present choice"), math.nan, judged.present.projects)]
    for name, found in (
        (say("The best choice"), judged.best), (say("The best choice if starts may move"), judged.later),
        (say("The best choice if risk limited nothing"), judged.without_tolerance),
    ):  # fmt: skip
        chosen = tuple(map(str, found.chosen)) if found else None
        if chosen is not None and all(set(chosen) != set(one) for _, _, one in sets[1:]):
            sets.append((name, math.nan, chosen))
    whole = sets[1][2] if judged.best else sets[0][2]
    sets.extend(
        (say("Frontier at {budget:,.2f}", budget=row["budget"]), float(row["budget"]), tuple(map(str, row["chosen"])))
        for row in (records_of(judged.frontier.points) if judged.frontier else ())
        if present(row["value"])
    )
    rows = [_row(problem, problem.risk, (name, budget), projects) for name, budget, projects in sets]
    if problem.risk.elsewhere.any():
        name = say("The best choice") if judged.best else say("The present choice")
        rows.append(
            _row(
                problem,
                problem.risk,
                (say("{name}, with risks of projects not to be chosen", name=name), math.nan),
                whole,
                everything=True,
            )
        )
    return build(rows, _CHOICES)


def _row(
    problem: PortfolioProblem, risk: Losses, named: tuple[str, float], projects: tuple[str, ...], *, everything: bool = False
) -> dict[str, object]:
    tolerance, (name, budget) = problem.tolerance, named
    lost = risk.summary_of(projects, tolerance, everything=everything)
    breach = lost.breach
    return {
        "choice": name, "budget": budget, "value": problem.value_of(projects), "mean": lost.mean.value,
        "mean_error": lost.mean.error, "p80": lost.p80.value, "p80_error": lost.p80.error, "in_bad_cases": lost.cvar95,
        "in_bad_cases_error": lost.conditional_value_at_risk.error, "share": lost.cvar95 / tolerance if tolerance else math.nan,
        "breach_probability": breach.value if breach else math.nan, "breach_error": breach.error if breach else math.nan,
    }  # fmt: skip


def exposure_by_project(judged: Judged) -> pd.DataFrame:
    """Return one row a project that can be chosen, the greatest loss in bad cases first; missing is not assessed.

    Bad cases are those of the project alone, so that they don't add up: not everything goes wrong at once.
    """
    problem, risk = judged.problem, judged.problem.risk
    if risk is None:
        return build([], _PROJECTS)
    rows = []
    for project in problem.choosable:
        lost, lacking = risk.of([project], alone=True), risk.in_part.get(project, 0)
        is_known = lost.in_bad_cases > 0 or not (lacking or project in risk.without_risks)
        note = say("no risk handed in") if project in risk.without_risks else ""
        if lacking:
            note = say(
                said_later("at least this: {lacking} without an estimate")
                if is_known
                else said_later("{lacking} without an estimate"),
                lacking=lacking,
            )
        rows.append(
            {
                "project_id": project,
                "title": problem.titles[project],
                "is_chosen": None if judged.best is None else project in judged.best.chosen,
                "mean": lost.mean if is_known else float("nan"),
                "in_bad_cases": lost.in_bad_cases if is_known else float("nan"),
                "note": note,
            }
        )
    return build(sorted(rows, key=lambda row: (row["in_bad_cases"] != row["in_bad_cases"], -row["in_bad_cases"])), _PROJECTS)
