"""What changed between two published quarters."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.overview import OVERALL
from pmobook.assess.results import Results
from pmobook.vocabulary import Confidence

__all__ = ["CHANGES", "find_changes", "mark_new_findings"]

CHANGES = ("business_unit", "about", "subject", "title", "direction", "before", "now", "size")
"""Columns of the table of changes. ``about``: focus area, project or measure; ``direction``: worse or better; ``before``
and ``now``: a score, a confidence or a status; ``size``: levels, or steps of the scale."""

_ABOUT = ("focus area", "project", "measure")
_EDGE = 1e-9  # scores are sums of fractions: 2.6 - 2.4 falls short of 0.2 by a rounding error


def find_changes(now: Results, before: Results, least_level_change: float) -> pd.DataFrame:
    """Return what moved between two quarters, the worst first.

    Only business units with results in both quarters are compared: one that failed to report did not change.

    Parameters
    ----------
    now, before
        Results narrowed to one quarter each.
    least_level_change
        Levels by which a focus area's score must move to be listed.

    Returns
    -------
    DataFrame
        Columns of `CHANGES`. Measures are listed when they begin to miss their target or stop missing it, projects when
        their confidence moves, focus areas when their score moves or is no longer assessed (``now`` is then NaN).
    """
    found = pd.concat(
        [_levels(now, before, least_level_change), _confidences(now, before), _measures(now, before)], ignore_index=True
    )
    rank = found["direction"].map({"worse": 0, "better": 1})
    kind = found["about"].map({name: place for place, name in enumerate(_ABOUT)})
    order = found.assign(rank=rank, kind=kind).sort_values(
        ["rank", "kind", "size", "business_unit", "subject"], ascending=[True, True, False, True, True], kind="stable"
    )
    return order[list(CHANGES)].reset_index(drop=True)


def _table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(CHANGES)).astype({"before": object, "now": object, "size": float})


def _levels(now: Results, before: Results, least: float) -> pd.DataFrame:
    columns = ["business_unit", "area_id", "score"]
    pair = _chosen(before)[columns].merge(_chosen(now)[columns], on=["business_unit", "area_id"], suffixes=("_before", "_now"))
    rows: list[tuple[object, ...]] = []
    for unit, area, was, score in pair.itertuples(index=False):
        if pd.isna(was):
            continue
        if pd.isna(score):
            rows.append((unit, "focus area", area, area, "worse", was, score, 0.0))
        elif abs(score - was) >= least - _EDGE:
            rows.append((unit, "focus area", area, area, "better" if score > was else "worse", was, score, abs(score - was)))
    return _table(rows)


def _chosen(results: Results) -> pd.DataFrame:
    scores = results.area_scores
    return scores[scores["is_chosen_rule"].astype(bool) & (scores["area_id"] != OVERALL)]


def _confidences(now: Results, before: Results) -> pd.DataFrame:
    columns = ["business_unit", "project_id", "confidence"]
    pair = before.project_status[columns].merge(
        now.project_status[[*columns, "title"]], on=["business_unit", "project_id"], suffixes=("_before", "_now")
    )
    known = {str(one) for one in Confidence}
    rows: list[tuple[object, ...]] = []
    for unit, project, was, confidence, title in pair.itertuples(index=False):
        if was in known and confidence in known and was != confidence:
            steps = Confidence(confidence).rank - Confidence(was).rank
            rows.append((unit, "project", project, title, "better" if steps > 0 else "worse", was, confidence, abs(steps)))
    return _table(rows)


def _measures(now: Results, before: Results) -> pd.DataFrame:
    columns = ["business_unit", "measure_id", "status"]
    pair = before.measure_status[columns].merge(
        now.measure_status[[*columns, "title"]], on=["business_unit", "measure_id"], suffixes=("_before", "_now")
    )
    compared = {"met", "near", "missed"}
    rows: list[tuple[object, ...]] = []
    for unit, measure, was, status, title in pair.itertuples(index=False):
        if was in compared and status in compared and (was == "missed") != (status == "missed"):
            rows.append((unit, "measure", measure, title, "worse" if status == "missed" else "better", was, status, 1.0))
    return _table(rows)


def mark_new_findings(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of a quarter with a column ``is_new``: not among the findings of the quarter before.

    A business unit without any finding before was not assessed then, or spotless; either way its findings are new.
    """
    keys = ["business_unit", "notebook", "finding_id"]
    earlier = set(zip(*(before[key].tolist() for key in keys), strict=True))
    return now.assign(is_new=[key not in earlier for key in zip(*(now[key].tolist() for key in keys), strict=True)])
