"""The present choice: what it brings and costs, and which limits it exceeds."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmobook.assess.portfolio.losses import RISK
from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem

__all__ = ["PresentChoice", "present_choice"]

LIMITS_USED = {
    "limit": "str", "available": "float64", "present": "float64", "best": "float64", "wanted": "float64",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class PresentChoice:
    """What is selected or being carried out now, as far as its cost is known.

    Attributes
    ----------
    projects
        Ids.
    value, cost
        What they bring, as far as known, and what they still cost.
    exceeded
        Limit to by how much it is exceeded; ``risk`` is the tolerance for losses.
    broken_links
        Links that the present choice does not keep, as (project_id, link, other_project_id).
    """

    projects: tuple[str, ...]
    value: float
    cost: float
    exceeded: dict[str, float]
    broken_links: tuple[tuple[str, str, str], ...]

    @property
    def fits(self) -> bool:
        """Whether it keeps every limit and link."""
        return not self.exceeded and not self.broken_links

    @property
    def people_exceeded(self) -> dict[str, float]:
        """The limits of people that are exceeded, worst first."""
        found = {name: over for name, over in self.exceeded.items() if not name.startswith(MONEY) and name != RISK}
        return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def present_choice(problem: PortfolioProblem) -> PresentChoice:
    """Return the present choice and what it exceeds."""
    projects = problem.present_choice
    broken = [
        (one, link, other)
        for one, link, other in problem.links.itertuples(index=False, name=None)
        if _breaks(one in projects, link, other in projects)
    ]
    return PresentChoice(
        projects=projects,
        value=problem.value_of(projects),
        cost=problem.cost_of(projects),
        exceeded=problem.exceeded_by(projects),
        broken_links=tuple(broken),
    )


def _breaks(one: bool, link: str, other: bool) -> bool:
    return {"requires": one and not other, "excludes": one and other, "together": one != other}[link]


def use_of_limits(problem: PortfolioProblem, chosen: tuple[str, ...] | None) -> pd.DataFrame:
    """Return one row a limit: available, and what the present choice, the best choice and all candidates need of it.

    Losses in bad cases stand last, under the limit ``risk``, where there is a tolerance.
    """
    rows = [
        (
            str(name),
            float(limit),
            problem.cost_of(problem.present_choice, str(name)),
            float("nan") if chosen is None else problem.cost_of(chosen, str(name)),
            problem.cost_of(problem.choosable, str(name)),
        )
        for name, limit in problem.limits.items()
    ]
    if problem.risk is not None and problem.tolerance is not None:
        sets = (problem.present_choice, chosen, problem.choosable)
        present, best, wanted = (float("nan") if one is None else problem.risk.of(one).in_bad_cases for one in sets)
        rows.append((RISK, problem.tolerance, present, best, wanted))
    return pd.DataFrame(rows, columns=list(LIMITS_USED)).astype(LIMITS_USED)
