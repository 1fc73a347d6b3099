"""From ratings to the share met of each practice, as the scoring rule itself reads them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.scoring import Layout, score
from pmobook.assess.scoring.layout import Numbers
from pmobook.method.scoring_rules import RuleName

__all__ = ["present_shares"]


def present_shares(ratings: pd.DataFrame, rule: RuleName, scoring: Mapping[str, Any]) -> tuple[Layout, Numbers, dict[str, Any]]:
    """Return where each practice stands, the share of it met (missing: not assessed), and the options for the rule.

    Parameters
    ----------
    ratings, rule
        As for `score`.
    scoring
        Any of its other choices.
    """
    scores = score(rule, ratings, **scoring)
    options = {name: scoring[name] for name in ("first_no", "constants") if name in scoring}
    return scores.layout, scores.shares, options
