"""Levels of one skill compete for the same people: who masters a higher level can serve a lower need."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.capability.reading import HIGHEST

__all__ = ["count_able", "spare_by_level", "unmet_by_level"]

Floats = NDArray[np.float64]


def count_able(levels: Floats) -> tuple[Floats, Floats]:
    """Return how many people master a skill at each level or above.

    Parameters
    ----------
    levels
        (people,): 0 to 5; NaN is not assessed, negative not listed.

    Returns
    -------
    tuple of ndarray
        (levels 1 to 5,): those known to; and those who may, which counts everybody whose level is not assessed.
    """
    steps = np.arange(1, HIGHEST + 1)
    known = (np.nan_to_num(levels, nan=-1.0)[:, None] >= steps).sum(axis=0).astype(np.float64)
    return known, known + np.isnan(levels).sum()


def unmet_by_level(needed: Floats, able: Floats) -> Floats:
    """Return how many people are missing at each level of a skill.

    Parameters
    ----------
    needed
        (..., levels 1 to 5): people needed at exactly that level.
    able
        (..., levels 1 to 5): people at that level or above.

    Notes
    -----
    Served from the top: the highest needs first, by those who master the level, lower ones by whoever is left. Since everybody
    able at a level is able at those below, no other way serves more: Σ unmet = max over l of (Σ needed from l upwards - able at
    l), 0 or more.

    Examples
    --------
    >>> needed, able = np.array([0.0, 0, 2, 1, 0]), np.array([2.0, 2, 2, 1, 0])
    >>> unmet_by_level(needed, able).tolist()
    [0.0, 0.0, 1.0, 0.0, 0.0]
    """
    unmet, used = np.zeros_like(needed, dtype=np.float64), np.zeros(needed.shape[:-1])
    for place in reversed(range(needed.shape[-1])):
        met = np.minimum(needed[..., place], np.maximum(able[..., place] - used, 0.0))
        unmet[..., place] = needed[..., place] - met
        used = used + met
    return np.round(unmet, 9) + 0.0


def spare_by_level(needed: Floats, able: Floats) -> Floats:
    """Return how many more needs could be met at each level of a skill: its bench.

    Notes
    -----
    One more need at a level takes somebody from it and from every level below, so the bench is the least, over that level and
    those below, of (able - needed from there upwards), 0 or more.

    Examples
    --------
    >>> spare_by_level(np.array([0.0, 0, 1, 0, 0]), np.array([4.0, 4, 3, 1, 0])).tolist()
    [3.0, 3.0, 2.0, 1.0, 0.0]
    """
    upwards = np.cumsum(needed[..., ::-1], axis=-1)[..., ::-1]
    left = np.minimum.accumulate(able - upwards, axis=-1)
    return np.maximum(np.round(left, 9), 0.0) + 0.0
