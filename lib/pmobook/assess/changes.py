"""What changed between two published quarters."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.overview import OVERALL
from pmobook.assess.results import Results, with_instrument
from pmobook.vocabulary import Confidence

__all__ = ["AGAIN", "CHANGES", "FIRST", "LOST", "find_changes", "mark_new_findings"]

CHANGES = ("business_unit", "about", "subject", "title", "direction", "before", "now", "size")
"""Columns of the table of changes. ``about``: focus area, project or measure; ``direction``: worse, better, or one of
`LOST`, `FIRST` and `AGAIN`; ``before`` and ``now``: a score, a confidence or a status; ``size``: levels, or steps of the
scale."""

LOST, FIRST, AGAIN = "no longer assessed", "first assessed", "assessed again"
"""Directions of what had a score or status in one of the two quarters and has none in the other."""

_ABOUT = ("focus area", "project", "measure")
_RANKS = {"worse": 0, LOST: 1, "better": 2, AGAIN: 3, FIRST: 4}
_EDGE = 1e-9  # scores are sums of fractions: 2.6 - 2.4 falls short of 0.2 by a rounding error


def find_changes(now: Results, before: Results, least_level_change: float, earlier: Results | None = None) -> pd.DataFrame:
    """Return what moved between two quarters, the worst first.

    Only business units with results in both quarters are compared: one that failed to report did not change.

    Parameters
    ----------
    now, before
        Results narrowed to one quarter each.
    least_level_change
        Levels by which a focus area's score must move to be listed.
    earlier
        Results of every quarter before: what is in them is assessed again rather than for the first time.

    Returns
    -------
    DataFrame
        Columns of `CHANGES`. Measures are listed when they begin to miss their target or stop missing it, projects when
        their confidence moves, focus areas when their score by the same rule and instrument moves; all of them when they are
        no longer assessed, or are again or for the first time.
    """
    past = before if earlier is None else earlier
    found = pd.concat(
        [_levels(now, before, past, least_level_change), _confidences(now, before, past), _measures(now, before, past)],
        ignore_index=True,
    )
    rank = found["direction"].map(_RANKS)
    kind = found["about"].map({name: place for place, name in enumerate(_ABOUT)})
    order = found.assign(rank=rank, kind=kind).sort_values(
        ["rank", "kind", "size", "business_unit", "subject"], ascending=[True, True, False, True, True], kind="stable"
    )
    return order[list(CHANGES)].reset_index(drop=True)


def _table(rows: list[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(CHANGES)).astype({"before": object, "now": object, "size": float})


def _pairs(now: pd.DataFrame, before: pd.DataFrame, keys: list[str], value: str) -> pd.DataFrame:
    """Return what has a row in both quarters, with its value before and now."""
    earlier = before[[*keys, value]].rename(columns={value: "was"})
    return earlier.merge(now.rename(columns={value: "is"}), on=keys).astype({"was": object, "is": object})


def _known(rows: pd.DataFrame, keys: list[str]) -> set[tuple[str, ...]]:
    return set(zip(*(rows[key].tolist() for key in keys), strict=True))


def _appearance(*, was_known: bool, is_known: bool, ever: bool) -> str:
    """Return the direction of what only one of the two quarters knows; empty if both do or neither."""
    if was_known == is_known:
        return ""
    return LOST if was_known else AGAIN if ever else FIRST


def _levels(now: Results, before: Results, past: Results, least: float) -> pd.DataFrame:
    keys = ["business_unit", "area_id", "rule", "instrument"]
    pairs = _pairs(_chosen(now)[[*keys, "score"]], with_instrument(before.area_scores), keys, "score")
    scored = with_instrument(past.area_scores)
    ever = _known(scored[scored["score"].notna()], keys)
    rows: list[tuple[object, ...]] = []
    for unit, area, rule, instrument, was, score in pairs[[*keys, "was", "is"]].itertuples(index=False):
        known = {"was_known": not pd.isna(was), "is_known": not pd.isna(score)}
        direction = _appearance(**known, ever=(unit, area, rule, instrument) in ever)
        moved = abs(score - was) if all(known.values()) else 0.0
        if not direction and all(known.values()) and moved >= least - _EDGE:
            direction = "better" if score > was else "worse"
        if direction:
            rows.append((unit, "focus area", area, area, direction, was, score, moved))
    return _table(rows)


def _chosen(results: Results) -> pd.DataFrame:
    scores = with_instrument(results.area_scores)
    return scores[scores["is_chosen_rule"].astype(bool) & (scores["area_id"] != OVERALL)]


def _confidences(now: Results, before: Results, past: Results) -> pd.DataFrame:
    keys, known = ["business_unit", "project_id"], {str(one) for one in Confidence}
    pairs = _pairs(now.project_status[[*keys, "title", "stage", "confidence"]], before.project_status, keys, "confidence")
    stages = _known(before.project_status, [*keys, "stage"])
    ever = _known(past.project_status[past.project_status["confidence"].isin(known)], keys)
    rows: list[tuple[object, ...]] = []
    for unit, project, title, stage, was, confidence in pairs[[*keys, "title", "stage", "was", "is"]].itertuples(index=False):
        both = was in known and confidence in known
        steps = Confidence(confidence).rank - Confidence(was).rank if both else 0
        # A project that has begun is rated for the first time, and one that has closed no longer: neither is news.
        same_stage = (unit, project, stage) in stages
        direction = _appearance(was_known=was in known, is_known=confidence in known, ever=(unit, project) in ever)
        direction = direction if same_stage else ""
        if steps:
            direction = "better" if steps > 0 else "worse"
        if direction:
            rows.append((unit, "project", project, title, direction, was, confidence, abs(steps)))
    return _table(rows)


def _measures(now: Results, before: Results, past: Results) -> pd.DataFrame:
    keys, known = ["business_unit", "measure_id"], {"met", "near", "missed"}
    pairs = _pairs(now.measure_status[[*keys, "title", "status"]], before.measure_status, keys, "status")
    ever = _known(past.measure_status[past.measure_status["status"].isin(known)], keys)
    rows: list[tuple[object, ...]] = []
    for unit, measure, title, was, status in pairs[[*keys, "title", "was", "is"]].itertuples(index=False):
        direction = _appearance(was_known=was in known, is_known=status in known, ever=(unit, measure) in ever)
        if was in known and status in known and (was == "missed") != (status == "missed"):
            direction = "worse" if status == "missed" else "better"
        if direction:
            rows.append((unit, "measure", measure, title, direction, was, status, 1.0))
    return _table(rows)


def mark_new_findings(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of a quarter with a column ``is_new``: not among earlier findings.

    Parameters
    ----------
    now
        Findings of one quarter.
    before
        Findings of each business unit's last quarter before, as `Results.last_findings` returns them. A business unit
        without any was never assessed, or spotless; either way its findings are new.
    """
    keys = ["business_unit", "notebook", "finding_id"]
    earlier = set(zip(*(before[key].tolist() for key in keys), strict=True))
    return now.assign(is_new=[key not in earlier for key in zip(*(now[key].tolist() for key in keys), strict=True)])
