"""A business unit's portfolio: the best choice beside the present one, and what would change it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.portfolio.budgets import draw_frontier, without_idle
from pmobook.assess.portfolio.contradictions import circles_in_words, contradictions_in_words, explain_in_words
from pmobook.assess.portfolio.findings import portfolio_findings
from pmobook.assess.portfolio.headline import portfolio_headline
from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.portfolio.moves import moves_of
from pmobook.assess.portfolio.present import present_choice, use_of_limits
from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.portfolio.records import frontier_table, selection_table
from pmobook.assess.portfolio.reversals import reversals
from pmobook.assess.portfolio.views import Views
from pmobook.assess.selection import (
    CoreIndex,
    Infeasibility,
    NothingFits,
    NothingFound,
    Selection,
    core_index,
    prices,
    select,
    settling_judgement,
)  # fmt: skip
from pmobook.errors import ProblemsFound
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["NOTEBOOK", "PortfolioAssessment", "assess_portfolio"]

NOTEBOOK = "40_portfolio"

_NO_CHOICE = (NothingFits, NothingFound, ProblemsFound)


@dataclass(frozen=True, eq=False)
class PortfolioAssessment:
    """Which projects would serve the goals best, beside those that are chosen.

    Attributes
    ----------
    judged
        The choice, the best one and everything worked out around it.
    moves
        One row a candidate: project_id, title, move (starts, stops, stays, stays out, can't be chosen), value, cost, reason.
    limits
        One row a limit: limit, available, present, best, wanted (what all candidates together need).
    selection, frontier, findings
        Tables of the results store.
    headline
        The result in a sentence.
    """

    judged: Judged
    moves: pd.DataFrame
    limits: pd.DataFrame
    selection: pd.DataFrame
    frontier: pd.DataFrame
    findings: pd.DataFrame
    headline: str

    @property
    def problem(self) -> PortfolioProblem:
        """The choice that the business unit has."""
        return self.judged.problem

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {"selection": self.selection, "frontier": self.frontier, "findings": self.findings}


def assess_portfolio(problem: PortfolioProblem, views: Views, method: PortfolioMethod) -> PortfolioAssessment:
    """Find the best choice under every limit, mandate and link, and compare the present one with it.

    Parameters
    ----------
    problem
        See `pmobook.assess.portfolio.problem.portfolio_problem`.
    views
        The weightings of the goals under which the choice must stand.
    method
        Points of the frontier, limits of findings, time for each search.

    Returns
    -------
    PortfolioAssessment
        Where nothing can be assessed, or nothing keeps every limit, tables say so and findings say why.
    """
    judged = _judge(problem, views, method)
    moves = moves_of(judged)
    return PortfolioAssessment(
        judged=judged,
        moves=moves,
        limits=use_of_limits(problem, judged.best.chosen if judged.best else None),
        selection=selection_table(judged, moves),
        frontier=frontier_table(judged),
        findings=findings_table(NOTEBOOK, portfolio_findings(judged, method)),
        headline=portfolio_headline(judged),
    )


def _judge(problem: PortfolioProblem, views: Views, method: PortfolioMethod) -> Judged:
    present = present_choice(problem)
    if problem.unassessed:
        return Judged(problem, views, present)
    seconds, given = method.time_limit.value, problem.arguments
    best, infeasible = _best(problem, method)
    asked = list(problem.choosable)
    if best and len(asked) > method.reasons_up_to.value:
        asked = [one for one in asked if (one in best.chosen) != (one in present.projects)]
    core = _core(problem, views, seconds) if best else None
    alone = _by_money_alone(problem, method) if problem.roles else best
    marks = [present.cost, *(problem.cost_of(one.chosen) for one in (best, alone) if one is not None)]
    later = problem.with_later_starts
    drawn = draw_frontier(problem, method, marks)
    return Judged(
        problem=problem,
        views=views,
        present=present,
        best=best,
        infeasible=infeasible,
        contradictions=contradictions_in_words(problem),
        circles=circles_in_words(problem),
        by_money_alone=alone,
        without_tolerance=_found(problem.without_tolerance().arguments, method) if given["losses"] is not None else None,
        later=_found(later, method) if later else None,
        frontier=drawn[0],
        frontier_is_exact=drawn[1],
        prices=prices(**given, **_steps(problem, method), time_limit=seconds, secondary=MONEY) if best else None,
        core=core,
        settling=settling_judgement(core) if core else None,
        reversals=reversals(problem, best, asked, seconds) if best else {},
        decisive=_decisive(problem, best, seconds) if best else (),
    )


def _best(problem: PortfolioProblem, method: PortfolioMethod) -> tuple[Selection | None, Infeasibility | None]:
    try:
        best = select(
            **problem.arguments, time_limit=method.time_limit.value, secondary=MONEY, alternatives=int(method.alternatives.value),
            alternatives_within=method.alternatives_within.value,
        )  # fmt: skip
    except _NO_CHOICE:
        return None, explain_in_words(problem)
    return best, None


def _by_money_alone(problem: PortfolioProblem, method: PortfolioMethod) -> Selection | None:
    people = [name for names in problem.roles.values() for name in names]
    return _found(problem.with_limits(**dict.fromkeys(people, math.inf)).arguments, method)


def _found(given: Mapping[str, Any], method: PortfolioMethod) -> Selection | None:
    """Return the best choice under given limits and rules; None if there is none."""
    try:
        return select(**given, time_limit=method.time_limit.value, secondary=MONEY)
    except _NO_CHOICE:
        return None


def _steps(problem: PortfolioProblem, method: PortfolioMethod) -> dict[str, Any]:
    """Return by how much limits are raised to see what more of them is worth."""
    people = method.people_step.value
    steps: dict[str, float] = {}
    for name in (MONEY, *problem.limits.index):
        limit = float(problem.limits.get(name, 0.0))
        steps[name] = (method.money_step.value * limit or 1.0) if name.startswith(MONEY) else people
    # A role may be called like one of its resources only if a form says so; its own step is the same.
    roles = {name: of for name, of in problem.roles.items() if name not in steps}
    return {"steps": {**steps, **dict.fromkeys(roles, people)}, "roles": roles}


def _core(problem: PortfolioProblem, views: Views, seconds: float) -> CoreIndex:
    given = without_idle(problem)
    rules = {name: given[name] for name in ("mandates", "links", "losses", "tolerance")}
    values = problem.value_by_goal.loc[list(problem.choosable)].fillna(0.0)
    return core_index(values, views.weightings, given["cost"], given["limits"], time_limit=seconds, **rules)


def _decisive(problem: PortfolioProblem, best: Selection, seconds: float) -> tuple[str, ...]:
    """Return projects left out whose impacts are not all assessed, and which their highest value would bring in."""
    given = problem.arguments
    found = []
    for project in problem.choosable:
        if project in best.chosen or problem.value_highest[project] <= problem.value_lowest[project]:
            continue
        tried = given["value"].copy()
        tried[project] = problem.value_highest[project]
        if project in select(**{**given, "value": tried}, time_limit=seconds, secondary=MONEY).chosen:
            found.append(project)
    return tuple(found)
