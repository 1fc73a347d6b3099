"""Risk and people as tables: business units beside each other, every risk, and every role."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.resources.enterprise import enterprise_capacity
from pmobook.assess.risk import EnterpriseRisk
from pmobook.export.content import Cell, Chart, Column, Table
from pmobook.export.making import Made, day, figure, made_table, words
from pmobook.language import say
from pmobook.show.figures import count, is_missing, measured, money, period, share_as_percent
from pmobook.show.scorecard_context import Context

__all__ = ["people_table", "risk_table", "risk_units_table", "roles_table"]


def risk_units_table(context: Context, found: EnterpriseRisk | None) -> Table:
    """Return what each business unit's risks may cost, and its part of the organisation's bad cases, the largest first."""
    empty = say("Not assessed: no risk with an estimate is recorded for {quarter}.", quarter=context.quarter)
    own = context.now.risk_exposure
    chances = own.loc[own["grouping"] == "total"].set_index("business_unit")["breach_probability"].to_dict()
    columns = ["business_unit", "risks", "mean", "in_bad_cases"]
    rows = pd.DataFrame(columns=columns) if found is None else found.by_business_unit
    shown = rows.assign(
        unit=[context.names.get(str(unit), str(unit)) for unit in rows["business_unit"]],
        chance=[chances.get(unit, math.nan) for unit in rows["business_unit"]],
    )
    made = [
        words(say("Business unit"), "unit", 2.0),
        figure(say("Risks"), "risks", count),
        figure(say("Expected loss"), "mean", lambda value: money(value, context.money), 1.2),
        figure(say("Part of the bad cases"), "in_bad_cases", lambda value: money(value, context.money), 1.4),
        Made(
            Column(say("Exceeds its own tolerance"), "right", 1.4),
            lambda row: (
                Cell(say("none set"))
                if is_missing(row["chance"])
                else Cell(share_as_percent(row["chance"]), float(row["chance"]))
            ),
        ),
    ]
    note = say("Bad cases: the worst twentieth of the futures simulated, all business units together.")
    chart = Chart(3, say("Each business unit's part of the organisation's bad cases."))
    return made_table(say("Exposure to risk"), shown, made, empty, note, chart)


def risk_table(context: Context) -> Table:
    """Return every risk with its estimate and response, the largest expected loss first."""
    rows = context.now.risk_register
    shown = rows.assign(unit=[context.names.get(unit, unit) for unit in rows["business_unit"].tolist()]).sort_values(
        ["mean", "unit", "title"], ascending=[False, True, True], kind="stable"
    )
    made = [
        words(say("Business unit"), "unit", 1.5),
        words(say("Risk"), "title", 2.4),
        words(say("Project"), "project", 1.8, "none"),
        words(say("Category"), "category", 1.2, "none"),
        figure(say("Probability"), "probability", share_as_percent),
        *(
            figure(heading, name, lambda value: money(value, context.money))
            for heading, name in (
                (say("Impact, low"), "impact_low"),
                (say("Impact, likely"), "impact_likely"),
                (say("Impact, high"), "impact_high"),
                (say("Expected loss"), "mean"),
                (say("Part of the bad cases"), "in_bad_cases"),
                (say("Cost of response"), "response_cost"),
            )
        ),
        words(say("Response"), "response", 2.4, "none"),
        day(say("Response due"), "response_due", 1.2),
        words(say("Owner"), "owner", 1.5, say("none named")),
    ]
    return made_table(say("Risk"), shown, made, say("Not assessed: no risk is recorded for {quarter}.", quarter=context.quarter))


def roles_table(context: Context) -> Table:
    """Return the roles that business units lack somewhere, the shortest first; each lacks for itself, summed."""
    empty = say("Not assessed: no capacity is recorded for {quarter}.", quarter=context.quarter)
    topic, balances = say("People that are missing"), context.now.capacity_balance
    if balances.empty:
        return Table(topic, (Column(say("Role")),), (), empty)
    by_month = enterprise_capacity(balances).by_month
    sums = by_month.groupby("role", as_index=False)[["deficit", "lendable"]].sum()
    worst = by_month.sort_values(["deficit", "period"], ascending=[False, True], kind="stable").drop_duplicates("role")
    rows = sums.merge(worst[["role", "period", "deficit"]].rename(columns={"deficit": "most"}), on="role")
    short = rows.loc[rows["deficit"] > 0].sort_values(["deficit", "role"], ascending=[False, True], kind="stable")
    made = [
        words(say("Role"), "role", 2.2),
        figure(say("Person-months missing"), "deficit", measured, 1.3),
        figure(say("Of these others could lend"), "lendable", measured, 1.5),
        figure(say("Most in a month"), "most", measured, 1.1),
        Made(Column(say("Worst month"), "left", 1.2), lambda row: Cell(period(row["period"]))),
    ]
    chart = Chart(1, say("Person-months that business units lack, by role."))
    note = say("What each business unit lacks for itself, summed; months that are not assessed stand in no sum.")
    return made_table(topic, short, made, say("No business unit is known to lack anybody."), note, chart)


def people_table(context: Context) -> Table:
    """Return capacity and demand by business unit, role and month."""
    rows = context.now.capacity_balance
    shown = rows.assign(unit=[context.names.get(unit, unit) for unit in rows["business_unit"].tolist()]).sort_values(
        ["unit", "role", "period"], kind="stable"
    )
    made = [
        words(say("Business unit"), "unit", 1.6),
        words(say("Role"), "role", 2.0),
        Made(Column(say("Month"), "left", 1.2), lambda row: Cell(period(row["period"]))),
        figure(say("Capacity"), "capacity", measured),
        figure(say("Demand"), "demand", measured),
        figure(say("To spare"), "surplus", measured),
        figure(say("Missing"), "deficit", measured, kind=lambda row: "act" if row["deficit"] > 0 else None),
        figure(say("Used"), "utilisation", share_as_percent),
    ]
    empty = say("Not assessed: no capacity is recorded for {quarter}.", quarter=context.quarter)
    return made_table(say("People"), shown, made, empty, say("In full-time equivalents."))
