"""Exhibits of projects' delivery: confidence, cost and dates beside plan."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.delivery import DeliveryAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.blank_columns import is_blank, without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import date, is_missing, money, money_change, percent_change, slip
from pmobook.show.status import confidence_mark, movement_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import Confidence

__all__ = ["costs_against_plan", "finishes_against_plan", "project_delivery"]

_DELIVERY = said_later("Delivery of the projects")
_PROJECTS_MISSING = said_later("Not assessed: the form projects was not handed in.")


def project_delivery(assessment: DeliveryAssessment) -> Exhibit:
    """Show every project's confidence with its movement, cost and finish beside plan; those in most doubt come first."""
    before, rows = assessment.previous_quarter, _most_doubted_first(assessment)
    if rows.empty:
        return table(rows, [Column("title", say("Project"))], say(_DELIVERY), when_empty=say(_PROJECTS_MISSING))
    columns = [
        Column("title", say("Project")),
        Column("confidence", say("Confidence"), form=confidence_mark, is_html=True),
        Column(
            "confidence_movement",
            say("Since {before}", before=before) if before else say("Movement"),
            form=movement_mark,
            is_html=True,
        ),
        Column("confidence_note", say("Why there is no rating"), hide_on_phone=True),
        Column("stage", say("Stage"), hide_on_phone=True),
        Column("sponsor", say("Sponsor"), form=_owner, hide_on_phone=True),
        Column("cost_variance_share", say("Cost against plan"), "right", _variance),
        Column("slip_days", say("Finish"), "right", slip),
    ]
    notes = [
        say("Confidence is the project owner's own rating."),
        say("Movement compares with {before}, the last earlier quarter with a pack.", before=before)
        if before
        else say("There is no earlier pack to compare with."),
        say("No project names a sponsor.") if is_blank(rows, "sponsor") else "",
    ]
    shown = without_blank(rows, columns, "confidence_note", "sponsor")
    return table(rows, shown, say(_DELIVERY), " ".join(filter(None, notes)))


def costs_against_plan(assessment: DeliveryAssessment, money_of: Money) -> Exhibit:
    """Show planned and expected cost of every project, the largest overrun first."""
    rows = assessment.project_status.sort_values("cost_variance", ascending=False, kind="stable", na_position="last")
    columns = [
        Column("title", say("Project")),
        Column("planned_cost", say("Planned"), "right", lambda value: money(value, money_of)),
        Column("expected_cost", say("Expected"), "right", lambda value: money(value, money_of)),
        Column("cost_variance", say("Variance"), "right", lambda value: money_change(value, money_of)),
        Column("cost_variance_share", say("Of plan"), "right", _share),
        Column("cost_note", say("Note")),
    ]
    note = say(
        "Expected: actual cost where it is known, else forecast, over the periods that have a "
        "planned cost too. Above zero is dearer."
    )
    return table(
        rows, without_blank(rows, columns, "cost_note"), say("Cost against plan"), note, when_empty=say(_PROJECTS_MISSING)
    )


def finishes_against_plan(assessment: DeliveryAssessment) -> Exhibit:
    """Show every project's forecast finish beside what it is measured against, the latest first."""
    rows = assessment.project_status.sort_values("slip_days", ascending=False, kind="stable", na_position="last")
    columns = [
        Column("title", say("Project")),
        Column("forecast_finish", say("Forecast finish"), "right", date),
        Column("reference_finish", say("Measured against"), "right", date),
        Column("schedule_basis", say("Basis"), form=_basis),
        Column("slip_days", say("Slip"), "right", slip),
        Column("schedule_note", say("Note")),
    ]
    note = say("Where a project has no baseline, its finish is measured against the first forecast ever reported in a pack.")
    return table(
        rows, without_blank(rows, columns, "schedule_note"), say("Finish against plan"), note, when_empty=say(_PROJECTS_MISSING)
    )


def _most_doubted_first(assessment: DeliveryAssessment) -> pd.DataFrame:
    ranks = {str(one): one.rank for one in Confidence}
    rows = assessment.project_status
    order = rows["confidence"].map(ranks).fillna(len(ranks)).sort_values(kind="stable").index
    return rows.loc[order]


def _basis(value: object) -> str:
    return {"baseline": say("baseline"), "first reported": say("first reported forecast")}.get(str(value), "nothing")


def _share(value: object) -> str:
    return say("no share") if is_missing(value) else _variance(value)


def _variance(value: object) -> str:
    return percent_change(value, 1)


def _owner(value: object) -> str:
    return say("none named") if is_missing(value) or not str(value).strip() else str(value)
