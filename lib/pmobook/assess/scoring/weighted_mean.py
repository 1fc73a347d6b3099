"""Weighted mean: the sum of rating times weight over the sum of weights, over what was assessed."""

from __future__ import annotations

from pmobook.assess.scoring.aggregate import averaged, mean_by
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout, Numbers
from pmobook.language import say

__all__ = ["capability_means", "weighted_mean"]


def capability_means(layout: Layout, shares: Numbers) -> Numbers:
    """Return (..., C) each capability's score: the highest level times the weighted mean of its assessed shares."""
    return layout.highest_level * mean_by(shares, layout.to_capability)


def weighted_mean(layout: Layout, shares: Numbers) -> Evaluated:
    """Maturity as the average of everything assessed.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed) is left out.

    Returns
    -------
    Evaluated
        0 to the highest level.

    Notes
    -----
    Capability: highest level times the sum of share times weight over the sum of weights. Shares of a rating r on a scale
    to m add up to the top level times r/m, so the score of rated capabilities is their mean rating. Area: the weighted mean
    of its assessed capabilities. The whole: of all assessed capabilities, or of the assessed areas where areas have weights.

    References
    ----------
    In common use.
    """
    capabilities = capability_means(layout, shares)
    areas, overall = averaged(layout, capabilities)
    contribution = Intermediate(say("weight times score"), "capability", layout.capability_weights * capabilities)
    return Evaluated(capabilities, areas, overall, (contribution,))
