"""Moving budget between business units, from the frontier that each of them has on record."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.portfolio.still_to_come import MONEY
from pmobook.assess.selection import NothingFits, NothingFound, select
from pmobook.assess.tables import build, rows_of, text_of
from pmobook.language import say
from pmobook.method.portfolio import portfolio_method

__all__ = ["BudgetMoves", "move_budgets"]

UNITS = {
    "business_unit": "str", "budget": "float64", "is_set": "bool", "value": "float64", "next_worth": "float64",
    "last_worth": "float64", "budget_after": "float64", "value_after": "float64", "change": "float64",
}  # fmt: skip
MOVES = {"giver": "str", "receiver": "str", "amount": "float64"}
_SAME = 1e-9
_FEWEST = 2


@dataclass(frozen=True, eq=False)
class BudgetMoves:
    """What moving money between business units would bring.

    Attributes
    ----------
    business_units
        One row a business unit: budget (what the present choice costs where ``is_set`` is no), the best value that it buys;
        next_worth, the most value for each unit of money that more would bring (missing: nothing more to gain on record);
        last_worth, the least value for each unit of money that less would cost (missing: nothing to give); budget and value
        after the moves, change of budget.
    moves
        giver, receiver, amount: the least that has to move.
    value, value_after, gain, gain_share
        Together, before and after, the difference and it as a share of the value before.
    is_proven
        Whether no other division over the budgets on record is worth more.
    left_out
        Business unit to why it takes no part.
    """

    business_units: pd.DataFrame
    moves: pd.DataFrame
    value: float
    value_after: float
    gain: float
    gain_share: float
    is_proven: bool
    left_out: Mapping[str, str]


@dataclass(frozen=True)
class _Held:
    """A business unit as it stands: its budget, the best value that it buys, and the least money that brings this value."""

    budget: float
    is_set: bool
    value: float
    cost: float


def move_budgets(frontier: pd.DataFrame, *, time_limit: float | None = None) -> BudgetMoves:
    """Return the division of all budgets over business units that brings most value, and the moves that lead to it.

    Parameters
    ----------
    frontier
        Table of that name for one quarter, of any number of business units: the best value of each at some budgets (budget, cost,
        value, mark).
    time_limit
        Seconds for the search; the method's unless given.

    Notes
    -----
    Of each business unit one point of its frontier is chosen, so that the sum of values is greatest while the sum of costs keeps
    the sum of budgets; exactly, as a selection. Value then rises by as much for the next unit of money in one business unit as
    it falls for the last one in another, as near as whole projects allow. Budgets between those on record could bring more, so
    the gain is the least that is possible. All else stays with its business unit: people, quarters, mandates, tolerance. Values
    are added as they stand: a point of value counts alike everywhere, whatever each business unit's goals and weights.

    A business unit without a budget, or whose mandates its budget does not pay for, takes no part and is named.
    """
    points, left_out = _points(frontier)
    held = {unit: _held(rows) for unit, rows in points.items()}
    for unit, one in list(held.items()):
        if math.isnan(one.budget) or math.isnan(one.value):
            left_out[unit] = (
                say("no budget is on record") if math.isnan(one.budget) else say("its budget does not pay for what it must do")
            )
            del points[unit], held[unit]
    value = math.fsum(one.value for one in held.values()) if held else math.nan
    found = _best(points, math.fsum(one.budget for one in held.values()), time_limit) if len(points) >= _FEWEST else None
    after = {unit: (one.cost, one.value) for unit, one in held.items()}
    if found is not None and found[1] > value + _SAME * max(1.0, value):
        after = found[0]
    moves = _moves({unit: one.budget - after[unit][0] for unit, one in held.items()})
    rows = [_row(unit, one, points[unit], after[unit][1], _change(moves, unit)) for unit, one in held.items()]
    value_after = math.fsum(worth for _, worth in after.values()) if after else math.nan
    gain = max(value_after - value, 0.0)
    share = gain / value if value > 0 else math.nan
    return BudgetMoves(
        build(rows, UNITS), moves, value, value_after, gain, share, found is not None and found[2], left_out
    )  # fmt: skip


def _row(unit: str, held: _Held, rows: pd.DataFrame, value_after: float, change: float) -> dict[str, object]:
    return {
        "business_unit": unit,
        "budget": held.budget,
        "is_set": held.is_set,
        "value": held.value,
        "next_worth": _slope(rows, held, up=True),
        "last_worth": _slope(rows, held, up=False),
        "budget_after": held.budget + change,
        "value_after": value_after,
        "change": change,
    }


def _points(frontier: pd.DataFrame) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Return each business unit's points at which its mandates fit, and those without any."""
    found: dict[str, pd.DataFrame] = {}
    left_out: dict[str, str] = {}
    for unit, rows in frontier.groupby("business_unit", sort=True):
        # Records of earlier versions have no cost; what is spent of a budget is then taken to be all of it.
        known = rows.assign(cost=rows["cost"].fillna(rows["budget"])).sort_values(["budget", "point"])
        if rows["value"].notna().any():
            found[str(unit)] = known.reset_index(drop=True)
        else:
            left_out[str(unit)] = say("no choice keeps its mandates")
    return found, left_out


def _held(rows: pd.DataFrame) -> _Held:
    """Return a business unit's budget, whether leadership set it, the best value that it buys and the least money for that."""
    marks = [text_of(one).split(";") for one in rows["mark"]]
    for name in ("budget", "present choice"):
        at = [place for place, names in enumerate(marks) if name in names]
        if at:
            budget = float(rows["budget"].iloc[at[0]])
            reached = rows.loc[rows["budget"].le(budget + _SAME) & rows["value"].notna(), "value"]
            value = float(reached.max()) if len(reached) else math.nan
            return _Held(budget, name == "budget", value, float(rows.loc[rows["value"] >= value - _SAME, "cost"].min()))
    return _Held(math.nan, is_set=False, value=math.nan, cost=math.nan)


def _slope(rows: pd.DataFrame, held: _Held, *, up: bool) -> float:
    """Return the most value for each unit of money above what is held, or the least value lost for each below it."""
    known = rows.loc[rows["value"].notna()]
    above = known["cost"].gt(held.cost + _SAME) & known["value"].gt(held.value + _SAME)
    other = known.loc[above if up else known["cost"].lt(held.cost - _SAME)]
    slopes = (other["value"] - held.value) / (other["cost"] - held.cost)
    return math.nan if slopes.empty else float(slopes.max() if up else slopes.min())


def _best(
    points: Mapping[str, pd.DataFrame], total: float, time_limit: float | None
) -> tuple[dict[str, tuple[float, float]], float, bool] | None:
    """Return cost and value of each business unit, their value together and whether it is proven; None if none was found."""
    options = {
        f"{unit} {place}": (unit, float(cost), float(value))
        for unit, rows in points.items()
        for place, (cost, value) in enumerate(rows_of(rows, "cost", "value")) if not math.isnan(value)
    }  # fmt: skip
    groups = {
        unit: {"projects": [one for one, (owner, _, _) in options.items() if owner == unit], "at_least": 1, "at_most": 1}
        for unit in points
    }
    index = pd.Index(list(options), name="project_id", dtype="str")
    costs = pd.DataFrame({MONEY: [cost for _, cost, _ in options.values()]}, index=index)
    values = pd.Series([value for _, _, value in options.values()], index=index)
    seconds = portfolio_method().time_limit.value if time_limit is None else time_limit
    try:
        best = select(values, costs, {MONEY: total}, groups=groups, secondary=MONEY, time_limit=seconds)
    except (NothingFits, NothingFound):
        return None
    chosen = [options[str(one)] for one in best.chosen]
    return {unit: (cost, value) for unit, cost, value in chosen}, best.value, best.is_proven


def _moves(spare: Mapping[str, float]) -> pd.DataFrame:
    """Return the least that has to move, from whoever has most to spare to whoever needs most."""
    left, rows = dict(spare), []
    tiny = _SAME * max(1.0, *(abs(one) for one in left.values())) if left else _SAME
    for receiver in sorted((unit for unit in left if left[unit] < -tiny), key=lambda unit: (left[unit], unit)):
        for giver in sorted((unit for unit in left if left[unit] > tiny), key=lambda unit: (-left[unit], unit)):
            amount = min(left[giver], -left[receiver])
            if amount > tiny:
                rows.append({"giver": giver, "receiver": receiver, "amount": amount})
                left[giver] -= amount
                left[receiver] += amount
    return build(rows, MOVES)


def _change(moves: pd.DataFrame, unit: str) -> float:
    return math.fsum([*moves.loc[moves["receiver"] == unit, "amount"], *(-moves.loc[moves["giver"] == unit, "amount"])])
