"""Ladder: climb level by level and stop at the first "no"."""

from __future__ import annotations

from typing import Literal

import numpy as np

from pmobook.assess.scoring.aggregate import lowest
from pmobook.assess.scoring.bands import PLACES
from pmobook.assess.scoring.climb import climbed_capabilities
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout, Numbers
from pmobook.language import say

__all__ = ["FirstNo", "ladder"]

FirstNo = Literal["below", "at"]


def ladder(layout: Layout, shares: Numbers, first_no: FirstNo = "below") -> Evaluated:
    """Maturity as the rung reached before the first thing that is not fully in place.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; only 1 is a "yes". NaN (not assessed) is left out, but a level of which
        nothing is assessed stops the climb.
    first_no
        ``below``: a practice belongs to the level it takes to reach it, so a "no" at level i leaves level i - 1. ``at``: a
        question carries the level that its "no" earns, so a "no" at level i earns level i and only "yes" throughout the highest.

    Returns
    -------
    Evaluated
        Whole levels. Intermediates: points of an area (the sum over its capabilities) and the points attainable.

    Notes
    -----
    The Open Data Pathway tool gives each negative answer a score of 1 to 5, the level held without that practice: a "no" to the
    first question earns 1, to the second 2, and "yes" to the last 5. Practices that stand at the level they lead to (2 to 5
    there) give the same by ``below``, on a scale that begins at 0 instead of 1.

    The tool shows a theme as the sum of its activities; that sum is kept among the intermediates. Since a sum of levels is no
    level, an area takes the lowest of its capabilities and the whole the lowest of its areas.

    References
    ----------
    Open Data Institute, open data maturity model; its Open Data Pathway tool (theodi/pathway, lib/assessment_scorer.rb).
    """
    yes = np.round(shares, PLACES) >= 1
    capabilities = climbed_capabilities(layout, shares, yes)
    if first_no == "at":
        capabilities = np.minimum(capabilities + 1, layout.highest_level)
    areas, overall = lowest(layout, capabilities)
    membership = (layout.to_area > 0).astype(np.float64)
    known = ~np.isnan(capabilities)
    return Evaluated(
        capabilities,
        areas,
        overall,
        (
            Intermediate("points", "area", np.nan_to_num(capabilities) @ membership),
            Intermediate(say("points attainable"), "area", layout.highest_level * (known.astype(np.float64) @ membership)),
        ),
    )
