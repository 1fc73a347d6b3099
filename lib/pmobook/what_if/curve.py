"""A scenario's frontier: the best value at budgets from nothing to everything, found one budget at a time."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem
from pmobook.assess.selection import NothingFits, frontier
from pmobook.errors import ProblemsFound
from pmobook.what_if.outcome import AT_ONCE
from pmobook.what_if.scenario import Scenario, question_of, shares_of

__all__ = ["Curve", "Point", "most_money"]

_BUDGETS = 13


@dataclass(frozen=True)
class Point:
    """The best value at a budget.

    Attributes
    ----------
    budget, value
        Money, and strategic value.
    without_other_limits
        The value if only money were limited; missing if there is no other limit, or none is kept.
    is_proven
        Whether both are proven.
    """

    budget: float
    value: float
    without_other_limits: float
    is_proven: bool


def most_money(problem: PortfolioProblem) -> float:
    """Return what all projects together take, or the budget if that is more."""
    every = problem.cost_of(problem.choosable)
    return max(every, problem.budget) if math.isfinite(problem.budget) else every


class Curve:
    """The frontier of a scenario; it doesn't depend on the scenario's budget.

    Parameters
    ----------
    problem
        What there is to choose from.
    scenario
        Its weights, mandates and limits.

    Attributes
    ----------
    points
        Those found so far, by rising budget; none below the least budget at which the mandates fit.
    """

    def __init__(self, problem: PortfolioProblem, scenario: Scenario) -> None:
        self._arguments = question_of(problem, scenario).arguments
        self._open = [float(budget) for budget in np.linspace(0.0, most_money(problem), _BUDGETS)]
        self.points: tuple[Point, ...] = ()

    @staticmethod
    def key(scenario: Scenario) -> Hashable:
        """Return everything of a scenario that its frontier depends on."""
        shares = shares_of(scenario.pulls)
        return tuple(sorted(shares.items())), tuple(sorted(scenario.decisions.items())), scenario.other_limits

    @property
    def is_complete(self) -> bool:
        """Whether there are no more points to find."""
        return not self._open

    def step(self, seconds: float = AT_ONCE) -> None:
        """Find the next point, from the highest budget down; below one at which the mandates don't fit no other is looked at."""
        budget = self._open.pop()
        try:
            found = frontier(**self._arguments, resource=MONEY, points=[budget], time_limit=seconds)
        except (NothingFits, ProblemsFound):  # the scenario's outcome says why
            self._open.clear()
            return
        value = float(found.points["value"].iloc[0])
        if math.isnan(value):
            self._open.clear()
            return
        without = math.nan if found.without_other_limits is None else float(found.without_other_limits["value"].iloc[0])
        self.points = (Point(budget, value, without, found.is_proven), *self.points)
