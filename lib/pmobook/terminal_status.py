"""How the state of an engagement's results looks in a terminal."""

from __future__ import annotations

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pmobook.run.status import CURRENT
from pmobook.terminal_history import one_line

__all__ = ["show_status"]

_MARKS = {"current": "●", "stale": "◐", "failed": "▲", "held back": "△", "missing": "○"}


def show_status(status: pd.DataFrame, console: Console | None = None) -> None:
    """Print what is not current, one line a business unit and reason, then how many notebooks are in each state."""
    console = console or Console()
    others = status[status["status"] != CURRENT]
    if len(others):
        table = Table(title=Text(f"What is not current in {next(iter(status['quarter']))}"), title_justify="left")
        for heading, ratio in (("Business unit", 2), ("State", 1), ("Notebooks", 2), ("Why", 5), ("Since (UTC)", 2)):
            table.add_column(heading, overflow="fold", ratio=ratio)
        keys = ["business_unit", "status", "reason"]
        for (unit, state, reason), rows in others.fillna({"reason": ""}).groupby(keys, sort=False):
            every = len(rows) == (status["business_unit"] == unit).sum()
            since = rows["since"].max()
            table.add_row(
                Text(str(unit)), f"{_MARKS[str(state)]} {state}", "all" if every else Text(", ".join(rows["notebook"])),
                Text(one_line(reason)), "" if pd.isna(since) else f"{since:%Y-%m-%d %H:%M}",
            )  # fmt: skip
        console.print(table)
    counts = status["status"].value_counts()
    told = ", ".join(f"{counts[state]} {state}" for state in _MARKS if state in counts)
    said = f"{told} of {len(status)} notebooks." if len(counts) > 1 else f"All {len(status)} notebooks: {told.split(' ', 1)[-1]}."
    console.print(said, markup=False, highlight=False, soft_wrap=True)
