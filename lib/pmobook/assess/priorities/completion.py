"""Fill the pairs that were not compared so that what was judged looks as consistent as it can."""

from __future__ import annotations

import numpy as np

from pmobook.assess.priorities.eigenvector import Perron, principal_eigenvectors
from pmobook.assess.priorities.judgements import Bools, Floats, Places

__all__ = ["least_inconsistent"]

_MOST_STEPS = 60
_MOST_HALVINGS = 40
_LONGEST_STEP = 2.0
_SETTLED = 1e-11
_MOST_CELLS = 20_000_000


def least_inconsistent(start: Floats, free: Bools) -> Floats:
    """Fill pairs so that lambda max, and with it the consistency ratio, is least.

    Parameters
    ----------
    start
        (sets, options, options): logarithms of judgements, antisymmetric, with a first guess where free.
    free
        Same shape, symmetric: the pairs to fill. What is not free connects all options of a set.

    Returns
    -------
    ndarray
        Same shape, filled.

    Notes
    -----
    Lambda max is a strictly convex function of the logarithms of what is missing if what was judged connects all options, so
    there is one minimum. It is found by Newton's method; the second derivatives come from the reduced resolvent of the matrix.

    References
    ----------
    Bozóki, Fülöp and Rónyai (2010), On optimal completion of incomplete pairwise comparison matrices, Mathematical and
    Computer Modelling 52, 318-333.
    """
    rows, columns = np.nonzero(np.triu(free.any(axis=0), 1)) if len(free) else (np.zeros(0, dtype=np.intp),) * 2
    if not len(rows):
        return start
    if len(start) > 1 and len(start) * len(rows) ** 2 > _MOST_CELLS:
        return np.concatenate([least_inconsistent(start[[one]], free[[one]]) for one in range(len(start))])
    logs, mask = start.copy(), free[:, rows, columns]
    found = principal_eigenvectors(np.exp(logs))
    for _ in range(_MOST_STEPS):
        step, promise = _newton_step(logs, found, rows, columns, mask)
        logs, found = _descend(logs, found, step, rows, columns)
        if float((promise / found.value).max()) < _SETTLED:
            break
    return logs


def _newton_step(logs: Floats, found: Perron, rows: Places, columns: Places, mask: Bools) -> tuple[Floats, Floats]:
    """Return the step of each free pair (sets, pairs), and by how much it promises to lower lambda max (sets,)."""
    sets, size = found.right.shape
    matrices = np.exp(logs)
    right, left = found.right, found.left
    pairs = np.arange(len(rows))
    over, under = matrices[:, rows, columns], matrices[:, columns, rows]
    up, down = left[:, rows] * over * right[:, columns], left[:, columns] * under * right[:, rows]
    slope = np.where(mask, up - down, 0.0)
    outer = right[:, :, None] * left[:, None, :]
    resolvent = np.linalg.inv(found.value[:, None, None] * np.eye(size) - matrices + outer) - outer
    before, after = np.zeros((sets, len(rows), size)), np.zeros((sets, size, len(rows)))
    before[:, pairs, columns], before[:, pairs, rows] = left[:, rows] * over, -left[:, columns] * under
    after[:, rows, pairs], after[:, columns, pairs] = over * right[:, columns], -under * right[:, rows]
    cross = before @ resolvent @ after
    curve = cross + np.swapaxes(cross, 1, 2)
    curve[:, pairs, pairs] += up + down
    curve *= mask[:, :, None] & mask[:, None, :]
    curve[:, pairs, pairs] += np.where(mask, 1e-15, 1.0)
    step = -np.linalg.solve(curve, slope[:, :, None])[:, :, 0]
    longest = np.abs(step).max(axis=1, keepdims=True)
    return step * np.minimum(1.0, _LONGEST_STEP / np.maximum(longest, 1e-300)), -(slope * step).sum(axis=1)


def _descend(logs: Floats, found: Perron, step: Floats, rows: Places, columns: Places) -> tuple[Floats, Perron]:
    """Go as far along the step as lambda max does not rise."""
    scale = np.ones(len(logs))
    for _ in range(_MOST_HALVINGS):
        moved = logs.copy()
        moved[:, rows, columns] += step * scale[:, None]
        moved[:, columns, rows] -= step * scale[:, None]
        there = principal_eigenvectors(np.exp(moved))
        rises = there.value > found.value * (1 + 1e-13)
        if not rises.any():
            return moved, there
        scale = np.where(rises, scale / 2, scale)
    return logs, found
