"""What the same money and people could do, on a business unit's scorecard."""

from __future__ import annotations

import pandas as pd

from pmobook.language import said_later, say
from pmobook.show.exhibit import paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.page import Panel, panel
from pmobook.show.scorecard_context import Context
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["SELECTION", "selection_panel"]

SELECTION = said_later("Portfolio: what the same money could do")
"""Title of the panel."""

_ROUNDING = 1e-9


def selection_panel(context: Context) -> Panel:
    """Show what the best choice would start and stop beside the present one."""
    rows = context.now.selection
    known = rows.loc[rows["is_chosen"].notna()]
    if known.empty:
        said = say("no choice of projects could be found") if len(rows) else say("no project was compared")
        return panel(say(SELECTION), paragraph(say("Not assessed: {said}.", said=said)))
    chosen, current = known["is_chosen"].astype("bool"), known["is_current"].astype("bool")
    changed = known.loc[chosen != current]
    if changed.empty:
        held = counted(int(chosen.sum()), "project")
        said = say(
            "The present choice of {held} is the best for the money and people there are.{later}", held=held, later=_later(known)
        )
        return panel(say(SELECTION), paragraph(said))
    shown = changed.assign(
        move=["start" if one else "stop" for one in changed["is_chosen"].astype("bool")],
        worth=context.figure_links("portfolio", changed["project_id"], [number(one, 2) for one in changed["value"]]),
    )
    columns = [
        Column("title", say("Project")),
        Column("move", say("Best choice")),
        Column("worth", say("Value"), "right", is_html=True),
        Column("cost", say("Still to spend"), "right", lambda value: money(value, context.money)),
    ]
    said = say(
        "The best choice: {total}; the present one: {total_2}.",
        total=_total(known.loc[chosen], context),
        total_2=_total(known.loc[current], context),
    )
    if known.loc[current, "value"].sum() > known.loc[chosen, "value"].sum() + _ROUNDING:
        said += say(" The present one exceeds limits of money, people or risk, which stand under what to decide.")
    said += _later(known)
    found = table(shown, columns, say("What the best choice starts and stops"), caption_shown=False)
    return panel(
        say(SELECTION), stack(paragraph(said), found), say("Under every limit of money, people and risk, every mandate and rule.")
    )


def _later(known: pd.DataFrame) -> str:
    """Say what would start later than planned, and when, if starts may move; empty if nothing would."""
    moved = known.loc[
        known["is_chosen_later"].fillna(value=False).astype("bool")
        & known["later_start"].notna()
        & known["later_start"].ne(known["planned_start"])
    ]
    if moved.empty:
        return ""
    starts = joined(
        say("'{title}' in {start}", title=title, start=start)
        for title, start in zip(moved["title"], moved["later_start"], strict=True)
    )
    return say(" If starts may move, the best choice begins {starts}, later than planned.", starts=starts)


def _total(rows: pd.DataFrame, context: Context) -> str:
    """Return how many projects, what they bring as far as known, and what they cost."""
    worth = number(rows["value"].sum(), 2)
    return say(
        "{project}, value {worth}, {cost} still to spend",
        project=counted(len(rows), "project"),
        worth=worth,
        cost=money(rows["cost"].sum(), context.money),
    )
