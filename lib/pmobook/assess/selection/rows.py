"""A selection as rows and columns of a linear programme, in whole numbers wherever the figures allow."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import numpy as np

from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.scale import Scale, scale_of
from pmobook.assess.selection.tables import Bools, Floats

__all__ = ["Linear", "linear_of"]


@dataclass(frozen=True, eq=False)
class Linear:
    """A linear programme over the options: maximise the objective, each row between its bounds, each option 0 or 1.

    Attributes
    ----------
    objective
        (options,), scaled.
    scale
        Of the objective.
    matrix, lower, upper
        (rows, options), (rows,), (rows,).
    low, high
        (options,), between which each option lies.
    """

    objective: Floats
    scale: Scale
    matrix: Floats
    lower: Floats
    upper: Floats
    low: Floats
    high: Floats

    def with_rows(self, matrix: Floats, lower: Floats, upper: Floats) -> Linear:
        """Return it with further rows."""
        return replace(
            self,
            matrix=np.vstack([self.matrix, matrix]),
            lower=np.concatenate([self.lower, lower]),
            upper=np.concatenate([self.upper, upper]),
        )

    def with_objective(self, figures: Floats) -> Linear:
        """Return it with another objective to maximise."""
        scale = scale_of(figures)
        return replace(self, objective=scale.apply(figures), scale=scale)

    def with_bounds(self, low: Floats, high: Floats) -> Linear:
        """Return it with options fixed."""
        return replace(self, low=low, high=high)

    @functools.cached_property
    def _slack(self) -> tuple[Floats, Floats]:
        size = 1e-9 * np.maximum(1.0, np.abs(self.matrix).sum(axis=1))
        return self.lower - size, self.upper + size

    def holds(self, chosen: Bools) -> bool:
        """Say whether a choice keeps every row and bound."""
        activity = self.matrix @ chosen
        least, most = self._slack
        fits = (activity >= least).all() and (activity <= most).all()
        return bool(fits and (chosen >= self.low).all() and (chosen <= self.high).all())


def linear_of(programme: Programme, value: Floats | None = None) -> Linear:
    """Return the rows of a selection, limits first in the order of the resources; money at risk is added as it is met.

    Parameters
    ----------
    programme
        The selection.
    value
        (options,), what to maximise instead of the value.
    """
    cost, member = programme.options.cost, programme.membership
    rows: list[Floats] = []
    lower: list[float] = []
    upper: list[float] = []

    def add(row: Floats, least: float, most: float) -> None:
        rows.append(row)
        lower.append(least)
        upper.append(most)

    for place, (limit, scale) in enumerate(zip(programme.limits, programme.options.scales, strict=True)):
        add(scale.apply(cost[:, place]), -np.inf, scale.at_most(float(limit)))
    for several in np.flatnonzero(member.sum(axis=1) > 1):
        add(member[several], -np.inf, 1.0)
    for link in programme.links:
        one, other = member[programme.place[link.project]], member[programme.place[link.other]]
        if link.link == "excludes":
            add(one + other, -np.inf, 1.0)
        else:
            add(one - other, 0.0 if link.link == "together" else -np.inf, 0.0)
    for group in programme.groups:
        members = member[[programme.place[one] for one in group.projects]].sum(axis=0)
        add(members, float(group.at_least), np.inf if group.at_most is None else float(group.at_most))
    low, high = np.zeros(len(cost)), np.ones(len(cost))
    for mandate in programme.mandates:
        mine = member[programme.place[mandate.project]]
        if mandate.side == "out":
            high[mine > 0] = 0.0
        elif mine.sum() == 1:
            low[mine > 0] = 1.0
        else:
            add(mine, 1.0, 1.0)
    figures = programme.options.value if value is None else value
    scale = scale_of(figures)
    matrix = np.array(rows, dtype=np.float64).reshape(len(rows), len(cost))
    return Linear(scale.apply(figures), scale, matrix, np.array(lower), np.array(upper), low, high)
