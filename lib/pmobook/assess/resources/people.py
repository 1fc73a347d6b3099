"""Capacity beside demand, brought to the same roles and months, with what is missing between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.resources.forms import ALWAYS, Amounts, read_amounts, unknown_name
from pmobook.assess.resources.months import label_of
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["REFUSE", "People", "key_of", "read_people"]

REFUSE = "refuse"
"""A month in which somebody is needed but no capacity is given is an error."""

_ONLY = 0
"""The one period there is, where none is named at all."""


@dataclass(frozen=True, eq=False)
class People:
    """Capacity and demand by role and month.

    Attributes
    ----------
    capacity
        role, slot, fte (NaN: not assessed), sorted.
    demand
        project_id, role, slot, fte (NaN: not assessed), sorted.
    is_calendar
        Whether slots are months; else numbers of periods.
    problems
        What is missing between the two; only where it does not have to be refused.
    notes
        What was assumed in reading, in sentences.
    """

    capacity: pd.DataFrame
    demand: pd.DataFrame
    is_calendar: bool
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    def label(self, slot: int) -> Any:  # noqa: ANN401 - a text, or the number itself
        """Write one of the months."""
        return label_of(slot, is_calendar=self.is_calendar)


def key_of(column: pd.Series) -> pd.Series:
    """Return what roles and projects are sorted by, numbers by size and texts by letter."""
    return column.map(lambda one: (isinstance(one, str), one if isinstance(one, str) else str(one).rjust(20)))


def read_people(
    capacity: Any,  # noqa: ANN401 - see `read_amounts`
    demand: Any,  # noqa: ANN401
    *,
    missing_capacity: str = REFUSE,
    projects: Iterable[Any] | None = None,
) -> People:
    """Return capacity and demand, checked against each other.

    Parameters
    ----------
    capacity, demand
        Frames (role, period, fte) and (project_id, role, period, fte).
    missing_capacity
        ``refuse``, or ``not assessed``: what a role or month is for which no capacity is given although somebody is needed.
    projects
        The projects that there are, if demand is to be checked against them.

    Raises
    ------
    ProblemsFound
        With everything that is negative, double, unknown or missing.
    """
    if missing_capacity not in {REFUSE, NOT_ASSESSED}:
        message = f"missing_capacity is '{REFUSE}' or '{NOT_ASSESSED}'; found {missing_capacity!r}."
        raise PmobookError(message)
    problems: list[Problem] = []
    there = read_amounts(capacity, ["role"], "capacity", problems)
    needs = read_amounts(_with_project(demand), ["project_id", "role"], "demand", problems)
    is_calendar = _same_calendar(there, needs, problems)
    if projects is not None:
        problems += _unknown_projects(needs.table, set(projects))
    if problems:
        raise ProblemsFound(problems)
    demanded = _placed(needs.table, there.table["slot"])
    available = _placed(there.table, demanded["slot"])
    found = [*_unknown_roles(available, demanded), *_without_capacity(available, demanded, is_calendar=is_calendar)]
    if found and missing_capacity == REFUSE:
        raise ProblemsFound(found)
    return People(
        available.sort_values(["role", "slot"], key=_order, ignore_index=True),
        demanded.sort_values(["project_id", "role", "slot"], key=_order, ignore_index=True),
        is_calendar,
        tuple(found),
        (*there.notes, *needs.notes),
    )


def _order(column: pd.Series) -> pd.Series:
    return column if column.name == "slot" else key_of(column)


def _with_project(demand: Any) -> Any:  # noqa: ANN401 - as handed in
    """Give a demand by role alone one project to stand under."""
    is_by_role = isinstance(demand, pd.DataFrame) and "role" in demand.columns and "project_id" not in demand.columns
    return demand.assign(project_id="all projects") if is_by_role and "project_id" not in demand.index.names else demand


def _same_calendar(there: Amounts, needs: Amounts, problems: list[Problem]) -> bool:
    kinds = {one.is_calendar for one in (there, needs)} - {None}
    if len(kinds) > 1:
        problems.append(
            Problem("capacity and demand, column period", "months in one and numbers in the other", "the same in both",
                    "Write months in both, as in 2026-07.")
        )  # fmt: skip
    return True in kinds


def _placed(table: pd.DataFrame, others: pd.Series) -> pd.DataFrame:
    """Give amounts that hold always the months that are named anywhere."""
    named = sorted({int(one) for one in [*table["slot"], *others] if one != ALWAYS}) or [_ONLY]
    always = table["slot"].eq(ALWAYS)
    if not always.any():
        return table
    spread = table[always].drop(columns="slot").merge(pd.DataFrame({"slot": named}), how="cross")
    return pd.concat([table[~always], spread[table.columns]], ignore_index=True)


def _unknown_projects(demand: pd.DataFrame, known: set[Any]) -> Iterable[Problem]:
    unknown = dict.fromkeys(one for one in demand["project_id"] if one not in known)
    for project in unknown:
        yield unknown_name("demand, column project_id", project, known, "project", "Add the project, or remove its demand.")


def _unknown_roles(capacity: pd.DataFrame, demand: pd.DataFrame) -> Iterable[Problem]:
    known = set(capacity["role"])
    for role in sorted({one for one in demand["role"] if one not in known}, key=str):
        yield unknown_name("demand, column role", role, known, "role", "Add the role to the capacity.")


def _without_capacity(capacity: pd.DataFrame, demand: pd.DataFrame, *, is_calendar: bool) -> Iterable[Problem]:
    known = set(capacity["role"])
    given = set(zip(capacity["role"], capacity["slot"], strict=True))
    # A need of nothing can be met without any capacity; one that is not assessed can't.
    needed = demand[demand["fte"].ne(0)]
    lacking = {pair for pair in zip(needed["role"], needed["slot"], strict=True) if pair not in given and pair[0] in known}
    for role in sorted({role for role, _ in lacking}, key=str):
        months = [str(label_of(slot, is_calendar=is_calendar)) for one, slot in sorted(lacking, key=str) if one == role]
        yield Problem(
            f"capacity of {role}", f"no row for {', '.join(months)}", "a row for every month in which the role is needed",
            "Add the months; write 0 if nobody is there, not assessed if it is not known.",
        )  # fmt: skip
