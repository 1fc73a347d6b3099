"""Exact selection beside rank-and-cut, scipy's milp called directly and trying every set, in one run.

    python benchmarks/selection.py [FILE]

FILE: a problem file of OR-Library (mknapcb1 to mknapcb9: Chu and Beasley, Journal of Heuristics 4, 1998), which is not part of
this repository. Its first, thirteenth and twenty-third problems are then solved for 10 s each.

The machine may be busy, so the ratios count, not the seconds.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp

from pmobook.assess.selection import core_index, frontier, select
from selection_instances import Instance, by_month, generated, organisation, sparse

GAP = 0.001


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def directly(value: pd.Series, cost: pd.DataFrame, limits: pd.Series, gap: float, seconds: float = 20) -> tuple[float, float]:
    """Return value and gap of scipy's milp."""
    found = milp(
        -value.to_numpy(),
        integrality=np.ones(len(value)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(cost.to_numpy().T, -np.inf, limits.to_numpy()),
        options={"mip_rel_gap": gap, "time_limit": seconds},
    )
    return (0.0 if found.x is None else float(-found.fun)), float(found.mip_gap or 0)


def every_set(value: pd.Series, cost: pd.DataFrame, limits: pd.Series) -> float:
    """Return the best value by trying every set in pure Python."""
    values, costs, most = value.tolist(), cost.to_numpy().tolist(), limits.tolist()
    best = 0.0
    for inside in itertools.product((0, 1), repeat=len(values)):
        use = [sum(row[at] for row, one in zip(costs, inside, strict=True) if one) for at in range(len(most))]
        if all(one <= limit + 1e-9 for one, limit in zip(use, most, strict=True)):
            best = max(best, sum(one for one, taken in zip(values, inside, strict=True) if taken))
    return best


def compare(name: str, instance: Instance, gap: float, *, with_every_set: bool = False) -> None:
    """Print one selection by all ways."""
    value, cost, most = instance
    ours, best = _timed(lambda: select(value, cost, most, gap=gap))
    theirs, (direct, direct_gap) = _timed(lambda: directly(value, cost, most, gap, seconds=10))
    print(f"{name}: {len(value)} projects x {len(most)} limits, gap asked for {gap:.1%}")
    print(f"  select                {ours:8.2f} s   value {best.value:10.1f}   gap {best.gap:.4%}   {best.status}")
    print(
        f"  scipy milp            {theirs:8.2f} s   value {direct:10.1f}   gap {direct_gap:.4%}   {theirs / ours:.1f} x our time"
    )
    print(f"  rank and cut                       value {best.waterline.value:10.1f}   {best.waterline.value / best.value:.0%}")
    print(f"  ranked, filled up                  value {best.waterline.filled_value:10.1f}"
          f"   {best.waterline.filled_value / best.value:.0%}")  # fmt: skip
    if with_every_set:
        tried, found = _timed(lambda: every_set(value, cost, most))
        print(f"  every set tried       {tried:8.2f} s   value {found:10.1f}   {tried / ours:.1f} x our time")


def published(file: Path) -> None:
    """Print some hard published instances under 10 s."""
    numbers = np.array(file.read_text(encoding="utf-8").split(), dtype=np.float64)
    at, problems = 1, []
    for _ in range(int(numbers[0])):
        count, rows = int(numbers[at]), int(numbers[at + 1])
        at += 3
        value, cost = numbers[at : at + count], numbers[at + count : at + count * (rows + 1)].reshape(rows, count).T
        at += count * (rows + 1)
        problems.append((pd.Series(value), pd.DataFrame(cost), pd.Series(numbers[at : at + rows])))
        at += rows
    for number in (0, 12, 22):
        ours, best = _timed(lambda number=number: select(*problems[number], time_limit=10))
        direct, gap = directly(*problems[number], 0.0, seconds=10)
        print(f"{file.name} {number + 1}: {best.value:.0f} gap {best.gap:.3%} in {ours:.1f} s; milp {direct:.0f} gap {gap:.3%}")


def main(arguments: list[str]) -> None:
    """Print all comparisons."""
    select([1], [1], 1)  # the solver's import is paid once
    compare("small", organisation(16, 4, 16), 0.0, with_every_set=True)
    compare("medium", organisation(100, 12, 100), 0.0)
    for seed in (1, 2, 3):
        for share in (0.3, 0.5):
            compare(f"generated organisation {seed}, {share:.0%} of the need", generated(seed, share), GAP)
    for seed in (500, 501, 502, 503):
        compare(f"every limit used by everyone {seed}", organisation(500, 30, seed), GAP)
    compare("three to eight limits each", sparse(1), GAP)
    compare("months and roles", by_month(1), GAP)
    compare("months and roles, value follows cost", by_month(5, value_follows_cost=True), GAP)
    value, cost, most = organisation(100, 6, seed=7)
    seconds, line = _timed(lambda: frontier(value, cost, most, resource="limit 1", points=25))
    budgets = line.points["budget"]
    loop, _ = _timed(lambda: [directly(value, cost, most.where(most.index != "limit 1", one), 0.0) for one in budgets])
    print(f"frontier of 25 points, 100 projects x 6 limits, with and without the others: {seconds:.2f} s;"
          f" milp in a loop, with them only: {loop:.2f} s")  # fmt: skip
    _, cost, most = organisation(60, 5, seed=8)
    goals = pd.DataFrame(np.random.default_rng(8).integers(0, 10, (60, 5)), index=cost.index, columns=list("abcde"))
    seconds, core = _timed(lambda: core_index(goals, [("a", ">=", "b"), ("b", ">=", "c")], cost, most))
    few = core.weightings.to_numpy()[:20] @ goals.to_numpy().T
    loop, _ = _timed(lambda: [directly(pd.Series(one), cost, most, 0.0) for one in few])
    print(f"core index, 60 projects, {len(core.best):,} weightings: {seconds:.2f} s; milp: {50 * loop:.0f} s (from 20)")
    for name in arguments:
        published(Path(name))


if __name__ == "__main__":
    main(sys.argv[1:])
