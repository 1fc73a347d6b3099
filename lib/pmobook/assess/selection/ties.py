"""Sets of equal value: which one is taken, and which others there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.enumeration import list_worth
from pmobook.assess.selection.optimum import Optimum, attempt, narrowed
from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.rows import Linear
from pmobook.assess.selection.tables import Bools, Floats, Id, as_column
from pmobook.assess.selection.verify import broken, exact_total
from pmobook.errors import Problem, ProblemsFound
from pmobook.method.selection import selection_method

__all__ = ["Alternative", "alternatives_of", "secondary_cost", "settle_ties", "worth_at_least"]

_MOST_LISTED = 2000


@dataclass(frozen=True)
class Alternative:
    """Another set, its value, and the secondary cost by which it was ranked."""

    chosen: tuple[Id, ...]
    value: float
    secondary: float


def secondary_cost(programme: Programme, secondary: Any) -> Floats:  # noqa: ANN401 - see `select`
    """Return what breaks ties, least first, (options,): total cost, some resources' cost, or a number a project.

    Raises
    ------
    ProblemsFound
        If a resource is unknown, or a project has no number.
    """
    cost = programme.options.cost
    if secondary is None:
        return np.asarray(cost.sum(axis=1))
    names = [secondary] if isinstance(secondary, str) or secondary in programme.resources else None
    if isinstance(secondary, (list, tuple)) and all(name in programme.resources for name in secondary):
        names = list(secondary)
    if names is not None:
        if any(name not in programme.resources for name in names):
            known = ", ".join(str(name) for name in programme.resources)
            raise ProblemsFound([Problem("secondary", f"{secondary!r}", f"one of {known}", "Name a column of the costs.")])
        return np.asarray(cost[:, [programme.resources.index(name) for name in names]].sum(axis=1))
    column = as_column(secondary, "secondary")
    if not isinstance(secondary, (pd.Series, pd.DataFrame, dict)) and len(column) == len(programme.projects):
        column = column.set_axis(list(programme.projects))
    figures = pd.to_numeric(column.reindex(list(programme.projects)), errors="coerce").to_numpy(dtype=np.float64)
    missing = [project for project, one in zip(programme.projects, figures, strict=True) if not np.isfinite(one)]
    if missing:
        raise ProblemsFound(
            Problem(f"secondary of {project}", "nothing", "a number", "Give each project a number.") for project in missing
        )
    return np.asarray(figures[programme.options.project])


def worth_at_least(linear: Linear, scaled: float) -> Linear:
    """Return rows that only sets worth at least so much (scaled) keep."""
    slack = 0.0 if linear.scale.is_whole else 1e-9 * max(1.0, abs(scaled))
    return linear.with_rows(linear.objective[None, :], np.array([scaled - slack]), np.array([np.inf]))


def settle_ties(programme: Programme, optimum: Optimum, secondary: Floats, time_limit: float) -> tuple[Bools, bool]:
    """Return the set taken among those of the best value, and whether that was settled in the time.

    The one with the least secondary cost; of those the one whose projects (and starts) come first, by least sum of places.
    """
    chosen = optimum.chosen
    assert chosen is not None
    if optimum.relaxation is None or not optimum.is_proven:
        return chosen, False
    seconds = time_limit * selection_method().solving.tie_share.value
    linear = narrowed(optimum.linear, optimum.relaxation, optimum.scaled)
    listed = _settled_by_list(programme, optimum, linear, secondary)
    if listed is not None:
        return listed, True
    linear = worth_at_least(linear, optimum.scaled)
    for figures in (secondary, np.arange(1.0, len(chosen) + 1.0)):
        staged = linear.with_objective(-figures)
        staged, answer = attempt(staged, seconds, 0.0, lambda one: broken(programme, one))
        if answer.chosen is None or not _is_worth(optimum, answer.chosen):
            return chosen, False
        if staged.objective @ answer.chosen >= staged.objective @ chosen:
            chosen = answer.chosen
        if not answer.is_final:
            return chosen, False
        linear = worth_at_least(staged, float(staged.objective @ chosen))
    return chosen, True


def _settled_by_list(programme: Programme, optimum: Optimum, linear: Linear, secondary: Floats) -> Bools | None:
    """Return the set taken, if all of equal value can be listed."""
    assert optimum.relaxation is not None
    most = int(selection_method().search.most_listed.value)
    sets = list_worth(linear, optimum.relaxation, optimum.scaled, most)
    if sets is None or not len(sets) or len(sets) > _MOST_LISTED:
        return None
    allowed = [one for one in sets if _is_worth(optimum, one) and not broken(programme, one)]
    if not allowed:
        return None
    cost = [exact_total(secondary, one) for one in allowed]
    least = min(cost) + 1e-9 * max(1.0, abs(min(cost)))
    cheapest = [one for one, each in zip(allowed, cost, strict=True) if each <= least]
    taken: Bools = min(cheapest, key=lambda one: (int(np.flatnonzero(one).sum()) + int(one.sum()), np.flatnonzero(one).tolist()))
    return taken


def _is_worth(optimum: Optimum, chosen: Bools) -> bool:
    return bool(optimum.linear.objective @ chosen >= optimum.scaled - 1e-9 * max(1.0, abs(optimum.scaled)))


def alternatives_of(
    programme: Programme, optimum: Optimum, taken: Bools, secondary: Floats, plan: tuple[int, float, float]
) -> tuple[Alternative, ...]:
    """Return other sets of the same value or nearly so, best first, of equal value cheapest first.

    Parameters
    ----------
    taken
        The set taken, (options,).
    plan
        How many at most, by what share of the value they may fall short, and the time limit of each search in seconds.
    """
    most, within, seconds = plan
    if optimum.relaxation is None:
        return ()
    floor = optimum.scaled - within * abs(optimum.scaled)
    linear = worth_at_least(narrowed(optimum.linear, optimum.relaxation, floor), floor)
    found: list[Alternative] = []
    for _ in range(most):
        linear = _without(programme, linear, taken)
        linear, answer = attempt(linear, seconds, 0.0, lambda one: broken(programme, one))
        if answer.chosen is None:
            break
        taken = answer.chosen
        cheaper = worth_at_least(linear, float(linear.objective @ taken)).with_objective(-secondary)
        _, second = attempt(cheaper, seconds, 0.0, lambda one: broken(programme, one))
        if second.chosen is not None and linear.objective @ second.chosen >= linear.objective @ taken - 1e-6:
            taken = second.chosen
        value = exact_total(programme.options.value, taken)
        found.append(Alternative(programme.projects_of(taken), value, exact_total(secondary, taken)))
    return tuple(found)


def _without(programme: Programme, linear: Linear, taken: Bools) -> Linear:
    """Return rows that the same projects, at whatever start, don't keep."""
    inside = programme.membership @ taken > 0.5
    row = np.where(inside[:, None], programme.membership, -programme.membership).sum(axis=0)
    return linear.with_rows(row[None, :], np.array([-np.inf]), np.array([float(inside.sum()) - 1.0]))
