"""Cronbach's alpha: how far items that should measure one thing rise and fall together across respondents."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from pmobook.assess.agreement.quantiles import f_quantile
from pmobook.assess.agreement.ratings import RatingsLike, as_ratings
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["CronbachAlpha", "cronbach_alpha", "feldt_interval"]


@dataclass(frozen=True)
class CronbachAlpha:
    """Internal consistency of a set of items.

    Attributes
    ----------
    value
        At most 1; NaN when undefined.
    low, high
        Interval by Feldt.
    respondents, items
        That it rests on.
    respondents_left_out
        Those who did not answer every item.
    confidence
        Of the interval.
    remark
        Why there is no value, if there is none.
    """

    value: float
    low: float
    high: float
    respondents: int
    items: int
    respondents_left_out: int
    confidence: float
    remark: str


def cronbach_alpha(ratings: RatingsLike, *, confidence: float = 0.95) -> CronbachAlpha:
    """Internal consistency of a focus area's capabilities, or of any set of items, across respondents.

    Parameters
    ----------
    ratings
        Respondents by items. Items nobody answered take no part; respondents who left out one of the others are left out
        and counted, because the interval needs one number of respondents.
    confidence
        Of the interval, between 0 and 1.

    Returns
    -------
    CronbachAlpha
        NaN with fewer than two respondents or items, or when the respondents' totals do not vary.

    Raises
    ------
    PmobookError
        If ratings are no table of finite numbers, or the confidence is impossible.

    Notes
    -----
    alpha = J / (J - 1) (1 - sum of the items' variances / variance of the total).

    References
    ----------
    Cronbach (1951), Psychometrika 16, 297-334; Feldt, Woodruff and Salih (1987), Applied Psychological Measurement 11, 93-103.
    """
    if not 0 < confidence < 1:
        message = f"The confidence of an interval lies between 0 and 1, as in 0.95; found {confidence}."
        raise PmobookError(message)
    table = as_ratings(ratings).table
    asked = table[:, ~np.isnan(table).all(axis=0)] if table.size else table
    whole = asked[~np.isnan(asked).any(axis=1)]
    respondents, items = whole.shape
    value, remark = math.nan, ""
    if min(whole.shape) < 2:
        remark = say(
            "not assessed: {respondents} respondents answered all of {items} items, and two of each are needed",
            respondents=respondents,
            items=items,
        )
    else:
        total = float(whole.sum(axis=1).var(ddof=1)) if np.ptp(whole.sum(axis=1)) > 0 else 0.0
        if total > 0:
            value = items / (items - 1) * (1 - float(whole.var(axis=0, ddof=1).sum()) / total)
        else:
            remark = say("not assessed: all respondents have the same total, so there is nothing to tell apart")
    low, high = feldt_interval(value, respondents, items, confidence)
    return CronbachAlpha(value, low, high, respondents, items, table.shape[0] - respondents, confidence, remark)


def feldt_interval(value: float, respondents: int, items: int, confidence: float) -> tuple[float, float]:
    """Interval of a coefficient alpha; NaN where it is undefined.

    References
    ----------
    Feldt, Woodruff and Salih (1987), formulas 6 and 7.
    """
    if math.isnan(value):
        return math.nan, math.nan
    tails = f_quantile(((1 + confidence) / 2, (1 - confidence) / 2), respondents - 1, (respondents - 1) * (items - 1))
    return 1 - (1 - value) * float(tails[0]), 1 - (1 - value) * float(tails[1])
