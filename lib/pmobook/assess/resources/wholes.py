"""Full-time equivalents and weights as whole numbers, so that a search adds them without rounding."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

import numpy as np

from pmobook.assess.selection.tables import Floats, Ints

__all__ = ["Whole", "whole_of"]

_DENOMINATOR = 10**6
_LARGEST = 10**9
_NOISE = 1e-12


class Whole:
    """What figures are multiplied by to become whole numbers.

    Parameters
    ----------
    factor
        The multiplier.
    is_exact
        Whether every figure becomes whole; else they are rounded to the nearest, and limits a little up.

    Examples
    --------
    >>> whole = whole_of([0.4, 1.0, 1 / 3])
    >>> whole.factor, whole.of(np.array([0.4, 1 / 3])).tolist(), whole.back(6)
    (15, [6, 5], 0.4)
    """

    def __init__(self, factor: int, *, is_exact: bool) -> None:
        self.factor, self.is_exact = factor, is_exact

    def of(self, figures: Floats) -> Ints:
        """Return figures as whole numbers."""
        return np.rint(np.asarray(figures, dtype=np.float64) * self.factor).astype(np.int64)

    def limit(self, figures: Floats, terms: int) -> Ints:
        """Return limits that sums of so many figures are held to, so that rounding makes no sum too large."""
        return self.of(figures) + (0 if self.is_exact else (terms + 1) // 2)

    def back(self, number: float) -> float:
        """Return what a whole number stands for."""
        return float(Fraction(int(number), self.factor))


def _exact_factor(figures: Iterable[float]) -> int | None:
    factor, largest = 1, 0.0
    for figure in figures:
        near = Fraction(figure).limit_denominator(_DENOMINATOR)
        if abs(float(near) - figure) > _NOISE * max(1.0, abs(figure)):
            return None
        factor, largest = math.lcm(factor, near.denominator), max(largest, abs(figure))
        if factor * max(largest, 1.0) > _LARGEST:
            return None
    return factor


def whole_of(figures: Iterable[float]) -> Whole:
    """Return the multiplier that makes figures whole: exact for decimals and fractions, to a millionth for anything else."""
    listed = sorted({float(one) for one in figures})
    exact = _exact_factor(listed)
    if exact is not None:
        return Whole(exact, is_exact=True)
    largest = max((abs(one) for one in listed), default=1.0)
    return Whole(max(1, min(_DENOMINATOR, int(_LARGEST / max(largest, 1.0)))), is_exact=False)
