"""The principal eigenvector of positive matrices, many at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmobook.assess.priorities.judgements import Floats

__all__ = ["Perron", "principal_eigenvectors"]

_MOST_SQUARINGS = 60
_STILL = 1e-15


@dataclass(frozen=True, eq=False)
class Perron:
    """Principal eigenvalue and eigenvectors of each matrix.

    Attributes
    ----------
    right
        (matrices, options), each summing to 1: the weights.
    left
        (matrices, options), scaled so that its product with the right one is 1.
    value
        (matrices,): lambda max.
    """

    right: Floats
    left: Floats
    value: Floats


def principal_eigenvectors(matrices: Floats) -> Perron:
    """Find the principal eigenvectors of positive matrices by repeated squaring, which is power iteration at doubling speed.

    Parameters
    ----------
    matrices
        (matrices, options, options), all above 0.

    Notes
    -----
    All terms are positive, so nothing cancels: the result is exact to rounding, and the same on every run. A matrix's powers
    tend to the product of its right and left eigenvector (Perron).
    """
    power = matrices / matrices.max(axis=(1, 2), keepdims=True)
    for _ in range(_MOST_SQUARINGS):
        squared = power @ power
        squared /= squared.max(axis=(1, 2), keepdims=True)
        moved = float(np.abs(squared - power).max()) if squared.size else 0.0
        power = squared
        if moved < _STILL:
            break
    right = (matrices @ power.sum(axis=2)[:, :, None])[:, :, 0]
    right /= right.sum(axis=1, keepdims=True)
    left = power.sum(axis=1)
    left /= (left * right).sum(axis=1, keepdims=True)
    return Perron(right, left, (matrices @ right[:, :, None]).sum(axis=(1, 2)))
