"""What the same money and people could do, on a business unit's scorecard."""

from __future__ import annotations

import pandas as pd

from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.page import panel
from pmobook.show.scorecard_context import Context
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["SELECTION", "selection_panel"]

SELECTION = "Portfolio: what the same money could do"
"""Title of the panel."""

_ROUNDING = 1e-9


def selection_panel(context: Context) -> Exhibit:
    """Show what the best choice would start and stop beside the present one."""
    rows = context.now.selection
    known = rows.loc[rows["is_chosen"].notna()]
    if known.empty:
        said = "no choice of projects could be found" if len(rows) else "no project was compared"
        return panel(SELECTION, paragraph(f"Not assessed: {said}."))
    chosen, current = known["is_chosen"].astype("bool"), known["is_current"].astype("bool")
    changed = known.loc[chosen != current]
    if changed.empty:
        held = counted(int(chosen.sum()), "project")
        said = f"The present choice of {held} is the best for the money and people there are.{_later(known)}"
        return panel(SELECTION, paragraph(said))
    shown = changed.assign(move=["start" if one else "stop" for one in changed["is_chosen"].astype("bool")])
    columns = [
        Column("title", "Project"),
        Column("move", "Best choice"),
        Column("value", "Value", "right", lambda value: number(value, 2)),
        Column("cost", "Still to spend", "right", lambda value: money(value, context.money)),
    ]
    said = f"The best choice: {_total(known.loc[chosen], context)}; the present one: {_total(known.loc[current], context)}."
    if known.loc[current, "value"].sum() > known.loc[chosen, "value"].sum() + _ROUNDING:
        said += " The present one exceeds limits of money, people or risk, which stand under what to decide."
    said += _later(known)
    found = table(shown, columns, "What the best choice starts and stops", caption_shown=False)
    return panel(SELECTION, stack(paragraph(said), found), "Under every limit of money, people and risk, every mandate and rule.")


def _later(known: pd.DataFrame) -> str:
    """Say what would start later than planned, and when, if starts may move; empty if nothing would."""
    moved = known.loc[
        known["is_chosen_later"].fillna(value=False).astype("bool")
        & known["later_start"].notna()
        & known["later_start"].ne(known["planned_start"])
    ]
    if moved.empty:
        return ""
    starts = joined(f"'{title}' in {start}" for title, start in zip(moved["title"], moved["later_start"], strict=True))
    return f" If starts may move, the best choice begins {starts}, later than planned."


def _total(rows: pd.DataFrame, context: Context) -> str:
    """Return how many projects, what they bring as far as known, and what they cost."""
    worth = number(rows["value"].sum(), 2)
    return f"{counted(len(rows), 'project')}, value {worth}, {money(rows['cost'].sum(), context.money)} still to spend"
