"""The best value at each budget of one resource, and what enters and leaves from one budget to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.effort import Effort, effort_of
from pmobook.assess.selection.finding import solve
from pmobook.assess.selection.programme import Programme, read_programme
from pmobook.assess.selection.scale import scale_of
from pmobook.assess.selection.selection import require_found
from pmobook.assess.selection.tables import Bools, Floats, Id, unknown
from pmobook.assess.selection.ties import settle_ties
from pmobook.assess.selection.verify import exact_total
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.method.selection import selection_method

__all__ = ["Frontier", "best_at_budgets", "frontier", "place_of_resource"]

COLUMNS = ("budget", "value", "use", "gap", "chosen", "entered", "left")


@dataclass(frozen=True, eq=False)
class Frontier:
    """The best value at each budget.

    Attributes
    ----------
    resource
        Whose budget varies.
    points
        By rising budget: budget, value, use (of the resource), gap (0 where proven), chosen, entered and left (ids, compared
        with the row before). A budget at which nothing keeps the mandates has a missing value and nothing chosen.
    without_other_limits
        The same with every other limit lifted; None if there is no other.
    is_exact
        Whether every budget at which the best set changes is there.
    is_proven
        Whether every point is the proven optimum.
    """

    resource: Id
    points: pd.DataFrame
    without_other_limits: pd.DataFrame | None
    is_exact: bool
    is_proven: bool

    def value_at(self, budget: float) -> float:
        """Return the best value at a budget: that of the last row at or below it; exact if the frontier is."""
        reached = self.points[(self.points["budget"] <= budget) & self.points["value"].notna()]
        return float(reached["value"].iloc[-1]) if len(reached) else float("nan")


def frontier(
    value: Any,  # noqa: ANN401 - as for `select`
    cost: Any,  # noqa: ANN401
    limits: Any,  # noqa: ANN401
    *,
    resource: Id | None = None,
    points: int | Sequence[float] | None = None,
    time_limit: float | None = None,
    gap: float | None = None,
    **rules: Any,  # noqa: ANN401
) -> Frontier:
    """Return the best value at each budget of a resource, under every other limit, mandate and link.

    Parameters
    ----------
    value, cost, limits, **rules
        As for `select`. The resource's own limit is not a bound: budgets run up to what everything worth doing costs.
    resource
        Whose budget varies; needed if there are several.
    points
        None: every budget at which the best set changes, if there are few projects, else the method's number of evenly spaced
        budgets. A number: so many evenly spaced budgets. A list: these budgets.
    time_limit, gap
        Of each search.

    Raises
    ------
    ProblemsFound
        If anything handed in is wrong.
    NothingFits
        If nothing keeps the other limits and mandates even with an unlimited budget.

    Notes
    -----
    Breakpoints are exact: the best value without limit, the least budget that reaches it, then the best value at any lower
    budget, and so on down. Value never falls with budget; it is verified.

    Examples
    --------
    >>> found = frontier({"a": 1000, "b": 400, "c": 400}, {"a": 400, "b": 300, "c": 200}, 500, points=[300, 600, 900])
    >>> found.points["value"].tolist()
    [400.0, 1400.0, 1800.0]
    """
    programme, effort = read_programme(value, cost, limits, **rules), effort_of(time_limit, gap)
    place = place_of_resource(programme, resource)
    with_limits, is_exact = best_at_budgets(programme, place, points, effort)
    lifted = np.full(len(programme.limits), np.inf)
    without = None
    if np.isfinite(np.delete(programme.limits, place)).any():
        # The same budgets, so that the two can be laid over each other.
        without, _ = best_at_budgets(programme.with_limits(lifted), place, with_limits["budget"].tolist(), effort)
    is_proven = bool((with_limits["gap"].fillna(0) == 0).all())
    return Frontier(programme.resources[place], with_limits, without, is_exact, is_proven)


def place_of_resource(programme: Programme, resource: Id | None) -> int:
    """Return where a resource stands; it may be left out if there is only one.

    Raises
    ------
    ProblemsFound
        If it is unknown, or needed and missing.
    """
    if resource is None and len(programme.resources) == 1:
        return 0
    if resource is None:
        expected = ", ".join(str(one) for one in programme.resources)
        raise ProblemsFound([Problem("resource", "nothing", f"one of {expected}", "Name the resource whose budget varies.")])
    if resource not in programme.resources:
        raise ProblemsFound([unknown("resource", resource, programme.resources, "resource")])
    return programme.resources.index(resource)


def best_at_budgets(
    programme: Programme, place: int, points: int | Sequence[float] | None, effort: Effort
) -> tuple[pd.DataFrame, bool]:
    """Return the rows of a frontier and whether they are all its breakpoints; see `frontier`."""
    method = selection_method().frontier
    if points is None:
        if len(programme.projects) <= method.exact_up_to.value:
            found = _breakpoints(programme, place, int(method.most_breakpoints.value), effort)
            if found is not None:
                return _table(programme, place, found), True
        points = int(method.points.value)
    if isinstance(points, (int, np.integer)):
        if points < 2:
            message = f"A frontier needs at least 2 budgets; found {points}."
            raise PmobookError(message)
        budgets = _spaced(programme, place, int(points), effort)
    else:
        column = pd.to_numeric(pd.Series([points] if isinstance(points, str) else list(points), dtype=object), errors="coerce")
        budgets = sorted({float(one) for one in column})
        if not budgets or not all(one >= 0 for one in budgets):
            message = "The budgets of a frontier are numbers of 0 or more, at least one of them."
            raise PmobookError(message)
    return _table(programme, place, _at(programme, place, budgets, effort)), False


Point = tuple[float, "Bools | None", float]


def _limited(programme: Programme, place: int, budget: float) -> Programme:
    limits = programme.limits.copy()
    limits[place] = budget
    return programme.with_limits(limits)


def _cheapest_best(programme: Programme, place: int, budget: float, effort: Effort) -> Point | None:
    """Return the best set at a budget, the cheapest of its value; None if nothing fits."""
    here = _limited(programme, place, budget)
    optimum = solve(here, effort)
    if optimum.chosen is None:
        return None
    chosen, _ = settle_ties(here, optimum, programme.options.cost[:, place], effort.time_limit)
    return budget, chosen, optimum.gap


def _breakpoints(programme: Programme, place: int, most: int, effort: Effort) -> list[Point] | None:
    costs = programme.options.cost[:, place]
    scale, found, budget = scale_of(costs), list[Point](), np.inf
    while len(found) <= most:
        point = _cheapest_best(programme, place, budget, effort)
        if point is None or point[1] is None:
            break
        if point[2] > 0:
            return None
        use = exact_total(costs, point[1])
        found.append((use, point[1], 0.0))
        if use <= 0:
            return found[::-1]
        whole = np.rint(use * scale.factor) - 1.0
        budget = float(whole / scale.factor) if scale.is_whole else use * (1 - 1e-9)
    if not found:
        require_found(_limited(programme, place, np.inf), solve(_limited(programme, place, np.inf), effort))
    return found[::-1] if len(found) <= most else None


def _spaced(programme: Programme, place: int, count: int, effort: Effort) -> list[float]:
    """Return budgets from the least at which the mandates fit to the least at which nothing more can be gained."""
    costs, unlimited = programme.options.cost[:, place], _limited(programme, place, np.inf)
    best = solve(unlimited, effort)
    chosen = require_found(unlimited, best)
    richest, _ = settle_ties(unlimited, best, costs, effort.time_limit)
    least = 0.0
    if any(one.side == "in" for one in programme.mandates) or any(one.at_least for one in programme.groups):
        poorest = solve(unlimited, effort, -costs).chosen
        least = exact_total(costs, chosen if poorest is None else poorest)
    spaced: list[float] = np.linspace(least, max(exact_total(costs, richest), least), count).tolist()
    return spaced


def _at(programme: Programme, place: int, budgets: Sequence[float], effort: Effort) -> list[Point]:
    """Return the best set at each budget, from the highest down: while the last set still fits, it stays the best."""
    costs, found = programme.options.cost[:, place], list[Point]()
    for budget in reversed(budgets):
        last = found[-1] if found else None
        if last is not None and last[2] == 0 and last[1] is not None and exact_total(costs, last[1]) <= budget:
            found.append((budget, last[1], 0.0))
            continue
        optimum = solve(_limited(programme, place, budget), effort)
        found.append((budget, optimum.chosen, np.nan if optimum.chosen is None else optimum.gap))
    return found[::-1]


def _table(programme: Programme, place: int, found: Sequence[Point]) -> pd.DataFrame:
    rows, before, record = [], set[Id](), -np.inf
    kept: Bools | None = None
    for budget, at_budget, gap in found:
        chosen, value = at_budget, np.nan if at_budget is None else exact_total(programme.options.value, at_budget)
        if kept is not None and (chosen is None or value < record):
            # Only where a search was cut short: what fits a smaller budget fits this one.
            bound = value * (1 + gap) if chosen is not None else record
            chosen, value, gap = kept, record, max(bound / record - 1, 0.0) if record > 0 else gap  # noqa: PLW2901
        if chosen is not None:
            kept, record = chosen, value
        ids = () if chosen is None else programme.projects_of(chosen)
        use = np.nan if chosen is None else exact_total(programme.options.cost[:, place], chosen)
        entered = tuple(one for one in ids if one not in before)
        left = tuple(one for one in programme.projects if one in before and one not in ids)
        rows.append((budget, value, use, gap, ids, entered, left))
        before = set(ids)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    values: Floats = frame["value"].dropna().to_numpy(dtype=np.float64)
    if (np.diff(values) < -1e-9 * np.maximum(1.0, np.abs(values[1:]))).any():
        message = "the frontier's value falls with a rising budget"
        raise RuntimeError(message)
    return frame
