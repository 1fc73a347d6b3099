"""How a business unit stands beside other organisations: only from records that they contributed, never from guesses."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.tables import build
from pmobook.assess.wording import counted
from pmobook.language import say
from pmobook.method.comparison import ComparisonRules

__all__ = ["COMPARISON", "Comparison", "compare_with_pool", "median_interval"]

COMPARISON = {
    "area_id": "str", "score": "float64", "group": "str", "organisations": "Int64", "median": "float64", "low": "float64",
    "high": "float64", "share_below": "float64", "note": "str",
}  # fmt: skip


@dataclass(frozen=True)
class Comparison:
    """Scores beside those of comparable organisations.

    Attributes
    ----------
    areas
        One row a focus area and ``overall``: own score, the group compared with (``sector and size``, ``sector``,
        ``size`` or ``everyone``), organisations in it, their median with its interval, and the share of them (0 to 1)
        with a lower score, ties counted half. Nothing is shown for fewer than the minimum group, and the note says so.
    sentence
        What the comparison rests on.
    """

    areas: pd.DataFrame
    sentence: str


def compare_with_pool(
    area_scores: pd.DataFrame, pool: pd.DataFrame, model: tuple[str, str], sector: str | None, size: str | None,
    rules: ComparisonRules,
) -> Comparison:  # fmt: skip
    """Compare one business unit's scores with a pool of exchange records.

    Only records of the same model and version, scoring rule and instrument are comparable. An organisation counts once
    a focus area: by the mean of its business units in its latest quarter. The narrowest group with enough organisations
    is used: sector and size, then sector, then size, then everyone.

    Parameters
    ----------
    area_scores
        The business unit's own, of the chosen rule and instrument: area_id, rule, instrument, score. A missing score is
        not assessed and is compared with nothing.
    pool
        See `pmobook.inputs.pool.POOL_COLUMNS`.
    model
        Id and version of the maturity model.
    sector, size
        The organisation's own; None if it does not say.
    rules
        The smallest group, and the share of the interval.
    """
    least = int(rules.minimum_group.value)
    alike = pool[(pool["model_id"] == model[0]) & (pool["model_version"] == model[1])]
    others = int(pool["contribution_id"].nunique())
    rows = []
    for own in area_scores.to_dict(orient="records"):
        same = alike["rule"].eq(own["rule"]) & alike["instrument"].eq(own["instrument"]) & alike["area_id"].eq(own["area_id"])
        rows.append(_row(own, alike[same], sector, size, least, rules.interval_share.value))
    return Comparison(build(rows, COMPARISON), _sentence(others, int(alike["contribution_id"].nunique()), least))


def median_interval(values: npt.NDArray[np.float64], share: float) -> tuple[float, float]:
    """Return an interval for the median of what values are drawn from: two order statistics, exact and without a model.

    Parameters
    ----------
    values
        Shape (n,), no NaN.
    share
        The least probability with which the interval covers the median.

    Returns
    -------
    tuple of float
        NaN and NaN where even the smallest and largest value together don't cover it with that probability.

    References
    ----------
    David and Nagaraja, Order Statistics, 3rd edition, 2003, section 7.1: the j-th smallest and j-th largest of n values
    cover the median with probability 1 - 2 P(B < j), B binomial with n trials of one half.
    """
    ordered = np.sort(values)
    n = len(ordered)
    best = 0
    below = 0.0
    for j in range(1, n // 2 + 1):
        below += math.comb(n, j - 1) / 2**n
        if 1 - 2 * below < share:
            break
        best = j
    return (float(ordered[best - 1]), float(ordered[n - best])) if best else (math.nan, math.nan)


def _row(
    own: Mapping[Hashable, Any], same: pd.DataFrame, sector: str | None, size: str | None, least: int, share: float
) -> dict[str, object]:
    row: dict[str, object] = {
        "area_id": own["area_id"], "score": own["score"], "group": "", "organisations": pd.NA, "median": math.nan,
        "low": math.nan, "high": math.nan, "share_below": math.nan, "note": "",
    }  # fmt: skip
    for name, group in _groups(same, sector, size):
        if group["contribution_id"].nunique() < least:  # grouping takes far longer, and mostly ends here
            continue
        scores = _by_organisation(group)
        if len(scores) >= least:
            low, high = median_interval(scores, share)
            row |= {"group": name, "organisations": len(scores), "median": float(np.median(scores)), "low": low, "high": high}
            score = float(own["score"])
            if not math.isnan(score):
                row["share_below"] = float(np.mean(scores < score) + 0.5 * np.mean(scores == score))
            return row
    row["note"] = say(
        "fewer than {comparable_organisation}: nothing is shown",
        comparable_organisation=counted(least, "comparable organisation"),
    )
    return row


def _groups(same: pd.DataFrame, sector: str | None, size: str | None) -> list[tuple[str, pd.DataFrame]]:
    groups = []
    of_sector, of_size = same["sector"] == sector, same["size"] == size
    if sector is not None and size is not None:
        groups.append(("sector and size", same[of_sector & of_size]))
    if sector is not None:
        groups.append(("sector", same[of_sector]))
    if size is not None:
        groups.append(("size", same[of_size]))
    return [*groups, ("everyone", same)]


def _by_organisation(group: pd.DataFrame) -> npt.NDArray[np.float64]:
    latest = group.groupby("contribution_id")["quarter"].transform("max")
    means = group[group["quarter"] == latest].groupby("contribution_id")["score"].mean()
    return means.to_numpy(dtype=float).round(9)


def _sentence(others: int, alike: int, least: int) -> str:
    if not others:
        return say("There is no pool of other organisations' records, so no benchmark is shown.")
    held = say("The pool holds records of {organisation}", organisation=counted(others, "organisation"))
    if alike < others:
        held += say(", {alike} of them by this model and version", alike=alike)
    return say("{held}. Nothing is shown for a group of fewer than {least}.", held=held, least=least)
