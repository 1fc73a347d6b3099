"""People of each role against what projects need of them, month by month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import DIGITS
from pmobook.assess.resources.months import month_words
from pmobook.assess.resources.people import REFUSE, People, key_of, read_people
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.errors import Problem
from pmobook.language import say, say_many
from pmobook.rounding import measured

__all__ = ["Balance", "balance", "balance_people"]


@dataclass(frozen=True, eq=False)
class Balance:
    """Surplus and deficit of people by role and month.

    Attributes
    ----------
    table
        One row for each role and month: role, period, capacity, demand (what is known of it), needs_not_assessed, balance
        (capacity less demand), surplus, deficit (person-months, 0 or more), utilisation (demand over capacity), least_deficit
        (what is short whatever the needs not assessed come to), note. Missing (NaN): not assessed.
    by_role
        One row for each role over the months assessed: months, months_assessed, months_short, capacity, demand, surplus,
        deficit, utilisation, worst_period, worst_deficit.
    total_surplus, total_deficit
        Person-months over all roles and the months assessed; a surplus in one month mends no deficit in another.
    months_not_assessed
        Pairs of role and month.
    problems
        Roles and months in which somebody is needed and no capacity is given.
    notes
        What was assumed, in sentences.
    sentence
        In words.
    """

    table: pd.DataFrame
    by_role: pd.DataFrame
    total_surplus: float
    total_deficit: float
    months_not_assessed: tuple[tuple[Any, Any], ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sentence: str

    def matrix(self, column: str = "balance") -> pd.DataFrame:
        """Return a column of the table as roles by months; NaN where it is not assessed or neither is named."""
        return self.table.pivot_table(index="role", columns="period", values=column, aggfunc="first", dropna=False, sort=False)


def balance(
    capacity: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    demand: Any,  # noqa: ANN401
    *,
    missing_capacity: str = REFUSE,
    projects: Iterable[Any] | None = None,
) -> Balance:
    """Return by how many person-months each role is over or under what projects need of it, month by month.

    Parameters
    ----------
    capacity
        Frame (role, period, fte), full-time equivalents; without ``period``, or as role to number, the same in every month.
    demand
        Frame (project_id, role, period, fte). Periods are months, quarters or financial years, or the numbers of periods.
    missing_capacity
        What a month, or a role, in which somebody is needed and for which no capacity is given, comes to: ``refuse`` raises;
        ``not assessed`` leaves its balance out of every sum and names it in ``problems``.
    projects
        The ids that there are; demand of any other is refused.

    Returns
    -------
    Balance

    Raises
    ------
    ProblemsFound
        With every amount that is negative or no number, every row that stands twice, every role or project that is not known,
        every month without capacity.

    Notes
    -----
    balance = capacity - Σ demand, in person-months: one full-time equivalent for one month is one. Amounts of a quarter or a
    year hold in each of its months. Where any need of a role in a month is not assessed, so is its balance; what is known to be
    short already stands in ``least_deficit``. Sums are rounded to nine decimals, so that 0.4 + 0.4 + 0.2 uses 1 up exactly.

    Examples
    --------
    >>> import pandas as pd
    >>> capacity = pd.DataFrame({"role": ["Analyst"] * 2, "period": ["2026-07", "2026-08"], "fte": [1.0, 1.0]})
    >>> demand = pd.DataFrame({"project_id": ["A", "B", "A"], "role": ["Analyst"] * 3,
    ...                        "period": ["2026-07", "2026-07", "2026-08"], "fte": [0.8, 0.5, 0.4]})
    >>> result = balance(capacity, demand)
    >>> result.table["balance"].tolist(), result.total_deficit, result.total_surplus
    ([-0.3, 0.6], 0.3, 0.6)
    >>> print(result.sentence)
    0.3 person-months are missing: most of Analyst, 0.3 in July 2026.
    """
    return balance_people(read_people(capacity, demand, missing_capacity=missing_capacity, projects=projects))


def balance_people(people: People) -> Balance:
    """Return the balance of capacity and demand that are read already."""
    table = _table(people)
    by_role = _by_role(table)
    open_months = table[table["balance"].isna()]
    pairs = tuple(zip(open_months["role"], open_months["period"], strict=True))
    return Balance(
        table=table,
        by_role=by_role,
        total_surplus=_sum(table["surplus"]),
        total_deficit=_sum(table["deficit"]),
        months_not_assessed=pairs,
        problems=people.problems,
        notes=(*people.notes, *_notes(table)),
        sentence=_sentence(table, len(pairs)),
    )


def _sum(column: pd.Series) -> float:
    return round(float(column.sum()), DIGITS) + 0.0


def _table(people: People) -> pd.DataFrame:
    demand = people.demand.assign(open=people.demand["fte"].isna())
    needs = demand.groupby(["role", "slot"], sort=False).agg(demand=("fte", "sum"), needs_not_assessed=("open", "sum"))
    there = people.capacity.set_index(["role", "slot"])["fte"].rename("capacity")
    joined = pd.concat([there, needs], axis=1).rename_axis(["role", "slot"]).reset_index()
    table = joined.sort_values(["role", "slot"], key=lambda one: one if one.name == "slot" else key_of(one), ignore_index=True)
    table["demand"] = table["demand"].fillna(0.0).round(DIGITS)
    table["needs_not_assessed"] = table["needs_not_assessed"].fillna(0).astype("int64")
    left = (table["capacity"] - table["demand"]).round(DIGITS) + 0.0
    known = left.where(table["needs_not_assessed"].eq(0))
    is_there = table["capacity"].gt(0)
    table["balance"] = known
    table["surplus"], table["deficit"] = known.clip(lower=0) + 0.0, (-known).clip(lower=0) + 0.0
    table["utilisation"] = (table["demand"] / table["capacity"].where(is_there)).where(known.notna()).round(DIGITS)
    table["least_deficit"] = (-left).clip(lower=0) + 0.0
    table["period"] = [people.label(int(slot)) for slot in table["slot"]]
    table["note"] = [_note(*cells) for cells in zip(table["capacity"], table["needs_not_assessed"], left, strict=True)]
    columns = ["role", "period", "capacity", "demand", "needs_not_assessed", "balance", "surplus", "deficit", "utilisation"]
    return table[[*columns, "least_deficit", "note"]]


def _note(capacity: float, unknown: int, left: float) -> str:
    if np.isnan(capacity):
        return say("Not assessed: the capacity is not known.")
    if not unknown:
        return say("Nobody of the role is there.") if capacity == 0 else ""
    least = say(" At least {left} short.", left=measured(-left)) if left < 0 else ""
    return say("Not assessed: {need} not known.{least}", need=counted(int(unknown), "need"), least=least)


def _by_role(table: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for role, months in table.groupby("role", sort=False):
        known = months[months["balance"].notna()]
        capacity, demand = _sum(known["capacity"]), _sum(known["demand"])
        worst = known.iloc[int(known["deficit"].to_numpy().argmax())] if len(known) and known["deficit"].max() > 0 else None
        rows.append(
            {
                "role": role, "months": len(months), "months_assessed": len(known),
                "months_short": int(known["deficit"].gt(0).sum()),
                "capacity": capacity if len(known) else np.nan, "demand": demand if len(known) else np.nan,
                "surplus": _sum(known["surplus"]) if len(known) else np.nan,
                "deficit": _sum(known["deficit"]) if len(known) else np.nan,
                "utilisation": round(demand / capacity, DIGITS) if capacity > 0 else np.nan,
                "worst_period": None if worst is None else worst["period"],
                "worst_deficit": 0.0 if worst is None else float(worst["deficit"]),
            }
        )  # fmt: skip
    columns = ["role", "months", "months_assessed", "months_short", "capacity", "demand", "surplus", "deficit", "utilisation"]
    return pd.DataFrame(rows, columns=[*columns, "worst_period", "worst_deficit"])


def _notes(table: pd.DataFrame) -> Iterator[str]:
    unknown = int(table["needs_not_assessed"].sum())
    if unknown:
        yield say("{need} not assessed: the balance of the role in that month isn't either.", need=counted(unknown, "need"))
    lacking = table[table["capacity"].isna() & (table["demand"].gt(0) | table["needs_not_assessed"].gt(0))]
    if len(lacking):
        roles = listed(sorted({str(role) for role in lacking["role"]}))
        yield say(
            "The capacity of {roles} is not known in {month} in which somebody is needed.",
            roles=roles,
            month=counted(len(lacking), "month"),
        )


def _sentence(table: pd.DataFrame, not_assessed: int) -> str:
    open_part = (
        say(" {month_of_a_role} not assessed.", month_of_a_role=counted(not_assessed, "month of a role", "months of roles"))
        if not_assessed
        else ""
    )
    short = table[table["deficit"].gt(0)]
    if not len(table) or not_assessed == len(table):
        return say("Whether there are enough people is not assessed.")
    if not len(short):
        spare, capacity = _sum(table["surplus"]), _sum(table["capacity"].where(table["balance"].notna()))
        share = say(" ({spare} of the capacity)", spare=as_percent(spare / capacity)) if capacity > 0 else ""
        return say(
            "There are enough people in every month assessed; {months_of} free{share}.{open_part}",
            months_of=_months_of(spare),
            share=share,
            open_part=open_part,
        )
    worst = short.iloc[int(short["deficit"].to_numpy().argmax())]
    where = say("{deficit} in {period}", deficit=measured(worst["deficit"]), period=month_words(worst["period"]))
    return say(
        "{months_of} missing: most of {role}, {where}.{open_part}",
        months_of=_months_of(_sum(short["deficit"])),
        role=worst["role"],
        where=where,
        open_part=open_part,
    )


def _months_of(amount: float) -> str:
    text = measured(amount)
    return say_many("{text} person-month is", "{text} person-months are", 1 if text == "1" else 2, text=text)
