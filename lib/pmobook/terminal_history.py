"""How the history of publications looks in a terminal."""

from __future__ import annotations

import pandas as pd
from rich.table import Table
from rich.text import Text

__all__ = ["as_json", "detail_table", "history_table", "one_line"]

_MOST_NAMED = 3
_STATUSES = ("ran", "kept", "failed", "skipped")
_LONGEST = 300


def history_table(history: pd.DataFrame, organisation: str) -> Table:
    """Return one line a publication, the newest first."""
    table = Table(title=Text(f"{one_line(organisation)}: what was published"), title_justify="left", caption_justify="left")
    for heading in ("No.", "Published (UTC)", "Quarter", "Business units", "Notebooks", "pmobook", "Method", "Inputs"):
        table.add_column(heading, justify="right" if heading == "No." else "left", overflow="fold")
    for row in history.to_dict(orient="records"):
        told = [f"{row[status]} {status}" for status in _STATUSES if row[status]]
        table.add_row(
            str(row["publication"]),
            f"{row['published_at']:%Y-%m-%d %H:%M}",
            str(row["quarter"]),
            Text(_units(row["business_units"])),
            ", ".join(told),
            str(row["library_version"]),
            _known(row["method"]),
            _known(row["inputs"]),
        )
    given = [
        f"{row['publication']}: {one_line(row['parameters'])}"
        for row in history.to_dict(orient="records")
        if isinstance(row["parameters"], str)
    ]
    table.caption = Text("Parameters given: " + "; ".join(given)) if given else None
    return table


def detail_table(detail: pd.DataFrame, number: int) -> Table:
    """Return one line a business unit and notebook of one publication: what it depended on and what of it had changed."""
    quarter = next(iter(detail["quarter"]), "")
    table = Table(title=Text(f"Publication {number}, {quarter}"), title_justify="left", caption_justify="left")
    for heading in ("Business unit", "Notebook", "Status", "Changed since", "Inputs", "Method", "pmobook"):
        table.add_column(heading, overflow="fold", ratio=4 if heading == "Changed since" else None)
    for row in detail.to_dict(orient="records"):
        since = "" if pd.isna(row["compared_with"]) else f"{row['compared_with']}: "
        table.add_row(
            Text(row["business_unit"]), Text(row["notebook"]), row["status"], Text(one_line(f"{since}{row['changed']}")),
            _known(row["inputs"]), _known(row["method"]), _known(row["library_version"]),
        )  # fmt: skip
    return table


def as_json(frame: pd.DataFrame) -> str:
    """Return rows as a JSON list; missing is null, moments are in UTC and texts are as they are."""
    return str(
        frame.to_json(orient="records", date_format="iso", date_unit="s", force_ascii=False, double_precision=12, indent=1)
    )


def one_line(text: object) -> str:
    """Return a text that can't move a terminal's cursor or fill its screen."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)[: 2 * _LONGEST]).split())
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…"


def _units(names: str) -> str:
    every = names.split(", ")
    return names if len(every) <= _MOST_NAMED else f"{len(every)} business units"


def _known(value: object) -> str:
    return value if isinstance(value, str) and value else "not known"
