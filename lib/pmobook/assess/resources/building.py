"""From what is handed in to the network that a search works on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pmobook.assess.resources.activities import Activity, is_demand, read_activities, read_profiles
from pmobook.assess.resources.forms import unknown_name
from pmobook.assess.resources.links import read_links
from pmobook.assess.resources.network import NO_DEADLINE, Link, Need, Network
from pmobook.assess.resources.ranking import read_ranking
from pmobook.assess.resources.supply import Supply, read_supply
from pmobook.assess.resources.wholes import whole_of
from pmobook.errors import PmobookError, Problem, ProblemsFound

__all__ = ["Task", "build_network", "read_task"]


@dataclass(frozen=True, eq=False)
class Task:
    """What is to be scheduled, as it was read.

    Attributes
    ----------
    activities
        In an order that no input order changes: by rank, then by id.
    links
        (before, after, lag).
    supply
        Capacity.
    origin
        The first period.
    is_calendar
        Whether periods are months.
    is_ranked
        Whether there is a ranking or a weight.
    names
        Of all activities, in the order handed in.
    """

    activities: tuple[Activity, ...]
    links: tuple[tuple[Any, Any, int], ...]
    supply: Supply
    origin: int
    is_calendar: bool
    is_ranked: bool
    names: tuple[Any, ...]

    def without(self, names: Iterable[Any]) -> Task:
        """Return the same without some activities and the links to them."""
        out = set(names)
        links = tuple(link for link in self.links if link[0] not in out and link[1] not in out)
        return replace(self, activities=tuple(one for one in self.activities if one.name not in out), links=links)


def _sort_key(activity: Activity) -> tuple[float, bool, str]:
    name = activity.name
    return (np.inf if activity.rank is None else activity.rank, isinstance(name, str), str(name).rjust(20))


def _roles_needed(activities: Iterable[Activity]) -> list[Any]:
    return list(dict.fromkeys(part.role for one in activities for part in one.parts))


def _joined(table: dict[Any, Activity], profiles: dict[Any, Activity], problems: list[Problem]) -> dict[Any, Activity]:
    """Give the activities of a table their needs by month."""
    problems.extend(
        unknown_name("demand, column project_id", name, table, "project", "Add the project, or remove its demand.")
        for name in sorted(set(profiles) - set(table), key=str)
    )
    joined = {}
    for name, one in table.items():
        shape = profiles.get(name)
        if shape is None:
            joined[name] = one
            continue
        # A project can start before it first needs somebody, but not after.
        first = shape.planned if one.planned is None else min(one.planned, shape.planned or 0)
        wait = (shape.planned or 0) - (first or 0)
        length = wait + (shape.duration or 0)
        if one.duration is not None and one.duration < length:
            problems.append(
                Problem(f"activity {name}, column duration", str(one.duration), f"at least {length}, as its demand has it",
                        "Correct the duration, or the demand.")
            )  # fmt: skip
        joined[name] = replace(
            one, duration=max(length, one.duration or 0), planned=first,
            parts=(*one.parts, *(replace(part, offset=part.offset + wait) for part in shape.parts)),
            unknown=(*one.unknown, *shape.unknown), is_calendar=one.is_calendar or shape.is_calendar,
        )  # fmt: skip
    return joined


def _durations_known(activities: Iterable[Activity], problems: list[Problem]) -> None:
    problems.extend(
        Problem(f"activity {one.name}", "no duration", "a whole number of periods", "Give its duration, or its demand by month.")
        for one in activities
        if one.duration is None and not any(f"activity {one.name}," in problem.where for problem in problems)
    )


def _ranked(activities: dict[Any, Activity], ranking: Any, weights: Any, problems: list[Problem]) -> dict[Any, Activity]:  # noqa: ANN401
    if ranking is not None:
        order = read_ranking(ranking, activities, problems)
        activities |= {
            name: replace(activities[name], rank=float(rank)) for rank, name in enumerate(order, start=1) if name in activities
        }
    if weights is not None:
        for name, weight in dict(weights.items() if hasattr(weights, "items") else zip(activities, weights, strict=True)).items():
            if name not in activities:
                problems.append(unknown_name("weights", name, activities, "activity", "Remove its weight."))
            elif not isinstance(weight, (int, float, np.number)) or not 0 <= weight < np.inf:
                problems.append(Problem(f"weight of {name}", str(weight), "a number of 0 or more", "Write the number."))
            else:
                activities[name] = replace(activities[name], weight=float(weight))
    return activities


def _origin(activities: Iterable[Activity], supply: Supply) -> int:
    times = [time for one in activities for time in (one.planned, one.earliest) if time is not None]
    if not times:
        return supply.first if supply.first is not None else 0
    return min(times) if supply.is_calendar or supply.first is None else min(*times, supply.first)


def read_task(
    activities: Any,  # noqa: ANN401 - see `level`
    capacity: Any,  # noqa: ANN401
    precedences: Any,  # noqa: ANN401
    *,
    demand: Any = None,  # noqa: ANN401
    ranking: Any = None,  # noqa: ANN401
    weights: Any = None,  # noqa: ANN401
) -> Task:
    """Return what is to be scheduled, checked; parameters as for `level`.

    Raises
    ------
    ProblemsFound
        With everything that is missing, negative, double, unknown or circular.
    """
    problems: list[Problem] = []
    supply = read_supply(capacity, problems)
    if is_demand(activities):
        found = read_profiles(activities, problems)
        columns = _roles_needed(found.values())
    else:
        found, columns = read_activities(activities, demand, supply.roles if supply.is_named else (), problems)
        if is_demand(demand):
            found = _joined(found, read_profiles(demand, problems), problems)
            columns = _roles_needed(found.values())
    _durations_known(found.values(), problems)
    supply = _named(supply, columns, problems)
    problems.extend(
        unknown_name("demand, column role", role, supply.roles, "role", "Add the role to the capacity.")
        for role in _roles_needed(found.values()) if role not in supply.roles
    )  # fmt: skip
    found = _ranked(found, ranking, weights, problems)
    links = read_links(precedences, list(found), problems)
    kinds = {bool(one.is_calendar) for one in found.values() if one.planned is not None or one.earliest is not None}
    kinds |= set() if supply.is_calendar is None else {supply.is_calendar}
    if len(kinds) > 1:
        problems.append(
            Problem("periods of capacity and projects", "months and numbers", "one or the other", "Write months, as in 2026-07.")
        )
    if problems:
        raise ProblemsFound(problems)
    ordered = tuple(sorted(found.values(), key=_sort_key))
    is_ranked = (
        ranking is not None or weights is not None or any(one.rank is not None or one.weight is not None for one in ordered)
    )
    return Task(ordered, tuple(links), supply, _origin(ordered, supply), True in kinds, is_ranked, tuple(found))


def _named(supply: Supply, columns: Sequence[Any], problems: list[Problem]) -> Supply:
    """Give capacity without names those of the columns of demand."""
    if supply.is_named or not columns:
        return supply
    if len(columns) == len(supply.roles):
        return supply.renamed(columns)
    problems.append(
        Problem("capacity", f"{len(supply.roles)} amounts", f"one for each of the {len(columns)} roles of the demand",
                "Name the roles: role to amount.")
    )  # fmt: skip
    return supply.renamed(supply.roles)


def _weights(activities: Sequence[Activity]) -> list[float]:
    """Return weights as given; else the more the higher the rank (the last counts 1); else 1."""
    ranked = sorted({one.rank for one in activities if one.rank is not None})
    places = {rank: place for place, rank in enumerate(ranked)}
    return [
        one.weight if one.weight is not None
        else float(len(ranked) - places[one.rank]) if one.rank is not None
        else 1.0
        for one in activities
    ]  # fmt: skip


def build_network(task: Task, beyond: str) -> Network:
    """Return the task as whole numbers, with time 0 as its first period.

    Parameters
    ----------
    task
        What was read.
    beyond
        What there is after the last period for which capacity is given: ``last`` or ``nothing``.

    Raises
    ------
    ProblemsFound
        If the capacity of a period in which a role can be needed is missing.
    """
    problems: list[Problem] = []
    activities, place = task.activities, {one.name: at for at, one in enumerate(task.activities)}
    roles = sorted(_roles_needed(activities), key=lambda one: (isinstance(one, str), str(one).rjust(20)))
    starts = [_start(one, task.origin) for one in activities]
    profiles = []
    for role in roles:
        needed = min(starts[at] + part.offset for at, one in enumerate(activities) for part in one.parts if part.role == role)
        profiles.append(task.supply.profile(role, (task.origin, task.origin + needed), beyond, problems))
    if problems:
        raise ProblemsFound(problems)
    wholes = [
        whole_of([*profile, *(part.fte for one in activities for part in one.parts if part.role == role)])
        for role, profile in zip(roles, profiles, strict=True)
    ]
    width = max((len(one) for one in profiles), default=1)
    capacity = [
        whole.limit(np.pad(profile, (0, width - len(profile)), mode="edge"), len(activities))
        for whole, profile in zip(wholes, profiles, strict=True)
    ]
    needs = sorted(
        Need(at, roles.index(part.role), part.offset, part.length, int(wholes[roles.index(part.role)].of(np.array(part.fte))))
        for at, one in enumerate(activities) for part in one.parts
    )  # fmt: skip
    weights = _weights(activities)
    whole = whole_of(weights)
    shift = 1 if task.is_calendar else 0
    return Network(
        activities=tuple(place),
        roles=tuple(roles),
        durations=np.array([one.duration for one in activities], dtype=np.int64),
        earliest=np.array(starts, dtype=np.int64),
        planned=np.array([_plan(one, task.origin) for one in activities], dtype=np.int64),
        latest=np.array(
            [NO_DEADLINE if one.latest is None else one.latest - task.origin + shift for one in activities], dtype=np.int64
        ),
        weights=whole.of(np.array(weights)),
        needs=tuple(need for need in needs if need.amount > 0),
        links=tuple(sorted(Link(place[one], place[other], lag) for one, other, lag in task.links)),
        capacity=np.array(capacity, dtype=np.int64).reshape(len(roles), width),
        whole=tuple(wholes),
        weight_whole=whole,
    )


def _start(one: Activity, origin: int) -> int:
    """Return the earliest start; unless it is given, no project is brought forward from its plan."""
    given = one.earliest if one.earliest is not None else one.planned
    return 0 if given is None else max(given - origin, 0)


def _plan(one: Activity, origin: int) -> int:
    return _start(one, origin) if one.planned is None else one.planned - origin


def check_beyond(beyond: str) -> None:
    """Refuse a word that says nothing about the time after the capacity given."""
    if beyond not in {"last", "nothing"}:
        message = f"beyond is 'last' or 'nothing'; found {beyond!r}."
        raise PmobookError(message)
