"""What leaving respondents out would change, so that nobody is dropped in silence."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.agreement.patterns import response_patterns
from pmobook.assess.agreement.ratings import Floats
from pmobook.assess.scoring import SHARE_RULES, Layout, levels_of
from pmobook.assess.uncertainty.shares import enough, evaluate_ratings, rated_table, raters_by_scope, scopes
from pmobook.errors import PmobookError
from pmobook.method.uncertainty import Uncertainty

__all__ = ["with_and_without"]


def with_and_without(
    ratings: pd.DataFrame,
    layout: Layout,
    rule: str,
    *,
    leave_out: Collection[Any] | None = None,
    minimum_raters: int = 1,
    method: Uncertainty | None = None,
) -> pd.DataFrame:
    """Every score with all respondents and without some of them: whether the straight-liners matter.

    Parameters
    ----------
    ratings
        Respondents by capabilities, levels 0 to the highest; missing where not assessed.
    layout
        Areas, capabilities and weights.
    rule
        One of the scoring rules.
    leave_out
        Respondents to leave out; those who give the same rating to every capability if not given.
    minimum_raters
        A capability rated by fewer is not assessed.
    method
        The method's data; that of the workbook if not given.

    Returns
    -------
    DataFrame
        One row a capability, area and the whole: scope, area, capability, score_with, score_without, difference (without less
        with), level_with, level_without (Int64; missing where not assessed and by rules whose scores carry no level),
        raters_with, raters_without. ``attrs["left_out"]``: how many were.

    Raises
    ------
    PmobookError
        If somebody to leave out is not among the respondents, the rule is unknown or a rating is no level.
    """
    table = rated_table(ratings, layout)
    if leave_out is None:
        leave_out = response_patterns(ratings, lowest=0, highest=layout.highest_level, method=method).straight_liners
    strangers = [str(one) for one in leave_out if one not in ratings.index]
    if strangers:
        message = f"To be left out, but not among the respondents: {', '.join(strangers)}."
        raise PmobookError(message)
    rest = table[~ratings.index.isin(list(leave_out))]
    result = scopes(layout)
    for name, some in (("with", table), ("without", rest)):
        scored = _scores(some, layout, rule, minimum_raters)
        result[f"score_{name}"] = scored
        levels = np.full(len(scored), np.nan) if rule in SHARE_RULES else levels_of(scored)
        result[f"level_{name}"] = pd.Series(levels).astype("Int64")
        result[f"raters_{name}"] = raters_by_scope(some, layout, enough(some, minimum_raters))
    result["difference"] = result["score_without"] - result["score_with"]
    order = ["score_with", "score_without", "difference", "level_with", "level_without", "raters_with", "raters_without"]
    result = result[["scope", "area", "capability", *order]]
    result.attrs["left_out"] = len(table) - len(rest)
    return result


def _scores(table: Floats, layout: Layout, rule: str, minimum_raters: int) -> Floats:
    found = evaluate_ratings(table, layout, rule, minimum_raters)
    return np.concatenate([found.capabilities, found.areas, np.atleast_1d(found.overall)])
