"""Intraclass correlations: how much of what ratings vary by lies between items and not between raters."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.agreement.quantiles import f_above, f_quantile
from pmobook.assess.agreement.ratings import Floats, RatingsLike, as_ratings
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["FORMS", "Incomplete", "MeanSquares", "coefficients", "complete_block", "intraclass_correlation"]

FORMS = ("ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)")
Incomplete: TypeAlias = Literal["items", "raters"]

_COLUMNS = ("value", "low", "high", "f", "df1", "df2", "p")
_ROUNDING = 16 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class MeanSquares:
    """Analysis of variance of raters by items; arrays when resampled.

    Attributes
    ----------
    between
        Between items.
    within
        Within items.
    judges
        Between raters.
    error
        What is left.
    """

    between: Floats
    within: Floats
    judges: Floats
    error: Floats


def intraclass_correlation(ratings: RatingsLike, *, confidence: float = 0.95, incomplete: Incomplete = "items") -> pd.DataFrame:
    """Reliability of ratings as the share of their variance that lies between items, in the six forms of Shrout and Fleiss.

    Parameters
    ----------
    ratings
        Raters (the judges) by items (the targets); missing where not assessed.
    confidence
        Of the intervals, between 0 and 1.
    incomplete
        The arithmetic needs every rater on every item. Raters and items without a single rating take no part. Of the rest,
        ``items`` (as published software does) leaves out every item that one of the raters did not assess, ``raters`` every
        rater who left out one of the items. How many were left out stands in ``attrs``.

    Returns
    -------
    DataFrame
        Indexed by form: ``ICC(1,·)`` each item rated by other raters; ``ICC(2,·)`` raters drawn from many, absolute agreement;
        ``ICC(3,·)`` these raters only, consistency; ``·,1`` a single rating, ``·,k`` the mean of all raters. Columns value,
        low, high, f, df1, df2, p (of no variance between items). NaN when fewer than two raters or items are complete, or
        nothing varies. ``attrs``: raters, items, raters_left_out, items_left_out, confidence, remark.

    Raises
    ------
    PmobookError
        If ratings are no table of finite numbers, or `confidence` or `incomplete` is impossible.

    Notes
    -----
    With mean squares between items B, within items W, between raters J and error E, k raters and n items:
    ICC(1,1) = (B - W) / (B + (k-1) W); ICC(2,1) = (B - E) / (B + (k-1) E + k (J - E) / n);
    ICC(3,1) = (B - E) / (B + (k-1) E); for the mean of k, (B - W) / B; (B - E) / (B + (J - E) / n); (B - E) / B.
    Intervals are those of the F distribution, for ICC(2,·) with Satterthwaite's degrees of freedom.

    References
    ----------
    Shrout and Fleiss (1979), Psychological Bulletin 86, 420-428; McGraw and Wong (1996), Psychological Methods 1, 30-46.
    """
    if not 0 < confidence < 1:
        message = f"The confidence of an interval lies between 0 and 1, as in 0.95; found {confidence}."
        raise PmobookError(message)
    if incomplete not in ("items", "raters"):
        message = f"Incomplete ratings are left out by items or by raters; found {incomplete}."
        raise PmobookError(message)
    table = as_ratings(ratings).table
    block = table[np.ix_(*complete_block(table, incomplete))]
    raters, items = block.shape
    result = pd.DataFrame(math.nan, index=pd.Index(FORMS, name="form"), columns=pd.Index(_COLUMNS), dtype="float64")
    remark = ""
    if min(block.shape) < 2:
        remark = say(
            "not assessed: {raters} raters and {items} items are complete, and two of each are needed", raters=raters, items=items
        )
    elif np.ptp(block) == 0:
        remark = say("not assessed: all ratings are the same, so there is nothing to tell apart")
    else:
        result.loc[:, :] = _table(_mean_squares(block), raters, items, confidence)
        if result["value"].isna().any():
            remark = say("some forms are not assessed: the mean ratings of the items do not differ")
    result.attrs.update(
        raters=raters,
        items=items,
        raters_left_out=table.shape[0] - raters,
        items_left_out=table.shape[1] - items,
        confidence=confidence,
        remark=remark,
    )
    return result


def complete_block(table: Floats, incomplete: Incomplete) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return positions of the raters and items in which nothing is missing, by the policy of `intraclass_correlation`."""
    answered = ~np.isnan(table)
    raters, items = np.flatnonzero(answered.any(axis=1)), np.flatnonzero(answered.any(axis=0))
    whole = answered[np.ix_(raters, items)]
    return (raters, items[whole.all(axis=0)]) if incomplete == "items" else (raters[whole.all(axis=1)], items)


def coefficients(squares: MeanSquares, raters: int, items: int) -> Floats:
    """Return the six forms, in the order of `FORMS`, on the last axis; NaN where nothing varies."""
    between, within, judges, error = squares.between, squares.within, squares.judges, squares.error
    by_judges = (judges - error) / items
    forms = (
        (between - within, between + (raters - 1) * within),
        (between - error, between + (raters - 1) * error + raters * by_judges),
        (between - error, between + (raters - 1) * error),
        (between - within, between),
        (between - error, between + by_judges),
        (between - error, between),
    )
    numerators = np.stack([np.asarray(one) for one, _ in forms], axis=-1)
    denominators = np.stack([np.asarray(other) for _, other in forms], axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(denominators > 0, numerators / denominators, np.nan)


def _mean_squares(block: Floats) -> MeanSquares:
    raters, items = block.shape
    centred = block - block.mean()
    of_items, of_raters = centred.mean(axis=0), centred.mean(axis=1)
    left = centred - of_items - of_raters[:, None]
    # What rounding leaves of nothing is 0, and not a tiny square to divide by.
    noise = block.size * (_ROUNDING * float(np.abs(block).max())) ** 2
    sums = (raters * (of_items**2).sum(), items * (of_raters**2).sum(), (left**2).sum())
    between, of_judges, error = (float(one) if one > noise else 0.0 for one in sums)
    return MeanSquares(
        between=np.asarray(between / (items - 1)),
        within=np.asarray((of_judges + error) / (items * (raters - 1))),
        judges=np.asarray(of_judges / (raters - 1)),
        error=np.asarray(error / ((raters - 1) * (items - 1))),
    )


def _table(squares: MeanSquares, raters: int, items: int, confidence: float) -> Floats:
    values = coefficients(squares, raters, items)
    tails = ((1 + confidence) / 2, (1 - confidence) / 2)
    df1, df_within, df_error = items - 1, items * (raters - 1), (items - 1) * (raters - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        f_within, f_error = squares.between / squares.within, squares.between / squares.error
    single = {
        1: _limits(f_within, f_quantile(tails, df1, df_within), raters),
        2: _agreement_limits(squares, raters, items, float(values[1]), confidence),
        3: _limits(f_error, f_quantile(tails, df1, df_error), raters),
    }
    rows = []
    for form in range(6):
        kind, mean_of_all = form % 3 + 1, form >= 3
        low, high = single[kind]
        if mean_of_all:
            low, high = _stepped_up(low, raters), _stepped_up(high, raters)
        f, df2 = (f_within, df_within) if kind == 1 else (f_error, df_error)
        p = 0.0 if np.isposinf(f) else float(f_above(f, df1, df2))
        rows.append([values[form], low, high, f, df1, df2, p])
    return np.array(rows, dtype=np.float64)


def _limits(f: Floats, quantiles: Floats, raters: int) -> tuple[float, float]:
    """Limits of a single rating's reliability by the F test, lower first."""
    if np.isposinf(f):
        return 1.0, 1.0
    low, high = ((f / quantile - 1) / (f / quantile + raters - 1) for quantile in quantiles)
    return float(low), float(high)


def _agreement_limits(squares: MeanSquares, raters: int, items: int, value: float, confidence: float) -> tuple[float, float]:
    """Limits of ICC(2,1), by Satterthwaite's degrees of freedom."""
    between, judges, error = float(squares.between), float(squares.judges), float(squares.error)
    if judges == 0 and error == 0:
        return 1.0, 1.0
    by_judges = raters * value * judges
    by_error = (items * (1 + (raters - 1) * value) - raters * value) * error
    spread = (items - 1) * by_judges**2 + by_error**2
    if not spread > 0:
        return math.nan, math.nan
    df = (raters - 1) * (items - 1) * (by_judges + by_error) ** 2 / spread
    upper = float(f_quantile((1 + confidence) / 2, items - 1, df))
    lower = float(f_quantile((1 + confidence) / 2, df, items - 1))
    other = raters * judges + (raters * items - raters - items) * error
    low = items * (between - upper * error) / (upper * other + items * between)
    high = items * (lower * between - error) / (other + items * lower * between)
    return low, high


def _stepped_up(limit: float, raters: int) -> float:
    """Turn the reliability of one rating into that of a mean (Spearman-Brown)."""
    denominator = 1 + (raters - 1) * limit
    return raters * limit / denominator if denominator > 0 else math.nan
