"""The choice that a business unit has, put together from its forms."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from pmobook.assess.portfolio.forms import PortfolioForms
from pmobook.assess.portfolio.impacts import value_by_goal
from pmobook.assess.portfolio.later_starts import later_starts
from pmobook.assess.portfolio.losses import simulate_losses
from pmobook.assess.portfolio.people import people_needed
from pmobook.assess.portfolio.problem import MONEY, PortfolioProblem, lowest_and_highest
from pmobook.assess.portfolio.rules import rules_between
from pmobook.assess.portfolio.still_to_come import cost_to_come
from pmobook.assess.tables import rows_of, text_of
from pmobook.assess.wording import counted, listed
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import InputPack
from pmobook.language import said_later, say, say_many
from pmobook.method.impact import impact_scale
from pmobook.method.portfolio import portfolio_method
from pmobook.vocabulary import Quarter, day_in_words

__all__ = ["portfolio_of", "portfolio_problem"]

_DIGITS = 9
_NO_RISK = said_later("Risk limits nothing here: the form risks was not handed in.")
_NO_SHIFT = said_later("No start moves: the engagement says so (start_shifts in engagement.yaml).")


def portfolio_of(engagement: Engagement, pack: InputPack, weights: Mapping[str, float] | pd.Series) -> PortfolioProblem:
    """Return the choice that a business unit has, from its input pack; see `portfolio_problem`."""
    forms = PortfolioForms(**{name: pack.form(name) for name in PortfolioForms.__dataclass_fields__})
    unit, may_shift = engagement.business_unit(pack.business_unit), engagement.parameters.start_shifts
    return portfolio_problem(forms, weights, unit, pack.quarter, may_shift=may_shift)


def portfolio_problem(
    forms: PortfolioForms,
    weights: Mapping[str, float] | pd.Series,
    business_unit: BusinessUnit,
    quarter: Quarter,
    *,
    may_shift: bool = True,
) -> PortfolioProblem:
    """Put together the choice that a business unit has.

    Parameters
    ----------
    forms
        Goals, projects, impacts, costs, links, capacity, demand and risks. What depends on a form without rows is not
        assessed, or no limit, and a note says so.
    weights
        Goal to weight; goals with sub-goals have none. They are brought to a sum of 1; goals without a weight count nothing.
    business_unit
        With its budgets, and its tolerance for risk if leadership set one.
    quarter
        The quarter assessed; what comes after it can be chosen.
    may_shift
        Whether projects that have not begun may start later.

    Notes
    -----
    Candidates are the projects in the method's candidate stages. A project being carried out can be stopped: its cost is what
    it still has to spend. Without a budget, what the present choice costs is the limit. Without a tolerance, risk is told and
    limits nothing.
    """
    method, scale = portfolio_method(), impact_scale()
    rows = forms.projects.loc[forms.projects["stage"].isin(method.candidate_stages)]
    ids = [str(project) for project in rows["project_id"]]
    titles = dict(zip(ids, map(text_of, rows["title"]), strict=True))
    shares = _shares(weights)
    values = value_by_goal(forms.project_goals, forms.goals, ids, shares.index, scale.worth)
    lowest, highest = lowest_and_highest(values, shares)
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
    later = later_starts(forms, coming.table, people, rules, quarter, method) if may_shift else None
    risk = simulate_losses(forms.risks, choosable)
    told = business_unit.risk_tolerance
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
        losses=risk.held if risk else None,
        tolerance=told.amount if told else None,
        current=current,
        unassessed=_unassessed(forms, shares, ids, choosable),
        notes=(
            *money_notes, *coming.notes, *people.notes, *rules.notes, *(risk.notes if risk else (say(_NO_RISK),)),
            *(later.notes if later else (say(_NO_SHIFT),)), *_value_notes(lowest, highest, titles),
        ),
        risk=risk,
        tolerance_said=say(
            "set by {set_by} on {day}", set_by=told.set_by, day=day_in_words(told.dated)
        ) if told else "",
        later=later.shifts if later else None,
        later_limits=later.limits if later else pd.Series(dtype="float64"),
        planned_starts=later.planned if later else {},
    )  # fmt: skip


def _shares(weights: Mapping[str, float] | pd.Series) -> pd.Series:
    known = {str(goal): float(weight) for goal, weight in weights.items() if not math.isnan(weight)}
    total = math.fsum(known.values())
    shares = {goal: weight / total for goal, weight in known.items()} if total > 0 else {}
    return pd.Series(list(shares.values()), index=pd.Index(list(shares), name="goal_id", dtype="str"), dtype="float64")


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
        notes.append(say("No budget is set: the money that the present choice still takes is the limit."))
    else:
        notes.append(say("No budget is set and nothing is chosen at present: money limits nothing here."))
    for name, limit in business_unit.budget_by_quarter.items():
        if Quarter.parse(name) > quarter:
            limits[f"{MONEY} {name}"] = limit
    return pd.Series(list(limits.values()), index=pd.Index(list(limits), dtype="str"), dtype="float64"), notes


def _unassessed(forms: PortfolioForms, shares: pd.Series, ids: list[str], choosable: list[str]) -> str:
    needed = ("projects", "goals", "project_goals", "project_costs")
    missing = [name for name in needed if getattr(forms, name).empty]
    if missing:
        return say_many(
            "the form {missing} was not handed in",
            "the forms {missing} were not handed in",
            len(missing),
            missing=listed(missing),
        )
    if not ids:
        return say("no project is an idea, proposed, selected or being carried out")
    if shares.empty:
        return say("no goal has a weight")
    return "" if choosable else say("no project has a cost after the quarter")


def _value_notes(lowest: pd.Series, highest: pd.Series, titles: Mapping[str, str]) -> Iterable[str]:
    open_ones = [titles[project] or project for project in lowest.index if highest[project] > lowest[project]]
    if open_ones:
        yield (
            say_many(
                "{open_ones}: impacts not assessed; it counts with what is known of it, and {project} could be worth more.",
                "{open_ones}: impacts not assessed; each counts with what is known of them, and {project} could be worth more.",
                len(open_ones),
                open_ones=listed(open_ones),
                project=counted(len(open_ones), "project"),
            )
        )
