"""The register: every benefit with its owner, what came of what was planned, how late it is, and where it stands."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, say_many
from pmobook.show.benefits.amounts import MISSING_FORM, amount, named_benefit, noted, owner
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import is_missing, number, share_as_percent
from pmobook.show.sparkline import sparkline
from pmobook.show.status import Kind, status_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["benefits_register", "standing_mark"]

_CAPTION = said_later("The register of benefits")
_KINDS: dict[str, Kind] = {
    "far behind": "act", "behind": "watch", "on course": "good", "not due yet": "not assessed", "not assessed": "not assessed",
}  # fmt: skip
_ORDER = {name: place for place, name in enumerate(("far behind", "behind", "not assessed", "on course", "not due yet"))}
_SPARKLINE_PIXELS = 90


def standing_mark(standing: object) -> str:
    """Return how a benefit stands as HTML: shape, colour and word."""
    return status_mark(_KINDS[str(standing)], str(standing))


def benefits_register(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Show every benefit with its owner, what came of what was planned, and how late it is; the furthest behind come first."""
    rows = assessment.benefit_status
    if rows.empty:
        return table(rows, [Column("title", say("Benefit"))], say(_CAPTION), when_empty=say(MISSING_FORM))
    ordered = rows.sort_values(
        ["standing", "realised_share"], key=lambda one: one.map(_ORDER) if one.name == "standing" else one, kind="stable"
    )
    told = records_of(ordered)
    shown = ordered.assign(
        benefit=[named_benefit(row["title"], row["unit_of_measure"], row["kind"]) for row in told],
        so_far=[_of(row, "realised", "planned_due", money_of) for row in told],
        in_all=[_of(row, "expected", "planned", money_of) for row in told],
        line=[_line(row["title"], row["benefit_id"], assessment.benefit_periods) for row in told],
    )
    columns = [
        Column("benefit", say("Benefit"), is_html=True),
        Column("standing", say("Standing"), form=standing_mark, is_html=True),
        Column("owner", say("Owner"), form=owner),
        Column("realised_share", say("Came of plan"), "right", share_as_percent),
        Column("so_far", say("So far"), "right", hide_on_phone=True),
        Column("in_all", say("Expected in all"), "right"),
        Column("slip_months", say("Half of plan"), "right", _slip),
        Column("line", say("Period by period"), is_html=True, hide_on_phone=True),
    ]
    note = say(
        "Came of plan: actual amounts as a share of planned ones, over the periods due where "
        "both are known. Half of plan: how much later half of the planned total is reached. "
        "Losses that a project causes stand as disbenefits."
    )
    return stack(table(shown, columns, say(_CAPTION), note), noted(told))


def _of(row: dict[str, Any], one: str, whole: str, money_of: Money) -> str:
    amounts = [amount(row[name], row["unit_of_measure"], money_of) for name in (one, whole)]
    return amounts[0] if amounts[0] == amounts[1] == NOT_ASSESSED else say(" of ").join(amounts)


def _slip(value: object) -> str:
    if is_missing(value):
        return NOT_ASSESSED
    text = number(value, 0)
    months = text.lstrip("−")  # noqa: RUF001 - the minus that figures are written with
    if months == "0":
        return "as planned"
    if text != months:
        return say_many("{months} month sooner", "{months} months sooner", 1 if months == "1" else 2, months=months)
    return say_many("{months} month late", "{months} months late", 1 if months == "1" else 2, months=months)


def _line(title: str, benefit: str, periods: pd.DataFrame) -> str:
    values = periods.loc[periods["benefit_id"] == benefit, "expected"].tolist()
    drawn = sparkline(values, say("{title}: what came and is expected, period by period", title=title))
    # JupyterLab lets drawings shrink with their column, down to nothing.
    return f'<div style="min-width:{_SPARKLINE_PIXELS}px">{drawn}</div>'
