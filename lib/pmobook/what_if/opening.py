"""The portfolio of a business unit, opened from its input pack for trying things out."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.alignment_weights import weigh_as_judged
from pmobook.assess.portfolio import PortfolioProblem, portfolio_of
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.pack import read_pack
from pmobook.method.alignment import alignment_method
from pmobook.vocabulary import Quarter

__all__ = ["open_portfolio"]


def open_portfolio(engagement: Engagement, business_unit: str, quarter: str) -> PortfolioProblem:
    """Return what a business unit can choose from, with its goals weighed as in the alignment notebook.

    Parameters
    ----------
    engagement
        Holds the pack.
    business_unit, quarter
        Which pack.

    Raises
    ------
    PmobookError
        If there is no such business unit, quarter or pack, or its goals' weights can't be used.
    ProblemsFound
        With every problem of the pack.
    """
    pack = read_pack(engagement, business_unit, Quarter.parse(quarter))
    method = alignment_method().preferring(engagement.parameters.goal_weights)
    weighed = weigh_as_judged(pack.form("goals"), pack.form("goal_comparisons"), method.weights)
    return portfolio_of(engagement, pack, pd.Series(dict(weighed.tree.weights), dtype="float64"))
