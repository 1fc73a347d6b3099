"""The measures of agreement in every resample, from pairs of different people only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.agreement.intraclass import Incomplete, MeanSquares, coefficients, complete_block
from pmobook.assess.agreement.krippendorff import MeasurementLevel, alpha_of_counts
from pmobook.assess.agreement.ratings import Floats
from pmobook.assess.agreement.within_group import WithinGroupAgreement, r_wg_j
from pmobook.assess.uncertainty.resampling import Resampling, draw_weights, one_hot
from pmobook.errors import PmobookError

__all__ = ["AgreementData", "agreement_data", "resampled_agreement"]


@dataclass(frozen=True, eq=False)
class AgreementData:
    """Ratings, and what of them each measure rests on.

    Attributes
    ----------
    table
        Raters by items; NaN where not assessed.
    levels
        Of measurement, for Krippendorff's alpha.
    values
        Distinct ratings, rising.
    judges, targets
        Positions of the raters and items that the intraclass correlations rest on.
    whole, asked
        Positions of the respondents and items that Cronbach's alpha rests on.
    agreement
        Within the group, for its expected variance and what it does with negative values.
    """

    table: Floats
    levels: tuple[MeasurementLevel, ...]
    values: Floats
    judges: NDArray[np.intp]
    targets: NDArray[np.intp]
    whole: NDArray[np.intp]
    asked: NDArray[np.intp]
    agreement: WithinGroupAgreement


def agreement_data(
    table: Floats,
    levels: tuple[MeasurementLevel, ...],
    incomplete: Incomplete,
    agreement: WithinGroupAgreement,
    how: Resampling,
) -> AgreementData:
    """Gather what the measures rest on.

    Raises
    ------
    PmobookError
        If the ratings hold more distinct values than a rating scale has.
    """
    values = np.unique(table[~np.isnan(table)])
    if len(values) > how.most_values:
        message = f"Ratings hold {len(values):,} distinct values; on a rating scale there are at most {how.most_values}."
        raise PmobookError(message)
    judges, targets = complete_block(table, incomplete)
    whole, asked = complete_block(table, "raters")
    return AgreementData(table, levels, values, judges, targets, whole, asked, agreement)


def resampled_agreement(data: AgreementData, how: Resampling) -> Floats:
    """Return (resamples, statistics): alpha by level, the six correlations, r_wg by item, r_wg(J), Cronbach's alpha."""
    answered = (~np.isnan(data.table)).astype(np.float64)
    assessed = data.agreement.items["r_wg"].notna().to_numpy()
    given = one_hot(data.table, data.values)
    own = _own_pairs(given, data.table.shape[1], len(data.values))
    block = data.table[np.ix_(data.judges, data.targets)]
    complete = data.table[np.ix_(data.whole, data.asked)]
    parts = []
    for weights in draw_weights(len(data.table), how):
        counts = (weights @ given).reshape(len(weights), data.table.shape[1], len(data.values))
        with_oneself = weights**2 @ answered
        surplus = (_surplus(weights) @ own).reshape(len(weights), len(data.values), len(data.values))
        parts.append(
            np.column_stack(
                [
                    *(alpha_of_counts(counts, data.values, level, with_oneself, surplus) for level in data.levels),
                    _correlations(weights[:, data.judges], block),
                    _within_group(counts, with_oneself, assessed, data),
                    _consistency(weights[:, data.whole], complete),
                ]
            )
        )
    return np.concatenate(parts)


def _own_pairs(given: Floats, items: int, values: int) -> Floats:
    """Return (raters, values times values): how often a rater gives one value to an item and another to another item."""
    counts = given.reshape(len(given), items, values).sum(axis=1)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(values)
    return np.asarray(pairs.reshape(len(given), values * values))


def _surplus(weights: Floats) -> Floats:
    """Return (resamples, raters): how many times too often pairs within a person count when that person is drawn w times.

    They should count w times, as pairs of different people count on average; they count w squared times.
    """
    drawn = weights.sum(axis=1, keepdims=True)
    different = drawn**2 - (weights**2).sum(axis=1, keepdims=True)
    return np.asarray(weights**2 - weights * different / np.maximum(drawn * (drawn - 1), 1))


def _correlations(weights: Floats, block: Floats) -> Floats:
    """Return (resamples, 6) from covariances between different raters.

    The mean covariance of two raters across items is the variance that lies between items; what remains of a rater's own
    variance is error. With everybody drawn once these are the mean squares of the analysis of variance.
    """
    raters, items = block.shape
    if min(block.shape) < 2:
        return np.full((len(weights), 6), np.nan)
    # Around a whole number: whole ratings stay whole, and sums of them exact.
    ratings = block - np.round(block.mean())
    mean, variance = ratings.mean(axis=1), ratings.var(axis=1, ddof=1)
    drawn, squares = weights.sum(axis=1), weights**2
    pairs = drawn**2 - squares.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        own = weights @ variance / drawn
        shared = ((weights @ ratings).var(axis=1, ddof=1) - squares @ variance) / pairs
        judges = items * (drawn * (weights @ mean**2) - (weights @ mean) ** 2) / pairs
        error = own - shared
        between, within = own + (raters - 1) * shared, (judges + (items - 1) * error) / items
        forms = coefficients(MeanSquares(between, within, judges, error), raters, items)
    return np.where(pairs[:, None] > 0, forms, np.nan)


def _within_group(counts: Floats, with_oneself: Floats, assessed: NDArray[np.bool_], data: AgreementData) -> Floats:
    """Return (resamples, items + 1): r_wg of each item and over all."""
    values = data.values - np.round(data.values.mean()) if len(data.values) else data.values
    raters = counts.sum(axis=-1)
    pairs = raters**2 - with_oneself
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = raters * (counts @ values**2) - (counts @ values) ** 2
        variance = np.where((pairs > 0) & assessed, np.maximum(spread, 0.0) / pairs, np.nan)
        known = ~np.isnan(variance)
        items = known.sum(axis=-1)
        ratio = np.where(known, variance, 0.0).sum(axis=-1) / items / data.agreement.expected_variance
    single = 1 - variance / data.agreement.expected_variance
    joint = np.where(items > 0, r_wg_j(ratio, items), np.nan)
    if data.agreement.negative == "zero":
        single = np.where(single < 0, 0.0, single)
        joint = np.where((joint < 0) | (joint > 1), 0.0, joint)
    return np.column_stack([single, joint])


def _consistency(weights: Floats, complete: Floats) -> Floats:
    """Return (resamples,): Cronbach's alpha. It compares items, not people, so a person drawn twice does no harm."""
    respondents, items = complete.shape
    if min(respondents, items) < 2:
        return np.full(len(weights), np.nan)
    ratings = complete - np.round(complete.mean())
    columns = np.column_stack([ratings, ratings.sum(axis=1)])
    drawn = weights.sum(axis=1)[:, None]
    spread = drawn * (weights @ columns**2) - (weights @ columns) ** 2
    total = spread[:, -1]
    with np.errstate(divide="ignore", invalid="ignore"):
        value = items / (items - 1) * (1 - spread[:, :-1].sum(axis=1) / total)
    # Rounding leaves a tiny spread where every total is the same.
    return np.where(total > 1e-9 * np.maximum(drawn[:, 0], 1), value, np.nan)
