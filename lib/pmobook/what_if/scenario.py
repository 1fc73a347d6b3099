"""A scenario: goal weights, a budget and mandates as somebody would like to try them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.errors import PmobookError
from pmobook.language import said_later, say
from pmobook.vocabulary import quoted

__all__ = ["Decision", "Question", "Scenario", "as_it_stands", "question_of", "reason_of", "shares_of"]

Decision = Literal["in", "out"]

_OWN_REASON = said_later("set in this scenario")


@dataclass(frozen=True)
class Scenario:
    """What is tried.

    Attributes
    ----------
    pulls
        By goal, how far its slider is pulled, 0 or more; only their proportions count.
    budget
        What may still be spent, in the engagement's money; infinite: as much as there is to spend.
    decisions
        By project, in or out; a project that isn't named is free.
    other_limits
        Whether the limits by quarter and by role are kept too.
    name
        What it is called.
    """

    pulls: Mapping[str, float]
    budget: float
    decisions: Mapping[str, Decision]
    other_limits: bool = True
    name: str = ""


@dataclass(frozen=True, eq=False)
class Question:
    """A scenario put to a portfolio.

    Attributes
    ----------
    problem
        The portfolio under the scenario's weights and mandates.
    shares
        By goal, its share of all weight.
    reasons
        By mandated project, why.
    arguments
        What `pmobook.assess.selection.select` and `frontier` take.
    """

    problem: PortfolioProblem
    shares: dict[str, float]
    reasons: dict[str, str]
    arguments: dict[str, Any]


def as_it_stands(problem: PortfolioProblem) -> Scenario:
    """Return the scenario of the forms: leadership's weights, the budget, the mandates."""
    return Scenario(
        pulls={str(goal): 100.0 * float(weight) for goal, weight in problem.weights.items()},
        budget=problem.budget,
        decisions={project: decision for project, decision, _ in _mandates(problem) if project in problem.choosable},
        name="As it stands",
    )


def reason_of(problem: PortfolioProblem, project: str) -> str:
    """Return why the forms mandate a project, and who says so; empty if they don't."""
    return next((f"{reason}" for one, _, reason in _mandates(problem) if one == project), "")


def shares_of(pulls: Mapping[str, float]) -> dict[str, float]:
    """Return each goal's share of all weight; together 1.

    Raises
    ------
    PmobookError
        If a pull is negative or no number, or all are 0: then no goal would count.

    Examples
    --------
    >>> shares_of({"growth": 30, "cost": 10})
    {'growth': 0.75, 'cost': 0.25}
    """
    for goal, pull in pulls.items():
        if not math.isfinite(pull) or pull < 0:
            message = f"The weight of {goal} is {quoted(pull)}; it must be a number of 0 or more."
            raise PmobookError(message)
    total = math.fsum(pulls.values())
    if total <= 0:
        message = "No goal has any weight, so no project would be worth anything. Give at least one goal a weight above 0."
        raise PmobookError(message)
    return {goal: pull / total for goal, pull in pulls.items()}


def question_of(problem: PortfolioProblem, scenario: Scenario) -> Question:
    """Put a scenario to a portfolio.

    Raises
    ------
    PmobookError
        If no goal has weight, the budget is no amount, or goals and projects are not those of the portfolio.
    """
    if math.isnan(scenario.budget) or scenario.budget < 0:
        message = "The budget must be an amount of 0 or more."
        raise PmobookError(message)
    _check_belongs(problem, scenario)
    shares = shares_of(scenario.pulls)
    given = {project: (decision, reason) for project, decision, reason in _mandates(problem)}
    rows = [
        (project, decision, given[project][1] if given.get(project, ("",))[0] == decision else say(_OWN_REASON))
        for project, decision in scenario.decisions.items()
    ]
    columns = ["project_id", "decision", "reason"]
    asked = problem.with_weights(pd.Series(shares)).with_mandates(pd.DataFrame(rows, columns=columns).astype("str"))
    arguments = asked.arguments
    limits = arguments["limits"].copy()
    if not scenario.other_limits:
        limits[:] = math.inf
    limits[MONEY] = scenario.budget
    return Question(asked, shares, {project: reason for project, _, reason in rows}, {**arguments, "limits": limits})


def _check_belongs(problem: PortfolioProblem, scenario: Scenario) -> None:
    """Refuse a scenario of other goals or projects: the pack has changed since it was saved."""
    if odd := sorted(set(scenario.pulls) ^ {str(goal) for goal in problem.weights.index}):
        message = f"The scenario weighs other goals than the pack now has ({', '.join(odd)}). Set its weights anew and save it."
        raise PmobookError(message)
    if odd := [project for project in scenario.decisions if project not in problem.choosable]:
        message = f"The scenario decides on {', '.join(odd)}, which can't be chosen here (any more). Free these and save it anew."
        raise PmobookError(message)


def _mandates(problem: PortfolioProblem) -> Iterator[tuple[str, Decision, str]]:
    """Give each mandate of the forms: project, decision, the reason with who says so."""
    rows = problem.mandates
    for row in rows.to_dict(orient="records"):
        words = ["" if pd.isna(row[name]) else str(row[name]).strip() for name in ("reason", "mandated_by")]
        reason = words[0] or say("no reason given")
        yield str(row["project_id"]), "in" if row["decision"] == "in" else "out", f"{reason} ({words[1]})" if words[1] else reason
