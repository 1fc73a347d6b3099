"""Drift: how each project's forecast of its final cost and of its finish moved from quarter to quarter."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pmobook.vocabulary import Period

__all__ = ["forecast_drift", "totals_by_report"]

_BY = ["project_id", "reported_in"]
_COLUMNS = {
    "project_id": "str", "reported_in": "str", "stage": "str", "basis": "str", "planned_total": "float64",
    "forecast_total": "float64", "change": "float64", "since_first": "float64", "since_first_share": "float64",
    "forecast_finish": "datetime64[us]", "finish_moved_days": "float64", "finish_since_first_days": "float64",
}  # fmt: skip


def totals_by_report(costs: pd.DataFrame) -> pd.DataFrame:
    """Return what each pack said a project would cost in all.

    Parameters
    ----------
    costs
        The form project_costs of every pack, with ``reported_in``.

    Returns
    -------
    DataFrame
        project_id, reported_in, planned_total (missing without any planned value), forecast_total (actual cost where there is
        one, else forecast; missing if a period up to the last known one has neither), begins (the first period's first day).
    """
    empty = {"project_id": "str", "reported_in": "str", "planned_total": "float64", "forecast_total": "float64"}
    if costs.empty:
        return pd.DataFrame({**{name: pd.Series(dtype=kind) for name, kind in empty.items()},
                             "begins": pd.Series(dtype="datetime64[us]")})  # fmt: skip
    first = {text: Period.parse(text).first_day for text in costs["period"].astype(str).unique()}
    month = costs["period"].astype(str).map(first).astype("datetime64[us]")
    expected = costs["actual_cost"].where(costs["actual_cost"].notna(), costs["forecast_cost"])
    rows = costs[_BY].assign(planned=costs["planned_value"], expected=expected, month=month)
    last_known = rows["month"].where(expected.notna()).groupby([rows[name] for name in _BY]).transform("max")
    within = rows["month"] <= last_known
    rows = rows.assign(expected=expected.where(within), unknown=within & expected.isna())
    grouped = rows.groupby(_BY, sort=True)
    found = grouped[["planned", "expected"]].sum(min_count=1)
    found["expected"] = found["expected"].mask(grouped["unknown"].any())
    found["begins"] = grouped["month"].min()
    return found.rename(columns={"planned": "planned_total", "expected": "forecast_total"}).reset_index()


def forecast_drift(costs: pd.DataFrame, projects: pd.DataFrame) -> pd.DataFrame:
    """Return how each project's forecast total and finish moved from one pack to the next.

    Parameters
    ----------
    costs, projects
        The forms project_costs and projects of every pack up to the quarter, with ``reported_in``. What is missing is "not
        assessed": it moves nothing, and the next known forecast is compared with the last known one.

    Returns
    -------
    DataFrame
        One row a project and pack, oldest first: project_id, reported_in, stage, basis, planned_total, forecast_total, change
        (since the last known), since_first, since_first_share, forecast_finish, finish_moved_days, finish_since_first_days.

    Notes
    -----
    The forecast total is the sum over a project's periods (*basis* ``periods``) as long as each pack goes back to the start.
    Where packs hold only a part of the project, such as one financial year, their sums are of different things: the whole-life
    cost is followed instead (``whole-life cost``).
    """
    listed = projects[[*_BY, "stage", "start", "forecast_finish", "whole_life_cost"]].astype(dict.fromkeys(_BY, "str"))
    joined = listed.merge(totals_by_report(costs), on=_BY, how="left").sort_values(_BY, kind="stable").reset_index(drop=True)
    if joined.empty:
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in _COLUMNS.items()})
    basis = _basis(joined)
    total = joined["forecast_total"].where(basis == "periods", joined["whole_life_cost"]).where(basis != "")
    by = joined["project_id"]
    first = total.groupby(by).transform("first")
    finish = joined["forecast_finish"]
    since = total - first
    found = joined.assign(
        basis=basis,
        forecast_total=total,
        change=total - _last_known(total, by),
        since_first=since,
        since_first_share=(since / first.where(first > 0)),
        finish_moved_days=_days(finish - _last_known(finish, by)),
        finish_since_first_days=_days(finish - finish.groupby(by).transform("first")),
    )
    return found[list(_COLUMNS)].astype(_COLUMNS)


def _basis(joined: pd.DataFrame) -> pd.Series:
    """Return what each project's forecast total is: of its periods, of its whole life, or of nothing."""
    by = joined["project_id"]
    begins, start = joined["begins"], joined["start"]
    # A first period later than in an earlier pack, or than the start, means that the sums leave out what went before.
    late = (begins > begins.groupby(by).cummin()) | (begins > start)
    whole = ~late.groupby(by).transform("any")
    periods = whole & joined["forecast_total"].groupby(by).transform("count").gt(0)
    life = joined["whole_life_cost"].groupby(by).transform("count").gt(0)
    chosen = np.select([periods.to_numpy(), life.to_numpy()], ["periods", "whole-life cost"], "")
    return pd.Series(chosen, index=joined.index, dtype="str")


def _last_known(values: pd.Series, by: pd.Series) -> pd.Series:
    return values.groupby(by).ffill().groupby(by).shift()


def _days(moved: pd.Series) -> pd.Series:
    return pd.Series(moved.dt.days, dtype="float64")
