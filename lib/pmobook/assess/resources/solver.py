"""The best schedule, proven where that is possible in the time allowed, by constraint programming."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.resources.network import NO_DEADLINE, Network
from pmobook.assess.selection.tables import Ints

__all__ = ["DELAY", "LATENESS", "MAKESPAN", "Effort", "Found", "search"]

MAKESPAN = "makespan"
"""Everything finished as soon as possible."""

DELAY = "delay"
"""The least weighted delay of starts after what is planned."""

LATENESS = "lateness"
"""The least periods by which deadlines are missed, which are then no limits."""


_LONGEST = 1e9
"""Stands for no limit."""


@dataclass(frozen=True)
class Effort:
    """How long a search may take.

    Attributes
    ----------
    seconds
        By the clock: a guard, since where it stops a search depends on the machine.
    work
        In the solver's own units of work, the same on every machine; infinite for no limit.
    seed
        Of the search.
    """

    seconds: float
    work: float
    seed: int


@dataclass(frozen=True, eq=False)
class Found:
    """What a search came to.

    Attributes
    ----------
    starts
        (activities,); None if none was found.
    bound
        What no schedule can be below.
    is_proven
        Whether none is better.
    is_impossible
        Whether it is proven that there is none at all.
    stopped_by
        ``proof``, ``work`` or ``clock``.
    """

    starts: Ints | None
    bound: int
    is_proven: bool
    is_impossible: bool
    stopped_by: str


def _capacities(model: Any, network: Network, intervals: list[Any]) -> None:  # noqa: ANN401 - the solver's own types
    """Hold every role to what there is of it; what is less than the most is taken by blocks that stand still."""
    for role in range(len(network.roles)):
        places = [place for place, need in enumerate(network.needs) if need.role == role]
        if not places:
            continue
        profile = network.profile[role]
        most = int(profile.max())
        used: list[Any] = [intervals[place] for place in places]
        amounts = [network.needs[place].amount for place in places]
        edges = [0, *(int(one) + 1 for one in np.flatnonzero(np.diff(profile))), len(profile)]
        for first, last in itertools.pairwise(edges):
            if most > profile[first]:
                used.append(model.new_fixed_size_interval_var(first, last - first, ""))
                amounts.append(most - int(profile[first]))
        model.add_cumulative(used, amounts, most)


def _allowed(network: Network, objective: str, most: int | None) -> list[list[int]]:
    """Return the times at which each activity may start: alone, after what it waits for, in time, and in a plan not too long."""
    times = []
    for one in range(len(network.activities)):
        allowed = network.starts_alone(one)
        allowed[: network.heads[one]] = False
        if objective != LATENESS and network.latest[one] < NO_DEADLINE:
            allowed[max(int(network.latest[one] - network.durations[one]) + 1, 0) :] = False
        if most is not None and objective == MAKESPAN:
            allowed[max(most - int(network.tails[one]) + 1, 0) :] = False
        times.append([int(time) for time in np.flatnonzero(allowed)])
    return times


def _model(network: Network, objective: str, times: list[list[int]]) -> tuple[Any, list[Any]]:
    from ortools.sat.python import cp_model  # noqa: PLC0415 - half a second that only a search is worth

    model = cp_model.CpModel()
    starts: list[Any] = [model.new_int_var_from_domain(cp_model.Domain.from_values(allowed), "") for allowed in times]
    intervals = [
        model.new_fixed_size_interval_var(starts[need.activity] + need.offset, need.length, "") for need in network.needs
    ]
    _capacities(model, network, intervals)
    for link in network.links:
        model.add(starts[link.after] >= starts[link.before] + int(network.durations[link.before]) + link.lag)
    model.minimize(_objective(model, network, starts, objective))
    return model, starts


def _objective(model: Any, network: Network, starts: list[Any], objective: str) -> Any:  # noqa: ANN401 - the solver's own types
    horizon = network.horizon
    if objective == MAKESPAN:
        end = model.new_int_var(0, horizon, "")
        for one, start in enumerate(starts):
            model.add(end >= start + int(network.durations[one]))
        return end
    terms = []
    for one, start in enumerate(starts):
        if objective == LATENESS and network.latest[one] >= NO_DEADLINE:
            continue
        after = int(network.planned[one] if objective == DELAY else network.latest[one] - network.durations[one])
        late = model.new_int_var(0, horizon + max(-after, 0), "")
        model.add(late >= start - after)
        terms.append(int(network.weights[one] if objective == DELAY else 1) * late)
    return sum(terms)


def search(network: Network, objective: str, effort: Effort, hint: Ints | None = None, bound: int = 0) -> Found:
    """Return the best schedule that a search finds, and what no schedule can be below.

    Parameters
    ----------
    network
        Projects and people; every activity can start at some time if it is alone.
    objective
        `MAKESPAN`, `DELAY` or `LATENESS`.
    effort
        How long it may take.
    hint
        A schedule to begin with that keeps everything.
    bound
        A lower bound that is known already.

    Notes
    -----
    One worker and a fixed seed, so that the same input gives the same answer wherever the clock is not what stops it.

    References
    ----------
    CP-SAT: Perron and Didier, OR-Tools, Google; lazy clause generation for project scheduling: Schutt, Feydy, Stuckey and
    Wallace, Constraints 16, 2011.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - half a second that only a search is worth

    times = _allowed(network, objective, None if hint is None else network.makespan_of(hint))
    if not all(times):
        return Found(None, bound, is_proven=False, is_impossible=True, stopped_by="proof")
    model, starts = _model(network, objective, times)
    for one, start in enumerate(starts):
        if hint is not None:
            model.add_hint(start, int(hint[one]))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort.seed
    # Without the linear relaxation, a makespan is proven several times sooner; a sum of delays needs it.
    solver.parameters.linearization_level = 2 if objective == DELAY else 0
    solver.parameters.max_time_in_seconds = effort.seconds
    solver.parameters.max_deterministic_time = min(effort.work, _LONGEST)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return Found(None, bound, is_proven=False, is_impossible=True, stopped_by="proof")
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN}:
        message = f"the model of the schedule was refused: {model.validate()}"
        raise RuntimeError(message)
    found = None if status == cp_model.UNKNOWN else np.array([solver.value(start) for start in starts], dtype=np.int64)
    is_proven = status == cp_model.OPTIMAL
    least = max(bound, int(np.ceil(solver.best_objective_bound - 1e-6))) if np.isfinite(solver.best_objective_bound) else bound
    stopped = "proof" if is_proven else "clock" if solver.wall_time >= effort.seconds else "work"
    return Found(found, least, is_proven=is_proven, is_impossible=False, stopped_by=stopped)
