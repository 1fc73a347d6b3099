"""Ratings of a survey as shares met, which is what scoring rules take."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.agreement.ratings import Floats, as_ratings
from pmobook.assess.scoring import Evaluated, Layout, evaluate
from pmobook.errors import PmobookError

__all__ = ["evaluate_ratings", "rated_table", "raters_by_scope", "scopes", "survey_shares", "value_counts"]

OVERALL = "overall"


def rated_table(ratings: pd.DataFrame, layout: Layout) -> Floats:
    """Return respondents by the layout's capabilities; one that nobody was asked about is missing throughout.

    Raises
    ------
    PmobookError
        If a capability is not in the layout or stands twice, or a rating is no level.
    """
    unknown = [str(name) for name in ratings.columns if name not in layout.capabilities]
    if unknown:
        message = f"Ratings name capabilities that the model lacks: {', '.join(unknown)}."
        raise PmobookError(message)
    if ratings.columns.has_duplicates:
        message = "A capability stands in two columns of the ratings. Keep one column for each."
        raise PmobookError(message)
    table = as_ratings(ratings.reindex(columns=list(layout.capabilities))).table
    given = table[~np.isnan(table)]
    if given.size and (given.min() < 0 or given.max() > layout.highest_level or (given != np.floor(given)).any()):
        wrong = given[(given < 0) | (given > layout.highest_level) | (given != np.floor(given))][0]
        message = f"A rating is a whole level from 0 to {layout.highest_level}; found {wrong:g}."
        raise PmobookError(message)
    return table


def value_counts(table: Floats, layout: Layout) -> Floats:
    """Return (capabilities, levels 0 to the highest): how many respondents gave each level."""
    levels = np.arange(layout.highest_level + 1)
    return np.asarray((table[:, :, None] == levels).sum(axis=0), dtype=np.float64)


def survey_shares(counts: Floats, layout: Layout, rated: Floats) -> Floats:
    """Return (…, practices): the share of raters who rate the practice's capability at its level or higher.

    Parameters
    ----------
    counts
        (…, capabilities, levels 0 to the highest).
    layout
        Its practices stand for the levels of capabilities.
    rated
        (capabilities,): 1 where enough people rated a capability, NaN where it is not assessed.
    """
    reached = counts[..., ::-1].cumsum(axis=-1)[..., ::-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = reached / reached[..., :1] * rated[:, None]
    return np.asarray(shares[..., layout.capability_of_practice, layout.level_of_practice])


def evaluate_ratings(table: Floats, layout: Layout, rule: str, minimum_raters: int) -> Evaluated:
    """Score respondents' ratings by a rule; a capability rated by fewer than `minimum_raters` is not assessed."""
    counts = value_counts(table, layout)
    return evaluate(rule, layout, survey_shares(counts, layout, enough(table, minimum_raters)))


def enough(table: Floats, minimum_raters: int) -> Floats:
    """Return (capabilities,): 1 where at least `minimum_raters` rated it (and anybody), NaN elsewhere."""
    return np.where((~np.isnan(table)).sum(axis=0) >= max(minimum_raters, 1), 1.0, np.nan)


def scopes(layout: Layout) -> pd.DataFrame:
    """Return one row for each capability, then each area, then the whole: scope, area, capability."""
    areas = [layout.areas[position] for position in layout.area_of_capability]
    return pd.DataFrame(
        {
            "scope": ["capability"] * len(areas) + ["area"] * len(layout.areas) + [OVERALL],
            "area": [*areas, *layout.areas, OVERALL],
            "capability": [*layout.capabilities, *([""] * (len(layout.areas) + 1))],
        },
        dtype="str",
    )


def raters_by_scope(table: Floats, layout: Layout, rated: Floats) -> NDArray[np.int64]:
    """Return, in the order of `scopes`, how many people rated anything that is assessed within each."""
    answered = ~np.isnan(table)
    counts = answered & ~np.isnan(rated)
    by_area = [counts[:, layout.area_of_capability == area].any(axis=1).sum() for area in range(len(layout.areas))]
    return np.array([*answered.sum(axis=0), *by_area, counts.any(axis=1).sum()], dtype=np.int64)
