"""Moving budget between business units until a further move would bring nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.effort import Effort, effort_of
from pmobook.assess.selection.finding import solve
from pmobook.assess.selection.frontier import place_of_resource
from pmobook.assess.selection.optimum import Optimum
from pmobook.assess.selection.prices import limit_duals
from pmobook.assess.selection.programme import Programme, read_programme
from pmobook.assess.selection.selection import require_found
from pmobook.assess.selection.tables import Bools, Id, as_column, unknown
from pmobook.assess.selection.ties import settle_ties
from pmobook.assess.selection.verify import exact_total
from pmobook.assess.wording import as_percent
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.rounding import measured

__all__ = ["Transfer", "transfer"]


@dataclass(frozen=True, eq=False)
class Transfer:
    """What one common budget would change.

    Attributes
    ----------
    business_units
        By business unit: budget, value_separate, use_separate, slope_separate (value per unit of budget in the linear
        relaxation), value_joint, use_joint, budget_joint (after the moves), change.
    moves
        giver, receiver, amount: the least that has to move for the joint selection.
    value_separate, value_joint, gain, gain_share
        Value with each business unit held to its own budget, with one common budget, and the difference.
    slope_joint
        Value per unit of the common budget in the linear relaxation: the slope that all share then.
    chosen_separate, chosen_joint
        Ids.
    is_proven
        Whether both are proven optima.
    sentence
        In words.
    """

    business_units: pd.DataFrame
    moves: pd.DataFrame
    value_separate: float
    value_joint: float
    gain: float
    gain_share: float
    slope_joint: float
    chosen_separate: tuple[Id, ...]
    chosen_joint: tuple[Id, ...]
    is_proven: bool
    sentence: str


def transfer(  # noqa: PLR0913 - as `select`
    value: Any,  # noqa: ANN401 - as for `select`
    cost: Any,  # noqa: ANN401
    limits: Any,  # noqa: ANN401
    *,
    business_units: Any,  # noqa: ANN401
    budgets: Any,  # noqa: ANN401
    resource: Id | None = None,
    time_limit: float | None = None,
    gap: float | None = None,
    **rules: Any,  # noqa: ANN401
) -> Transfer:
    """Return what moving budget between business units would gain, by one joint search compared with separate budgets.

    Parameters
    ----------
    value, cost, limits, **rules
        As for `select`. All other limits hold for the business units together, before and after. The resource's own limit is
        not used: the budgets' sum takes its place.
    business_units
        By project, its business unit.
    budgets
        By business unit, its budget of the resource.
    resource
        What is moved; needed if there are several.
    time_limit, gap
        Of each search.

    Raises
    ------
    ProblemsFound
        If anything handed in is wrong.
    NothingFits
        If no set keeps the budgets.

    Notes
    -----
    At the joint optimum all business units have the same slope: no further move brings anything. Whole projects make slopes
    jump, so the comparison is by two exact searches, and slopes are those of the linear relaxation.
    """
    programme, effort = read_programme(value, cost, limits, **rules), effort_of(time_limit, gap)
    place = place_of_resource(programme, resource)
    owner, budget = _read(programme, business_units, budgets)
    units = list(budget.index)
    apart = _with_budgets(programme, place, owner, budget)
    pooled = programme.limits.copy()
    pooled[place] = float(budget.sum())
    joint = programme.with_limits(pooled)
    separate_optimum, separate = _cheapest(apart, place, effort)
    joint_optimum, common = _cheapest(joint, place, effort)
    table = pd.DataFrame({"budget": budget}, index=pd.Index(units, name="business_unit"))
    of_unit = np.array([units.index(owner[project]) for project in programme.projects])[programme.options.project]
    for name, chosen in (("separate", separate), ("joint", common)):
        mine = [chosen & (of_unit == at) for at in range(len(units))]
        table[f"value_{name}"] = [exact_total(programme.options.value, one) for one in mine]
        table[f"use_{name}"] = [exact_total(programme.options.cost[:, place], one) for one in mine]
    table["slope_separate"] = limit_duals(apart, separate_optimum)[-len(units) :]
    one, two = (exact_total(programme.options.value, chosen) for chosen in (separate, common))
    gain = max(two - one, 0.0)
    if gain <= 1e-9 * max(1.0, abs(one)):
        gain, common, two = 0.0, separate, one
        table[["value_joint", "use_joint"]] = table[["value_separate", "use_separate"]]
    moves = _moves(table)
    change = dict.fromkeys(units, 0.0)
    for giver, receiver, amount in moves.itertuples(index=False, name=None):
        change[giver] -= amount
        change[receiver] += amount
    table["change"] = pd.Series(change)
    table["budget_joint"] = table["budget"] + table["change"]
    share = gain / one if one > 0 else (0.0 if gain == 0 else float("inf"))
    return Transfer(
        table, moves, one, two, gain, share, float(limit_duals(joint, joint_optimum)[place]),
        programme.projects_of(separate), programme.projects_of(common),
        separate_optimum.is_proven and joint_optimum.is_proven, _sentence(moves, gain, share),
    )  # fmt: skip


def _read(programme: Programme, business_units: Any, budgets: Any) -> tuple[dict[Id, Id], pd.Series]:  # noqa: ANN401 - as handed in
    owners, budget = as_column(business_units, "business_unit"), as_column(budgets, "budget")
    if not isinstance(business_units, (pd.Series, pd.DataFrame, Mapping)) and len(owners) == len(programme.projects):
        owners = owners.set_axis(list(programme.projects))
    problems = [
        Problem(f"business unit of {project}", "nothing", "a business unit", "Say whose project it is.")
        for project in programme.projects if project not in owners.index or pd.isna(owners[project])
    ]  # fmt: skip
    budget = pd.to_numeric(budget, errors="coerce").astype(np.float64)
    problems += [
        Problem(f"budget of {unit}", "nothing" if np.isnan(amount) else f"{amount:g}", "0 or more", "Write the budget.")
        for unit, amount in budget.items() if not 0 <= amount < np.inf
    ]  # fmt: skip
    named = dict.fromkeys(owners.dropna())
    problems += [unknown("business_units", unit, budget.index, "business unit") for unit in named if unit not in budget.index]
    if problems:
        raise ProblemsFound(problems)
    return {project: owners[project] for project in programme.projects}, budget


def _with_budgets(programme: Programme, place: int, owner: Mapping[Id, Id], budget: pd.Series) -> Programme:
    """Return the selection with a budget a business unit in place of the common one."""
    limits = programme.limits.copy()
    limits[place] = np.inf
    option_owner = [owner[programme.projects[at]] for at in programme.options.project]
    own = np.array([[unit == one for unit in budget.index] for one in option_owner]) * programme.options.cost[:, [place]]
    return replace(
        programme,
        resources=(*programme.resources, *(f"budget of {unit}" for unit in budget.index)),
        limits=np.concatenate([limits, budget.to_numpy(dtype=np.float64)]),
        options=replace(programme.options, cost=np.hstack([programme.options.cost, own])),
    )


def _cheapest(programme: Programme, place: int, effort: Effort) -> tuple[Optimum, Bools]:
    optimum = solve(programme, effort)
    require_found(programme, optimum)
    chosen, _ = settle_ties(programme, optimum, programme.options.cost[:, place], effort.time_limit)
    return optimum, chosen


def _moves(table: pd.DataFrame) -> pd.DataFrame:
    """Return the least that has to move, from whoever has most to spare to whoever needs most."""
    spare = (table["budget"] - table["use_joint"]).to_dict()
    tiny = 1e-9 * max(1.0, float(table["budget"].abs().max()))
    rows = []
    for receiver in sorted((unit for unit in spare if spare[unit] < -tiny), key=lambda unit: spare[unit]):
        for giver in sorted((unit for unit in spare if spare[unit] > tiny), key=lambda unit: -spare[unit]):
            amount = min(spare[giver], -spare[receiver])
            if amount > tiny:
                rows.append((giver, receiver, amount))
                spare[giver] -= amount
                spare[receiver] += amount
    return pd.DataFrame(rows, columns=["giver", "receiver", "amount"])


def _sentence(moves: pd.DataFrame, gain: float, share: float) -> str:
    if gain == 0:
        return say("Moving budget between business units would gain nothing.")
    moved = "; ".join(
        say("move {amount} from {giver} to {receiver}", amount=measured(amount), giver=giver, receiver=receiver)
        for giver, receiver, amount in moves.itertuples(index=False, name=None)
    ) or say("pool the budgets")  # fmt: skip
    more = f" ({as_percent(share, 1)})" if np.isfinite(share) else ""
    return say(
        "{upper}{moved}: value rises by {gain}{more}.", upper=moved[0].upper(), moved=moved[1:], gain=measured(gain), more=more
    )
