"""What an action should move, as far as it can be computed from what the notebooks recorded."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.plan.gathered import Gathered
from pmobook.assess.plan.matters import Raised
from pmobook.method.improvement_plan import Certainty

__all__ = ["NOT_ESTIMATED", "Effect", "effect_of"]


@dataclass(frozen=True)
class Effect:
    """By how much an action should move a figure, always as a gain.

    Attributes
    ----------
    kind
        level (levels of the score), alignment (share of all spend), exposure (money lost in bad cases) or measure (in the
        measure's own unit of measure); empty: not estimated.
    of
        Of which focus area, goal, driver, risk or measure; empty for the business unit.
    low, likely, high
        At least, most likely, at most; NaN if not estimated.
    """

    kind: str = ""
    of: str = ""
    low: float = math.nan
    likely: float = math.nan
    high: float = math.nan


NOT_ESTIMATED = Effect()


def effect_of(raised: Raised, gathered: Gathered, certainty: Certainty) -> Effect:
    """Return what the action that answers a matter should move.

    Notes
    -----
    Alignment: the difference between a goal's share of spend and its weight; at least what brings the share to the nearer end of
    what the judges disagree about. Exposure: what the driver, the risk or the excess over the tolerance adds to the mean loss of
    the worst twentieth of scenarios, times the share that a weak, a fair and a complete response take off. Measure: from the
    latest value to the target, where it misses it. Nothing else is computed, and what can't be is not estimated.
    """
    found = {"alignment": _alignment, "exposure": _exposure, "measure": _measure}.get(raised.matter.moves)
    return found(raised, gathered, certainty) if found else NOT_ESTIMATED


def _row(frame: pd.DataFrame, **where: str) -> pd.Series | None:
    for name, value in where.items():
        frame = frame[frame[name].fillna("") == value]
    return None if frame.empty else frame.iloc[0]


def _alignment(raised: Raised, gathered: Gathered, _: Certainty) -> Effect:
    if raised.matter.per != "subject" and raised.matter.matter_id != "spend_without_goal":
        return NOT_ESTIMATED
    row = _row(gathered.table("alignment"), goal_id=raised.subject)
    if row is None or pd.isna(row["spend_share"]):
        return NOT_ESTIMATED
    share = float(row["spend_share"])
    if not raised.subject:
        return Effect("alignment", "", 0.0, share, share) if share > 0 else NOT_ESTIMATED
    if pd.isna(row["weight"]):
        return NOT_ESTIMATED
    ends = [float(row[name]) for name in ("weight_low", "weight", "weight_high") if not pd.isna(row[name])]
    apart = [abs(share - end) for end in ends]
    within = min(ends) <= share <= max(ends) and len(ends) > 1
    return Effect("alignment", raised.subject, 0.0 if within else min(apart), abs(share - float(row["weight"])), max(apart))


def _exposure(raised: Raised, gathered: Gathered, certainty: Certainty) -> Effect:
    low, likely = certainty.exposure_low.value, certainty.exposure_likely.value
    if raised.matter.per != "subject":
        row = _row(gathered.table("risk_exposure"), grouping="total", subject="")
        over = math.nan if row is None else float(row["cvar95"]) - float(row["tolerance"])
        return Effect("exposure", "", low * over, likely * over, over) if over > 0 else NOT_ESTIMATED
    by_driver = _row(gathered.table("risk_exposure"), grouping="driver", subject=raised.subject)
    by_risk = _row(gathered.table("risk_register"), risk_id=raised.subject)
    row = by_driver if any(str(one["finding_id"]).startswith("driver") for one in raised.findings) else by_risk
    carried = math.nan if row is None else float(row["in_bad_cases"])
    return Effect("exposure", raised.subject, low * carried, likely * carried, carried) if carried > 0 else NOT_ESTIMATED


def _measure(raised: Raised, gathered: Gathered, _: Certainty) -> Effect:
    row = _row(gathered.table("measure_status"), measure_id=raised.subject)
    if row is None or pd.isna(row["value"]) or pd.isna(row["target"]):
        return NOT_ESTIMATED
    short = float(row["target"]) - float(row["value"])
    short = -short if row["better"] == "lower" else short
    return Effect("measure", raised.subject, 0.0, short, short) if short > 0 else NOT_ESTIMATED
