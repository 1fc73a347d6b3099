"""From resamples to an interval and a probability, corrected for small groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.agreement.quantiles import normal_below, normal_quantile, t_below, t_quantile
from pmobook.assess.agreement.ratings import Floats
from pmobook.assess.uncertainty.resampling import Resampling
from pmobook.assess.wording import counted
from pmobook.language import say

__all__ = ["Limits", "corrected_probability", "expanded_tail", "percentile_limits"]


@dataclass(frozen=True)
class Limits:
    """Ends of intervals and, where there are none, why.

    Attributes
    ----------
    low, high
        One a statistic; NaN where no interval is stated.
    notes
        An empty text where one is stated.
    """

    low: Floats
    high: Floats
    notes: tuple[str, ...]


def percentile_limits(replicates: Floats, raters: NDArray[np.int64], how: Resampling) -> Limits:
    """Interval of each statistic from its values in the resamples.

    Parameters
    ----------
    replicates
        (resamples, statistics); NaN where a resample leaves it undefined.
    raters
        (statistics,): how many people each rests on; of two groups the smaller.
    how
        Gives the interval's share and when none is stated.

    Notes
    -----
    The plain percentile interval is too narrow for small groups, by about ``sqrt((n - 1) / n)`` and because it reads the normal
    distribution for Student's t. The *expanded* percentile interval reads the percentiles ``Phi(sqrt(n / (n - 1)) t)``
    instead, with t the quantile of Student's t with n - 1 degrees of freedom. It restores the width for means and the like,
    not the shape: a handful of people can only be drawn in so many ways, and no interval goes beyond what resamples give.

    References
    ----------
    Hesterberg (2015), What teachers should know about the bootstrap, The American Statistician 69, 371-386.
    """
    defined = ~np.isnan(replicates)
    share = defined.mean(axis=0) if len(replicates) else np.zeros(replicates.shape[1])
    low, high = np.full(len(raters), np.nan), np.full(len(raters), np.nan)
    notes = [_why_none(int(count), float(part), how) for count, part in zip(raters, share, strict=True)]
    stated = np.array([not note for note in notes], dtype=bool)
    for count in np.unique(raters[stated]):
        tail = expanded_tail((1 - how.interval_share) / 2, int(count))
        whole = stated & (raters == count) & (share == 1)
        if whole.any():
            low[whole], high[whole] = np.quantile(replicates[:, whole], (tail, 1 - tail), axis=0)
        for one in np.flatnonzero(stated & (raters == count) & (share < 1)):
            low[one], high[one] = np.quantile(replicates[defined[:, one], one], (tail, 1 - tail))
    return Limits(low, high, tuple(notes))


def expanded_tail(tail: float, raters: int) -> float:
    """Share of resamples to leave outside at one end, so that the interval leaves `tail` outside.

    Examples
    --------
    >>> round(expanded_tail(0.025, 5), 5), round(expanded_tail(0.025, 1000), 4)
    (0.00095, 0.0248)
    """
    return float(normal_below(t_quantile(tail, raters - 1) * np.sqrt(raters / (raters - 1))))


def corrected_probability(share: Floats, raters: NDArray[np.int64]) -> Floats:
    """Turn the share of resamples that reach a level into a probability, by the same correction as the interval's.

    0 and 1 stay what they are.
    """
    known = np.maximum(raters, 2)
    with np.errstate(invalid="ignore"):
        moved = t_below(normal_quantile(share) * np.sqrt((known - 1) / known), known - 1)
    return np.where((share <= 0) | (share >= 1), share, moved)


def _why_none(raters: int, share: float, how: Resampling) -> str:
    if raters < how.fewest:
        return say(
            "no interval: {rater}, and fewer than {fewest} are too few to resample",
            rater=counted(raters, "rater"),
            fewest=how.fewest,
        )
    if share < how.least_share:
        return say("no interval: defined in {share:.0%} of the resamples only", share=share)
    return ""
