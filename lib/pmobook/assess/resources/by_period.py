"""The least weighted delay by a programme with one choice for each start: its bounds are far closer than a schedule's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from pmobook.assess.resources.network import NO_DEADLINE, Network
from pmobook.assess.resources.solver import Effort, Found
from pmobook.assess.selection.tables import Floats, Ints

__all__ = ["search_by_period"]

_BEYOND = 12
_MOST_CELLS = 3_000_000
_NOISE = 1e-6


@dataclass
class _Rows:
    """Rows of a programme as they are gathered."""

    row: list[Ints] = field(default_factory=list)
    column: list[Ints] = field(default_factory=list)
    factor: list[Ints] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, columns: Ints, factors: Ints, low: float, high: float) -> None:
        """Add one row."""
        self.row.append(np.full(len(columns), len(self.low)))
        self.column.append(columns)
        self.factor.append(factors)
        self.low.append(low)
        self.high.append(high)

    def constraint(self, columns: int) -> LinearConstraint:
        """Return them all."""
        cells = (np.concatenate(self.factor), (np.concatenate(self.row), np.concatenate(self.column)))
        return LinearConstraint(csr_array(cells, shape=(len(self.low), columns)), np.array(self.low), np.array(self.high))


@dataclass(frozen=True, eq=False)
class _Choices:
    """Which starts stand to choice: times by activity, the place of its first column, and of the one for any later start."""

    times: tuple[Ints, ...]
    first: tuple[int, ...]
    later: tuple[int | None, ...]
    cost: Floats

    @property
    def count(self) -> int:
        return len(self.cost)


def _choices(network: Network, end: int) -> _Choices:
    times: list[Ints] = []
    first: list[int] = []
    later: list[int | None] = []
    cost: list[float] = []
    for one in range(len(network.activities)):
        allowed = network.starts_alone(one)
        allowed[: network.heads[one]] = False
        latest = min(int(network.latest[one]), network.horizon) - int(network.durations[one])
        allowed[max(latest + 1, 0) :] = False
        every = np.flatnonzero(allowed)
        here = every[every + network.durations[one] <= end]
        times.append(here)
        first.append(len(cost))
        cost += [float(network.weights[one] * max(int(time - network.planned[one]), 0)) for time in here]
        beyond = every[every + network.durations[one] > end]
        later.append(len(cost) if len(beyond) else None)
        cost += [float(network.weights[one] * max(int(beyond[0] - network.planned[one]), 0))] if len(beyond) else []
    return _Choices(tuple(times), tuple(first), tuple(later), np.array(cost))


def _capacity_rows(network: Network, choices: _Choices, end: int, rows: _Rows) -> None:
    """Hold each role to what there is in each period up to the end; what starts later uses nothing here."""
    cells: dict[tuple[int, int], list[tuple[Ints, Ints]]] = {}
    for need in network.needs:
        times = choices.times[need.activity]
        columns = choices.first[need.activity] + np.arange(len(times))
        for period in range(end):
            since = period - times - need.offset
            runs = columns[(since >= 0) & (since < need.length)]
            if len(runs):
                cells.setdefault((need.role, period), []).append((runs, np.full(len(runs), need.amount)))
    for (role, period), found in cells.items():
        factors = np.concatenate([amounts for _, amounts in found])
        there = int(network.profile[role, min(period, network.horizon - 1)])
        rows.add(np.concatenate([columns for columns, _ in found]), factors, -np.inf, there)


def _link_rows(network: Network, choices: _Choices, end: int, rows: _Rows) -> None:
    """Let nothing have started by a time unless what it waits for has finished by then."""
    for link in network.links:
        wait = int(network.durations[link.before]) + link.lag
        after, before = choices.times[link.after], choices.times[link.before]
        for time in range(end + 1):
            done = choices.first[link.before] + np.flatnonzero(before <= time - wait)
            begun = choices.first[link.after] + np.flatnonzero(after <= time)
            if len(begun):
                factors = np.concatenate([np.ones(len(begun), dtype=np.int64), -np.ones(len(done), dtype=np.int64)])
                rows.add(np.concatenate([begun, done]), factors, -np.inf, 0)


def _programme(network: Network, choices: _Choices, end: int) -> LinearConstraint:
    rows = _Rows()
    for one, times in enumerate(choices.times):
        last = choices.later[one]
        columns = [*range(choices.first[one], choices.first[one] + len(times)), *([] if last is None else [last])]
        rows.add(np.array(columns), np.ones(len(columns), dtype=np.int64), 1, 1)
    _capacity_rows(network, choices, end, rows)
    _link_rows(network, choices, end, rows)
    return rows.constraint(choices.count)


def _starts(network: Network, choices: _Choices, values: Sequence[float]) -> Ints | None:
    """Return what was chosen; None if something starts later than the programme looks."""
    starts = np.zeros(len(network.activities), dtype=np.int64)
    for one, times in enumerate(choices.times):
        chosen = np.flatnonzero(np.asarray(values[choices.first[one] : choices.first[one] + len(times)]) > 0.5)
        if not len(chosen):
            return None
        starts[one] = times[chosen[0]]
    return starts if network.keeps_everything(starts) else None


def search_by_period(network: Network, effort: Effort, nodes: float, hint: Ints, bound: int = 0) -> Found | None:
    """Return the schedule with the least weighted delay that a programme over periods finds; None where it would be too large.

    Parameters
    ----------
    network
        Projects and people.
    effort
        Seconds; its work is counted in nodes here.
    nodes
        The most branches of the search; infinite for no limit.
    hint
        A schedule that keeps everything: the programme looks a year further than it reaches.
    bound
        A lower bound that is known already.

    Notes
    -----
    x(p, t) = 1 if project p starts in period t; one start each; Σ needs ≤ capacity in each period; minimise Σ weight·delay·x. A
    start beyond the periods looked at costs what the soonest of them would and uses nobody, so that the bound holds for every
    schedule; a solution with such a start is no schedule and is not used.

    References
    ----------
    Pritsker, Watters and Wolfe, Management Science 16, 1969; HiGHS: Huangfu and Hall, Mathematical Programming Computation 10,
    2018.
    """
    end = min(network.makespan_of(hint) + _BEYOND, network.horizon)
    choices = _choices(network, end)
    lengths = [sum(need.length for need in needs) + 1 for needs in network.needs_of]
    cells = sum(len(times) * length for times, length in zip(choices.times, lengths, strict=True))
    cells += sum((len(choices.times[link.before]) + len(choices.times[link.after])) * end for link in network.links)
    if cells > _MOST_CELLS or network.horizon >= NO_DEADLINE:
        return None
    options = {"time_limit": effort.seconds, "mip_rel_gap": 0.0} | ({} if np.isinf(nodes) else {"node_limit": int(nodes)})
    found = milp(
        choices.cost, integrality=np.ones(choices.count), bounds=Bounds(0, 1),
        constraints=_programme(network, choices, end), options=options,
    )  # fmt: skip
    dual = found.mip_dual_bound
    least = (
        max(bound, int(np.ceil(float(dual) - _NOISE * max(1.0, abs(float(dual))))))
        if dual is not None and np.isfinite(dual)
        else bound
    )
    starts = None if found.x is None else _starts(network, choices, found.x)
    is_proven = starts is not None and network.delay_of(starts) <= least
    is_by_nodes = not np.isinf(nodes) and (found.mip_node_count or 0) >= int(nodes)
    stopped = "proof" if is_proven else "work" if is_by_nodes or found.status == 0 else "clock"
    return Found(starts, least, is_proven=is_proven, is_impossible=False, stopped_by=stopped)
