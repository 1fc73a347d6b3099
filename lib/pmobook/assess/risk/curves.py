"""What each risk costs at a standard normal quantity: nothing up to a point, an impact beyond it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.risk.impacts import bounds_of, impact_at, scale_of_knots, shares_of_knots
from pmobook.assess.risk.reading import IMPACTS, Risks

__all__ = ["Curves", "curves_of"]

Floats = NDArray[np.float64]
Curves = Callable[[int, Floats], Floats]


def curves_of(risks: Risks, distribution: str, bounds: str) -> Curves:
    """Return a function from a risk's place and its standard normal quantities to its losses."""
    if risks.is_normal:
        mean, deviation = risks.column("mean"), risks.column("sd")
        probability = risks.column("probability")
        from_normal = [scale_of_knots(float(one)) for one in probability]
        at = np.concatenate([[-np.inf], np.linspace(-4.5, 4.5, len(shares_of_knots()) - 2), [np.inf]])
        certain = probability >= 1
        inner = slice(1, -1)

        def normal(place: int, quantity: Floats) -> Floats:
            if certain[place]:
                return np.asarray(mean[place] + deviation[place] * quantity)
            found = mean[place] + deviation[place] * np.interp(quantity, from_normal[place][inner], at[inner])
            return np.where(quantity > from_normal[place][0], found, 0.0)

        return normal
    low, likely, high = (risks.column(name) for name in IMPACTS)
    bounded = bounds_of(low, likely, high, distribution, bounds)
    impacts, scales = (
        impact_at(shares_of_knots(), bounded, distribution),
        [scale_of_knots(float(one)) for one in risks.column("probability")],
    )

    def curve(place: int, quantity: Floats) -> Floats:
        scale = scales[place]
        found = np.zeros(len(quantity))
        happens = np.flatnonzero(quantity > scale[0])
        found[happens] = np.interp(quantity[happens], scale, impacts[place])
        return found

    return curve
