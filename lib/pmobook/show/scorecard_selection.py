"""What the same money and people could do, on a business unit's scorecard."""

from __future__ import annotations

import pandas as pd

from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.page import panel
from pmobook.show.scorecard_context import Context
from pmobook.show.table import Column, table
from pmobook.show.words import counted

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
        return panel(SELECTION, paragraph(f"The present choice of {held} is the best for the money and people there are."))
    shown = changed.assign(move=["start" if one else "stop" for one in changed["is_chosen"].astype("bool")])
    columns = [
        Column("title", "Project"),
        Column("move", "Best choice"),
        Column("value", "Value", "right", lambda value: number(value, 2)),
        Column("cost", "Still to spend", "right", lambda value: money(value, context.money)),
    ]
    said = f"The best choice: {_total(known.loc[chosen], context)}; the present one: {_total(known.loc[current], context)}."
    if known.loc[current, "value"].sum() > known.loc[chosen, "value"].sum() + _ROUNDING:
        said += " The present one exceeds limits of money or people, which stand under what to decide."
    found = table(shown, columns, "What the best choice starts and stops", caption_shown=False)
    return panel(SELECTION, stack(paragraph(said), found), "Under every limit of money and people, every mandate and rule.")


def _total(rows: pd.DataFrame, context: Context) -> str:
    """Return how many projects, what they bring as far as known, and what they cost."""
    worth = number(rows["value"].sum(), 2)
    return f"{counted(len(rows), 'project')}, value {worth}, {money(rows['cost'].sum(), context.money)} still to spend"
