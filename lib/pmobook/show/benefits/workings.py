"""How it was computed: every benefit period by period, and every project's sentences."""

from __future__ import annotations

import html
from typing import Any

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.show.benefits.amounts import MISSING_FORM, amount
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, period, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["how_computed"]

_RAMPS = {"linear": "evenly", "fast": "fast at first", "slow": "slowly at first", "step": "in one step"}


def how_computed(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Show every benefit's amounts period by period and how each project's figures came about, one click each."""
    if assessment.benefit_status.empty:
        return paragraph(MISSING_FORM)
    rule = (
        "Expected is the actual amount of a period that has ended, or its forecast where nobody reported; of any other period it "
        f"is the forecast. Money loses {share_as_percent(assessment.discount_rate, 1)} of its worth a year."
    )
    benefits = [_benefit(row, assessment, money_of) for row in records_of(assessment.benefit_status)]
    valued = assessment.investment.loc[assessment.investment["npv"].notna()]
    projects = [_project(row, money_of) for row in records_of(valued)]
    heads = Exhibit("<h3>Each benefit, period by period</h3>"), Exhibit("<h3>Each project's worth</h3>")
    return stack(paragraph(rule), heads[0], *benefits, *([heads[1], *projects] if projects else []))


def _folded(head: str, body: str) -> Exhibit:
    return Exhibit(f'<details class="pmo-nested"><summary>{html.escape(head)}</summary>{body}</details>')


def _benefit(row: dict[str, Any], assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    rows = assessment.benefit_periods.loc[assessment.benefit_periods["benefit_id"] == row["benefit_id"]]

    def written(value: object) -> str:
        return amount(value, row["unit_of_measure"], money_of)

    columns = [
        Column("period", "Period", form=period),
        Column("planned", "Planned", "right", written),
        Column("forecast", "Forecast", "right", written),
        Column("actual", "Actual", "right", written),
        Column("expected", "Expected", "right", written),
        Column("basis", "Rests on"),
        Column("note", "Note"),
    ]
    head = f"{row['benefit_id']}: {row['title']}"
    shown = table(rows, without_blank(rows, columns, "note"), head, caption_shown=False)
    ramp = f"<p>It was planned to come {_RAMPS[row['ramp']]}.</p>" if row["ramp"] in _RAMPS else ""
    return _folded(head, ramp + shown.html)


def _project(row: dict[str, Any], money_of: Money) -> Exhibit:
    worth = (
        f"Costs of {money(row['cost'], money_of, 2)} and benefits in money of {money(row['benefits'], money_of, 2)} from "
        f"{period(row['first_month'])} to {period(row['last_month'])} are worth {money(row['npv'], money_of, 2)}."
    )
    said = [
        worth, f"With cashable benefits only they are worth {money(row['npv_cashable'], money_of, 2)}.",
        row["convention"], row["irr_note"], row["payback_note"],
        f"If nothing came where nobody reported, it is worth {money(row['npv_lowest'], money_of, 2)}."
        if row["npv_lowest"] != row["npv"] else "",
        f"{row['note'][:1].upper()}{row['note'][1:]}." if row["note"] else "",
    ]  # fmt: skip
    return _folded(f"{row['project_id']}: {row['title']}", "".join(f"<p>{html.escape(one)}</p>" for one in said if one))
