"""How the state of an engagement's results looks in a terminal."""

from __future__ import annotations

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pmobook.run.status import CURRENT
from pmobook.terminal_console import console_of_the_command
from pmobook.terminal_history import one_line

__all__ = ["show_status"]

_MOST_NAMED = 8
_MARKS = {"current": "●", "stale": "◐", "failed": "▲", "held back": "△", "missing": "○"}


def show_status(status: pd.DataFrame, console: Console | None = None) -> None:
    """Print what is not current, one line a reason with the business units that share it, then the notebooks in each state."""
    console = console or console_of_the_command()
    others = status[status["status"] != CURRENT].fillna({"reason": ""})
    if len(others):
        table = Table(title=Text(f"What is not current in {next(iter(status['quarter']))}"), title_justify="left")
        for heading, ratio in (("State", None), ("What", 4), ("Why", 5)):
            table.add_column(heading, overflow="fold", ratio=ratio)
        for (state, reason), rows in others.groupby(["status", "reason"], sort=False):
            since = rows["since"].max()
            told = one_line(reason) + ("" if pd.isna(since) else f" (since {since:%Y-%m-%d %H:%M} UTC)")
            table.add_row(f"{_MARKS[str(state)]} {state}", Text("\n".join(_named(rows, status))), Text(told))
        console.print(table)
    counts = status["status"].value_counts()
    told = ", ".join(f"{counts[state]} {state}" for state in _MARKS if state in counts)
    said = f"{told} of {len(status)} notebooks." if len(counts) > 1 else f"All {len(status)} notebooks: {told.split(' ', 1)[-1]}."
    console.print(said, markup=False, highlight=False, soft_wrap=True)


def _named(rows: pd.DataFrame, status: pd.DataFrame) -> list[str]:
    """Name business units and their notebooks, those together that share the same notebooks."""
    every_unit, every_notebook = set(status["business_unit"]), set(status["notebook"])
    sharing: dict[tuple[str, ...], list[str]] = {}
    for unit, notebooks in rows.groupby("business_unit", sort=False)["notebook"]:
        sharing.setdefault(tuple(notebooks), []).append(str(unit))
    told = []
    for names, units in sharing.items():
        whose = ", ".join(units[:_MOST_NAMED]) + (f" and {len(units) - _MOST_NAMED} more" if len(units) > _MOST_NAMED else "")
        if len(units) == len(every_unit) > 1:
            whose = f"all {len(units)} business units"
        which = "all notebooks" if set(names) == every_notebook else ", ".join(names)
        told.append(f"{whose}: {which}")
    return told
