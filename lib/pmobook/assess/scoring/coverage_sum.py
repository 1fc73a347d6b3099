"""Coverage sum: a capability's score is the sum over levels of the share of each that is in place."""

from __future__ import annotations

import numpy as np

from pmobook.assess.scoring.aggregate import averaged, mean_by
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout, Numbers

__all__ = ["coverage_sum"]


def coverage_sum(layout: Layout, shares: Numbers) -> Evaluated:
    """Maturity as what is in place at every level, whichever level it belongs to.

    Parameters
    ----------
    layout
        Where each practice stands.
    shares
        (..., P) share of each practice met, 0 to 1; NaN (not assessed) is left out.

    Returns
    -------
    Evaluated
        0 to the number of levels. Intermediates: the share covered of each capability's levels.

    Notes
    -----
    Level: the mean share of its practices. Capability: the sum of its levels; where a level is not assessed at all, the mean of
    those that are stands in for it. Area and whole: weighted means.

    SAMM itself counts a blank as "no". With blanks kept apart, SAMM's own figure is the score with everything not assessed at
    its worst.

    References
    ----------
    OWASP SAMM 2, toolbox: a stream answered ¼, ½ and 1 and all else blank has levels .125, .25 and .5, a practice score of .875
    and a function score of .2917.
    """
    covered = mean_by(shares, layout.to_cell)
    cells = covered.reshape(*shares.shape[:-1], len(layout.capabilities), layout.highest_level)
    known = ~np.isnan(cells)
    exists = (layout.to_cell.sum(axis=0) > 0).reshape(cells.shape[-2:])
    counted = known.sum(axis=-1)
    mean = np.divide(np.where(known, cells, 0.0).sum(axis=-1), counted, out=np.full(counted.shape, np.nan), where=counted > 0)
    capabilities = mean * exists.sum(axis=-1)
    areas, overall = averaged(layout, capabilities)
    return Evaluated(capabilities, areas, overall, (Intermediate("covered", "capability level", covered),))
