"""Start dates that may move: each project's allowed shifts, and what it costs in each period after a shift."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.scale import EXACTLY_ADDED, Scale, scale_of
from pmobook.assess.selection.tables import Floats, Id, Ints, Numbers, unknown
from pmobook.errors import Problem
from pmobook.vocabulary import quoted

__all__ = ["Options", "read_options"]


@dataclass(frozen=True, eq=False)
class Options:
    """The ways in which projects can be done; of each project at most one is chosen.

    Attributes
    ----------
    project
        (options,), the place of its project.
    shift
        (options,), periods by which its start moves; 0 is the start as planned.
    value
        (options,).
    cost
        (options, resources).
    """

    project: Ints
    shift: Ints
    value: Floats
    cost: Floats

    @functools.cached_property
    def scales(self) -> tuple[Scale, ...]:
        """On which scale each resource's costs go to the solver: the same under any limits."""
        return tuple(scale_of(column) for column in self.cost.T)

    @functools.cached_property
    def exact_scales(self) -> tuple[Scale, ...]:
        """On which scale each resource's costs are added without any rounding, where there is one."""
        return tuple(scale_of(column, EXACTLY_ADDED) for column in self.cost.T)


def _rows(starts: Any) -> Iterator[tuple[Id, object, Mapping[Id, object] | None]]:  # noqa: ANN401 - as handed in
    if isinstance(starts, pd.DataFrame):
        for row in starts.to_dict("records"):
            yield row["project_id"], row["shift"], {key: cell for key, cell in row.items() if key not in {"project_id", "shift"}}
        return
    for project, shifts in starts.items():
        if isinstance(shifts, Mapping):
            for shift, costs in shifts.items():
                yield project, shift, None if costs is None else dict(costs)
        else:
            for shift in shifts:
                yield project, shift, None


def read_options(numbers: Numbers, starts: Any, periods: Any, problems: list[Problem]) -> Options:  # noqa: ANN401 - as handed in
    """Return the options of every project.

    Parameters
    ----------
    numbers
        Value and cost of each project as planned.
    starts
        For each project its allowed shifts: a frame (project_id, shift, a column a resource, perhaps ``value``), or project to
        shift to the cost of each resource after it, or project to a list of shifts. Only the shifts listed are allowed, so
        list 0 to allow the start as planned; a project not listed starts as planned. A resource left out keeps its cost.
    periods
        For plain lists of shifts: the resources of successive periods, in order, as a list or as name to list. A shift by 1
        moves each period's cost to the next; a shift that would move cost past the last period is refused.
    """
    base = range(len(numbers.projects))
    if starts is None:
        return Options(np.array(base), np.zeros(len(base), dtype=np.int64), numbers.value, numbers.cost)
    series = _series(numbers, periods, problems)
    places = {project: place for place, project in enumerate(numbers.projects)}
    rows: dict[tuple[int, int], tuple[float, Floats]] = {}
    listed: set[int] = set()
    for project, said, costs in _rows(starts):
        where = f"start of {project}, shift {said}"
        shift = _whole(said)
        if project not in places:
            problems.append(unknown("starts", project, numbers.projects))
        elif shift is None:
            problems.append(Problem(f"start of {project}", quoted(said), "a whole number of periods", "Write 0, 1, 2…"))
        elif (places[project], shift) in rows:
            problems.append(Problem(where, "a second row", "each shift once", "Remove one of the two."))
        else:
            place = places[project]
            listed.add(place)
            rows[place, shift] = (
                (float(numbers.value[place]), _moved(numbers.cost[place], shift, series, where, problems))
                if costs is None
                else _given(numbers, place, costs, where, problems)
            )
    rows.update({(place, 0): (float(numbers.value[place]), numbers.cost[place]) for place in base if place not in listed})
    keys = sorted(rows)
    return Options(
        np.array([place for place, _ in keys]), np.array([shift for _, shift in keys]),
        np.array([rows[key][0] for key in keys]), np.array([rows[key][1] for key in keys]),
    )  # fmt: skip


def _whole(said: object) -> int | None:
    if isinstance(said, (int, np.integer)) and not isinstance(said, bool):
        return int(said)
    return int(said) if isinstance(said, (float, np.floating)) and float(said).is_integer() else None


def _series(numbers: Numbers, periods: Any, problems: list[Problem]) -> list[list[int]]:  # noqa: ANN401 - as handed in
    """Return the places of successive periods, one list for each thing that is spent by period."""
    if periods is None:
        return []
    series = []
    for names in periods.values() if isinstance(periods, Mapping) else [periods]:
        missing = [name for name in names if name not in numbers.resources]
        problems.extend(unknown("periods", name, numbers.resources, "resource") for name in missing)
        series.append([numbers.resources.index(name) for name in names if name not in missing])
    return series


def _moved(cost: Floats, shift: int, series: Sequence[Sequence[int]], where: str, problems: list[Problem]) -> Floats:
    if shift and not series:
        problems.append(
            Problem(where, "no cost after the shift", "the cost of each period, or the order of the periods",
                    "Give the cost for each shift, or name the successive periods.")
        )  # fmt: skip
    moved = cost.copy()
    for places in series:
        moved[list(places)] = 0.0
        for here, place in enumerate(places):
            there = here + shift
            if 0 <= there < len(places):
                moved[places[there]] += cost[place]
            elif cost[place]:
                found = f"cost {cost[place]:g} moved outside the {len(places)} periods"
                problems.append(Problem(where, found, "cost within the periods", "Add the period, or leave out the shift."))
    return moved


def _given(numbers: Numbers, place: int, costs: Mapping[Id, object], where: str, problems: list[Problem]) -> tuple[float, Floats]:
    value, cost = float(numbers.value[place]), numbers.cost[place].copy()
    for name, cell in costs.items():
        amount = float(cell) if isinstance(cell, (int, float, np.number)) else math.nan
        is_value = name == "value" and name not in numbers.resources
        if not is_value and name not in numbers.resources:
            problems.append(unknown(where, name, numbers.resources, "resource"))
        elif not 0 <= amount < math.inf:
            found = "nothing" if math.isnan(amount) else f"{amount:g}"
            problems.append(Problem(f"{where}, {name}", found, "a number of 0 or more", "Write a number; 0 if there is none."))
        elif is_value:
            value = amount
        else:
            cost[numbers.resources.index(name)] = amount
    return value, cost
