"""Improvement plans on the scorecards: of one business unit, and of all of them together."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.plan.enterprise import EnterprisePlan, enterprise_plan
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say, say_many, word
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, measured, money, person_days
from pmobook.show.page import Panel, panel
from pmobook.show.plan.effects import effect_words
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_maturity import next_steps_panel
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted, folded_list

__all__ = ["PLAN", "PLANS", "plan_panel", "plans_panel", "what_fits", "what_to_decide"]

PLAN = said_later("The improvement plan")
PLANS = said_later("Improvement plans by owner")

_MOST_SHOWN = 6
_MOST_ROWS = 12


def plan_panel(context: Context) -> Panel:
    """Show the actions of a business unit that fit the next quarter; without a plan, the steps to the target level."""
    actions = context.now.actions
    if actions.empty:
        return next_steps_panel(context)
    told = enterprise_plan(actions)
    chosen = told.chosen.sort_values("rank", kind="stable")
    if chosen.empty:
        return panel(
            say(PLAN),
            paragraph(say("None of its actions fits: nobody has said what effort there is, or there is none.")),
            _waits(told),
        )
    items = [_action(row, context) for row in records_of(chosen)]
    return panel(
        say(PLAN),
        stack(folded_list(items, _MOST_SHOWN, "pmo-steps"), _checked(context.now.action_checks)),
        what_fits(told, context),
    )


def _action(row: dict[str, Any], context: Context) -> str:
    due = "" if is_missing(row["due_on"]) else say(" by {due_on}", due_on=date(row["due_on"]))
    effort = say("effort not assessed") if is_missing(row["effort_days"]) else person_days(row["effort_days"])
    owner, effect = html.escape(f"{row['owner'] or say('Nobody is named')}{due}"), html.escape(effect_words(row, context.money))
    said = say(
        "{owner}: {figure_link}; effect: {effect}",
        owner=owner,
        figure_link=context.figure_link("plan", row["action_id"], effort),
        effect=effect,
    )
    return f'<li>{html.escape(str(row["title"]))} <span class="pmo-owner">{said}</span></li>'


def _checked(checks: pd.DataFrame) -> Exhibit:
    if checks.empty:
        return Exhibit("")
    counts = checks["outcome"].value_counts()
    told = ", ".join(f"{number} {word(str(outcome))}" for outcome, number in sorted(counts.items()))
    moved = int((checks["verdict"] == "moved").sum())
    return paragraph(
        say(
            "Of {action} of the last quarter: {told}; the figure moved for {moved}.",
            action=counted(len(checks), "action"),
            told=told,
            moved=moved,
        )
    )


def plans_panel(context: Context) -> Exhibit:
    """Show the actions of all business units by owner and day, what they come to, and what leadership must decide."""
    actions = context.now.actions
    if actions.empty:
        return topic("plan", say(PLANS), say("No improvement plan is recorded for this quarter."))
    told = enterprise_plan(actions)
    chosen = told.chosen
    units = [str(unit) for unit in chosen["business_unit"]]
    efforts = [measured(days) for days in chosen["effort_days"]]
    rows = chosen.assign(
        name=[context.business_unit_link(unit, "plan") for unit in units],
        effort=context.figure_links("plan", chosen["action_id"], efforts, business_units=units),
    )
    columns = [
        Column("owner", say("Who"), form=lambda value: str(value) or say("nobody is named")),
        Column("due_on", say("By when"), form=lambda value: say("no day given") if is_missing(value) else date(value)),
        Column("title", say("What")),
        Column("name", say("Business unit"), is_html=True),
        Column("effort", say("Person-days"), "right", is_html=True),
        Column("status", say("Status"), hide_on_phone=True),
    ]
    first = table(rows.head(_MOST_ROWS), columns, say("Actions by owner"), caption_shown=False, when_empty=say("No action fits."))
    left = len(rows) - _MOST_ROWS
    if left > 0:
        rest = table(rows.iloc[_MOST_ROWS:], columns, say("Actions by owner, continued"), caption_shown=False)
        first = stack(first, Exhibit(f"<details><summary>{say('Show {shown} more', shown=left)}</summary>{rest.html}</details>"))
    said = f"{what_to_decide(told)} {what_fits(told, context)}"
    return topic("plan", say(PLANS), said, first, opens=say("Show the actions by owner"))


def what_to_decide(told: EnterprisePlan) -> str:
    """Say how many actions leadership has to agree to, and how many that answer what needs a decision would wait."""
    severe = told.severe_waiting
    can_wait = (
        say_many(
            ", and whether {action} that answers what needs a decision can wait",
            ", and whether {action} that answer what needs a decision can wait",
            severe,
            action=counted(severe, "action"),
        )
        if severe
        else ""
    )
    return say("To decide: {action} to agree to{can_wait}.", action=counted(told.to_agree, "action"), can_wait=can_wait)


def what_fits(told: EnterprisePlan, context: Context) -> str:
    """Say what the actions that fit come to, and how many wait."""
    cost = "" if is_missing(told.cost) else say(" and {cost}", cost=money(told.cost, context.money))
    unknown = say(" ({without_effort} without an effort)", without_effort=told.without_effort) if told.without_effort else ""
    return say(
        "{action}, {effort_days} person-days{unknown}{cost}. {waits}",
        action=counted(len(told.chosen), "action"),
        effort_days=measured(told.effort_days),
        unknown=unknown,
        cost=cost,
        waits=_waits(told),
    )


def _waits(told: EnterprisePlan) -> str:
    return say_many(
        "{action} waits for a later quarter.",
        "{action} wait for a later quarter.",
        told.waiting,
        action=counted(told.waiting, "action"),
    )
