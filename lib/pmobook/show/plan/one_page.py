"""The plan on one page, to hand over: what, who, by when, at what effort, and what it should move."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, measured, money
from pmobook.show.plan.effects import effect_words, further_effects
from pmobook.show.plan.files import plan_download
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["action_columns", "shown_actions", "the_plan", "what_waits"]

_NOTHING_FITS = said_later("No action fits the effort there is.")
_NO_EFFORT = said_later("Nobody has said how much effort there is, so none is chosen; below stand all of them by rank.")
_MOST_IN_FULL = 10
_MOST_WAITING = 12
_COMPACT = ("numbered", "owner", "due_in_a_line", "days", "moves_shortly")


def the_plan(assessment: PlanAssessment, money_of: Money) -> Exhibit:
    """Show the actions that fit the next quarter, the best for its effort first, with owner, day, effort, cost and effect.

    The first ten stand in full and the others in a line each, so that the plan is a page to hand over; all of them can be kept as
    a file.
    """
    if assessment.gathered.is_empty:
        return paragraph(assessment.gathered.words)
    chosen = _taken(assessment.actions)
    empty = say(_NO_EFFORT) if assessment.effort_days is None and assessment.budget is None else say(_NOTHING_FITS)
    shown = shown_actions(chosen, money_of)
    columns = without_blank(shown, action_columns(money_of), "cost_words", "status_words", "note")
    first = table(shown.head(_MOST_IN_FULL), columns, say("The plan"), when_empty=empty)
    parts = [first, *([_in_lines(shown.iloc[_MOST_IN_FULL:], money_of)] if len(shown) > _MOST_IN_FULL else [])]
    return stack(*parts, paragraph(_totals(assessment, chosen, money_of)), plan_download(assessment))


def _in_lines(shown: pd.DataFrame, money_of: Money) -> Exhibit:
    """Show further actions of the plan in a line each."""
    lines = [one for one in (*action_columns(money_of), *_short_columns()) if one.name in _COMPACT]
    lines.sort(key=lambda one: _COMPACT.index(one.name))
    return table(shown, lines, say("The plan, continued"), caption_shown=False)


def _short_columns() -> list[Column]:
    return [
        Column("numbered", say("What")),
        Column("due_in_a_line", say("By when")),
        Column("days", say("Person-days"), "right"),
        Column("moves_shortly", say("What it moves, most likely")),
    ]


def what_waits(assessment: PlanAssessment, money_of: Money) -> Exhibit:
    """Show the actions that don't fit, by rank: they come next, or sooner if there is more effort."""
    if assessment.gathered.is_empty:
        return paragraph(assessment.gathered.words)
    actions = assessment.actions
    waiting = actions[~actions["action_id"].isin(_taken(actions)["action_id"])]
    shown = shown_actions(waiting, money_of)
    columns = [one for one in action_columns(money_of) if one.name not in {"due", "cost_words", "reason"}]
    columns = without_blank(shown, columns, "status_words", "note")
    first = table(shown.head(_MOST_WAITING), columns, say("Next"), when_empty=say("Nothing waits: every action fits."))
    if len(shown) <= _MOST_WAITING + 1:
        return first if len(shown) <= _MOST_WAITING else table(shown, columns, say("Next"))
    rest = table(shown.iloc[_MOST_WAITING:], columns, say("Next, continued"), caption_shown=False)
    heading = say("Show {more}", more=counted(len(shown) - _MOST_WAITING, "more action"))
    more = f"<details><summary>{heading}</summary>{rest.html}</details>"
    return stack(first, Exhibit(more))


def _taken(actions: pd.DataFrame) -> pd.DataFrame:
    return actions[actions["fits"].fillna(value=False).astype(bool)]


def shown_actions(actions: pd.DataFrame, money_of: Money) -> pd.DataFrame:
    """Return actions with the cells that `action_columns` shows."""
    rows = records_of(actions)
    cells = {
        "reason": [_reason(row) for row in rows],
        "due": [_due(row["due_on"]) for row in rows],
        "due_in_a_line": [_due(row["due_on"]).replace(" ", "\N{NO-BREAK SPACE}") for row in rows],
        "effort": [_effort(row) for row in rows],
        "cost_words": ["" if is_missing(row["cost"]) else money(row["cost"], money_of, 2) for row in rows],
        "numbered": [f"{row['rank']}. {row['title']}" for row in rows],
        "days": [measured(row["effort_days"]) for row in rows],
        "moves": [_moves(row, money_of) for row in rows],
        "moves_shortly": [effect_words(row, money_of, ends=False) for row in rows],
        "ranked": [_ranked(row) for row in rows],
        "status_words": ["" if (actions["status"] == "proposed").all() else str(row["status"]) for row in rows],
    }
    return actions.assign(**{name: pd.Series(values, index=actions.index, dtype="str") for name, values in cells.items()})


def action_columns(money_of: Money) -> list[Column]:
    """Return the columns of a table of actions."""
    return [
        Column("ranked", say("What"), is_html=True),
        Column("reason", say("Why, and how it begins"), is_html=True, hide_on_phone=True),
        Column("owner", say("Who"), form=lambda value: str(value) or "nobody is named"),
        Column("due", say("By when")),
        Column("effort", say("Person-days"), "right"),
        Column("cost_words", say("Cost ({currency})", currency=money_of.currency), "right"),
        Column("moves", say("What it moves"), is_html=True),
        Column("status_words", say("Status"), hide_on_phone=True),
        Column("note", say("Note"), hide_on_phone=True),
    ]


def _reason(row: Mapping[str, Any]) -> str:
    first = say("First: {name}", name=row["first_step"]) if row["first_step"] else ""
    begins = f'<span class="pmo-owner">{html.escape(first)}</span>' if first else ""
    return f"{html.escape(str(row['why']))}{begins}"


def _moves(row: Mapping[str, Any], money_of: Money) -> str:
    """Return what an action should move, what else it should move, and what that rests on or why it is not estimated."""
    basis = "" if is_missing(row["effect_basis"]) else str(row["effect_basis"])
    beneath = "".join(
        f'<span class="pmo-owner{hidden}">{html.escape(one)}</span>'
        for one, hidden in ((_capital(further_effects(row, money_of)), ""), (basis, " pmo-wide"))
        if one
    )
    return f"{html.escape(effect_words(row, money_of))}{beneath}"


def _capital(words: str) -> str:
    return say("Also {words}", words=words) if words else ""


def _due(value: object) -> str:
    return say("no day given") if is_missing(value) else date(value)


def _effort(row: Mapping[str, Any]) -> str:
    likely, low, high = (measured(row[name]) for name in ("effort_days", "effort_low", "effort_high"))
    return likely if low == high else say("{likely} ({low} to {high})", likely=likely, low=low, high=high)


def _ranked(row: Mapping[str, Any]) -> str:
    best, worst = row["rank_best"], row["rank_worst"]
    rank = say("Rank {best} to {worst}", best=best, worst=worst)
    ends = "" if best == worst else f'<span class="pmo-owner pmo-wide">{rank}</span>'
    return f"{row['rank']}. {html.escape(str(row['title']))}{ends}"


def _totals(assessment: PlanAssessment, chosen: pd.DataFrame, money_of: Money) -> str:
    days = math.fsum(chosen["effort_days"].dropna())
    there = (
        "" if assessment.effort_days is None else say(" of {effort_days} there are", effort_days=measured(assessment.effort_days))
    )
    costs = chosen["cost"].dropna()
    spent = say("; {fsum} in cost", fsum=money(math.fsum(costs), money_of, 2)) if len(costs) else ""
    more = len(chosen) - len(costs)
    unknown = say(" ({action} without a cost)", action=counted(more, "action")) if len(costs) and more else ""
    return say(
        "{action}, {days} person-days{there}{spent}{unknown}. In brackets: effort if it goes "
        "easily and if it goes badly, effect if it is weak and if it is complete. Ranked by "
        "worth for each person-day: points for the severity of the findings, plus the size of "
        "the effect within its kind. Don't add up effects: they overlap.",
        action=counted(len(chosen), "action"),
        days=measured(days),
        there=there,
        spent=spent,
        unknown=unknown,
    )
