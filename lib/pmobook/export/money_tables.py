"""Money and benefits as tables: business units beside each other, and every project and benefit."""

from __future__ import annotations

from pmobook.assess.benefits import add_up_benefits
from pmobook.assess.earned_value import enterprise_money
from pmobook.export.content import Cell, Chart, Column, Table, figure_cell
from pmobook.export.making import Made, codes, figure, made_table, status, words
from pmobook.language import said_later, say
from pmobook.show.figures import count, money, number, share_as_percent
from pmobook.show.scorecard_context import Context
from pmobook.show.status import Kind
from pmobook.vocabulary import NOT_ASSESSED

__all__ = [
    "STANDING_KINDS",
    "benefits_said",
    "benefits_table",
    "benefits_units_table",
    "money_said",
    "money_table",
    "money_units_table",
]

STANDING_KINDS: dict[str, Kind] = {
    "far behind": "act",
    "behind": "watch",
    "on course": "good",
    "not due yet": "not assessed",
    NOT_ASSESSED: "not assessed",
}
"""How a benefit stands to its plan."""

_CPI = said_later("CPI below 1: dearer than planned. SPI or SPI(t) below 1: later than planned.")


def _index(value: object) -> str:
    return number(value, 2)


def money_said(context: Context) -> str:
    """Say what the work done was worth over all business units; empty if no earned value is recorded."""
    rows = context.now.earned_value
    if rows.empty:
        return ""
    return enterprise_money(rows, context.engagement.parameters.organisation, context.names).headline


def money_units_table(context: Context) -> Table:
    """Return each business unit's cost and schedule index, budget and forecasts, the dearest first."""
    rows = context.now.earned_value
    whole = rows.loc[rows["project_id"].fillna("") == ""]
    shown = whole.assign(unit=[context.names.get(unit, unit) for unit in whole["business_unit"].tolist()]).sort_values(
        ["cost_index", "unit"], kind="stable"
    )
    made = [
        words(say("Business unit"), "unit", 2.0),
        figure(say("Projects"), "projects", count),
        *_figures(context, "schedule_index", "SPI"),
    ]
    chart = Chart(2, say("Cost performance index of each business unit; 1 is as planned."))
    empty = say("Not assessed: no earned value is recorded for {quarter}.", quarter=context.quarter)
    return made_table(say("Money: what the work done was worth"), shown, made, empty, say(_CPI), chart)


def _figures(context: Context, schedule: str = "schedule_index_time", heading: str = "SPI(t)") -> list[Made]:
    def amount(value: object) -> str:
        return money(value, context.money)

    return [
        figure(say("CPI"), "cost_index", _index),
        figure(heading, schedule, _index),
        figure(say("Budget"), "budget_at_completion", amount),
        figure(say("Own forecast"), "forecast_total", amount),
        figure(say("If it goes on so"), "eac_typical", amount),
    ]


def money_table(context: Context) -> Table:
    """Return every project with earned value, the dearest first."""
    rows = context.now.earned_value
    known = rows.loc[rows["project_id"].fillna("") != ""]
    shown = known.assign(unit=[context.names.get(unit, unit) for unit in known["business_unit"].tolist()]).sort_values(
        ["cost_index", "title"], kind="stable"
    )
    made = [
        words(say("Business unit"), "unit", 1.5),
        words(say("Project"), "title", 2.4),
        codes(say("Stage"), "stage"),
        *(figure(heading, name, lambda value: money(value, context.money)) for heading, name in (
            (say("Planned value"), "planned_value"), (say("Earned value"), "earned_value"), (say("Actual cost"), "actual_cost"))),
        *_figures(context),
        figure(say("Cautious, from the past"), "range_cautious", lambda value: money(value, context.money)),
    ]  # fmt: skip
    return made_table(
        say("Money"),
        shown,
        made,
        say("Not assessed: no earned value is recorded for {quarter}.", quarter=context.quarter),
        say(_CPI),
    )


def benefits_said(context: Context) -> str:
    """Say how much of the benefits due came, over all business units; empty if none are recorded."""
    now = context.now
    if now.benefit_status.empty:
        return ""
    return add_up_benefits(now.benefit_status, now.benefit_periods, now.investment).headline


def benefits_units_table(context: Context) -> Table:
    """Return benefits promised and realised, one row a business unit, the least realised first."""
    now, topic = context.now, say("Benefits: promised and realised")
    empty = say("Not assessed: no benefits are recorded for {quarter}.", quarter=context.quarter)
    if now.benefit_status.empty:
        return Table(topic, (Column(say("Business unit")),), (), empty)
    rows = add_up_benefits(now.benefit_status, now.benefit_periods, now.investment).by_business_unit
    shown = rows.assign(unit=[context.names.get(str(unit), str(unit)) for unit in rows["business_unit"]]).sort_values(
        ["realised_share", "unit"], kind="stable"
    )
    made = [
        words(say("Business unit"), "unit", 2.0),
        figure(say("Benefits"), "benefits", count),
        figure(say("Came of plan"), "realised_share", share_as_percent),
        figure(say("Planned"), "planned", lambda value: money(value, context.money)),
        figure(say("Expected"), "expected", lambda value: money(value, context.money)),
    ]
    note = say("Came of plan: of what was due by now and reported. Sums hold benefits in money only.")
    chart = Chart(2, say("Share of the benefits due by now that came, by business unit."))
    return made_table(topic, shown, made, empty, note, chart)


def benefits_table(context: Context) -> Table:
    """Return every benefit with its owner and standing, the furthest behind first."""
    rows = context.now.benefit_status
    places = {name: place for place, name in enumerate(STANDING_KINDS)}
    shown = rows.assign(
        unit=[context.names.get(unit, unit) for unit in rows["business_unit"].tolist()],
        place=rows["standing"].map(places).fillna(len(places)),
    ).sort_values(["place", "unit", "title"], kind="stable")
    made = [
        words(say("Business unit"), "unit", 1.5),
        words(say("Benefit"), "title", 2.4),
        status(say("Standing"), "standing", STANDING_KINDS, 1.1),
        figure(say("Came of plan"), "realised_share", share_as_percent),
        *(
            Made(Column(heading, "right"), lambda row, name=name: _amount(context, row[name], row["unit_of_measure"]))  # type: ignore[misc]
            for heading, name in (
                (say("Planned"), "planned"),
                (say("Expected"), "expected"),
                (say("Realised"), "realised"),
            )
        ),
        codes(say("Counted in"), "unit_of_measure"),
        words(say("Owner"), "owner", 1.5, say("none named")),
    ]
    return made_table(
        say("Benefits"), shown, made, say("Not assessed: no benefits are recorded for {quarter}.", quarter=context.quarter)
    )


def _amount(context: Context, value: object, unit_of_measure: object) -> Cell:
    return figure_cell(value, (lambda one: money(one, context.money)) if unit_of_measure == "money" else number)
