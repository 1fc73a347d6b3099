"""Where every practice stands: its capability, focus area, level and weight, as arrays that rules compute with."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["Evaluated", "Flags", "Indices", "Intermediate", "Layout", "Numbers"]

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]
Indices = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Layout:
    """Where each practice stands. A survey has one pseudo-practice for each level of a capability.

    Capabilities stand area by area, practices capability by capability and level by level.

    Attributes
    ----------
    areas, capabilities, practices
        Their ids: A focus areas, C capabilities, P practices. A practice without an id has an empty one.
    area_of_capability
        (C,) position of each capability's area.
    capability_of_practice, level_of_practice
        (P,) position of each practice's capability, and its level from 1 to `highest_level`.
    capability_weights, practice_weights
        (C,) and (P,), not negative. A weight of 0 counts nothing: such a practice is left out by every rule, such a
        capability takes no part in its area and the whole.
    area_weights
        (A,) what each area counts in the whole; None: as much as its assessed capabilities together, so that the weighted
        mean of the whole is the sum of score times weight over the sum of weights of all assessed capabilities.
    highest_level
        The top of the scale.
    significant_weakness
        (P,) whether one is on record against the practice; None: there is none. Only staged goals look at it.
    needs
        Pairs of cells (capability position times `highest_level` plus level less 1): the first counts only once the
        second does. Lower levels of the same capability are always needed. Only goal by stage share looks at it.
    stage_of_practice
        (P,) names of stages; empty: by level. Only goal by stage share looks at it.
    attainable
        (C,) points that a service can reach; None: the same for all. Only service sophistication looks at it.
    """

    areas: tuple[str, ...]
    capabilities: tuple[str, ...]
    practices: tuple[str, ...]
    area_of_capability: Indices
    capability_of_practice: Indices
    level_of_practice: Indices
    capability_weights: Numbers
    practice_weights: Numbers
    area_weights: Numbers | None = None
    highest_level: int = 5
    significant_weakness: Flags | None = None
    needs: tuple[tuple[int, int], ...] = ()
    stage_of_practice: tuple[str, ...] = ()
    attainable: Numbers | None = None

    @cached_property
    def cell_of_practice(self) -> Indices:
        """(P,) position of each practice's capability and level among all C times `highest_level` of them."""
        return self.capability_of_practice * self.highest_level + self.level_of_practice - 1

    @cached_property
    def to_capability(self) -> Numbers:
        """(P, C) each practice's weight in its own capability, 0 elsewhere."""
        return self._spread(self.capability_of_practice, len(self.capabilities), self.practice_weights)

    @cached_property
    def to_cell(self) -> Numbers:
        """(P, C times levels) each practice's weight in its own cell, 0 elsewhere."""
        return self._spread(self.cell_of_practice, len(self.capabilities) * self.highest_level, self.practice_weights)

    @cached_property
    def in_cell(self) -> Numbers:
        """(P, C times levels) 1 where a practice stands, 0 elsewhere."""
        return self._spread(self.cell_of_practice, len(self.capabilities) * self.highest_level)

    @cached_property
    def in_area_cell(self) -> Numbers:
        """(P, A times levels) 1 where a practice of a capability that has weight stands, 0 elsewhere."""
        cell = self.area_of_capability[self.capability_of_practice] * self.highest_level + self.level_of_practice - 1
        counts = (self.capability_weights > 0).astype(np.float64)[self.capability_of_practice]
        return self._spread(cell, len(self.areas) * self.highest_level, counts)

    @cached_property
    def to_area(self) -> Numbers:
        """(C, A) each capability's weight in its own area, 0 elsewhere."""
        return self._spread(self.area_of_capability, len(self.areas), self.capability_weights)

    @cached_property
    def counting_areas(self) -> Flags:
        """(A,) whether an area takes part in the whole."""
        return np.ones(len(self.areas), dtype=np.bool_) if self.area_weights is None else self.area_weights > 0

    @staticmethod
    def _spread(place: Indices, places: int, weights: Numbers | None = None) -> Numbers:
        matrix = np.zeros((len(place), places))
        # Only the ratio of weights matters: divided by the largest, none of them overflows or vanishes in a sum.
        largest = 1.0 if weights is None or not len(weights) else float(weights.max()) or 1.0
        matrix[np.arange(len(place)), place] = 1.0 if weights is None else weights / largest
        return matrix


@dataclass(frozen=True, eq=False)
class Intermediate:
    """One quantity on the way to a score.

    Attributes
    ----------
    axis
        What `values` has one of along its last axis: capabilities (C), areas (A), the whole (no axis), or cells (C or A
        times levels).
    """

    quantity: str
    axis: Literal["capability", "area", "overall", "capability level", "area level"]
    values: Numbers


@dataclass(frozen=True, eq=False)
class Evaluated:
    """Scores by one rule.

    Attributes
    ----------
    capabilities, areas, overall
        (..., C), (..., A) and (...), 0 to the highest level (or to 1 by a rule whose scores are shares); NaN: not assessed.
    intermediates
        The quantities on the way.
    """

    capabilities: Numbers
    areas: Numbers
    overall: Numbers
    intermediates: tuple[Intermediate, ...] = field(default=())
