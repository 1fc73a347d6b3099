"""Money and benefits on the scorecards: of one business unit, and of all beside each other."""

from __future__ import annotations

import functools

from pmobook.assess.benefits import add_up_benefits
from pmobook.assess.earned_value import enterprise_curve, enterprise_money, recorded_outcomes, reference_class
from pmobook.language import said_later, say
from pmobook.method.earned_value import earned_value_method
from pmobook.show import benefits as benefit_exhibits
from pmobook.show import money as money_exhibits
from pmobook.show.benefits.register import standing_mark
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.page import Panel, panel
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.table import Column, table
from pmobook.show.topic import topic

__all__ = ["BENEFITS", "MONEY", "benefits_by_business_unit", "benefits_panel", "money_by_business_unit", "money_panel"]

MONEY = said_later("Money: what the work done was worth")
BENEFITS = said_later("Benefits: promised and realised")
"""Titles of the panels."""

_STANDINGS = {name: place for place, name in enumerate(("far behind", "behind", "not assessed", "on course", "not due yet"))}


def money_panel(context: Context) -> Panel:
    """Show each project under way by what its work was worth and what it will cost, the dearest first."""
    rows = context.now.earned_value
    known = rows.loc[(rows["project_id"].fillna("") != "") & rows["cost_index"].notna() & rows["stage"].isin(context.stages)]
    if known.empty:
        return panel(say(MONEY), paragraph(say("Not assessed: no project under way has planned value, earned value and cost.")))
    columns = [
        Column("title", say("Project")),
        Column("index", say("CPI"), "right", is_html=True),
        Column("schedule_index_time", say("SPI(t)"), "right", _index),
        Column("budget_at_completion", say("Budget"), "right", lambda value: money(value, context.money)),
        Column("forecast_total", say("Own forecast"), "right", lambda value: money(value, context.money)),
        Column("eac_typical", say("If it goes on so"), "right", lambda value: money(value, context.money)),
        Column(
            "range_cautious",
            say("Cautious, from the past"),
            "right",
            lambda value: money(value, context.money),
            hide_on_phone=True,
        ),
    ]
    index = context.figure_links("money", known["project_id"], [_index(one) for one in known["cost_index"]])
    shown = table(known.assign(index=index).sort_values("cost_index", kind="stable"), columns, say(MONEY), caption_shown=False)
    return panel(say(MONEY), shown, say("CPI below 1: dearer than planned. SPI(t) below 1: later than planned."))


def _index(value: object) -> str:
    return number(value, 2)


def benefits_panel(context: Context) -> Panel:
    """Show every benefit with its owner and how it stands, the furthest behind first."""
    rows = context.now.benefit_status
    if rows.empty:
        return panel(
            say(BENEFITS), paragraph(say("Not assessed: no benefits were handed in for {quarter}.", quarter=context.quarter))
        )
    ordered = rows.assign(order=rows["standing"].map(_STANDINGS).fillna(9)).sort_values(["order", "title"], kind="stable")
    shown = ordered.assign(
        came=context.figure_links(
            "benefits", ordered["benefit_id"], [share_as_percent(one) for one in ordered["realised_share"]]
        ),
        in_all=[
            _of(context, *one) for one in zip(ordered["expected"], ordered["planned"], ordered["unit_of_measure"], strict=True)
        ],
    )
    columns = [
        Column("title", say("Benefit")),
        Column("standing", say("Standing"), form=standing_mark, is_html=True),
        Column("came", say("Came of plan"), "right", is_html=True),
        Column("in_all", say("Expected of planned"), "right"),
        Column(
            "owner",
            say("Owner"),
            form=lambda value: say("none named") if is_missing(value) or not value else str(value),
            hide_on_phone=True,
        ),
    ]
    subtitle = say("Came of plan: of what was due by now and reported.")
    return panel(say(BENEFITS), table(shown, columns, say(BENEFITS), caption_shown=False), subtitle)


def _of(context: Context, expected: float, planned: float, unit_of_measure: str) -> str:
    if unit_of_measure == "money":
        return say("{expected} of {planned}", expected=money(expected, context.money), planned=money(planned, context.money))
    return say(
        "{expected} of {planned} {unit_of_measure}",
        expected=number(expected),
        planned=number(planned),
        unit_of_measure=unit_of_measure,
    )


def money_by_business_unit(context: Context) -> Exhibit:
    """Show what the work done was worth in each business unit, and the curve of all together."""
    rows = context.now.earned_value
    if rows.empty:
        return topic(
            "money", say(MONEY), say("Not assessed: no earned value is recorded for {quarter}.", quarter=context.quarter)
        )
    found = enterprise_money(rows, context.engagement.parameters.organisation, context.names)
    curve = enterprise_curve(context.now.cost_curve)
    method = earned_value_method()
    past = reference_class(recorded_outcomes(rows, method), method)
    leads = functools.partial(_leads_on, context, "money")
    shown = money_exhibits.enterprise_money(found, curve, context.money, context.names, leads)
    body = stack(shown, paragraph(f"{past.sentence.rstrip('.')}."))
    return topic("money", say(MONEY), f"{found.headline}.", body, opens=say("Show the curve and each business unit"))


def _leads_on(context: Context, section: str, business_unit: str, shown: str) -> str:
    return context.section_link(business_unit, section, shown)


def _benefit_leads_on(context: Context, business_unit: str, benefit_id: str, shown: str) -> str:
    return context.figure_link("benefits", benefit_id, shown, is_html=True, business_unit=business_unit)


def benefits_by_business_unit(context: Context) -> Exhibit:
    """Show benefits from promise to realisation over all business units, each beside the others."""
    now = context.now
    if now.benefit_status.empty:
        return topic(
            "benefits", say(BENEFITS), say("Not assessed: no benefits are recorded for {quarter}.", quarter=context.quarter)
        )
    found = add_up_benefits(now.benefit_status, now.benefit_periods, now.investment)
    rows = found.by_business_unit
    shown = rows.assign(name=[context.business_unit_link(str(unit), "benefits") for unit in rows["business_unit"]])
    columns = [
        Column("name", say("Business unit"), is_html=True),
        *(
            Column(name, heading, "right", form)
            for name, heading, form in (
                ("benefits", "Benefits", number),
                ("realised_share", say("Came of plan"), share_as_percent),
                ("planned", "Planned", lambda value: money(value, context.money)),
                ("expected", "Expected", lambda value: money(value, context.money)),
            )
            if name in rows
        ),
    ]
    leading, leading_columns = leading_deeper(context, shown, columns, "benefits")
    by_unit = table(leading, leading_columns, say(BENEFITS), caption_shown=False)
    drawn = [] if found.waterfall.empty else [benefit_exhibits.benefits_waterfall(found, context.money)]
    benefit_leads = functools.partial(_benefit_leads_on, context)
    twice = (
        [benefit_exhibits.double_claims(found, context.money, context.names, benefit_leads)] if len(found.double_claims) else []
    )
    body = stack(*drawn, by_unit, *twice)
    return topic("benefits", say(BENEFITS), f"{found.headline}.", body, opens=say("Show what was promised and what came"))
