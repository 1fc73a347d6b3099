"""N-P-L-F bands: a level is reached when it is at least largely, and every level below it fully achieved."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.aggregate import lowest, mean_by
from pmobook.assess.scoring.bands import reaches
from pmobook.assess.scoring.climb import climbed
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout, Numbers
from pmobook.method.scoring_rules import ScoringConstants

__all__ = ["nplf_bands"]


def nplf_bands(layout: Layout, shares: Numbers, constants: ScoringConstants) -> Evaluated:
    """Maturity as the highest level largely achieved on top of levels fully achieved.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed) is left out, but a level of which nothing is assessed
        is not reached.
    constants
        The bands.

    Returns
    -------
    Evaluated
        Whole levels. Intermediates: the share achieved of each capability's levels.

    Notes
    -----
    A level's achievement is the weighted mean share of its practices; none up to 15 %, partial up to 50 %, large up to 85 %,
    full above, a boundary belonging to the lower band. The standard rates one process at a time; an area takes the lowest of
    its capabilities and the whole the lowest of its areas.

    References
    ----------
    ISO/IEC 33020, process measurement framework: rating scale and process capability levels.
    """
    achieved = mean_by(shares, layout.to_cell)
    cells = achieved.reshape(*shares.shape[:-1], len(layout.capabilities), layout.highest_level)
    known = ~np.isnan(cells)
    exists = (layout.to_cell.sum(axis=0) > 0).reshape(cells.shape[-2:])
    full = reaches(cells, "full", constants)
    large = reaches(cells, "large", constants)
    # A level holds on levels that are full below it: shifted by one, with nothing below the first.
    below = np.concatenate([np.ones_like(full[..., :1]), np.cumprod(full, axis=-1, dtype=np.bool_)[..., :-1]], axis=-1)
    capabilities = climbed(known, ~(large & below), exists)
    areas, overall = lowest(layout, capabilities)
    return Evaluated(capabilities, areas, overall, (Intermediate("achieved", "capability level", achieved),))
