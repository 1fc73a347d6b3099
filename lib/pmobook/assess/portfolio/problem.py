"""The choice that a business unit has: projects, what they bring and cost, and every limit and rule."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pmobook.assess.portfolio.impacts import value_by_goal
from pmobook.assess.portfolio.people import people_needed
from pmobook.assess.portfolio.rules import rules_between
from pmobook.assess.portfolio.still_to_come import MONEY, cost_to_come
from pmobook.assess.tables import rows_of, text_of
from pmobook.assess.wording import counted, listed
from pmobook.inputs.engagement import BusinessUnit, Engagement
from pmobook.inputs.pack import InputPack
from pmobook.method.impact import impact_scale
from pmobook.method.portfolio import portfolio_method
from pmobook.vocabulary import Quarter

__all__ = ["MONEY", "PortfolioForms", "PortfolioProblem", "portfolio_of", "portfolio_problem"]

_DIGITS = 9


@dataclass(frozen=True, eq=False)
class PortfolioForms:
    """The forms that a portfolio is made from; one without rows was not handed in."""

    goals: pd.DataFrame
    projects: pd.DataFrame
    project_goals: pd.DataFrame
    project_costs: pd.DataFrame
    project_links: pd.DataFrame
    capacity: pd.DataFrame
    demand: pd.DataFrame


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
        Scenarios by projects in money, and the most that the mean of the worst losses may be; None where risk is no limit.
    current
        The present choice, also of projects that can't be chosen for want of a cost.
    unassessed
        Why no choice can be assessed; empty if it can.
    notes
        What was assumed or left out, in sentences.
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

    @property
    def arguments(self) -> dict[str, Any]:
        """What `pmobook.assess.selection.select` and its neighbours take, by name; every limit of ``limits`` is in it.

        ``money`` stands in cost and limits in any case, without a limit if need be, so that its frontier can be drawn.
        """
        names = [MONEY, *(name for name in self.limits.index if name != MONEY)]
        held = self.mandates.loc[self.mandates["project_id"].isin(self.choosable)]
        return {
            "value": self.value.loc[list(self.choosable)],
            "cost": self.cost[names],
            "limits": self.limits.reindex(names).fillna(math.inf),
            **self.rules(held),
        }

    def rules(self, mandates: pd.DataFrame) -> dict[str, Any]:
        """Return mandates (of projects that can be chosen), links and risk as `select` takes them."""
        return {
            "mandates": mandates.rename(columns={"decision": "mandate"})[["project_id", "mandate", "reason"]],
            "links": self.links,
            "losses": self.losses,
            "tolerance": self.tolerance,
        }

    def named(self, project: str) -> str:
        """Return a project as sentences call it: its title, or its id if it has none."""
        return self.titles.get(project) or project

    def quoted(self, project: str) -> str:
        """Return a project's name set apart from the words of a finding around it."""
        return f"'{self.named(project)}'"

    def value_of(self, projects: Iterable[str]) -> float:
        """Return what projects bring together, as far as their impacts are known."""
        return math.fsum(float(self.value[project]) for project in projects)

    def cost_of(self, projects: Iterable[str], resource: str = MONEY) -> float:
        """Return what projects need together of a resource."""
        return round(math.fsum(float(self.cost.loc[project, resource]) for project in projects), _DIGITS)  # type: ignore[arg-type]

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
        lowest, highest = _values(self.value_by_goal, shares)
        return replace(self, weights=shares, value=lowest, value_lowest=lowest, value_highest=highest)

    def with_limits(self, **changed: float) -> PortfolioProblem:
        """Return the same choice with other limits; pass names with blanks as ``**{"money 2026Q4": 3}``, infinite for none."""
        limits = {**{str(name): float(limit) for name, limit in self.limits.items()}, **changed}
        kept = {name: limit for name, limit in limits.items() if math.isfinite(limit)}
        series = pd.Series(list(kept.values()), index=pd.Index(list(kept), dtype="str"), dtype="float64")
        return replace(self, limits=series, budget_is_set=self.budget_is_set or MONEY in changed)

    def with_mandates(self, mandates: pd.DataFrame) -> PortfolioProblem:
        """Return the same choice under other mandates (project_id, decision, reason, mandated_by)."""
        return replace(self, mandates=mandates)


def portfolio_of(engagement: Engagement, pack: InputPack, weights: Mapping[str, float] | pd.Series) -> PortfolioProblem:
    """Return the choice that a business unit has, from its input pack; see `portfolio_problem`."""
    forms = PortfolioForms(**{name: pack.form(name) for name in PortfolioForms.__dataclass_fields__})
    return portfolio_problem(forms, weights, engagement.business_unit(pack.business_unit), pack.quarter)


def portfolio_problem(
    forms: PortfolioForms, weights: Mapping[str, float] | pd.Series, business_unit: BusinessUnit, quarter: Quarter
) -> PortfolioProblem:
    """Put together the choice that a business unit has.

    Parameters
    ----------
    forms
        Goals, projects, impacts, costs, links, capacity and demand. What depends on a form without rows is not assessed, or no
        limit, and a note says so.
    weights
        Goal to weight; goals with sub-goals have none. They are brought to a sum of 1; goals without a weight count nothing.
    business_unit
        With its budgets.
    quarter
        The quarter assessed; what comes after it can be chosen.

    Notes
    -----
    Candidates are the projects in the method's candidate stages. A project being carried out can be stopped: its cost is what
    it still has to spend. Without a budget, what the present choice costs is the limit. Risk limits nothing: no tolerance is
    set for a business unit alone.
    """
    method, scale = portfolio_method(), impact_scale()
    rows = forms.projects.loc[forms.projects["stage"].isin(method.candidate_stages)]
    ids = [str(project) for project in rows["project_id"]]
    titles = dict(zip(ids, map(text_of, rows["title"]), strict=True))
    shares = _shares(weights)
    values = value_by_goal(forms.project_goals, forms.goals, ids, shares.index, scale.worth)
    lowest, highest = _values(values, shares)
    coming = cost_to_come(forms.project_costs, ids, quarter)
    choosable = list(coming.table.index)
    people = people_needed(forms.demand, forms.capacity, choosable, quarter, method.people_margin.value)
    finished = [str(one) for one, stage in rows_of(forms.projects, "project_id", "stage") if stage in method.finished_stages]
    every = dict(zip(map(str, forms.projects["project_id"]), map(text_of, forms.projects["title"]), strict=True))
    rules = rules_between(forms.projects, forms.project_links, choosable, finished, every)
    current = tuple(one for one, stage in zip(ids, rows["stage"], strict=True) if stage in method.chosen_stages)
    money, money_notes = _money_limits(business_unit, quarter, coming.table, [one for one in current if one in choosable])
    for name in money.index.difference(coming.table.columns):
        coming.table[name] = 0.0
    held = [name for name in people.limits.index if people.needed[name].gt(0).any()]
    return PortfolioProblem(
        business_unit=business_unit.name,
        lead=business_unit.lead or "",
        titles=titles,
        stages=dict(zip(ids, map(text_of, rows["stage"]), strict=True)),
        sponsors=dict(zip(ids, map(text_of, rows["sponsor"]), strict=True)),
        cannot_be_chosen=coming.unknown,
        goals={str(goal): text_of(title) for goal, title in rows_of(forms.goals, "goal_id", "title") if goal in shares.index},
        value_by_goal=values,
        weights=shares,
        value=lowest,
        value_lowest=lowest,
        value_highest=highest,
        cost=coming.table.join(people.needed),
        limits=pd.concat([money, people.limits.loc[held]]),
        budget_is_set=business_unit.budget is not None,
        mandates=rules.mandates,
        links=rules.links,
        losses=None,
        tolerance=None,
        current=current,
        unassessed=_unassessed(forms, shares, ids, choosable),
        notes=(*money_notes, *coming.notes, *people.notes, *rules.notes, *_value_notes(lowest, highest, titles)),
    )


def _shares(weights: Mapping[str, float] | pd.Series) -> pd.Series:
    known = {str(goal): float(weight) for goal, weight in weights.items() if not math.isnan(weight)}
    total = math.fsum(known.values())
    shares = {goal: weight / total for goal, weight in known.items()} if total > 0 else {}
    return pd.Series(list(shares.values()), index=pd.Index(list(shares), name="goal_id", dtype="str"), dtype="float64")


def _values(values: pd.DataFrame, shares: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Return the lowest and the highest strategic value of each project."""
    both = []
    for taken in (values.fillna(0.0), values.fillna(1.0)):
        sums = [round(math.fsum(row), 12) for row in (taken * shares).itertuples(index=False, name=None)]
        both.append(pd.Series(sums, index=values.index, dtype="float64", name="value"))
    return both[0], both[1]


def _money_limits(
    business_unit: BusinessUnit, quarter: Quarter, cost: pd.DataFrame, current: list[str]
) -> tuple[pd.Series, list[str]]:
    """Return the limits of money in total and by quarter, and what was assumed of them."""
    limits: dict[str, float] = {}
    notes = []
    if business_unit.budget is not None:
        limits[MONEY] = business_unit.budget
    elif current:
        limits[MONEY] = round(math.fsum(cost.loc[current, MONEY]), _DIGITS)
        notes.append("No budget is set: the money that the present choice still takes is the limit.")
    else:
        notes.append("No budget is set and nothing is chosen at present: money limits nothing here.")
    for name, limit in business_unit.budget_by_quarter.items():
        if Quarter.parse(name) > quarter:
            limits[f"{MONEY} {name}"] = limit
    return pd.Series(list(limits.values()), index=pd.Index(list(limits), dtype="str"), dtype="float64"), notes


def _unassessed(forms: PortfolioForms, shares: pd.Series, ids: list[str], choosable: list[str]) -> str:
    needed = ("projects", "goals", "project_goals", "project_costs")
    missing = [name for name in needed if getattr(forms, name).empty]
    if missing:
        return (
            f"the form{'s' if len(missing) > 1 else ''} {listed(missing)} {'were' if len(missing) > 1 else 'was'} not handed in"
        )
    if not ids:
        return "no project is an idea, proposed, selected or being carried out"
    if shares.empty:
        return "no goal has a weight"
    return "" if choosable else "no project has a cost after the quarter"


def _value_notes(lowest: pd.Series, highest: pd.Series, titles: Mapping[str, str]) -> Iterable[str]:
    open_ones = [titles[project] or project for project in lowest.index if highest[project] > lowest[project]]
    if open_ones:
        yield (
            f"{listed(open_ones)}: impacts not assessed; {'it counts' if len(open_ones) == 1 else 'each counts'} with what is "
            f"known of {'it' if len(open_ones) == 1 else 'them'}, and {counted(len(open_ones), 'project')} could be worth more."
        )
