"""Cumulative practices: a level holds if the one below does and every practice up to it is at least largely met."""

from __future__ import annotations

from pmobook.assess.scoring.aggregate import lowest_area
from pmobook.assess.scoring.bands import reaches
from pmobook.assess.scoring.climb import climbed_areas, climbed_capabilities
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers
from pmobook.method.scoring_rules import ScoringConstants

__all__ = ["cumulative_practices"]


def cumulative_practices(layout: Layout, shares: Numbers, constants: ScoringConstants) -> Evaluated:
    """Maturity as the level up to which every practice is largely or fully in place.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed) is left out, but a level of which nothing is assessed
        does not hold.
    constants
        From which finding on a practice is met, and the bands.

    Returns
    -------
    Evaluated
        Whole levels.

    Notes
    -----
    Level i holds if level i - 1 holds, at least one practice stands at level i, and every practice assessed there is met. An
    area pools the practices of its capabilities level by level, as a C2M2 domain pools its objectives; the whole is the
    lowest area.

    References
    ----------
    US Department of Energy, Cybersecurity Capability Maturity Model (C2M2) 2.1: fully or largely implemented practices count.
    """
    met = reaches(shares, constants.met_from, constants)
    areas = climbed_areas(layout, shares, met)
    return Evaluated(climbed_capabilities(layout, shares, met), areas, lowest_area(layout, areas))
