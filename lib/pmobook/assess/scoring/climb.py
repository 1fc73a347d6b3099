"""How high a capability or an area has climbed, level by level, until the first level that does not hold."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.layout import Flags, Indices, Layout, Numbers

__all__ = ["climbed", "climbed_areas", "climbed_capabilities"]


def climbed(known: Flags, failed: Flags, exists: Flags) -> Numbers:
    """Return the highest level up to which every level holds.

    Parameters
    ----------
    known
        (..., N, L) whether anything at that level is assessed.
    failed
        (..., N, L) whether something at that level does not hold.
    exists
        (N, L) whether that level has any practice that counts.

    Returns
    -------
    (..., N) levels 0 to L. A level without a practice never holds, and neither does one of which nothing is assessed: what is
    stated is what holds below it. NaN (not assessed) where that leaves nothing to state: no answer at all, or none on the
    first level.
    """
    held = np.cumprod(known & ~failed, axis=-1).sum(axis=-1, dtype=np.float64)
    unseen = (exists[:, 0] & ~known[..., 0]) | ~known.any(axis=-1)
    return np.where(unseen, np.nan, held)


def climbed_capabilities(layout: Layout, shares: Numbers, met: Flags, weak: Flags | None = None) -> Numbers:
    """Return (..., C) the level of each capability; `weak` (C, L) marks levels held back by a significant weakness."""
    cells = layout.cell_of_practice
    known, failed = _cells(layout, shares, met, cells, len(layout.capabilities))
    if weak is not None:
        known, failed = known | weak, failed | weak
    return climbed(known, failed, _exist(layout, layout.in_cell, len(layout.capabilities)))


def climbed_areas(layout: Layout, shares: Numbers, met: Flags) -> Numbers:
    """Return (..., A) the level of each area, the practices of all its capabilities that have weight pooled level by level."""
    cells = layout.area_of_capability[layout.capability_of_practice] * layout.highest_level + layout.level_of_practice - 1
    counting = layout.capability_weights[layout.capability_of_practice] > 0
    known, failed = _cells(layout, np.where(counting, shares, np.nan), met, cells, len(layout.areas))
    return climbed(known, failed, _exist(layout, layout.in_area_cell, len(layout.areas)))


def _cells(layout: Layout, shares: Numbers, met: Flags, cells: Indices, rows: int) -> tuple[Flags, Flags]:
    """Return (..., rows, L) whether anything is assessed in each cell, and whether anything there does not hold."""
    assessed = ~np.isnan(shares)
    shape = (*shares.shape[:-1], rows, layout.highest_level)
    count = rows * layout.highest_level
    return _any_in(assessed, cells, count).reshape(shape), _any_in(assessed & ~met, cells, count).reshape(shape)


def _any_in(flags: Flags, cells: Indices, count: int) -> Flags:
    """Return (..., count) whether any practice of each cell is flagged; False in a cell without practices."""
    found = np.zeros((*flags.shape[:-1], count), dtype=np.bool_)
    if len(cells):
        order = np.argsort(cells, kind="stable")
        there, starts = np.unique(cells[order], return_index=True)
        found[..., there] = np.logical_or.reduceat(flags[..., order], starts, axis=-1)
    return found


def _exist(layout: Layout, spread: Numbers, rows: int) -> Flags:
    counting = (layout.practice_weights > 0).astype(np.float64)
    exist: Flags = (counting @ spread > 0).reshape(rows, layout.highest_level)
    return exist
