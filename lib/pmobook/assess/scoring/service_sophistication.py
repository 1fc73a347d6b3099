"""Service sophistication: how far the services that are offered are developed, as a share of what is attainable."""

from __future__ import annotations

from pmobook.assess.scoring.aggregate import averaged, mean_by
from pmobook.assess.scoring.layout import Evaluated, Layout, Numbers

__all__ = ["service_sophistication"]


def service_sophistication(layout: Layout, shares: Numbers) -> Evaluated:
    """Maturity as the points reached by the services offered, over the points they could reach.

    Parameters
    ----------
    layout
        Where each practice stands: areas are layers (strategic, tactical, operational), capabilities services. A service that
        is not offered is not in it.
    shares
        (..., P) share of each service's sophistication, 0 to 1; NaN (not assessed) is left out.

    Returns
    -------
    Evaluated
        Shares from 0 to 1; layers are scored apart, as areas.

    Notes
    -----
    Layer: the sum of points over the sum of points attainable, of the services offered and assessed, each times its weight. The
    model gives no score for the whole; ours is the same share over all layers.

    References
    ----------
    Pinto, Cota and Levin: The PMO Maturity Cube, PMI Research and Education Conference 2010. Its bands (basic, intermediate,
    advanced) are not used: their limits could not be confirmed.
    """
    capabilities = mean_by(shares, layout.to_capability)
    areas, overall = averaged(layout, capabilities, layout.attainable)
    return Evaluated(capabilities, areas, overall)
