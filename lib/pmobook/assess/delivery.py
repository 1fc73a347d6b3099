"""Delivery: each project's confidence as its owner rates it, its cost beside plan, and its dates beside the baseline."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.costs import NOTHING, ProjectMoney, add_up_costs
from pmobook.assess.delivery_findings import delivery_findings, delivery_headline
from pmobook.assess.findings import findings_table
from pmobook.assess.schedule import Schedule, compare_schedule
from pmobook.assess.tables import PROJECT_STATUS, build, present, rows_of, text_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.language import say
from pmobook.method.thresholds import Thresholds
from pmobook.vocabulary import Confidence, Quarter

__all__ = ["DeliveryAssessment", "assess_delivery"]

NOTEBOOK = "30_performance"


@dataclass(frozen=True)
class DeliveryAssessment:
    """How projects stand.

    Attributes
    ----------
    project_status
        One row a project of the quarter's pack.
    findings
        On projects in a followed stage.
    headline
        The result in a sentence.
    previous_quarter
        The quarter that confidence is compared with: the last one before that has a readable pack with projects; empty if
        there is none.
    """

    project_status: pd.DataFrame
    findings: pd.DataFrame
    headline: str
    previous_quarter: str


def assess_delivery(
    projects: pd.DataFrame,
    costs: pd.DataFrame,
    history: pd.DataFrame,
    quarter: Quarter,
    method: Thresholds,
    business_unit: BusinessUnit,
) -> DeliveryAssessment:
    """Say for every project how confident its owner is, and how cost and finish compare with what was planned.

    Parameters
    ----------
    projects
        The form projects of the quarter's pack. A missing confidence, cost or date is "not assessed" and keeps the reason
        that the form gives.
    costs
        The form project_costs of the quarter's pack.
    history
        The form projects of every pack up to the quarter, with ``reported_in``.
    quarter
        The quarter that is assessed.
    method
        When a variance is a finding, and which stages are followed.
    business_unit
        Named in sentences; its lead owns findings without a sponsor.

    Notes
    -----
    *Movement* compares with the last earlier quarter that has a readable pack, however long ago. *Cost variance* is
    expected minus planned over the periods where both are known (`pmobook.assess.costs`); its share is of the planned
    cost and is missing where nothing was planned. *Slip* is days from the reference finish to the forecast finish
    (`pmobook.assess.schedule`); negative is early.
    """
    earlier = history.loc[history["reported_in"] < str(quarter)]
    previous_quarter = str(earlier["reported_in"].max()) if not earlier.empty else ""
    previous = dict(rows_of(earlier.loc[earlier["reported_in"] == previous_quarter], "project_id", "confidence"))
    by_project = {str(project): rows for project, rows in earlier.groupby("project_id", sort=False)}
    money = add_up_costs(costs)
    rows = [
        _status_row(
            project,
            money.get(str(project["project_id"]), NOTHING),
            compare_schedule(project, by_project.get(str(project["project_id"])), quarter),
            _move(project, previous, previous_quarter),
        )
        for project in projects.to_dict(orient="records")
    ]
    status = build(rows, PROJECT_STATUS)
    found = delivery_findings(status, method, previous_quarter, business_unit.lead or "", costs_missing=costs.empty)
    return DeliveryAssessment(
        status, findings_table(NOTEBOOK, found), delivery_headline(status, method, business_unit.name), previous_quarter
    )


def _move(project: Mapping[Any, Any], previous: Mapping[str, object], previous_quarter: str) -> tuple[str, str]:
    """Return the earlier confidence (empty if there was none) and how today's compares with it."""
    if not previous_quarter:
        return "", "not comparable"
    if project["project_id"] not in previous:
        return "", "new"
    before, now = previous[project["project_id"]], project["confidence"]
    if not present(before):
        return "", "not comparable"
    if not present(now):
        return str(before), "not comparable"
    steps = Confidence(str(now)).rank - Confidence(str(before)).rank
    return str(before), "better" if steps > 0 else "worse" if steps < 0 else "same"


def _status_row(project: Mapping[Any, Any], money: ProjectMoney, schedule: Schedule, moved: tuple[str, str]) -> dict[str, Any]:
    rated = present(project["confidence"])
    reason = text_of(project.get("confidence_not_assessed"))
    compared = money.periods_compared > 0
    return {
        "project_id": str(project["project_id"]),
        "title": text_of(project["title"]),
        "stage": text_of(project["stage"]),
        "sponsor": text_of(project["sponsor"]),
        "confidence": project["confidence"] if rated else None,
        "confidence_note": "" if rated else reason or say("no rating was given"),
        "previous_confidence": moved[0] or None,
        "confidence_movement": moved[1],
        "planned_cost": money.planned if compared else math.nan,
        "expected_cost": money.expected if compared else math.nan,
        "cost_variance": money.variance if compared else math.nan,
        "cost_variance_share": money.variance_share if compared else math.nan,
        "cost_note": money.note,
        "schedule_basis": schedule.basis,
        "reference_finish": schedule.reference,
        "forecast_finish": schedule.forecast,
        "slip_days": schedule.slip_days,
        "schedule_note": schedule.note,
    }
