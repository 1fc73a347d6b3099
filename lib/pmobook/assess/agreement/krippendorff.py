"""Krippendorff's alpha: how far raters agree beyond what chance would give, for any scale and with answers missing."""

from __future__ import annotations

import math
from typing import Literal, TypeAlias, get_args

import numpy as np

from pmobook.assess.agreement.ratings import Floats, RatingsLike, as_ratings
from pmobook.errors import PmobookError
from pmobook.vocabulary import nearest, quoted

__all__ = ["MEASUREMENT_LEVELS", "MeasurementLevel", "alpha_of_counts", "krippendorff_alpha"]

MeasurementLevel: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
MEASUREMENT_LEVELS: tuple[MeasurementLevel, ...] = get_args(MeasurementLevel)

_ROWS_AT_A_TIME = 256
"""Distances between values are worked out for so many values at a time, to bound memory when values are many."""


def krippendorff_alpha(ratings: RatingsLike, level: MeasurementLevel) -> float:
    """Agreement of raters beyond chance: 1 is perfect, 0 what chance gives, below 0 systematic disagreement.

    Parameters
    ----------
    ratings
        Raters by items, any numbers; missing where an item is not assessed. Items that fewer than two raters assessed do not
        count, neither in the observed nor in the expected disagreement.
    level
        What differences mean: ``nominal`` (same or not), ``ordinal`` (order), ``interval`` (differences), ``ratio``
        (proportions; meant for values of 0 and more). Levels of maturity are ordinal.

    Returns
    -------
    float
        At most 1. NaN when nothing can be said: no item has two ratings, or all ratings that count are the same value.
        Then the expected disagreement is 0 and alpha is 0/0: nobody has shown that raters can tell items apart.

    Raises
    ------
    PmobookError
        If ratings are no table of finite numbers or the level is unknown.

    Notes
    -----
    alpha = 1 - observed / expected disagreement. With m_u ratings of item u, n ratings in all and distance d between values,
    the observed is the sum over items of d over ordered pairs within the item, divided by m_u - 1; the expected is d over all
    ordered pairs, divided by n - 1. The ordinal distance of two values is the squared difference of their mid-ranks.
    Where two values add up to 0, their ratio distance is 0.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; Hayes and Krippendorff (2007), Communication Methods and
    Measures 1, 77-89.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 2, 3, 3], [1, 2, 3, 4]], "ordinal"), 3)
    0.91
    """
    check_level(level)
    table = as_ratings(ratings).table
    values, positions = np.unique(table[~np.isnan(table)], return_inverse=True)
    if not len(values):
        return math.nan
    items = np.nonzero(~np.isnan(table))[1]
    cells = np.bincount(items * len(values) + positions, minlength=table.shape[1] * len(values))
    counts = cells.reshape(table.shape[1], len(values)).astype(np.float64)
    return float(alpha_of_counts(counts, values, level, counts.sum(axis=-1)))


def check_level(level: str) -> None:
    """Refuse an unknown level of measurement.

    Raises
    ------
    PmobookError
        It names those that exist and the nearest.
    """
    if level not in MEASUREMENT_LEVELS:
        near = nearest(str(level), MEASUREMENT_LEVELS)
        hint = f" Did you mean {near}?" if near else ""
        message = f"There is no level of measurement {quoted(level)}; there are {', '.join(MEASUREMENT_LEVELS)}.{hint}"
        raise PmobookError(message)


def alpha_of_counts(
    counts: Floats, values: Floats, level: MeasurementLevel, with_oneself: Floats, surplus: Floats | None = None
) -> Floats:
    """Krippendorff's alpha from how often each value was given to each item.

    Parameters
    ----------
    counts
        (…, items, values): ratings of each value; leading axes are resamples.
    values
        (values,), rising.
    level
        Of measurement.
    with_oneself
        (…, items): how many of an item's ordered pairs of ratings pair a rater with themselves. It is the number of ratings
        when everybody counts once. A rater drawn w times has w squared; leaving those pairs out keeps a resample from
        showing an agreement that is only somebody's with themselves.
    surplus
        (…, values, values): ordered pairs of one person's ratings of different items that a resample counts too often in the
        expected disagreement; none if not given.

    Returns
    -------
    ndarray
        Shape (…,); NaN where undefined.
    """
    if not len(values):
        return np.full(counts.shape[:-2], np.nan)
    ratings = counts.sum(axis=-1)
    pairs = ratings**2 - with_oneself
    countable = pairs > 0
    counts = np.where(countable[..., None], counts, 0.0)
    ratings = np.where(countable, ratings, 0.0)
    totals = counts.sum(axis=-2)
    every = ratings.sum(axis=-1)
    scores = _mid_ranks(totals) if level == "ordinal" else _standardised(values)
    within = _disagreement(counts, scores[..., None, :] if level == "ordinal" else scores, values, level)
    across = _disagreement(totals, scores, values, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = np.where(countable, within * ratings / pairs, 0.0).sum(axis=-1) / every
        pairs_across = every**2 - np.where(countable, with_oneself, 0.0).sum(axis=-1)
        if surplus is not None:
            across = across - (surplus * _distances(scores, values, level)).sum(axis=(-2, -1))
            pairs_across = pairs_across - surplus.sum(axis=(-2, -1))
        expected = across / pairs_across
        alpha = 1.0 - observed / expected
    varied = (totals > 0).sum(axis=-1) > 1
    return np.where(varied & (expected > 0), alpha, np.nan)


def _mid_ranks(totals: Floats) -> Floats:
    return np.asarray(totals.cumsum(axis=-1) - totals / 2)


def _standardised(values: Floats) -> Floats:
    """Shift and shrink values: alpha is the same, and squares neither cancel nor overflow."""
    scale = np.abs(values).max()
    shrunk = values / scale if scale > 0 else values
    centred = shrunk - shrunk.mean()
    spread = np.abs(centred).max()
    return np.asarray(centred / spread if spread > 0 else centred)


def _disagreement(counts: Floats, scores: Floats, values: Floats, level: MeasurementLevel) -> Floats:
    """Sum of distances over all ordered pairs within the last axis."""
    if level == "ratio":
        return _ratio_disagreement(counts, values)
    every = counts.sum(axis=-1)
    if level == "nominal":
        return np.asarray(every**2 - (counts**2).sum(axis=-1))
    # Around the item's own mean, so that perfect agreement is exactly 0.
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(every > 0, (counts * scores).sum(axis=-1) / every, 0.0)
    return np.asarray(2 * every * (counts * (scores - mean[..., None]) ** 2).sum(axis=-1))


def _distances(scores: Floats, values: Floats, level: MeasurementLevel) -> Floats:
    """Return (…, values, values)."""
    if level == "nominal":
        return 1 - np.eye(len(values))
    if level == "ratio":
        return _ratio_distances(values, values)
    return np.asarray((scores[..., :, None] - scores[..., None, :]) ** 2)


def _ratio_distances(some: Floats, values: Floats) -> Floats:
    sums = some[:, None] + values
    apart: Floats = np.divide(some[:, None] - values, sums, out=np.zeros_like(sums), where=sums != 0)
    return apart**2


def _ratio_disagreement(counts: Floats, values: Floats) -> Floats:
    total = np.zeros(counts.shape[:-1])
    for start in range(0, len(values), _ROWS_AT_A_TIME):
        some = slice(start, start + _ROWS_AT_A_TIME)
        total += (counts[..., some] @ _ratio_distances(values[some], values) * counts).sum(axis=-1)
    return total
