"""Weakest link: an area is as mature as its lowest capability, the whole as its lowest area."""

from __future__ import annotations

from pmobook.assess.scoring.aggregate import lowest
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers
from pmobook.assess.scoring.weighted_mean import capability_means

__all__ = ["weakest_link"]


def weakest_link(layout: Layout, shares: Numbers) -> Evaluated:
    """Maturity as that of the lowest capability assessed.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed) is left out, so that with answers missing a score is
        an upper bound.

    Returns
    -------
    Evaluated
        0 to the highest level. Capabilities score as by the weighted mean.

    References
    ----------
    P3M3: Australian Bureau of Statistics 2011 and CrimTrac 2013 assessment reports.
    """
    capabilities = capability_means(layout, shares)
    areas, overall = lowest(layout, capabilities)
    return Evaluated(capabilities, areas, overall)
