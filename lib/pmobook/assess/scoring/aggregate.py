"""From capabilities to focus areas and the whole: as a weighted mean, or as the lowest."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.layout import Layout, Numbers

__all__ = ["averaged", "divided", "lowest", "mean_by"]


def divided(total: Numbers, weight: Numbers) -> Numbers:
    """Return totals over weights; NaN (not assessed) where there is no weight, never 0 or 1."""
    quotient: Numbers = np.full(np.broadcast_shapes(total.shape, weight.shape), np.nan)
    np.divide(total, weight, out=quotient, where=weight > 0)
    return quotient


def mean_by(values: Numbers, spread: Numbers) -> Numbers:
    """Return weighted means of what is assessed.

    Parameters
    ----------
    values
        (..., N); NaN is left out.
    spread
        (N, M) the weight of each value in each mean.

    Returns
    -------
    (..., M); NaN where nothing that has weight is assessed.
    """
    known = ~np.isnan(values)
    return divided(np.where(known, values, 0.0) @ spread, known.astype(np.float64) @ spread)


def averaged(layout: Layout, capabilities: Numbers, attainable: Numbers | None = None) -> tuple[Numbers, Numbers]:
    """Return areas and the whole as weighted means of the assessed capabilities.

    Without area weights the whole is the mean over all assessed capabilities, so that an area counts as much as its
    assessed capabilities; with them it is the mean over the assessed areas.
    """
    to_area = layout.to_area if attainable is None else layout.to_area * attainable[:, np.newaxis]
    areas = mean_by(capabilities, to_area)
    if layout.area_weights is None:
        return areas, mean_by(capabilities, to_area.sum(axis=1, keepdims=True))[..., 0]
    largest = float(layout.area_weights.max(initial=0.0)) or 1.0
    return areas, mean_by(areas, layout.area_weights[:, np.newaxis] / largest)[..., 0]


def lowest(layout: Layout, capabilities: Numbers) -> tuple[Numbers, Numbers]:
    """Return areas and the whole as the lowest of what is assessed and has weight."""
    filled = np.where(np.isnan(capabilities) | (layout.capability_weights <= 0), np.inf, capabilities)
    areas = np.full((*capabilities.shape[:-1], len(layout.areas)), np.inf)
    for area in range(len(layout.areas)):
        areas[..., area] = filled[..., layout.area_of_capability == area].min(axis=-1, initial=np.inf)
    return _known(areas), lowest_area(layout, areas)


def lowest_area(layout: Layout, areas: Numbers) -> Numbers:
    """Return the lowest of the areas that are assessed and have weight."""
    filled = np.where(np.isnan(areas) | ~layout.counting_areas, np.inf, areas)
    return _known(filled.min(axis=-1, initial=np.inf))


def _known(values: Numbers) -> Numbers:
    return np.where(np.isinf(values), np.nan, values)
