"""A figure that an action should move, as it was recorded at one quarter, with how much of a change could be chance."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.tables import OVERALL
from pmobook.method.improvement_plan import Certainty

__all__ = ["Reading", "noise_of_change", "read_figure"]

_NO_READING = (math.nan, math.nan)


@dataclass(frozen=True)
class Reading:
    """A figure at one quarter.

    Attributes
    ----------
    value
        NaN if it wasn't recorded.
    spread
        Half the width of its interval, or its standard error doubled; NaN if not known.
    better
        +1 if a higher value is better, -1 if a lower one is; 0 if that can't be said.
    """

    value: float = math.nan
    spread: float = math.nan
    better: int = 0


def read_figure(kind: str, of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    """Return a figure as it was recorded.

    Parameters
    ----------
    kind
        level, alignment, exposure or measure; anything else isn't recorded.
    of
        The focus area, goal, driver or measure; empty for the whole.
    table
        Returns the rows of a table at the quarter.
    """
    reader = {"level": _level, "alignment": _alignment, "exposure": _exposure, "measure": _measure}.get(kind)
    return reader(of, table) if reader else Reading()


def noise_of_change(kind: str, before: Reading, now: Reading, certainty: Certainty) -> float:
    """Return up to what size a change between two readings can be chance; NaN if nobody can tell.

    Notes
    -----
    The two spreads added as independent, sqrt(a² + b²). A level without an interval and a share of spend have the method's own
    figure; a measure has what its control limits leave to chance, as of now.
    """
    if kind == "alignment":
        return certainty.alignment_noise.value
    if kind == "measure":
        return now.spread if not math.isnan(now.spread) else before.spread
    both = math.hypot(before.spread, now.spread)
    if kind == "level":
        return certainty.level_noise.value if math.isnan(both) else max(both, certainty.level_noise.value)
    return both


def _first(rows: pd.DataFrame) -> pd.Series | None:
    return None if rows.empty else rows.iloc[0]


def _half(row: pd.Series, low: str, high: str) -> float:
    return math.nan if pd.isna(row[low]) or pd.isna(row[high]) else (float(row[high]) - float(row[low])) / 2


def _level(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    scores = table("area_scores")
    row = _first(scores[(scores["area_id"] == (of or OVERALL)) & scores["is_chosen_rule"].astype(bool)])
    return Reading() if row is None else Reading(float(row["score"]), _half(row, "low", "high"), 1)


def _alignment(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    rows = table("alignment")
    row = _first(rows[rows["goal_id"].fillna("") == of])
    if row is None:
        return Reading()
    if not of:
        return Reading(float(row["spend_share"]), 0.0, -1)
    off = float(row["difference"])
    return Reading(float(row["spend_share"]), 0.0, 0 if math.isnan(off) or off == 0 else -1 if off > 0 else 1)


def _exposure(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    rows = table("risk_exposure")
    row = _first(rows[(rows["grouping"] == ("driver" if of else "total")) & (rows["subject"].fillna("") == of)])
    return Reading() if row is None else Reading(float(row["cvar95"]), 2 * float(row["cvar95_error"]), -1)


def _measure(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    rows = table("measure_status")
    row = _first(rows[rows["measure_id"] == of])
    if row is None:
        return Reading()
    return Reading(float(row["value"]), _half(row, "lower", "upper"), -1 if row["better"] == "lower" else 1)
