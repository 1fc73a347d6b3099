"""Within-group agreement r_wg: how much less a group's ratings vary than if people had rated at random."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.agreement.ratings import Floats, RatingsLike, as_ratings
from pmobook.assess.wording import counted
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.uncertainty import Uncertainty, uncertainty
from pmobook.vocabulary import nearest, quoted

__all__ = ["WithinGroupAgreement", "expected_variance", "r_wg_j", "within_group_agreement"]

UNIFORM = "uniform"


@dataclass(frozen=True)
class WithinGroupAgreement:
    """Agreement of a group on each item and on all of them together.

    Attributes
    ----------
    items
        One row an item: raters, variance (of the ratings, divided by raters - 1), r_wg, unadjusted (before negative values
        are set to 0), note.
    r_wg_j
        Over the items that have a value; NaN if none has.
    unadjusted_j
        Before a value outside 0 to 1 is set to 0.
    items_counted
        How many items it covers.
    expected_variance
        What ratings would vary by if people rated at random.
    distribution, options
        How people would rate at random, and on how many options.
    negative
        ``zero`` or ``as_is``.
    """

    items: pd.DataFrame
    r_wg_j: float
    unadjusted_j: float
    items_counted: int
    expected_variance: float
    distribution: str
    options: int
    negative: str

    @property
    def r_wg(self) -> pd.Series:
        """The value of each item."""
        return self.items["r_wg"]


def within_group_agreement(
    ratings: RatingsLike,
    *,
    lowest: float = 0,
    highest: float = 5,
    options: int | None = None,
    distribution: str = UNIFORM,
    negative: str | None = None,
    method: Uncertainty | None = None,
) -> WithinGroupAgreement:
    """Agreement of a group: 1 when all give the same rating, 0 when they vary as if they rated at random.

    Parameters
    ----------
    ratings
        Raters by items; missing where not assessed. An item with fewer raters than the method asks for (two) has no value.
    lowest, highest
        Ends of the rating scale, in steps of 1; without them the levels 0 to 5.
    options
        How many options the scale has, instead of its ends.
    distribution
        How people would rate at random: ``uniform`` or one that the method has variances for (slight_skew, moderate_skew,
        heavy_skew, triangular, normal).
    negative
        ``zero`` sets values below 0 (more variance than at random) to 0, ``as_is`` leaves them; the method's choice if not given.
    method
        The method's data; that of the workbook if not given.

    Returns
    -------
    WithinGroupAgreement
        With the values before they were set to 0.

    Raises
    ------
    PmobookError
        If a rating lies outside the scale, or a distribution has no variance for so many options.

    Notes
    -----
    r_wg = 1 - variance / expected. Over J items with mean variance m, q = m / expected:
    r_wg(J) = J (1 - q) / (J (1 - q) + q). When q exceeds 1 the formula leaves 0 to 1 and can even exceed 1.

    References
    ----------
    James, Demaree and Wolf (1984), Journal of Applied Psychology 69, 85-98; LeBreton and Senter (2008), Organizational
    Research Methods 11, 815-852.

    Examples
    --------
    >>> round(within_group_agreement([[4], [4], [5], [3]], lowest=1, highest=5).r_wg_j, 3)
    0.667
    """
    method = method if method is not None else uncertainty()
    treated = negative if negative is not None else method.within_group.negative
    if treated not in ("zero", "as_is"):
        message = f"Negative agreement is set to zero or left as_is; found {quoted(treated)}."
        raise PmobookError(message)
    given = as_ratings(ratings)
    steps = _check_scale(given.table, lowest, highest, options)
    expected = expected_variance(steps, distribution, method)
    raters = (~np.isnan(given.table)).sum(axis=0)
    least = int(method.fewest_raters.within_group.value)
    enough = raters >= least
    variance = _variances(given.table, raters)
    plain = np.where(enough, 1 - variance / expected, np.nan)
    j = int(enough.sum())
    plain_j = float(r_wg_j(float(variance[enough].mean()) / expected, j)) if j else math.nan
    zero = treated == "zero"
    rows = pd.DataFrame(
        {
            "raters": raters.astype(np.int64),
            "variance": variance,
            "r_wg": np.where(plain < 0, 0.0, plain) if zero else plain,
            "unadjusted": plain,
            "note": [_note(int(count), value, least, zero=zero) for count, value in zip(raters, plain, strict=True)],
        },
        index=given.items,
    )
    adjusted_j = 0.0 if zero and (plain_j < 0 or plain_j > 1) else plain_j
    return WithinGroupAgreement(rows, adjusted_j, plain_j, j, expected, distribution, steps, treated)


def expected_variance(options: int, distribution: str, method: Uncertainty) -> float:
    """Variance of ratings given at random on so many options.

    Raises
    ------
    PmobookError
        If the method has none; it names what it has.
    """
    if options < 2:
        message = f"A scale has at least 2 options; found {options}."
        raise PmobookError(message)
    if distribution == UNIFORM:
        return (options**2 - 1) / 12
    known = method.within_group.expected_variance
    if distribution not in known:
        near = nearest(distribution, [UNIFORM, *known])
        hint = f" Did you mean {near}?" if near else ""
        message = f"There is no distribution {quoted(distribution)}; there are {', '.join([UNIFORM, *known])}.{hint}"
        raise PmobookError(message)
    variance = known[distribution].get(str(options))
    if variance is None:
        message = (
            f"The method has no variance of the distribution {distribution} for {options} options, only for "
            f"{', '.join(known[distribution])}. Use the uniform one, or add the variance with its source."
        )
        raise PmobookError(message)
    return variance


def r_wg_j(ratio: float | Floats, items: int | Floats) -> Floats:
    """Agreement over items from the ratio of their mean variance to the expected one; NaN where undefined."""
    above = np.asarray(items, dtype=np.float64) * (1 - np.asarray(ratio, dtype=np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        value = above / (above + ratio)
    return np.where(np.isfinite(value), value, np.nan)


def _check_scale(values: Floats, lowest: float, highest: float, options: int | None) -> int:
    """Return the number of options."""
    given = values[~np.isnan(values)]
    if options is not None:
        if given.size and np.ptp(given) > options - 1:
            message = f"Ratings from {given.min():g} to {given.max():g} do not fit on {options} options in steps of 1."
            raise PmobookError(message)
        return options
    steps = highest - lowest + 1
    if steps != int(steps):
        message = f"A scale goes in steps of 1; {lowest:g} to {highest:g} does not."
        raise PmobookError(message)
    if given.size and (given.min() < lowest or given.max() > highest):
        message = f"Ratings from {given.min():g} to {given.max():g} lie outside the scale from {lowest:g} to {highest:g}."
        raise PmobookError(message)
    return int(steps)


def _variances(values: Floats, raters: NDArray[np.int64]) -> Floats:
    """Variance of each item's ratings, exactly 0 when all are the same; NaN with fewer than two."""
    enough = raters > 1
    means = np.divide(np.nansum(values, axis=0), raters, out=np.zeros(len(raters)), where=enough)
    squares = np.where(_all_same(values), 0.0, np.nansum((values - means) ** 2, axis=0))
    variance: Floats = np.divide(squares, raters - 1, out=np.full(len(raters), np.nan), where=enough)
    return variance


def _all_same(values: Floats) -> NDArray[np.bool_]:
    highest = np.where(np.isnan(values), -np.inf, values).max(axis=0, initial=-np.inf)
    lowest = np.where(np.isnan(values), np.inf, values).min(axis=0, initial=np.inf)
    return np.asarray(highest == lowest)


def _note(raters: int, value: float, least: int, *, zero: bool) -> str:
    if raters < least:
        return say(
            "not assessed: rated by {person}, at least {least} are asked for",
            person=counted(raters, "person", "people"),
            least=least,
        )
    if value < 0:
        return say("ratings vary more than at random") + (say("; set to 0") if zero else "")
    return ""
