"""Rank and cut: what most portfolio tools do, computed for comparison."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.rows import linear_of
from pmobook.assess.selection.tables import Floats, Id
from pmobook.assess.selection.verify import broken, exact_total

__all__ = ["Waterline", "draw_waterline", "project_weights"]


@dataclass(frozen=True, eq=False)
class Waterline:
    """Projects ranked by value per cost and cut where the next one does not fit.

    Attributes
    ----------
    chosen
        What lies above the line, in rank order; projects mandated in come first.
    value
        What these bring.
    ranking
        Project to rank, value, cost (share of the limits), value per cost and whether it lies above the line.
    filled
        What would be chosen if the line were passed for smaller projects that still fit, in rank order.
    filled_value
        What these bring.
    links_kept
        Whether the set above the line keeps every link and group; a ranking doesn't look at them.
    """

    chosen: tuple[Id, ...]
    value: float
    ranking: pd.DataFrame
    filled: tuple[Id, ...]
    filled_value: float
    links_kept: bool


def project_weights(programme: Programme) -> Floats:
    """Return each project's cost as one figure, (projects,), at the first start allowed.

    The cost itself if there is one resource, else its shares of the limits added up.
    """
    cost = programme.options.cost[np.unique(programme.options.project, return_index=True)[1]]
    if cost.shape[1] == 1:
        return np.asarray(cost[:, 0])
    limits = programme.limits
    base = np.where(np.isfinite(limits) & (limits > 0), limits, np.maximum(cost.sum(axis=0), 1e-300))
    return np.asarray((cost / base).sum(axis=1))


def draw_waterline(programme: Programme) -> Waterline:
    """Return the ranking by value per cost and its cut, at the start as planned (the earliest allowed)."""
    first = np.zeros(len(programme.options.project), dtype=np.bool_)
    first[np.unique(programme.options.project, return_index=True)[1]] = True
    places = np.flatnonzero(first)
    value, weight = programme.options.value[first], project_weights(programme)
    ratio = np.where(weight > 0, value / np.where(weight > 0, weight, 1.0), np.where(value > 0, np.inf, 0.0))
    inside = {programme.place[one.project] for one in programme.mandates if one.side == "in"}
    outside = {programme.place[one.project] for one in programme.mandates if one.side == "out"}
    order = sorted(range(len(programme.projects)), key=lambda one: (one not in inside, -ratio[one], -value[one], one))
    order = [one for one in order if one not in outside]
    line, filled, is_cut = np.zeros_like(first), np.zeros_like(first), False
    for place in order:
        tried = filled.copy()
        tried[places[place]] = True
        if place not in inside and broken(programme, tried):
            is_cut = True
            continue
        filled = tried
        if not is_cut:
            line[places[place]] = True
    rows = linear_of(programme)
    above = [programme.projects[place] for place in order if line[places[place]]]
    ranking = pd.DataFrame(
        {
            "rank": range(1, len(order) + 1),
            "value": value[order],
            "cost": weight[order],
            "value_per_cost": ratio[order],
            "is_above": line[places[order]],
        },
        index=pd.Index([programme.projects[place] for place in order], name="project_id", tupleize_cols=False),
    )
    kept = [one for one in range(len(rows.matrix)) if one >= len(programme.limits)]
    activity = rows.matrix[kept] @ line
    links_kept = bool((activity >= rows.lower[kept] - 1e-9).all() and (activity <= rows.upper[kept] + 1e-9).all())
    return Waterline(
        tuple(above), exact_total(programme.options.value, line), ranking,
        programme.projects_of(filled), exact_total(programme.options.value, filled), links_kept,
    )  # fmt: skip
