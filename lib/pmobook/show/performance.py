"""Exhibits of performance: measures against target, and projects' confidence, cost and dates."""

from __future__ import annotations

import html
import json

import pandas as pd

from pmobook.assess.delivery import DeliveryAssessment
from pmobook.assess.performance import MeasuresAssessment
from pmobook.inputs.engagement import Money
from pmobook.rounding import measured_apart
from pmobook.show.blank_columns import is_blank, without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import date, is_missing, measured, money, money_change, percent_change, period, slip
from pmobook.show.sparkline import sparkline
from pmobook.show.status import confidence_mark, measure_mark, movement_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["costs_against_plan", "finishes_against_plan", "measures_against_target", "project_delivery"]

_STATUS_ORDER = {"missed": 0, "near": 1, NOT_ASSESSED: 2, "met": 3}
_MEASURES, _DELIVERY = "Measures against target", "Delivery of the projects"
_SPARKLINE_PIXELS = 90
_PROJECTS_MISSING = "Not assessed: the form projects was not handed in."


def measures_against_target(assessment: MeasuresAssessment) -> Exhibit:
    """Show every measure with status, value, target and how it moved; what misses its target comes first."""
    rows = assessment.measure_status
    if rows.empty:
        return table(
            rows, [Column("title", "Measure")], _MEASURES, when_empty="Not assessed: the form measures was not handed in."
        )
    ordered = rows.sort_values("status", key=lambda statuses: statuses.map(_STATUS_ORDER), kind="stable")
    figures = [_beside(*one) for one in zip(ordered["value"], ordered["target"], ordered["better"], strict=True)]
    shown = ordered.assign(
        measure=[_named(*one) for one in zip(ordered["title"], ordered["unit_of_measure"], strict=True)],
        stands=[value for value, _ in figures],
        wanted=[wanted for _, wanted in figures],
        line=[
            _line(title, history, target)
            for title, history, target in zip(ordered["title"], ordered["history"], ordered["target"], strict=True)
        ],
        remark=[_remark(*one) for one in zip(ordered["claim"], ordered["note"], strict=True)],
    )
    columns = [
        Column("measure", "Measure", is_html=True),
        Column("status", "Status", form=measure_mark, is_html=True),
        Column("stands", "Value", "right"),
        Column("wanted", "Target", "right"),
        Column("change", "Change", "right", _step, hide_on_phone=True),
        Column("line", "So far", is_html=True),
        Column("trend", "Trend", form=movement_mark, is_html=True),
        Column("period", "Value of", form=_period, hide_on_phone=True),
        Column("owner", "Owner", form=_owner),
        Column("remark", "Note"),
    ]
    notes = [
        "Near: short of the target by no more than the tolerance.",
        "Change: since the value before.",
        assessment.trend_rule,
        "The dashed line is the target.",
    ]
    periods = set(shown["period"])
    if len(periods) == 1 and any(periods):
        columns = [column for column in columns if column.name != "period"]
        notes.insert(0, f"All values are of {period(*periods)}.")
    return table(shown, without_blank(shown, columns, "remark"), _MEASURES, " ".join(notes))


def project_delivery(assessment: DeliveryAssessment) -> Exhibit:
    """Show every project's confidence with its movement, cost and finish beside plan; those in most doubt come first."""
    before, rows = assessment.previous_quarter, _most_doubted_first(assessment)
    if rows.empty:
        return table(rows, [Column("title", "Project")], _DELIVERY, when_empty=_PROJECTS_MISSING)
    columns = [
        Column("title", "Project"),
        Column("confidence", "Confidence", form=confidence_mark, is_html=True),
        Column("confidence_movement", f"Since {before}" if before else "Movement", form=movement_mark, is_html=True),
        Column("confidence_note", "Why there is no rating", hide_on_phone=True),
        Column("stage", "Stage", hide_on_phone=True),
        Column("sponsor", "Sponsor", form=_owner, hide_on_phone=True),
        Column("cost_variance_share", "Cost against plan", "right", _variance),
        Column("slip_days", "Finish", "right", slip),
    ]
    notes = [
        "Confidence is the project owner's own rating.",
        f"Movement compares with {before}, the last earlier quarter with a pack."
        if before
        else "There is no earlier pack to compare with.",
        "No project names a sponsor." if is_blank(rows, "sponsor") else "",
    ]
    shown = without_blank(rows, columns, "confidence_note", "sponsor")
    return table(rows, shown, _DELIVERY, " ".join(filter(None, notes)))


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
    return table(rows, without_blank(rows, columns, "cost_note"), "Cost against plan", note, when_empty=_PROJECTS_MISSING)


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
    return table(rows, without_blank(rows, columns, "schedule_note"), "Finish against plan", note, when_empty=_PROJECTS_MISSING)


def _most_doubted_first(assessment: DeliveryAssessment) -> pd.DataFrame:
    ranks = {str(one): one.rank for one in Confidence}
    rows = assessment.project_status
    order = rows["confidence"].map(ranks).fillna(len(ranks)).sort_values(kind="stable").index
    return rows.loc[order]


def _named(title: str, unit_of_measure: str) -> str:
    unit_html = f'<span class="pmo-owner">{html.escape(unit_of_measure)}</span>' if unit_of_measure else ""
    return f"{html.escape(title)}{unit_html}"


def _beside(value: float, target: float, better: str) -> tuple[str, str]:
    """Write a value and what is wanted of it, with enough places to see that they differ."""
    if is_missing(target):
        return measured(value), "none set"
    stands, wanted = (NOT_ASSESSED, measured(target)) if is_missing(value) else measured_apart(value, target)
    return stands, f"{'at least' if better == 'higher' else 'at most'} {wanted}"


def _line(title: str, history: str, target: float) -> str:
    values = [value for _, value in json.loads(history)]
    drawn = sparkline(values, f"{title}: {', '.join(measured(value) for value in values)}", target)
    # JupyterLab lets drawings shrink with their column, down to nothing.
    return f'<div style="min-width:{_SPARKLINE_PIXELS}px">{drawn}</div>'


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
    return "no share" if is_missing(value) else _variance(value)


def _variance(value: object) -> str:
    return percent_change(value, 1)


def _owner(value: object) -> str:
    return "none named" if is_missing(value) or not str(value).strip() else str(value)
