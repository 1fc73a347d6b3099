"""People by role and quarter: what each project needs, and how many there are."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import present, rows_of
from pmobook.assess.wording import as_percent, counted, listed
from pmobook.language import say
from pmobook.vocabulary import Period, Quarter

__all__ = ["People", "people_needed"]

_DIGITS = 9
_OTHERS = ""
"""Stands for all projects that are not to be chosen."""

_Months = Mapping[tuple[str, str], float]
"""(role, month) to full-time equivalents."""


@dataclass(frozen=True, eq=False)
class People:
    """Person-months by role and quarter.

    Attributes
    ----------
    needed
        Projects by ``Project manager 2026Q4`` …, person-months.
    limits
        Of these, the person-months there are; only where the capacity of every month needed is known.
    notes
        What was assumed or left out, in sentences.
    """

    needed: pd.DataFrame
    limits: pd.Series
    notes: tuple[str, ...]


def people_needed(
    demand: pd.DataFrame, capacity: pd.DataFrame, projects: Iterable[str], quarter: Quarter, margin: float = 0.0
) -> People:
    """Return what projects need of each role after a quarter, and what there is of it.

    Parameters
    ----------
    demand, capacity
        The forms of those names; a form without rows was not handed in.
    projects
        Ids of the projects to choose from. What other projects need is taken off the capacity first.
    quarter
        The quarter assessed; months after it count.
    margin
        The share by which a role may be booked beyond its capacity in a quarter.

    Notes
    -----
    Full-time equivalents of the months of a quarter are added up to person-months. A need that is not assessed counts as
    nothing and is counted in a note; where the capacity of a month in which somebody is needed is not known, the role has no
    limit in that quarter, which is said.
    """
    ids = list(projects)
    needs, unknown = _needs(demand, ids, quarter)
    there = {
        (str(role), str(month)): float(amount)
        for role, month, amount in rows_of(capacity, "role", "period", "fte")
        if present(amount) and _is_to_come(str(month), quarter)
    }
    months = dict.fromkeys(month for each in needs.values() for month in each)
    names = sorted({_resource(*month) for month in months})
    open_months = {_resource(*month) for month in months if month not in there}
    limits = {name: _left(name, there, needs.get(_OTHERS, {}), margin) for name in names if name not in open_months}
    notes = list(_notes(demand, capacity, unknown, open_months))
    if demand.empty or capacity.empty:
        limits = {}
    elif limits and margin > 0:
        notes.append(
            say(
                "A role may be booked {margin} beyond its capacity in a quarter: plans are not more exact.",
                margin=as_percent(margin),
            )
        )
    if limits and any(needs.get(_OTHERS, {}).values()):
        notes.append(say("What projects need that are not to be chosen here is taken off the capacity first."))
    table = {name: [_sum(needs.get(project, {}), name) for project in ids] for name in names}
    return People(
        pd.DataFrame(table, index=pd.Index(ids, name="project_id", dtype="str"), columns=names, dtype="float64"),
        pd.Series(list(limits.values()), index=pd.Index(list(limits), dtype="str"), dtype="float64"),
        tuple(notes),
    )


def _is_to_come(month: str, quarter: Quarter) -> bool:
    return Period.parse(month).first_day > quarter.last_day


@functools.lru_cache(maxsize=4096)
def _resource(role: str, month: str) -> str:
    return f"{role} {Quarter.of(Period.parse(month).first_day)}"


def _needs(demand: pd.DataFrame, ids: Sequence[str], quarter: Quarter) -> tuple[dict[str, dict[tuple[str, str], float]], int]:
    """Return each project's need by role and month, and how many needs are not assessed."""
    needs: dict[str, dict[tuple[str, str], float]] = {}
    known, unknown = set(ids), 0
    for project, role, month, amount in rows_of(demand, "project_id", "role", "period", "fte"):
        if not _is_to_come(str(month), quarter):
            continue
        if not present(amount):
            unknown += 1
            continue
        whose = needs.setdefault(str(project) if str(project) in known else _OTHERS, {})
        whose[str(role), str(month)] = whose.get((str(role), str(month)), 0.0) + float(amount)
    return needs, unknown


def _sum(months: _Months, name: str) -> float:
    return round(math.fsum(amount for month, amount in months.items() if _resource(*month) == name), _DIGITS)


def _left(name: str, there: _Months, others: _Months, margin: float) -> float:
    return max(round(_sum(there, name) * (1 + margin) - _sum(others, name), _DIGITS), 0.0)


def _notes(demand: pd.DataFrame, capacity: pd.DataFrame, unknown: int, gaps: Iterable[str]) -> Iterable[str]:
    missing = [form for form, rows in (("demand", demand), ("capacity", capacity)) if rows.empty]
    if missing:
        said = (
            say("forms {missing} were", missing=listed(missing))
            if len(missing) > 1
            else say("form {missing} was", missing=missing[0])
        )
        yield say("People limit nothing here: the {said} not handed in.", said=said)
        return
    if unknown:
        yield say("{need} of people not assessed: counted as nothing, so limits may be exceeded.", need=counted(unknown, "need"))
    without = sorted(gaps)
    if without:
        yield say("No limit is set for {without}: the capacity is not known for every month.", without=listed(without))
