"""Governance and risk on the scorecards: of one business unit, and of all beside each other."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.governance import compare_standards
from pmobook.assess.overview import is_followed
from pmobook.assess.risk import enterprise_risk
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.governance import standards_compared
from pmobook.show.page import panel
from pmobook.show.scorecard_context import Context
from pmobook.show.status import confidence_mark
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["GOVERNANCE", "RISK", "governance_panel", "risk_by_business_unit", "risk_panel", "standards_panel"]

GOVERNANCE, RISK = "Governance: gates, and confidence beside the evidence", "Exposure to risk"
"""Titles of the panels."""


def governance_panel(context: Context) -> Exhibit:
    """Show each project under way with its gates, its owner's rating and what the evidence implies."""
    rows = context.now.governance_status
    followed = rows.loc[is_followed(rows["stage"], context.stages)]
    if followed.empty:
        return panel(GOVERNANCE, paragraph(f"Not assessed: no project under way was handed in for {context.quarter}."))
    ordered = followed.assign(apart=followed["difference"].abs().fillna(-1)).sort_values(
        ["gates_overdue", "apart", "title"], ascending=[False, False, True], kind="stable"
    )
    columns = [
        Column("title", "Project"),
        Column("owner_rating", "Owner says", form=confidence_mark, is_html=True),
        Column("implied_rating", "Evidence implies", form=confidence_mark, is_html=True),
        Column("agreement", "Owner is", form=lambda value: NOT_ASSESSED if is_missing(value) or not value else str(value)),
        Column("gates_overdue", "Gates overdue", "right", number),
        Column("conditions_open", "Open conditions", "right", number),
        Column(
            "next_gate",
            "Next gate",
            form=lambda value: "none known" if is_missing(value) or not value else str(value),
            hide_on_phone=True,
        ),
    ]
    return panel(
        GOVERNANCE, table(ordered, columns, GOVERNANCE, caption_shown=False), "Gates overdue first, then the widest difference."
    )


def risk_panel(context: Context) -> Exhibit:
    """Show what the business unit's risks may cost together, and what carries the bad cases."""
    rows = context.now.risk_exposure
    total = rows.loc[rows["grouping"] == "total"]
    if total.empty or not int(total.iloc[0]["risks"]):
        return panel(RISK, paragraph(f"Not assessed: no risk with an estimate was handed in for {context.quarter}."))
    whole = total.iloc[0]
    mean, bad = money(whole["mean"], context.money), money(whole["cvar95"], context.money)
    said = f"Expected loss {mean}; in bad cases {bad}. {_held_to(whole, context)}"
    drivers = rows.loc[(rows["grouping"] == "driver")].sort_values("in_bad_cases", ascending=False, kind="stable").head(5)
    columns = [
        Column("subject", "Common cause", form=lambda value: str(value) if not is_missing(value) and value else "none shared"),
        Column("risks", "Risks", "right", number),
        Column("mean", "Expected loss", "right", lambda value: money(value, context.money)),
        Column("in_bad_cases", "Part of the bad cases", "right", lambda value: money(value, context.money)),
    ]
    body = stack(paragraph(said), table(drivers, columns, RISK, caption_shown=False))
    return panel(RISK, body, "Bad cases: the worst twentieth of the futures simulated.")


def _held_to(whole: pd.Series, context: Context) -> str:
    if is_missing(whole["tolerance"]):
        return "Leadership has set no tolerance."
    chance = share_as_percent(whole["breach_probability"])
    return f"The tolerance of {money(whole['tolerance'], context.money)} is exceeded with a probability of {chance}."


def risk_by_business_unit(context: Context) -> Exhibit:
    """Show what all business units may lose together, against the organisation's tolerance, and whose risks carry it."""
    tolerance = context.engagement.parameters.tolerance
    found = enterprise_risk(context.now.risk_register, tolerance.total_exposure if tolerance else None)
    if found.simulation is None or not len(found.simulation.risks.table):
        return panel(RISK, paragraph(f"Not assessed: no risk with an estimate is recorded for {context.quarter}."))
    summary = found.simulation.summary
    said = f"Expected loss {money(summary.mean.value, context.money)}; in bad cases {money(summary.cvar95, context.money)}."
    if tolerance and summary.breach:
        said += (
            f" The tolerance of {money(tolerance.total_exposure, context.money)}, set by {tolerance.set_by}, is exceeded with a "
            f"probability of {share_as_percent(summary.breach.value)}."
        )
    else:
        said += " Leadership has set no tolerance."
    rows = found.by_business_unit
    shown = rows.assign(name=[context.business_unit_link(str(unit)) for unit in rows["business_unit"]])
    columns = [
        Column("name", "Business unit", is_html=True),
        Column("risks", "Risks", "right", number),
        Column("mean", "Expected loss", "right", lambda value: money(value, context.money)),
        Column("in_bad_cases", "Part of the bad cases", "right", lambda value: money(value, context.money)),
    ]
    body = stack(paragraph(said), table(shown, columns, RISK, caption_shown=False))
    return panel(RISK, body, "All business units simulated together; risks with a common cause happen together.")


def standards_panel(context: Context) -> Exhibit:
    """Show whether business units rate like projects alike."""
    title = "One standard: do business units rate like projects alike?"
    rows = context.now.governance_status
    if rows.empty:
        return panel(title, paragraph(f"Not assessed: no governance is recorded for {context.quarter}."))
    return panel(title, standards_compared(compare_standards(rows, names=context.names), context.names))
