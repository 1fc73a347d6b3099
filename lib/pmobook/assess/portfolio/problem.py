"""The choice that a business unit has: projects, what they bring and cost, and every limit and rule."""

from __future__ import annotations

import functools
import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import pandas as pd

from pmobook.assess.portfolio.losses import RISK, Exposure, Losses
from pmobook.assess.portfolio.still_to_come import MONEY
from pmobook.language import say
from pmobook.vocabulary import Quarter

__all__ = ["MONEY", "PortfolioProblem", "lowest_and_highest"]

_DIGITS = 9
_ROUNDING = 1e-9


@dataclass(frozen=True, eq=False)
class PortfolioProblem:
    """Everything that a selection of projects depends on.

    Attributes
    ----------
    business_unit, lead
        The business unit's name, and who owns findings without an owner of their own.
    titles, stages, sponsors
        By id of every candidate; also of those that can't be chosen.
    cannot_be_chosen
        Candidate to why it can't be chosen: its cost to come is not assessed.
    goals
        Goal id to title, of the goals with a weight.
    value_by_goal
        Candidates by goals, impact value 0 to 1; missing is not assessed.
    weights
        Goal to weight, summing to 1.
    value, value_lowest, value_highest
        By candidate: strategic value = sum of weight times impact value. The lowest takes every impact that is not assessed as
        none, the highest as extreme; ``value`` is the lowest, what is known of it, and is what the selection counts.
    cost
        Projects that can be chosen by resources: ``money`` (all that is still to be spent), ``money 2026Q4`` … by quarter and
        ``Project manager 2026Q4`` …, person-months by quarter.
    limits
        Resource to limit; only resources with a limit.
    budget_is_set
        Whether leadership set the limit of ``money``; if not, it is what the present choice costs.
    mandates
        project_id, decision (in or out), reason, mandated_by; also of candidates that can't be chosen.
    links
        project_id, link, other_project_id, between projects that can be chosen.
    losses, tolerance
        Scenarios by projects in money (None if no risk was handed in), and the most that the mean of the worst losses of the
        projects chosen may be (None: leadership set none, and risk limits nothing).
    current
        The present choice, also of projects that can't be chosen for want of a cost.
    unassessed
        Why no choice can be assessed; empty if it can.
    notes
        What was assumed or left out, in sentences.
    risk
        What projects may lose, and what is not known of it; None if no risk was handed in.
    tolerance_said
        Who set the tolerance and when, in words; empty without one.
    later
        Rows for projects that may start later, see `pmobook.assess.portfolio.later_starts.LaterStarts`; None where the
        engagement moves no start.
    later_limits
        Limits of people in quarters that only later starts reach.
    planned_starts
        Project that can be chosen to the quarter in which it starts as planned.
    """

    business_unit: str
    lead: str
    titles: Mapping[str, str]
    stages: Mapping[str, str]
    sponsors: Mapping[str, str]
    cannot_be_chosen: Mapping[str, str]
    goals: Mapping[str, str]
    value_by_goal: pd.DataFrame
    weights: pd.Series
    value: pd.Series
    value_lowest: pd.Series
    value_highest: pd.Series
    cost: pd.DataFrame
    limits: pd.Series
    budget_is_set: bool
    mandates: pd.DataFrame
    links: pd.DataFrame
    losses: pd.DataFrame | None
    tolerance: float | None
    current: tuple[str, ...]
    unassessed: str
    notes: tuple[str, ...]
    risk: Losses | None = None
    tolerance_said: str = ""
    later: pd.DataFrame | None = None
    later_limits: pd.Series = field(default_factory=lambda: pd.Series(dtype="float64"))
    planned_starts: Mapping[str, Quarter] = field(default_factory=dict)

    @property
    def choosable(self) -> tuple[str, ...]:
        """Candidates whose cost is known, in the form's order."""
        return tuple(self.cost.index)

    @property
    def present_choice(self) -> tuple[str, ...]:
        """Those of the present choice that can be compared: their cost to come is known."""
        return tuple(project for project in self.current if project in self.cost.index)

    @property
    def budget(self) -> float:
        """The limit of all money still to be spent; infinite if there is none."""
        return float(self.limits.get(MONEY, math.inf))

    @property
    def roles(self) -> dict[str, tuple[str, ...]]:
        """Role to its resources that have a limit, one a quarter."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.limits.index:
            head = name.rsplit(" ", 1)[0]
            if head != MONEY:
                found[head] = (*found.get(head, ()), name)
        return found

    @functools.cached_property
    def arguments(self) -> Mapping[str, Any]:
        """What `pmobook.assess.selection.select` and its neighbours take, by name; every limit of ``limits`` is in it.

        ``money`` stands in cost and limits in any case, without a limit if need be, so that its frontier can be drawn.
        """
        names = [MONEY, *(name for name in self.limits.index if name != MONEY)]
        held = self.mandates.loc[self.mandates["project_id"].isin(self.choosable)]
        return MappingProxyType({
            "value": self.value.loc[list(self.choosable)],
            "cost": self.cost[names],
            "limits": self.limits.reindex(names).fillna(math.inf),
            **self.rules(held),
        })  # fmt: skip

    @property
    def with_later_starts(self) -> dict[str, Any] | None:
        """The same with starts that may move, and what then limits them; None if none may."""
        if self.later is None or self.later.empty:
            return None
        given = self.arguments
        limits = pd.concat([given["limits"], self.later_limits])
        limits = limits.loc[~limits.index.duplicated()]
        needed = self.later[["project_id", "shift", *(name for name in limits.index if name in self.later.columns)]]
        cost = self.cost.reindex(columns=limits.index, fill_value=0.0)
        return {**given, "cost": cost, "limits": limits, "starts": needed}

    def rules(self, mandates: pd.DataFrame) -> dict[str, Any]:
        """Return mandates (of projects that can be chosen), links and risk as `select` takes them."""
        return {
            "mandates": mandates.rename(columns={"decision": "mandate"})[["project_id", "mandate", "reason"]],
            "links": self.links,
            "losses": None if self.tolerance is None else self.losses,
            "tolerance": None if self.losses is None else self.tolerance,
        }

    def named(self, project: str) -> str:
        """Return a project as sentences call it: its title, or its id if it has none."""
        return self.titles.get(project) or project

    def quoted(self, project: str) -> str:
        """Return a project's name set apart from the words of a finding around it."""
        return say("'{title}'", title=self.named(project))

    def value_of(self, projects: Iterable[str]) -> float:
        """Return what projects bring together, as far as their impacts are known."""
        return math.fsum(float(self.value[project]) for project in projects)

    def cost_of(self, projects: Iterable[str], resource: str = MONEY) -> float:
        """Return what projects need together of a resource."""
        costs = self._costs[resource]
        return round(math.fsum(float(costs[project]) for project in projects), _DIGITS)

    @functools.cached_property
    def _costs(self) -> Mapping[str, Mapping[Hashable, float]]:
        """Resource to project to what it needs: asked for by the hundred, of one project and resource at a time."""
        return {str(resource): column.to_dict() for resource, column in self.cost.items()}

    def exposure_of(self, projects: Iterable[str]) -> Exposure | None:
        """Return what projects may lose together, as far as it is known; None if no risk was handed in."""
        return None if self.risk is None else self.risk.of(projects)

    def exceeded_by(self, projects: Iterable[str]) -> dict[str, float]:
        """Return by how much a set of projects exceeds each limit that it exceeds, ``risk`` for the tolerance among them."""
        ids = list(projects)
        over = {str(name): self.cost_of(ids, str(name)) - float(limit) for name, limit in self.limits.items()}
        if self.risk is not None and self.tolerance is not None:
            over[RISK] = self.risk.of(ids).in_bad_cases - self.tolerance
        return {name: amount for name, amount in over.items() if amount > _ROUNDING}

    def with_weights(self, weights: pd.Series) -> PortfolioProblem:
        """Return the same choice under other weights of the goals, brought to a sum of 1.

        Raises
        ------
        ValueError
            If a goal has no weight, one is negative, or they sum to zero.
        """
        given = weights.reindex(self.value_by_goal.columns).astype("float64")
        if given.isna().any() or (given < 0).any() or not given.sum() > 0:
            message = "every goal needs a weight of 0 or more, one of them above 0"
            raise ValueError(message)
        shares = given / given.sum()
        lowest, highest = lowest_and_highest(self.value_by_goal, shares)
        return replace(self, weights=shares, value=lowest, value_lowest=lowest, value_highest=highest)

    def with_limits(self, **changed: float) -> PortfolioProblem:
        """Return the same choice with other limits; pass names with blanks as ``**{"money 2026Q4": 3}``, infinite for none."""
        limits = {**{str(name): float(limit) for name, limit in self.limits.items()}, **changed}
        kept = {name: limit for name, limit in limits.items() if math.isfinite(limit)}
        series = pd.Series(list(kept.values()), index=pd.Index(list(kept), dtype="str"), dtype="float64")
        return replace(self, limits=series, budget_is_set=self.budget_is_set or MONEY in changed)

    def without_tolerance(self) -> PortfolioProblem:
        """Return the same choice with no limit for losses."""
        return replace(self, tolerance=None)

    def with_mandates(self, mandates: pd.DataFrame) -> PortfolioProblem:
        """Return the same choice under other mandates (project_id, decision, reason, mandated_by)."""
        return replace(self, mandates=mandates)


def lowest_and_highest(values: pd.DataFrame, shares: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the lowest and the highest strategic value of each project."""
    both = []
    for taken in (values.fillna(0.0), values.fillna(1.0)):
        sums = [round(math.fsum(row), 12) for row in (taken * shares).itertuples(index=False, name=None)]
        both.append(pd.Series(sums, index=values.index, dtype="float64", name="value"))
    return both[0], both[1]
