"""Two published quarters beside each other: each figure in both, its difference, and what the record tells of the cause."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd

from pmobook.assess.causes import COMPARED, name_causes
from pmobook.assess.compared_figures import compared_figures
from pmobook.assess.dependences import Dependences, differences
from pmobook.assess.known_parts import parts_of_exposure, parts_of_share_met
from pmobook.assess.maturity.movement import movement_parts
from pmobook.assess.results import Results
from pmobook.language import say

__all__ = ["figures_beside"]

_EDGE = 1e-9
_LAST = ("ran", "kept")
_MATURITY = "10_maturity"
_PARTS = ["world", "evidence", "raters"]


def figures_beside(before: Results, now: Results) -> pd.DataFrame:
    """Return the figures of business units with results in both quarters that differ, each with what caused it.

    Parameters
    ----------
    before, now
        Results narrowed to one quarter each.

    Returns
    -------
    DataFrame
        What `pmobook.assess.causes.name_causes` returns, without what is the same in both, not assessed in both, or a finding
        (which `pmobook.assess.changes` tells). Scores of maturity come first; then, of every kind of figure, what moved most.

    Notes
    -----
    The cause is what recorded runs tell: whether inputs, method, code, notebook or parameters differ, and for scores of maturity
    the table ``score_movements``, which each quarter holds of the pack before it and of the year before's. A score of another
    pair of quarters is "not separated", and so is one whose earlier answers no longer come to what was published of them; the
    note says why, and ``pmobook compare`` may tell more as long as it can read the packs.
    """
    units = sorted(set(before.business_units) & set(now.business_units))
    if not units:
        return pd.DataFrame(columns=list(COMPARED))
    was, is_now = _tables(before.only(units)), _tables(now.only(units))
    ways = _ways(was["runs"], is_now["runs"])
    changed = {unit for (unit, _), way in ways.items() if way.way}
    known = [
        split(*(rows[~rows["business_unit"].isin(changed)] for rows in (was[name], is_now[name])))
        for split, name in ((parts_of_share_met, "measure_status"), (parts_of_exposure, "risk_register"))
    ]
    parts = [one for one in [*known, _known_maturity(was, is_now, ways)] if len(one)]
    figures = name_causes(
        compared_figures(was),
        compared_figures(is_now),
        ways,
        pd.concat(parts, ignore_index=True) if parts else None,
    )
    moved = figures["difference"].abs().gt(_EDGE) | (
        figures["difference"].isna() & ~figures["cause"].isin(["the same", "not assessed"])
    )
    return _telling_first(figures[moved & (figures["about"] != "finding")])


def _telling_first(figures: pd.DataFrame) -> pd.DataFrame:
    size = figures["difference"].abs().groupby([figures["about"], figures["figure"]])
    place = size.rank(ascending=False, method="first", na_option="bottom").mask(figures["about"] == "focus area", 0.0)
    return figures.loc[place.sort_values(kind="stable").index].reset_index(drop=True)


def _known_maturity(
    was: Mapping[str, pd.DataFrame], is_now: Mapping[str, pd.DataFrame], ways: Mapping[tuple[str, str], Dependences]
) -> pd.DataFrame:
    """Return what was recorded of why scores moved, as far as it starts from the scores that were published."""
    earlier, later = (_chosen(tables["area_scores"]) for tables in (was, is_now))
    recorded = is_now["score_movements"]
    recorded = recorded[recorded["beside"].isin(set(was["area_scores"]["quarter"]))]
    parts = []
    for unit, movement in recorded.groupby("business_unit", sort=True):
        before, now = earlier.get(str(unit), {}), later.get(str(unit), {})
        found = movement_parts(str(unit), movement, {area: (before[area], now[area]) for area in before if area in now})
        if len(found):
            other = found["method"] != 0
            way = ways.get((str(unit), _MATURITY))
            found.loc[other, [*_PARTS, "method"]] = math.nan
            found.loc[other, "note"] = _why_not(method=way is None or way.way)
            parts.append(found)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()


def _chosen(area_scores: pd.DataFrame) -> dict[str, dict[str, float]]:
    chosen = area_scores[area_scores["is_chosen_rule"].fillna(False).astype(bool)]
    return {
        str(unit): dict(zip(rows["area_id"], rows["score"].astype("float64"), strict=True))
        for unit, rows in chosen.groupby("business_unit", sort=True)
    }


def _why_not(*, method: bool) -> str:
    if method:
        return say("the earlier answers come to another score by the method of now than was published")
    return say("the earlier pack has changed since its results were published")


def _tables(results: Results) -> dict[str, pd.DataFrame]:
    return {one.name: getattr(results, one.name) for one in fields(results)[1:]}


def _ways(before: pd.DataFrame, now: pd.DataFrame) -> dict[tuple[str, str], Dependences]:
    """Return business unit and notebook to what differs between the runs whose results stand."""
    was, is_now = _standing(before), _standing(now)
    return {key: differences(was[key], row) for key, row in is_now.items() if key in was}


def _standing(runs: pd.DataFrame) -> Mapping[tuple[str, str], Mapping[Any, Any]]:
    recorded = runs[runs["status"].isin(_LAST)].sort_values("publication", kind="stable")
    latest = recorded.drop_duplicates(["business_unit", "notebook"], keep="last")
    return {(str(row["business_unit"]), str(row["notebook"])): row for row in latest.to_dict(orient="records")}
