"""How sure a measure of agreement is: resample the raters and leave out what they only share with themselves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from pmobook.assess.agreement.cronbach import cronbach_alpha
from pmobook.assess.agreement.intraclass import Incomplete, intraclass_correlation
from pmobook.assess.agreement.krippendorff import MEASUREMENT_LEVELS, MeasurementLevel, check_level, krippendorff_alpha
from pmobook.assess.agreement.ratings import RatingsLike, as_ratings
from pmobook.assess.agreement.within_group import UNIFORM, within_group_agreement
from pmobook.assess.uncertainty.agreement_resamples import agreement_data, resampled_agreement
from pmobook.assess.uncertainty.intervals import percentile_limits
from pmobook.assess.uncertainty.resampling import Resampling, resampling

__all__ = ["bootstrap_agreement"]


def bootstrap_agreement(
    ratings: RatingsLike,
    *,
    lowest: float = 0,
    highest: float = 5,
    levels: Sequence[MeasurementLevel] = MEASUREMENT_LEVELS,
    distribution: str = UNIFORM,
    incomplete: Incomplete = "items",
    how: Resampling | None = None,
) -> pd.DataFrame:
    """Every measure of agreement with an interval that says how it could have come out with other raters.

    Parameters
    ----------
    ratings
        Raters by items; missing where not assessed.
    lowest, highest, distribution
        As for `within_group_agreement`.
    levels
        Of measurement, for Krippendorff's alpha.
    incomplete
        As for `intraclass_correlation`.
    how
        How to resample, see `resampling`; the method's way if not given.

    Returns
    -------
    DataFrame
        statistic (krippendorff_alpha, intraclass_correlation, r_wg, r_wg_j, cronbach_alpha), form (the level of measurement
        or form of correlation), item (for r_wg), value, low, high, raters, note. Low and high are missing with the reason in
        the note.

    Raises
    ------
    PmobookError
        If ratings are no table of finite numbers or hold more distinct values than a rating scale has, and as the measures do.

    Notes
    -----
    Whole raters are drawn with replacement. A rater drawn twice would agree with themselves and make any resample look more
    agreed than the data, by about (1 - alpha) / n. Every measure here is therefore worked out from pairs of different people:
    with everybody drawn once it is the published measure exactly. Snijders and Borgatti describe the same trap for networks.
    Intervals are expanded percentile intervals, see `percentile_limits`: for small groups a guide.

    References
    ----------
    Efron and Tibshirani (1993), An introduction to the bootstrap; Snijders and Borgatti (1999), Connections 22, 161-170.
    """
    how = how if how is not None else resampling()
    for level in levels:
        check_level(level)
    given = as_ratings(ratings)
    found = within_group_agreement(ratings, lowest=lowest, highest=highest, distribution=distribution)
    data = agreement_data(given.table, tuple(levels), incomplete, found, how)
    alphas = [(level, krippendorff_alpha(ratings, level)) for level in levels]
    correlations = intraclass_correlation(ratings, incomplete=incomplete)["value"]
    everybody = int((~np.isnan(given.table)).any(axis=1).sum())
    rows = pd.DataFrame(
        [
            *(("krippendorff_alpha", level, "", value, everybody) for level, value in alphas),
            *(("intraclass_correlation", str(form), "", value, len(data.judges)) for form, value in correlations.items()),
            *(
                ("r_wg", distribution, str(item), value, raters)
                for item, value, raters in zip(given.items, found.items["r_wg"], found.items["raters"], strict=True)
            ),
            ("r_wg_j", distribution, "", found.r_wg_j, everybody),
            ("cronbach_alpha", "", "", cronbach_alpha(ratings).value, len(data.whole)),
        ],
        columns=["statistic", "form", "item", "value", "raters"],
    )
    limits = percentile_limits(resampled_agreement(data, how), rows["raters"].to_numpy(dtype=np.int64), how)
    missing = rows["value"].isna().to_numpy()
    rows.insert(4, "low", np.where(missing, np.nan, limits.low))
    rows.insert(5, "high", np.where(missing, np.nan, limits.high))
    notes = ["not assessed" if gone else note for gone, note in zip(missing, limits.notes, strict=True)]
    rows["note"] = pd.Series(notes, dtype="str")
    return rows
