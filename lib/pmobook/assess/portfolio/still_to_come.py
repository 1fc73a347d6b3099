"""What each project still has to spend, in total and by quarter."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import present, rows_of
from pmobook.assess.wording import listed
from pmobook.language import say
from pmobook.vocabulary import Period, Quarter

__all__ = ["MONEY", "ComingCost", "cost_to_come"]

MONEY = "money"
"""The resource for all that is still to be spent; with a quarter behind it, for that quarter's."""

_DIGITS = 9
"""Sums of decimals are rounded here, so that 11.143 is not 11.142999999999999."""


@dataclass(frozen=True, eq=False)
class ComingCost:
    """What is still to be spent.

    Attributes
    ----------
    table
        Projects by ``money`` and ``money 2026Q4`` …, for projects whose cost to come is known.
    unknown
        Project to why its cost to come is not assessed.
    notes
        What was assumed, in sentences.
    """

    table: pd.DataFrame
    unknown: dict[str, str]
    notes: tuple[str, ...]


@dataclass
class _Gathered:
    """What the rows of the projects come to while they are read."""

    cells: dict[str, dict[str, list[float]]]
    unknown: dict[str, str]
    begun: dict[str, None]
    years: dict[str, None]
    credits: dict[str, None]


def cost_to_come(costs: pd.DataFrame, projects: Iterable[str], quarter: Quarter) -> ComingCost:
    """Return what projects have still to spend after a quarter.

    Parameters
    ----------
    costs
        The form project_costs.
    projects
        Ids of the candidates.
    quarter
        The quarter assessed; periods that begin after its last day count.

    Notes
    -----
    Of each period the forecast cost, or the planned value where there is no forecast. A project with a period to come that has
    neither, or without any period to come, is not assessed. A financial year is spread evenly over its quarters. Credits beyond
    costs count as nothing.
    """
    found = _Gathered({}, {}, {}, {}, {})
    for project in projects:
        _read(project, costs.loc[costs["project_id"] == project], quarter, found)
    quarters = sorted({name for cells in found.cells.values() for name in cells})
    columns = [MONEY, *(f"{MONEY} {name}" for name in quarters)]
    rows = {project: _row(cells, quarters, project, found) for project, cells in found.cells.items()}
    table = pd.DataFrame(list(rows.values()), index=pd.Index(list(rows), name="project_id", dtype="str"), columns=columns)
    return ComingCost(table.astype("float64"), found.unknown, tuple(_notes(found)))


def _read(project: str, rows: pd.DataFrame, quarter: Quarter, found: _Gathered) -> None:
    cells: dict[str, list[float]] = {}
    for text, forecast, planned in rows_of(rows, "period", "forecast_cost", "planned_value"):
        period = Period.parse(str(text))
        if period.first_day <= quarter.last_day:
            if period.last_day > quarter.last_day:
                found.begun[period.in_words] = None
            continue
        amount = forecast if present(forecast) else planned
        if not present(amount):
            found.unknown[project] = say("neither forecast nor planned cost for {in_words}", in_words=period.in_words)
            return
        parts = _quarters(period)
        if len(parts) > 1:
            found.years[period.in_words] = None
        for name in parts:
            cells.setdefault(name, []).append(float(amount) / len(parts))
    if cells:
        found.cells[project] = cells
    else:
        found.unknown[project] = say("no cost after the quarter was handed in")


def _quarters(period: Period) -> list[str]:
    here, last = Quarter.of(period.first_day), Quarter.of(period.last_day)
    names = [str(here)]
    while here < last:
        here = here.next
        names.append(str(here))
    return names


def _row(cells: dict[str, list[float]], quarters: list[str], project: str, found: _Gathered) -> list[float]:
    total = math.fsum(amount for each in cells.values() for amount in each)
    sums = [math.fsum(cells.get(name, ())) for name in quarters]
    if total < 0 or min(sums) < 0:
        found.credits[project] = None
    return [max(round(one, _DIGITS), 0.0) for one in (total, *sums)]


def _notes(found: _Gathered) -> Iterable[str]:
    if found.begun:
        yield say("What remains of {begun} is not counted: the period began before the quarter's end.", begun=listed(found.begun))
    if found.years:
        yield say("Money of {years} is spread evenly over the quarters of the year.", years=listed(found.years))
    if found.credits:
        yield say(
            "Credits of {credits} that exceed their costs are counted as no cost, not as money gained.",
            credits=listed(found.credits),
        )
