"""A figure that an action should move, as it was recorded at one quarter, with how much of a change could be chance."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.plan.gathered import row_of
from pmobook.assess.plan.project_effects import cost_over_plan, months_late
from pmobook.assess.tables import OVERALL, text_of
from pmobook.language import said_later, say
from pmobook.method.improvement_plan import Certainty

__all__ = ["Reading", "noise_of_change", "read_figure"]


_SHARE = said_later("share of spend")


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
    plan
        The plan that the value is held against, in words; two readings held against different plans can't be compared. Empty:
        none.
    unit_of_measure
        What the value counts; money is in the engagement's currency and scale.
    budget
        The project's, of which a share is noise; NaN for figures that aren't money over plan.
    """

    value: float = math.nan
    spread: float = math.nan
    better: int = 0
    plan: str = ""
    unit_of_measure: str = ""
    budget: float = math.nan


def read_figure(kind: str, of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    """Return a figure as it was recorded.

    Parameters
    ----------
    kind
        level, alignment, exposure, measure, benefit, cost, finish or start; anything else isn't comparable between quarters.
    of
        The focus area, goal, driver, category, measure, benefit or project; empty for the whole.
    table
        Returns the rows of a table at the quarter.
    """
    reader = _READERS.get(kind)
    return reader(of, table) if reader else Reading()


def noise_of_change(kind: str, before: Reading, now: Reading, certainty: Certainty) -> float:
    """Return up to what size a change between two readings can be chance; NaN if nobody can tell.

    Notes
    -----
    The two spreads added as independent, sqrt(a² + b²). A level without an interval and a share of spend have the method's own
    figure, and so have a cost above plan and months; a measure has what its control limits leave to chance, as of now. A benefit
    has what past forecasts were off by; without enough of them nobody can tell.
    """
    if kind == "cost":
        return certainty.cost_noise.value * now.budget
    if kind in {"finish", "start"}:
        return certainty.months_noise.value
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
    return Reading() if row is None else Reading(float(row["score"]), _half(row, "low", "high"), 1, unit_of_measure="levels")


def _alignment(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    rows = table("alignment")
    row = _first(rows[rows["goal_id"].fillna("") == of])
    if row is None:
        return Reading()
    if not of:
        return Reading(float(row["spend_share"]), 0.0, -1, unit_of_measure=say(_SHARE))
    off = float(row["difference"])
    better = 0 if math.isnan(off) or off == 0 else -1 if off > 0 else 1
    return Reading(float(row["spend_share"]), 0.0, better, unit_of_measure=say(_SHARE))


def _exposure(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    rows = table("risk_exposure")
    row = _first(rows[rows["grouping"].isin(["driver", "category"] if of else ["total"]) & (rows["subject"].fillna("") == of)])
    return (
        Reading() if row is None else Reading(float(row["cvar95"]), 2 * float(row["cvar95_error"]), -1, unit_of_measure="money")
    )


def _measure(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    rows = table("measure_status")
    row = _first(rows[rows["measure_id"] == of])
    if row is None:
        return Reading()
    better = -1 if row["better"] == "lower" else 1
    return Reading(float(row["value"]), _half(row, "lower", "upper"), better, unit_of_measure=text_of(row["unit_of_measure"]))


def _benefit(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    row = row_of(table("benefit_status"), benefit_id=of)
    if row is None or row["periods_not_assessed"] > 0:
        return Reading()
    better = -1 if row["kind"] == "disbenefit" else 1
    spread, plan = _half(row, "corrected_low", "corrected_high"), say("planned {planned}", planned=row["planned"])
    return Reading(float(row["expected"]), spread, better, plan, text_of(row["unit_of_measure"]))


def _cost(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    over, budget = cost_over_plan(of, table("earned_value"))
    return Reading(over, better=-1, plan=say("budget {budget}", budget=budget), unit_of_measure="money", budget=budget)


def _finish(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    months, _, plan = months_late(of, table("project_status"), table("earned_value"))
    return Reading(months, better=-1, plan=plan, unit_of_measure="months")


def _start(of: str, table: Callable[[str], pd.DataFrame]) -> Reading:
    row = row_of(table("start_dates"), project_id=of)
    if row is None or pd.isna(row["months_later"]):
        return Reading()
    return Reading(
        float(row["months_later"]),
        better=-1,
        plan=say("start {planned_start}", planned_start=row["planned_start"]),
        unit_of_measure="months",
    )


_READERS = {
    "level": _level, "alignment": _alignment, "exposure": _exposure, "measure": _measure, "benefit": _benefit, "cost": _cost,
    "finish": _finish, "start": _start,
}  # fmt: skip
