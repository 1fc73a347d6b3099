"""Improvement plans on the scorecards: of one business unit, and of all of them together."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.plan.enterprise import EnterprisePlan, enterprise_plan
from pmobook.assess.tables import records_of
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, measured, money
from pmobook.show.page import panel
from pmobook.show.plan.effects import effect_words
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_maturity import next_steps_panel
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted, folded_list

__all__ = ["PLAN", "PLANS", "plan_panel", "plans_panel", "what_fits", "what_to_decide"]

PLAN = "The improvement plan"
PLANS = "Improvement plans by owner"

_MOST_SHOWN = 6
_MOST_ROWS = 12


def plan_panel(context: Context) -> Exhibit:
    """Show the actions of a business unit that fit the next quarter; without a plan, the steps to the target level."""
    actions = context.now.actions
    if actions.empty:
        return next_steps_panel(context)
    told = enterprise_plan(actions)
    chosen = told.chosen.sort_values("rank", kind="stable")
    if chosen.empty:
        return panel(
            PLAN, paragraph("None of its actions fits: nobody has said what effort there is, or there is none."), _waits(told)
        )
    items = [_action(row, context) for row in records_of(chosen)]
    return panel(
        PLAN, stack(folded_list(items, _MOST_SHOWN, "pmo-steps"), _checked(context.now.action_checks)), what_fits(told, context)
    )


def _action(row: dict[str, Any], context: Context) -> str:
    due = "" if is_missing(row["due_on"]) else f" by {date(row['due_on'])}"
    effort = "effort not assessed" if is_missing(row["effort_days"]) else f"{measured(row['effort_days'])} person-days"
    owner, effect = html.escape(f"{row['owner'] or 'Nobody is named'}{due}"), html.escape(effect_words(row, context.money))
    said = f"{owner}: {context.figure_link('plan', row['action_id'], effort)}; effect: {effect}"
    return f'<li>{html.escape(str(row["title"]))} <span class="pmo-owner">{said}</span></li>'


def _checked(checks: pd.DataFrame) -> Exhibit:
    if checks.empty:
        return Exhibit("")
    counts = checks["outcome"].value_counts()
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(counts.items()))
    moved = int((checks["verdict"] == "moved").sum())
    return paragraph(f"Of {counted(len(checks), 'action')} of the last quarter: {told}; the figure moved for {moved}.")


def plans_panel(context: Context) -> Exhibit:
    """Show the actions of all business units by owner and day, what they come to, and what leadership must decide."""
    actions = context.now.actions
    if actions.empty:
        return topic("plan", PLANS, "No improvement plan is recorded for this quarter.")
    told = enterprise_plan(actions)
    rows = told.chosen.assign(business_unit=told.chosen["business_unit"].map(context.names))
    columns = [
        Column("owner", "Who", form=lambda value: str(value) or "nobody is named"),
        Column("due_on", "By when", form=lambda value: "no day given" if is_missing(value) else date(value)),
        Column("title", "What"),
        Column("business_unit", "Business unit"),
        Column("effort_days", "Person-days", "right", measured),
        Column("status", "Status", hide_on_phone=True),
    ]
    first = table(rows.head(_MOST_ROWS), columns, "Actions by owner", caption_shown=False, when_empty="No action fits.")
    left = len(rows) - _MOST_ROWS
    if left > 0:
        rest = table(rows.iloc[_MOST_ROWS:], columns, "Actions by owner, continued", caption_shown=False)
        first = stack(first, Exhibit(f"<details><summary>Show {left} more</summary>{rest.html}</details>"))
    said = f"{what_to_decide(told)} {what_fits(told, context)}"
    return topic("plan", PLANS, said, first, opens="Show the actions by owner")


def what_to_decide(told: EnterprisePlan) -> str:
    """Say how many actions leadership has to agree to, and how many that answer what needs a decision would wait."""
    severe = told.severe_waiting
    can_wait = (
        f", and whether {counted(severe, 'action')} that {'answers' if severe == 1 else 'answer'} what needs a decision can wait"
        if severe
        else ""
    )
    return f"To decide: {counted(told.to_agree, 'action')} to agree to{can_wait}."


def what_fits(told: EnterprisePlan, context: Context) -> str:
    """Say what the actions that fit come to, and how many wait."""
    cost = "" if is_missing(told.cost) else f" and {money(told.cost, context.money)}"
    unknown = f" ({told.without_effort} without an effort)" if told.without_effort else ""
    return f"{counted(len(told.chosen), 'action')}, {measured(told.effort_days)} person-days{unknown}{cost}. {_waits(told)}"


def _waits(told: EnterprisePlan) -> str:
    return f"{counted(told.waiting, 'action')} {'waits' if told.waiting == 1 else 'wait'} for a later quarter."
