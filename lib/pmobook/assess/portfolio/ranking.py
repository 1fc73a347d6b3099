"""Ranks of projects by value per cost, with their probabilities over the weightings that leadership's words allow."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmobook.assess.portfolio.judged import Judged
from pmobook.assess.tables import build

__all__ = ["rank_probabilities"]

_COLUMNS = {
    "project_id": "str", "title": "str", "likeliest": "Int64", "probability": "float64", "best": "Int64", "worst": "Int64",
    "among_first": "float64",
}  # fmt: skip


def rank_probabilities(judged: Judged) -> pd.DataFrame:
    """Return one row a project that can be chosen, by its mean rank.

    Returns
    -------
    DataFrame
        project_id, title; likeliest rank (1 is best; the better of two equally likely) and its probability; the best and the
        worst rank under any weighting tried; among_first, the probability to be among as many as the best choice holds. Without
        weightings, no rows.
    """
    if judged.core is None:
        return build([], _COLUMNS)
    shares, held = judged.core.rank_shares, len(judged.best.chosen) if judged.best else 0
    places = np.asarray([int(one) for one in shares.columns])
    mean = {
        str(project): float(row @ places) for project, row in zip(shares.index, shares.to_numpy(dtype=np.float64), strict=True)
    }
    rows = []
    for project, row in zip(shares.index, shares.to_numpy(dtype=np.float64), strict=True):
        likeliest, seen = int(row.argmax()), np.flatnonzero(row > 0)
        rows.append(
            {
                "project_id": str(project),
                "title": judged.problem.titles[str(project)],
                "likeliest": int(places[likeliest]),
                "probability": float(row[likeliest]),
                "best": int(places[seen[0]]),
                "worst": int(places[seen[-1]]),
                "among_first": min(float(row[places <= held].sum()), 1.0),
            }
        )
    return build(sorted(rows, key=lambda row: (mean[str(row["project_id"])], str(row["project_id"]))), _COLUMNS)
