"""Figures as whole numbers, so that sums are exact and a limit exceeded by anything is exceeded by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmobook.assess.selection.tables import Floats

__all__ = ["EXACTLY_ADDED", "Scale", "scale_of"]

EXACTLY_ADDED = 1e12
"""Up to this, whole numbers of a thousand projects are added without any rounding."""

_MOST_DIGITS = 6
_LARGEST_WHOLE = 1e7
"""Larger whole numbers would add up to more than the solver's tolerance of 1e-6 can tell apart."""

_LARGEST_SCALED = 1e6


def _noise(scaled: Floats | float) -> Floats:
    """Return by how much a finite decimal may be off a whole number after it was multiplied."""
    return np.minimum(np.maximum(1e-9, 16 * np.finfo(np.float64).eps * np.abs(scaled)), 0.01)


@dataclass(frozen=True)
class Scale:
    """What a row's figures are multiplied by before they go to the solver.

    Whole numbers leave no room for the solver's tolerances: a set that exceeds a limit by anything exceeds it by 1.
    """

    factor: float
    is_whole: bool

    def apply(self, figures: Floats) -> Floats:
        """Return figures as the solver gets them."""
        scaled = figures * self.factor
        return np.rint(scaled) if self.is_whole else scaled

    def at_most(self, limit: float) -> float:
        """Return an upper limit as the solver gets it; between whole numbers, the lower one."""
        scaled = limit * self.factor
        return float(np.floor(scaled + _noise(scaled))) if self.is_whole and np.isfinite(scaled) else scaled


def scale_of(figures: Floats, largest_whole: float = _LARGEST_WHOLE) -> Scale:
    """Return the scale on which figures are whole numbers without a common divisor, or one on which they are large."""
    largest = float(np.abs(figures).max(initial=0.0))
    if largest == 0.0:
        return Scale(1.0, is_whole=True)
    for digits in range(_MOST_DIGITS + 1):
        scaled = figures * 10.0**digits
        if largest * 10.0**digits > largest_whole:
            break
        whole = np.rint(scaled)
        if whole.any() and (np.abs(scaled - whole) <= _noise(scaled)).all():
            return Scale(10.0**digits / float(np.gcd.reduce(whole.astype(np.int64))), is_whole=True)
    return Scale(_LARGEST_SCALED / largest, is_whole=False)
