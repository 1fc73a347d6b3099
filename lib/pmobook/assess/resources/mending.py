"""The programme behind the cheapest fix: projects moved or dropped, people hired or contracted, until nobody goes short."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from pmobook.assess.resources.forms import DIGITS
from pmobook.assess.resources.people import People
from pmobook.assess.resources.prices import WayPrices
from pmobook.assess.selection.tables import Floats
from pmobook.method.resources import resources_method

__all__ = ["Mending", "Shortage", "hiring_price", "mend", "shortage_of"]

_STEP = 6


@dataclass(frozen=True, eq=False)
class Shortage:
    """What is to be mended.

    Attributes
    ----------
    needs
        Project to (role, month, full-time equivalents), where they are assessed.
    there
        (role, month) to capacity, where it is known; with the months that a delay can reach.
    first, last
        Project to the first and last month of its needs.
    end
        The last month in which anybody is needed.
    links
        (before, after, lag).
    longest_delay
        Months.
    """

    needs: Mapping[Any, tuple[tuple[Any, int, float], ...]]
    there: Mapping[tuple[Any, int], float]
    first: Mapping[Any, int]
    last: Mapping[Any, int]
    end: int
    links: tuple[tuple[Any, Any, int], ...]
    longest_delay: int


@dataclass(frozen=True, eq=False)
class Mending:
    """A mix that mends it.

    Attributes
    ----------
    hired, contracted
        (role, month) to full-time equivalents.
    delayed, dropped
        Project to months; projects.
    price, bound, is_proven
        What it costs, what no mix can cost less than, and whether these are the same.
    """

    hired: Mapping[tuple[Any, int], float]
    contracted: Mapping[tuple[Any, int], float]
    delayed: Mapping[Any, int]
    dropped: tuple[Any, ...]
    price: float
    bound: float
    is_proven: bool


def shortage_of(people: People, links: list[tuple[Any, Any, int]], longest_delay: int) -> Shortage:
    """Return what is to be mended; a role's last capacity goes on after the last month given."""
    known = people.demand[people.demand["fte"].gt(0)]
    needs: dict[Any, list[tuple[Any, int, float]]] = {project: [] for project in dict.fromkeys(people.demand["project_id"])}
    for project, role, slot, fte in zip(known["project_id"], known["role"], known["slot"], known["fte"], strict=True):
        needs[project].append((role, int(slot), float(fte)))
    groups = people.demand.groupby("project_id", sort=False)["slot"]
    end = int(people.demand["slot"].max())
    there: dict[tuple[Any, int], float] = {}
    for role, rows in people.capacity.groupby("role", sort=False):
        given = {int(slot): float(fte) for slot, fte in zip(rows["slot"], rows["fte"], strict=True)}
        final = max(given)
        every = {
            slot: given.get(slot, given[final] if slot > final else np.nan) for slot in range(min(given), end + longest_delay + 1)
        }
        there |= {(role, slot): fte for slot, fte in every.items() if not np.isnan(fte)}
    return Shortage(
        {project: tuple(rows) for project, rows in needs.items()}, there,
        {project: int(slot) for project, slot in groups.min().items()},
        {project: int(slot) for project, slot in groups.max().items()},
        end, tuple(links), longest_delay,
    )  # fmt: skip


@dataclass
class _Programme:
    """Columns and rows as they are gathered."""

    price: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    cells: list[tuple[int, int, float]] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def column(self, price: float, *, is_whole: bool) -> int:
        self.price.append(price)
        self.whole.append(int(is_whole))
        self.upper.append(1.0 if is_whole else np.inf)
        return len(self.price) - 1

    def row(self, cells: list[tuple[int, float]], low: float, high: float) -> None:
        self.cells += [(len(self.low), column, factor) for column, factor in cells]
        self.low.append(low)
        self.high.append(high)

    def solve(self, time_limit: float) -> Any:  # noqa: ANN401 - scipy's own result
        rows, columns, factors = zip(*self.cells, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(self.low), len(self.price)))
        return milp(
            np.array(self.price), integrality=np.array(self.whole), bounds=Bounds(0, np.array(self.upper)),
            constraints=LinearConstraint(matrix, np.array(self.low), np.array(self.high)),
            options={"time_limit": time_limit, "mip_rel_gap": 0},
        )  # fmt: skip


def _options(shortage: Shortage, prices: WayPrices, programme: _Programme) -> dict[tuple[Any, int | None], int]:
    """Return the column of each project's delay, None for being dropped; each project has exactly one."""
    options: dict[tuple[Any, int | None], int] = {}
    for project in shortage.needs:
        delays = range(shortage.longest_delay + 1) if project in prices.delay else range(1)
        for months in delays:
            options[project, months] = programme.column(months * prices.delay.get(project, 0.0), is_whole=True)
        if project in prices.drop:
            options[project, None] = programme.column(prices.drop[project], is_whole=True)
        programme.row([(column, 1.0) for (one, _), column in options.items() if one == project], 1, 1)
    return options


def _link(shortage: Shortage, programme: _Programme, options: Mapping[tuple[Any, int | None], int]) -> None:
    """Let nothing start before what it waits for has finished, nor without it."""
    wide = shortage.longest_delay + shortage.end - min(shortage.first.values()) + 1.0
    for before, after, lag in shortage.links:
        gap = shortage.last[before] + 1 + lag - shortage.first[after]
        later = [(column, float(months)) for (one, months), column in options.items() if one == after and months]
        sooner = [(column, -float(months)) for (one, months), column in options.items() if one == before and months]
        dropped, without = options.get((after, None)), options.get((before, None))
        free = [] if dropped is None else [(dropped, wide + abs(gap))]
        programme.row([*later, *sooner, *free], gap if later or free else min(gap, 0), np.inf)
        if without is not None:
            programme.row([(without, -1.0), *([] if dropped is None else [(dropped, 1.0)])], 0, np.inf)


def hiring_price(prices: WayPrices, role: Any, months: int) -> float:  # noqa: ANN401 - a name
    """Return what one full-time equivalent hired for so many months costs."""
    return prices.hire[role] * months + prices.hire_once.get(role, 0.0)


def mend(shortage: Shortage, prices: WayPrices) -> Mending | None:
    """Return the cheapest mix of what has a price; None if there is none.

    Notes
    -----
    Where the capacity of a role in a month is not known, it limits nothing.
    """
    programme = _Programme()
    options = _options(shortage, prices, programme)
    _link(shortage, programme, options)
    hires = {
        (role, slot): programme.column(hiring_price(prices, role, shortage.end - slot + 1), is_whole=False)
        for role, slot in shortage.there if role in prices.hire and slot <= shortage.end
    }  # fmt: skip
    contracts = {
        pair: programme.column(prices.contract[pair[0]], is_whole=False) for pair in shortage.there if pair[0] in prices.contract
    }
    use = _use(shortage, options)
    for (role, slot), there in shortage.there.items():
        cells = use.get((role, slot), [])
        if not cells:
            continue
        staff = [(column, -1.0) for (one, since), column in hires.items() if one == role and since <= slot <= shortage.end]
        extra = [(contracts[role, slot], -1.0)] if (role, slot) in contracts else []
        programme.row([*cells, *staff, *extra], -np.inf, there)
    found = programme.solve(resources_method().fix.time_limit.value)
    if found.x is None:
        return None
    return _read(found, options, hires, contracts)


def _use(shortage: Shortage, options: Mapping[tuple[Any, int | None], int]) -> dict[tuple[Any, int], list[tuple[int, float]]]:
    use: dict[tuple[Any, int], list[tuple[int, float]]] = {}
    for (project, months), column in options.items():
        if months is None:
            continue
        for role, slot, fte in shortage.needs[project]:
            use.setdefault((role, slot + months), []).append((column, fte))
    return use


def _amounts(values: Floats, columns: Mapping[tuple[Any, int], int]) -> dict[tuple[Any, int], float]:
    amounts = {pair: round(float(values[column]), _STEP) for pair, column in columns.items()}
    return {pair: amount for pair, amount in amounts.items() if amount > 0}


def _read(
    found: Any,  # noqa: ANN401 - scipy's own result
    options: Mapping[tuple[Any, int | None], int],
    hires: Mapping[tuple[Any, int], int],
    contracts: Mapping[tuple[Any, int], int],
) -> Mending:
    chosen = {project: months for (project, months), column in options.items() if found.x[column] > 0.5}
    price, bound = round(float(found.fun), _STEP) + 0.0, float(found.mip_dual_bound)
    is_proven = found.status == 0
    return Mending(
        _amounts(found.x, hires),
        _amounts(found.x, contracts),
        {project: months for project, months in chosen.items() if months},
        tuple(project for project, months in chosen.items() if months is None),
        price,
        price if is_proven else round(bound, DIGITS),
        is_proven=is_proven,
    )
