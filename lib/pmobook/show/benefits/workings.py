"""How it was computed: every benefit period by period, and every project's sentences."""

from __future__ import annotations

import html
from typing import Any

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.benefits.amounts import MISSING_FORM, amount
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, period, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["how_computed"]

_RAMPS = {
    "linear": "evenly",
    "fast": said_later("fast at first"),
    "slow": said_later("slowly at first"),
    "step": said_later("in one step"),
}


def how_computed(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Show every benefit's amounts period by period and how each project's figures came about, one click each."""
    if assessment.benefit_status.empty:
        return paragraph(say(MISSING_FORM))
    rule = say(
        "Expected is the actual amount of a period that has ended, or its forecast where nobody "
        "reported; of any other period it is the forecast. Money loses {discount_rate} of its "
        "worth a year.",
        discount_rate=share_as_percent(assessment.discount_rate, 1),
    )
    benefits = [_benefit(row, assessment, money_of) for row in records_of(assessment.benefit_status)]
    valued = assessment.investment.loc[assessment.investment["npv"].notna()]
    projects = [_project(row, money_of) for row in records_of(valued)]
    titles = say("Each benefit, period by period"), say("Each project's worth")
    heads = [Exhibit(f"<h3>{title}</h3>") for title in titles]
    return stack(paragraph(rule), heads[0], *benefits, *([heads[1], *projects] if projects else []))


def _folded(head: str, body: str) -> Exhibit:
    return Exhibit(f'<details class="pmo-nested"><summary>{html.escape(head)}</summary>{body}</details>')


def _benefit(row: dict[str, Any], assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    rows = assessment.benefit_periods.loc[assessment.benefit_periods["benefit_id"] == row["benefit_id"]]

    def written(value: object) -> str:
        return amount(value, row["unit_of_measure"], money_of)

    columns = [
        Column("period", say("Period"), form=period),
        Column("planned", say("Planned"), "right", written),
        Column("forecast", say("Forecast"), "right", written),
        Column("actual", say("Actual"), "right", written),
        Column("expected", say("Expected"), "right", written),
        Column("basis", say("Rests on")),
        Column("note", say("Note")),
    ]
    head = f"{row['benefit_id']}: {row['title']}"
    shown = table(rows, without_blank(rows, columns, "note"), head, caption_shown=False)
    ramp = (
        f"<p>{html.escape(say('It was planned to come {ramp}.', ramp=say(_RAMPS[row['ramp']])))}</p>"
        if row["ramp"] in _RAMPS
        else ""
    )
    return _folded(head, ramp + shown.html)


def _project(row: dict[str, Any], money_of: Money) -> Exhibit:
    worth = say(
        "Costs of {cost} and benefits in money of {benefits} from {first_month} to {last_month} are worth {npv}.",
        cost=money(row["cost"], money_of, 2),
        benefits=money(row["benefits"], money_of, 2),
        first_month=period(row["first_month"]),
        last_month=period(row["last_month"]),
        npv=money(row["npv"], money_of, 2),
    )
    said = [
        worth,
        say("With cashable benefits only they are worth {npv_cashable}.", npv_cashable=money(row["npv_cashable"], money_of, 2)),
        row["convention"],
        row["irr_note"],
        row["payback_note"],
        say("If nothing came where nobody reported, it is worth {npv_lowest}.", npv_lowest=money(row["npv_lowest"], money_of, 2))
        if row["npv_lowest"] != row["npv"]
        else "",
        f"{row['note'][:1].upper()}{row['note'][1:]}." if row["note"] else "",
    ]
    return _folded(f"{row['project_id']}: {row['title']}", "".join(f"<p>{html.escape(one)}</p>" for one in said if one))
