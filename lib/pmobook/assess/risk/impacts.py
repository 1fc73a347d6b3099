"""The impact of a risk as a distribution: from three estimates to a curve that scenarios read their losses off."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri

from pmobook.method.risk import risk_method

__all__ = ["Bounded", "bounds_of", "impact_at", "shares_of_knots"]

Floats = NDArray[np.float64]

_EDGE = 4.5
"""Beyond so many standard deviations of the normal scale the curve runs straight to its bound."""


class Bounded:
    """Least, most likely and greatest impact of each risk, (risks,)."""

    def __init__(self, low: Floats, mode: Floats, high: Floats) -> None:
        self.low, self.mode, self.high = low, mode, high


def bounds_of(low: Floats, likely: Floats, high: Floats, distribution: str, bounds: str) -> Bounded:
    """Return the least and greatest impact of risks.

    Parameters
    ----------
    low, likely, high
        (risks,), in money, rising; the most likely impact is the mode.
    distribution
        ``beta_pert`` or ``triangular``.
    bounds
        ``minimum_maximum``: low and high are the bounds. ``p10_p90``: one case in ten is cheaper than low, one dearer than high.

    Notes
    -----
    With the mode at the share r between the bounds, the tenth and ninetieth percentile lie at shares q10(r) and q90(r). So
    (likely - low) ÷ (high - low) = (r - q10) ÷ (q90 - q10), which rises from below 0 to above 1: there is always one r, and
    then high - low = (q90 - q10) times the width. The least impact can come out below 0; such losses count as 0.
    """
    if bounds == "minimum_maximum":
        return Bounded(low, likely, high)
    shares, lower, upper, place = _percentiles(distribution)
    width = high - low
    wide = width > 0
    at = np.divide(likely - low, width, out=np.zeros_like(width), where=wide)
    mode = np.interp(at, place, shares)
    tenth, ninetieth = np.interp(mode, shares, lower), np.interp(mode, shares, upper)
    whole = np.where(wide, width / (ninetieth - tenth), 0.0)
    least = low - whole * tenth
    return Bounded(least, least + whole * mode, least + whole)


@functools.cache
def _percentiles(distribution: str) -> tuple[Floats, Floats, Floats, Floats]:
    """Return modes from 0 to 1, the tenth and ninetieth percentile at each, and where the mode lies between these."""
    modes = np.linspace(0.0, 1.0, 2001)
    lower, upper = (_standard_quantile(np.full_like(modes, share), modes, distribution) for share in (0.1, 0.9))
    return modes, lower, upper, (modes - lower) / (upper - lower)


def _standard_quantile(share: Floats, mode: Floats, distribution: str) -> Floats:
    """Return the value at a share of cases, of a distribution from 0 to 1."""
    if distribution == "triangular":
        below = np.sqrt(share * mode)
        above = 1.0 - np.sqrt((1.0 - share) * (1.0 - mode))
        return np.where(share <= mode, below, above)
    weight = risk_method().shape.value
    return np.asarray(betaincinv(1.0 + weight * mode, 1.0 + weight * (1.0 - mode), share))


def impact_at(shares: Floats, bounded: Bounded, distribution: str) -> Floats:
    """Return the impact that a share of the cases does not exceed, (risks, shares); never below 0.

    Parameters
    ----------
    shares
        (shares,), 0 to 1.
    bounded
        The bounds and mode of each risk.
    distribution
        ``beta_pert`` or ``triangular``.
    """
    width = bounded.high - bounded.low
    mode = np.divide(bounded.mode - bounded.low, width, out=np.zeros_like(width), where=width > 0)
    standard = _standard_quantile(np.broadcast_to(shares, (len(mode), len(shares))), mode[:, None], distribution)
    return np.maximum(bounded.low[:, None] + width[:, None] * standard, 0.0)


def shares_of_knots() -> Floats:
    """Return the shares of cases at which curves have their points: closest where an impact is rare."""
    inner = ndtr(np.linspace(-_EDGE, _EDGE, int(risk_method().knots.value) - 2))
    return np.concatenate([[0.0], inner, [1.0]])


def tail_of_knots() -> Floats:
    """Return 1 less `shares_of_knots`, exact where that is tiny."""
    inner = ndtr(-np.linspace(-_EDGE, _EDGE, int(risk_method().knots.value) - 2))
    return np.concatenate([[1.0], inner, [0.0]])


def scale_of_knots(probability: float) -> Floats:
    """Return where the knots of a risk lie on the normal scale, given how likely it is to happen."""
    return np.asarray(-ndtri(np.clip(probability * tail_of_knots(), 1e-300, 1.0)))
