"""People on the scorecards: of one business unit, and of all beside each other."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.resources.enterprise import EnterpriseCapacity, enterprise_capacity
from pmobook.assess.resources.findings import first_short, shortest_role
from pmobook.assess.resources.words import in_money, person_months
from pmobook.assess.tables import records_of
from pmobook.assess.wording import as_plain_text
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, measured, period
from pmobook.show.page import Panel, panel
from pmobook.show.resources.balance import month_heat
from pmobook.show.resources.starts import start_table
from pmobook.show.scorecard_context import Context
from pmobook.show.subjects import item_of
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted

__all__ = ["PEOPLE", "lending_sentence", "resources_by_business_unit", "resources_panel", "shortage_sentence"]

PEOPLE = said_later("People: enough of each role, and when projects can start")
"""Title of the panels."""

_MOST_LOANS = 8


def resources_panel(context: Context) -> Panel:
    """Show where the business unit lacks people, who goes short first, what mends it, and which projects start later."""
    balance = context.now.capacity_balance
    if balance.empty:
        return panel(
            say(PEOPLE),
            paragraph(say("Not assessed: capacity or demand was not handed in for {quarter}.", quarter=context.quarter)),
        )
    parts = [paragraph(shortage_sentence(context)), month_heat(balance, functools.partial(_leads_on, context, "capacity"))]
    starts = context.now.start_dates
    waiting = starts.loc[starts["standing"].isin(["later", "can't be staffed"])]
    if len(waiting):
        caption = say("Projects that can't start as planned")
        parts.append(start_table(waiting, caption, functools.partial(_leads_on, context, "resources")))
    return panel(say(PEOPLE), stack(*parts), say("Full-time equivalents to spare or lacking, month by month."))


def _leads_on(context: Context, subject: str, row: Mapping[str, Any], shown: str) -> str:
    return context.figure_link(subject, item_of(subject, row), shown, is_html=True)


def shortage_sentence(context: Context) -> str:
    """Say how many people a business unit lacks, of which role most, and what having enough would cost."""
    return f"{_shortage_said(context)}{_fix_said(context)}"


def _shortage_said(context: Context) -> str:
    balance = context.now.capacity_balance
    role = shortest_role(balance)
    if role is None:
        unknown = int(balance["deficit"].isna().sum())
        return say("Nobody is known to be lacking.") if unknown else say("There are enough people in every month.")
    rows = balance.loc[balance["role"] == role]
    worst = rows.sort_values("deficit", ascending=False, kind="stable").iloc[0]
    who = first_short(context.now.allocation, role)
    first = say(" '{who}' goes short first.", who=as_plain_text(who)) if who else ""
    return say(
        "{person_months} are missing, most of {role}: {deficit} in {period}.{first}",
        person_months=person_months(balance["deficit"].sum()),
        role=as_plain_text(role),
        deficit=measured(worst["deficit"]),
        period=period(worst["period"]),
        first=first,
    )


def _fix_said(context: Context) -> str:
    fixes = context.now.capacity_fixes
    if fixes.empty:
        return ""
    if fixes["price"].isna().any():
        return say(" What having enough people costs is not assessed: there are no prices.")
    return say(
        " The cheapest way to have enough costs {in_money}.", in_money=in_money(float(fixes["price"].sum()), context.money)
    )


def resources_by_business_unit(context: Context) -> Exhibit:
    """Show which roles are lacking over all business units, and which business unit could lend to which."""
    balances = context.now.capacity_balance
    if balances.empty:
        return topic(
            "resources", say(PEOPLE), say("Not assessed: no capacity is recorded for {quarter}.", quarter=context.quarter)
        )
    found = enterprise_capacity(balances)
    short = found.by_month.groupby("role")["deficit"].transform("sum").gt(0)
    parts = []
    if short.any():
        said = say(
            "Roles that are short somewhere: what business units lack, each for itself, summed; else what they have to spare."
        )
        parts = [paragraph(said), month_heat(_together(found.by_month.loc[short])), _loans(context, found.loans)]
    return topic(
        "resources",
        say(PEOPLE),
        lending_sentence(context, found),
        stack(*parts),
        opens=say("Show roles by month, and who could lend"),
    )


def _together(by_month: pd.DataFrame) -> pd.DataFrame:
    """Leave a month open in which no business unit's balance is assessed."""
    known = by_month["not_assessed"].lt(by_month["business_units"])
    return by_month.assign(deficit=by_month["deficit"].where(known), surplus=by_month["surplus"].where(known))


def lending_sentence(context: Context, found: EnterpriseCapacity) -> str:
    """Say how many people business units lack together, and who could lend most to whom."""
    unknown = int(found.by_month["not_assessed"].sum())
    left_out = (
        say(
            " {month_of_a_role} in business units not assessed stand in no sum.",
            month_of_a_role=counted(unknown, "month of a role", "months of roles"),
        )
        if unknown
        else ""
    )
    if not found.deficit > 0:
        return say("No business unit is known to lack anybody.{left_out}", left_out=left_out)
    if not found.lendable > 0:
        return say(
            "Business units lack {person_months}, and no other has anybody of these roles to spare.{left_out}",
            person_months=person_months(found.deficit),
            left_out=left_out,
        )
    row = records_of(found.loans)[0]
    giver, taker = (context.names.get(str(row[name]), str(row[name])) for name in ("giver", "taker"))
    return say(
        "Business units lack {person_months}; {lendable} of them others have to spare in the "
        "same role and month. Most: {giver} could lend {taker} {person_months_2} of "
        "{role}.{left_out}",
        person_months=person_months(found.deficit),
        lendable=measured(found.lendable),
        giver=giver,
        taker=taker,
        person_months_2=person_months(row["person_months"]),
        role=as_plain_text(str(row["role"])),
        left_out=left_out,
    )


def _loans(context: Context, loans: pd.DataFrame) -> Exhibit:
    when = [
        period(a) if a == b else say("{a} to {b}", a=period(a), b=period(b))
        for a, b in zip(loans["first"], loans["last"], strict=True)
    ]
    shown = loans.assign(when=pd.Series(when, index=loans.index, dtype="str")).head(_MOST_LOANS)
    shown = shown.assign(
        lent=[
            context.figure_link(
                "capacity", f"{row['role']}-{row['first']}", measured(row["person_months"]), business_unit=str(row["giver"])
            )
            for row in records_of(shown)
        ]
    )
    columns = [
        Column("role", say("Role")),
        Column("giver", say("Could lend"), form=lambda unit: context.business_unit_link(str(unit), "resources"), is_html=True),
        Column("taker", say("Lacks people"), form=lambda unit: context.business_unit_link(str(unit), "resources"), is_html=True),
        Column("lent", say("Person-months"), "right", is_html=True),
        Column("most", say("At most at once"), "right", measured, hide_on_phone=True),
        Column("when", say("When"), form=lambda text: "" if is_missing(text) else str(text)),
    ]
    left = len(loans) - len(shown)
    note = say("Between the same roles only; whether the people suit, and where they work, is for their leads to say.")
    if left:
        note = say("{note} Not shown: {smaller_loan}.", note=note, smaller_loan=counted(left, "smaller loan"))
    return table(
        shown,
        columns,
        say("Who could lend to whom"),
        note,
        when_empty=say("No business unit has anybody of these roles to spare."),
    )
