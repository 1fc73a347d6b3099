"""All benefits in money added up month by month: what was planned, what came, and what is expected."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.benefits.periods import is_money, months_of, sense_of
from pmobook.vocabulary import Quarter

__all__ = ["MONEY_CURVE", "add_up_by_month"]

MONEY_CURVE = ["month", "planned", "expected", "actual", "unknown"]


def add_up_by_month(benefit_status: pd.DataFrame, benefit_periods: pd.DataFrame, quarter: Quarter) -> pd.DataFrame:
    """Add up the benefits in money over time, those of longer periods spread evenly over their months.

    Parameters
    ----------
    benefit_status, benefit_periods
        Tables of those names, of one business unit.
    quarter
        The quarter that is assessed: actual amounts are added up to its end.

    Returns
    -------
    DataFrame
        One row a month: the month such as 2026-07, cumulative amounts planned, expected and actual (missing after the quarter),
        less disbenefits, and how many amounts expected so far are not known and so not in the sum. Empty without money.
    """
    money = benefit_status.loc[is_money(benefit_status["unit_of_measure"])].set_index("benefit_id")["kind"]
    rows = benefit_periods.loc[benefit_periods["benefit_id"].isin(money.index)].reset_index(drop=True)
    if rows.empty:
        return pd.DataFrame(columns=MONEY_CURVE)
    spans = months_of(rows["period"])
    sense = sense_of(rows["benefit_id"].map(money))
    first = int(spans["start"].min())
    months = int((spans["start"] + spans["months"]).max()) - first
    known_until = 12 * quarter.last_day.year + quarter.last_day.month - first
    came = rows["actual"].where(rows["is_due"]).fillna(0.0)
    actual = _cumulative(came * sense, spans, first, months)
    unknown = np.bincount(spans["start"] - first, weights=rows["expected"].isna(), minlength=months)
    return pd.DataFrame(
        {
            "month": [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, first + months)],
            "planned": _cumulative(rows["planned"].fillna(0.0) * sense, spans, first, months),
            "expected": _cumulative(rows["expected"].fillna(0.0) * sense, spans, first, months),
            "actual": np.where(np.arange(months) < known_until, actual, np.nan),
            "unknown": unknown.cumsum().astype(int),
        }
    )


def _cumulative(amounts: pd.Series, spans: pd.DataFrame, first: int, months: int) -> npt.NDArray[np.float64]:
    """Return amounts added up month by month; each rises evenly over the months of its period."""
    rises = (amounts / spans["months"]).to_numpy(dtype=np.float64)
    starts, ends = (spans["start"] - first).to_numpy(), (spans["start"] + spans["months"] - first).to_numpy()
    steps = np.bincount(starts, weights=rises, minlength=months + 1) - np.bincount(ends, weights=rises, minlength=months + 1)
    return np.asarray(steps[:months].cumsum().cumsum().round(12))
