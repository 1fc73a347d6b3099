"""The budgets at which a frontier is drawn, and what is left out of it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.selection import Frontier, NothingFits, NothingFound, frontier
from pmobook.errors import ProblemsFound
from pmobook.language import say
from pmobook.method.portfolio import PortfolioMethod

__all__ = ["draw_frontier", "without_idle"]


def draw_frontier(problem: PortfolioProblem, method: PortfolioMethod, marks: Iterable[float]) -> tuple[Frontier | None, bool]:
    """Return the best value at each budget, and whether every budget at which the best choice changes is among them.

    Parameters
    ----------
    problem
        The choice.
    method
        How many budgets, and up to how many projects every breakpoint is drawn.
    marks
        Budgets to be drawn besides: what the present and the best choice cost.

    Notes
    -----
    None if nothing keeps the other limits and mandates at any budget.
    """
    given, seconds = without_idle(problem), method.time_limit.value
    budgets = {one for one in (problem.budget, *marks) if math.isfinite(one)}
    try:
        exact = len(problem.choosable) <= method.frontier_exact_up_to.value
        if exact:
            for limits in (given["limits"], given["limits"].map(lambda _: math.inf)):
                found = frontier(**{**given, "limits": limits}, resource=MONEY, time_limit=seconds)
                exact = exact and found.is_exact
                budgets |= set(found.points["budget"])
            budgets |= {_least(problem), problem.cost_of(problem.choosable)}
        if not exact:
            budgets |= set(_spaced(problem, int(method.frontier_points.value)))
        return frontier(**given, resource=MONEY, points=sorted(budgets), time_limit=seconds), exact
    except (NothingFits, NothingFound, ProblemsFound):
        return None, False


def _least(problem: PortfolioProblem) -> float:
    """Return what the projects that must be done cost; those that they require can make it more."""
    held = problem.mandates.loc[problem.mandates["decision"] == "in", "project_id"]
    return problem.cost_of(str(one) for one in held if one in problem.cost.index)


def _spaced(problem: PortfolioProblem, count: int) -> list[float]:
    spaced = np.linspace(_least(problem), problem.cost_of(problem.choosable), count)
    # Rounded up: a budget a hair below what projects cost together would leave one of them out.
    return [math.ceil(one * 1e6 - 1e-3) / 1e6 for one in spaced]


def without_idle(problem: PortfolioProblem) -> dict[str, Any]:
    """Return the choice without projects that bring nothing and that nothing needs: they fill a budget and mean nothing."""
    given = problem.arguments
    held = {*given["mandates"]["project_id"], *problem.links["project_id"], *problem.links["other_project_id"]}
    values = problem.value_by_goal.fillna(0.0).max(axis=1)
    idle = [project for project in problem.choosable if values[project] <= 0 and project not in held]
    out = pd.DataFrame({"project_id": idle, "mandate": "out", "reason": say("brings nothing to any goal")})
    return {**given, "mandates": pd.concat([given["mandates"], out], ignore_index=True) if idle else given["mandates"]}
