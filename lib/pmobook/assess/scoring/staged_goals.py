"""Staged goals: a level is reached when its goals, and those below, are met without a significant weakness."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.aggregate import lowest
from pmobook.assess.scoring.bands import reaches
from pmobook.assess.scoring.climb import climbed_capabilities
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers
from pmobook.method.scoring_rules import ScoringConstants

__all__ = ["characterise", "staged_goals"]


def characterise(instances: Numbers, large: float) -> tuple[float, float]:
    """Say how far a practice is met on the whole, from how far it is met in each project or team looked at.

    Parameters
    ----------
    instances
        Shares of one practice, one for each instance assessed; at least one.
    large
        The share that a large finding stands for.

    Returns
    -------
    The share of the whole if undecided cases count against it, and if they count for it. Both are the same unless some
    instances are at least large and others are not: that needs a person's decision.

    Notes
    -----
    All full: full. All large or full: large. All alike: that. Mixed: up to whoever assesses, between the worst instance and
    large.

    Examples
    --------
    >>> characterise(np.array([1.0, 2 / 3]), 2 / 3) == (2 / 3, 2 / 3)
    True
    >>> characterise(np.array([1.0, 0.0]), 2 / 3) == (0.0, 2 / 3)
    True
    """
    worst, best = float(instances.min()), float(instances.max())
    return worst, worst if worst >= large else min(best, large)


def staged_goals(layout: Layout, shares: Numbers, constants: ScoringConstants) -> Evaluated:
    """Maturity as the level up to which every goal is satisfied.

    Parameters
    ----------
    layout
        Where each practice stands, and significant weaknesses on record.
    shares
        (..., P) share of each practice met on the whole (see `characterise`); NaN (not assessed) is left out, but a goal of which
        nothing is assessed is not satisfied.
    constants
        From which finding on a practice is met, and the bands.

    Returns
    -------
    Evaluated
        Whole levels.

    Notes
    -----
    A goal is a capability at a level. It is satisfied when each of its practices is at least large and no significant weakness
    is on record. A capability's level is the highest up to which all goals are satisfied; an area takes the lowest of its
    capabilities, the whole the lowest of its areas.

    References
    ----------
    CMMI appraisals: SCAMPI A method definition document, characterise practice implementation and generate goal ratings.
    """
    shape = (len(layout.capabilities), layout.highest_level)
    weak = np.zeros(shape, dtype=np.bool_)
    if layout.significant_weakness is not None:
        counting = layout.significant_weakness & (layout.practice_weights > 0)
        weak.reshape(-1)[layout.cell_of_practice[counting]] = True
    capabilities = climbed_capabilities(layout, shares, reaches(shares, constants.met_from, constants), weak)
    areas, overall = lowest(layout, capabilities)
    return Evaluated(capabilities, areas, overall)
