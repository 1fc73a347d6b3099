"""Weakest link with the average and the nearness to the next level shown beside it."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.aggregate import averaged, lowest, mean_by
from pmobook.assess.scoring.bands import PLACES
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout, Numbers
from pmobook.assess.scoring.weighted_mean import capability_means
from pmobook.language import say

__all__ = ["weakest_link_nearness"]


def weakest_link_nearness(layout: Layout, shares: Numbers) -> Evaluated:
    """Maturity as that of the lowest capability, with how near the others are to the next level.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed) is left out.

    Returns
    -------
    Evaluated
        Scores as by the weakest link. Intermediates per area and overall: the mean; the next level; the capabilities at or
        above it, their number and their share of those assessed, each counting once.

    Notes
    -----
    The next level is the first whole level above the lowest score, at most the highest level.

    References
    ----------
    Praxis Framework, assessment overview report: three topics at level 0, 13 at 1, three at 2 and one at 3 are level 0 overall,
    close to level 1 with 17 of 20 topics (85 %) at or above it.
    """
    capabilities = capability_means(layout, shares)
    areas, overall = lowest(layout, capabilities)
    mean_areas, mean_overall = averaged(layout, capabilities)
    top = layout.highest_level
    next_area = np.minimum(np.floor(np.round(areas, PLACES)) + 1, top)
    next_overall = np.minimum(np.floor(np.round(overall, PLACES)) + 1, top)
    membership = (layout.to_area > 0).astype(np.float64)
    counting = np.where(membership.any(axis=1), np.round(capabilities, PLACES), np.nan)
    near_area = _at_or_above(counting, next_area[..., layout.area_of_capability])
    near_overall = np.where(layout.counting_areas[layout.area_of_capability],
                            _at_or_above(counting, next_overall[..., np.newaxis]), np.nan)  # fmt: skip
    return Evaluated(
        capabilities,
        areas,
        overall,
        (
            Intermediate("mean", "area", mean_areas),
            Intermediate(say("next level"), "area", next_area),
            Intermediate(say("capabilities at or above the next level"), "area", np.nan_to_num(near_area) @ membership),
            Intermediate(say("share at or above the next level"), "area", mean_by(near_area, membership)),
            Intermediate("mean", "overall", mean_overall),
            Intermediate(say("next level"), "overall", next_overall),
            Intermediate(say("capabilities at or above the next level"), "overall", np.nan_to_num(near_overall).sum(axis=-1)),
            Intermediate(
                say("share at or above the next level"),
                "overall",
                mean_by(near_overall, np.ones((len(layout.capabilities), 1)))[..., 0],
            ),
        ),
    )


def _at_or_above(capabilities: Numbers, level: Numbers) -> Numbers:
    return np.where(np.isnan(capabilities), np.nan, (capabilities >= level).astype(np.float64))
