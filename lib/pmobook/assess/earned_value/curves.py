"""Cost curves: planned, earned, actual and expected money from the start to each month, of a project or of many together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.earned_value.costs import ProjectCosts

__all__ = ["by_month", "curve_of", "joint_curve"]

LINES = ("planned", "earned", "actual", "forecast")


def curve_of(project: ProjectCosts) -> pd.DataFrame:
    """Return one project's money from its start to the end of each of its periods.

    Returns
    -------
    DataFrame
        period, month, planned, earned, actual, forecast, oldest first; missing where it is not known. Earned value goes to
        the last period that reports it, actual cost to the last one that is over and has one; the forecast goes on from there.

    Notes
    -----
    After a period whose amount is not known the sum is not known either, and the line ends; a period within a line whose
    earned value or cost is missing is left out of both, as in `pmobook.assess.earned_value.costs.read_project`.
    """
    rows = project.rows
    place, has_ended = np.arange(len(rows)), rows["has_ended"].to_numpy(dtype=np.bool_)
    plan, earned, spent, actual, forecast = (
        rows[name].to_numpy(dtype=np.float64) for name in ("plan", "earned", "spent", "actual", "forecast")
    )
    to_date = has_ended & (place <= _place(has_ended & ~np.isnan(spent)))
    reported = has_ended & (place <= _place(has_ended & ~np.isnan(earned)))
    ahead = place > _place(to_date)
    spent_so_far = np.where(to_date, _summed(np.where(to_date, spent, np.nan)), np.nan)
    total = float(spent_so_far[to_date][-1]) if to_date.any() else 0.0
    coming = np.where(ahead, np.where(np.isnan(actual), forecast, actual), np.nan)
    unbroken = ahead & (np.cumsum(~np.isnan(coming)) == np.cumsum(ahead))
    expected = np.where(unbroken, total + _summed(coming), np.nan)
    if to_date.any() and ahead.any():
        expected[_place(to_date)] = total  # the line goes on where the other ends
    return pd.DataFrame(
        {"period": rows["period"], "month": rows["month"], "planned": np.cumsum(plan),
         "earned": np.where(reported, _summed(earned), np.nan), "actual": spent_so_far, "forecast": expected}
    )  # fmt: skip


def _place(holds: npt.NDArray[np.bool_]) -> int:
    places = np.flatnonzero(holds)
    return int(places[-1]) if places.size else -1


def _summed(amounts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return sums so far, to which what is missing adds nothing."""
    return np.cumsum(np.where(np.isnan(amounts), 0.0, amounts))


def joint_curve(curves: Mapping[str, pd.DataFrame], last_month: int) -> pd.DataFrame:
    """Return the money of several projects together, from the first one's start to each month.

    Parameters
    ----------
    curves
        Project to its `curve_of`; only projects that may be added up.
    last_month
        The last month that is over, as in ``month``.

    Returns
    -------
    DataFrame
        As `curve_of`, with a month as each period. A project adds what it had at its last period so far; nothing before
        its start. A line that a project lacks altogether is missing for all.
    """
    if not curves:
        return pd.DataFrame({name: pd.Series(dtype="float64") for name in ("period", "month", *LINES)}).astype({"period": "str"})
    first = min(int(one["month"].min()) for one in curves.values())
    final = max(int(one["month"].max()) for one in curves.values())
    months = np.arange(first, final + 1)
    sums = {name: _added(curves.values(), name, months) for name in LINES}
    over = months <= last_month
    for name in ("earned", "actual"):
        sums[name] = np.where(over, sums[name], np.nan)
    ahead = np.flatnonzero(~over)
    expected = np.where(months >= last_month, _expected(curves.values(), months), np.nan)
    sums["forecast"] = expected if ahead.size else np.full(len(months), np.nan)
    return pd.DataFrame({"period": [_month_text(int(one)) for one in months], "month": months, **sums})


def _added(curves: Iterable[pd.DataFrame], name: str, months: np.ndarray) -> np.ndarray:
    total = np.zeros(len(months))
    for curve in curves:
        known = curve.loc[curve[name].notna()]
        if known.empty:
            return np.full(len(months), np.nan)
        total += _at(known["month"].to_numpy(), known[name].to_numpy(dtype=np.float64), months)
    return total


def _expected(curves: Iterable[pd.DataFrame], months: np.ndarray) -> np.ndarray:
    """Return what is spent, and after that expected, of all projects; missing if one has neither."""
    total = np.zeros(len(months))
    for curve in curves:
        line = curve["actual"].where(curve["actual"].notna(), curve["forecast"])
        known = line.notna()
        if not known.any():
            return np.full(len(months), np.nan)
        total += _at(curve.loc[known, "month"].to_numpy(), line[known].to_numpy(dtype=np.float64), months)
    return total


def _at(own: np.ndarray, amounts: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Return the sum so far at each month: that of the last own period that had ended."""
    place = np.searchsorted(own, months, side="right") - 1
    return np.where(place >= 0, amounts[np.maximum(place, 0)], 0.0)


def _month_text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def by_month(curve: pd.DataFrame) -> pd.DataFrame:
    """Return the money of each period alone, from a curve of sums.

    Returns
    -------
    DataFrame
        period, planned, earned, actual, forecast (of periods to come).
    """
    alone = curve.loc[:, ["period"]].copy()
    for name in ("planned", "earned", "actual"):
        alone[name] = curve[name].diff().fillna(curve[name].where(curve[name].index == curve[name].first_valid_index()))
    alone["forecast"] = curve["forecast"].diff()
    return alone.reset_index(drop=True)
