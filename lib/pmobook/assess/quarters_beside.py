"""Two published quarters beside each other: each figure in both, its difference, and what the record tells of the cause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import pandas as pd

from pmobook.assess.causes import COMPARED, name_causes
from pmobook.assess.compared_figures import compared_figures
from pmobook.assess.dependences import Dependences, differences
from pmobook.assess.known_parts import parts_of_exposure, parts_of_share_met
from pmobook.assess.results import Results

__all__ = ["figures_beside"]

_EDGE = 1e-9
_LAST = ("ran", "kept")


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
        (which `pmobook.assess.changes` tells). The largest share of its figure's spread comes first within each subject.

    Notes
    -----
    The cause is what recorded runs tell: whether inputs, method, code, notebook or parameters differ. How a score of maturity
    moved with its raters and its evidence takes the input packs, which ``pmobook compare`` reads; here such a difference is
    "not separated".
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
    parts = [one for one in known if len(one)]
    figures = name_causes(
        compared_figures(was),
        compared_figures(is_now),
        ways,
        pd.concat(parts, ignore_index=True) if parts else None,
    )
    moved = figures["difference"].abs().gt(_EDGE) | (
        figures["difference"].isna() & ~figures["cause"].isin(["the same", "not assessed"])
    )
    return figures[moved & (figures["about"] != "finding")].reset_index(drop=True)


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
