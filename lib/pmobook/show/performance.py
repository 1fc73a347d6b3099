"""Exhibits of performance: measures against target, and projects' confidence, cost and dates."""

from __future__ import annotations

import json

import pandas as pd

from pmobook.assess.delivery import DeliveryAssessment
from pmobook.assess.performance import MeasuresAssessment
from pmobook.inputs.engagement import Money
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import date, is_missing, measured, money, money_change, percent_change, period, slip
from pmobook.show.sparkline import sparkline
from pmobook.show.status import confidence_mark, measure_mark, movement_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["costs_against_plan", "finishes_against_plan", "measures_against_target", "project_delivery"]

_STATUS_ORDER = {"missed": 0, "near": 1, NOT_ASSESSED: 2, "met": 3}
_PROJECTS_MISSING = "Not assessed: the form projects was not handed in."


def measures_against_target(assessment: MeasuresAssessment) -> Exhibit:
    """Show every measure with status, value, target and how it moved; what misses its target comes first."""
    rows = assessment.measure_status
    ordered = rows.sort_values("status", key=lambda statuses: statuses.map(_STATUS_ORDER), kind="stable")
    shown = ordered.assign(
        line=[
            _line(title, history, target)
            for title, history, target in zip(ordered["title"], ordered["history"], ordered["target"], strict=True)
        ],
        wanted=[_wanted(*one) for one in zip(ordered["better"], ordered["target"], ordered["unit_of_measure"], strict=True)],
        remark=[_remark(*one) for one in zip(ordered["claim"], ordered["note"], strict=True)],
    )
    columns = [
        Column("title", "Measure"),
        Column("status", "Status", form=measure_mark, is_html=True),
        Column("value", "Value", "right", measured),
        Column("wanted", "Target"),
        Column("trend", "Trend", form=movement_mark, is_html=True),
        Column("line", "So far", is_html=True),
        Column(
            "change",
            "Change",
            "right",
            _step,
            hide_on_phone=True,
        ),
        Column("period", "Value of", form=_period, hide_on_phone=True),
        Column("owner", "Owner", form=_owner),
        Column("remark", "Note"),
    ]
    note = f"Near: short of the target by no more than the tolerance. {assessment.trend_rule} The dashed line is the target."
    empty = "Not assessed: the form measures was not handed in."
    return table(shown, columns, "Measures against target", note, when_empty=empty)


def project_delivery(assessment: DeliveryAssessment) -> Exhibit:
    """Show every project's confidence with its movement, cost and finish beside plan; those in most doubt come first."""
    before = assessment.previous_quarter
    columns = [
        Column("title", "Project"),
        Column("confidence", "Confidence", form=confidence_mark, is_html=True),
        Column("confidence_movement", f"Since {before}" if before else "Movement", form=movement_mark, is_html=True),
        Column("cost_variance_share", "Cost against plan", "right", percent_change),
        Column("slip_days", "Finish", "right", slip),
        Column("stage", "Stage", hide_on_phone=True),
        Column("sponsor", "Sponsor", form=_owner, hide_on_phone=True),
        Column("confidence_note", "Why there is no rating", hide_on_phone=True),
    ]
    note = "Confidence is the project owner's own rating. " + (
        f"Movement compares with {before}, the last earlier quarter with a pack."
        if before
        else "There is no earlier pack to compare with."
    )
    return table(_most_doubted_first(assessment), columns, "Delivery of the projects", note, when_empty=_PROJECTS_MISSING)


def costs_against_plan(assessment: DeliveryAssessment, money_of: Money) -> Exhibit:
    """Show planned and expected cost of every project, the largest overrun first."""
    rows = assessment.project_status.sort_values("cost_variance", ascending=False, kind="stable", na_position="last")
    columns = [
        Column("title", "Project"),
        Column("planned_cost", "Planned", "right", lambda value: money(value, money_of)),
        Column("expected_cost", "Expected", "right", lambda value: money(value, money_of)),
        Column("cost_variance", "Variance", "right", lambda value: money_change(value, money_of)),
        Column("cost_variance_share", "Of plan", "right", _share),
        Column("cost_note", "Note"),
    ]
    note = (
        "Expected: actual cost where it is known, else forecast, over the periods that have a planned cost too. "
        "Above zero is dearer."
    )
    return table(rows, columns, "Cost against plan", note, when_empty=_PROJECTS_MISSING)


def finishes_against_plan(assessment: DeliveryAssessment) -> Exhibit:
    """Show every project's forecast finish beside what it is measured against, the latest first."""
    rows = assessment.project_status.sort_values("slip_days", ascending=False, kind="stable", na_position="last")
    columns = [
        Column("title", "Project"),
        Column("forecast_finish", "Forecast finish", "right", date),
        Column("reference_finish", "Measured against", "right", date),
        Column("schedule_basis", "Basis", form=_basis),
        Column("slip_days", "Slip", "right", slip),
        Column("schedule_note", "Note"),
    ]
    note = "Where a project has no baseline, its finish is measured against the first forecast ever reported in a pack."
    return table(rows, columns, "Finish against plan", note, when_empty=_PROJECTS_MISSING)


def _most_doubted_first(assessment: DeliveryAssessment) -> pd.DataFrame:
    ranks = {str(one): one.rank for one in Confidence}
    rows = assessment.project_status
    order = rows["confidence"].map(ranks).fillna(len(ranks)).sort_values(kind="stable").index
    return rows.loc[order]


def _line(title: str, history: str, target: float) -> str:
    values = [value for _, value in json.loads(history)]
    return sparkline(values, f"{title}: {', '.join(measured(value) for value in values)}", target)


def _wanted(better: str, target: float, unit_of_measure: str) -> str:
    if is_missing(target):
        return "none set"
    return f"{'at least' if better == 'higher' else 'at most'} {measured(target)} {unit_of_measure}"


def _remark(claim: str, note: str) -> str:
    said = f"Owner: “{claim}”" if claim else ""
    return "; ".join(filter(None, [said, note]))


def _step(value: object) -> str:
    if is_missing(value):
        return "no earlier value"
    # As many places as the value itself shows; the sign says which way.
    text = measured(value)
    return f"+{text}" if float(value) > 0 and text != "0" else text  # type: ignore[arg-type]


def _period(value: object) -> str:
    return period(value) if value else NOT_ASSESSED


def _basis(value: object) -> str:
    return {"baseline": "baseline", "first reported": "first reported forecast"}.get(str(value), "nothing")


def _share(value: object) -> str:
    return "no share" if is_missing(value) else percent_change(value, 1)


def _owner(value: object) -> str:
    return "none named" if is_missing(value) or not str(value).strip() else str(value)
