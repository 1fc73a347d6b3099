"""How a comparison of two quarters, and a quarter computed again, look in a terminal and in a file."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.table import Table
from rich.text import Text

from pmobook.assess.causes import CAUSES
from pmobook.run.quarters_compared import QuartersCompared
from pmobook.run.recompute import Recomputed
from pmobook.terminal_history import one_line

__all__ = ["as_csv", "compared_table", "recomputed_lines"]

_PLACES = 3
_LONGEST_TITLE = 60
_ORDER = ("focus area", "goal", "measures", "measure", "project", "money of a project", "benefit", "investment",
          "governance of a project", "exposure", "exposure of a category", "capacity")  # fmt: skip
_NEW, _GONE = ": it is new", ": it is no more"
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
_TEXTS = ("title", "subject", "before_said", "now_said", "cause", "note", "unit_of_measure")


def compared_table(compared: QuartersCompared) -> Table:
    """Return one line a figure that differs, under the name of its business unit; what is the same is counted below."""
    table = Table(title=Text(f"{compared.before} and {compared.now}"), title_justify="left", caption_justify="left")
    table.add_column("Figure", overflow="fold", ratio=4)
    for heading in ("Before", "Now", "Difference"):
        table.add_column(heading, justify="right")
    table.add_column("Cause", overflow="fold", ratio=3)
    places = {about: place for place, about in enumerate(_ORDER)}
    figures = compared.figures.assign(place=compared.figures["about"].map(places).fillna(len(places)))
    same = figures["cause"].isin(["the same", "not assessed"])
    for unit, rows in figures[~same].sort_values(["business_unit", "place"], kind="stable").groupby("business_unit"):
        table.add_section()
        table.add_row(Text(str(unit), style="bold"))
        for row in rows.to_dict(orient="records"):
            table.add_row(*_figure(row))
    told = [f"{int(same.sum())} figures are the same or not assessed in both.", *map(one_line, compared.notes)]
    table.caption = Text("\n".join(told))
    return table


def _figure(row: Mapping[Any, Any]) -> tuple[Text | str, ...]:
    title = _shortened(row["title"])
    if row["title"] == row["subject"]:  # nobody gave it a title: its id, in words
        title = title.replace("_", " ")
    name = ": ".join(part for part in (row["about"], title, row["figure"].replace("_", " ")) if part)
    absent = {side: row["cause"].endswith(ending) for side, ending in (("before", _NEW), ("now", _GONE))}
    unit = f" ({one_line(row['unit_of_measure'])})" if row["unit_of_measure"] else ""
    before, now = (Text("" if absent[side] else _either(row[side], row[f"{side}_said"])) for side in ("before", "now"))
    return Text(name + unit), before, now, _signed(row["difference"]), Text(_cause(row))


def _cause(row: Mapping[Any, Any]) -> str:
    """Name the cause; several with the part of each."""
    parts = [f"{name.replace('_', ' ')} {_signed(row[name])}" for name in CAUSES if not _is_missing(row[name]) and row[name]]
    cause = ", ".join(parts) if len(parts) > 1 else str(row["cause"])
    return one_line(f"{cause} ({row['note']})" if row["note"] else cause)


def _shortened(title: object) -> str:
    text = one_line(title)
    return text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rstrip()}…"


def _either(value: float, said: object) -> str:
    if isinstance(said, str) and said:
        return one_line(said)
    return "not assessed" if _is_missing(value) else f"{value:,.{_PLACES}f}"


def _signed(value: float) -> str:
    return "" if _is_missing(value) else f"{value:+,.{_PLACES}f}".replace("-", "\N{MINUS SIGN}")


def _is_missing(value: object) -> bool:
    return not isinstance(value, int | float) or math.isnan(value)


def as_csv(figures: pd.DataFrame) -> str:
    """Return a comparison as CSV; a text that a spreadsheet would calculate is shown as a text."""
    shown = figures.copy()
    for name in _TEXTS:
        shown[name] = [f"'{text}" if isinstance(text, str) and text.startswith(_ACTIVE) else text for text in shown[name]]
    return str(shown.to_csv(index=False, lineterminator="\n"))


def recomputed_lines(again: Recomputed, quarter: str) -> Iterator[str]:
    """Say whether a quarter came out as published, and what else differs from that day."""
    if again.is_identical:
        yield f"{quarter} computed again by the method of its day: all {again.rows:,} rows are as published."
    elif again.differing:
        yield f"{quarter} computed again by the method of its day differs from what was published:"
        for name, count in again.differing.items():
            yield f"- {name}: {count:,} row{'' if count == 1 else 's'}"
    if again.failed:
        others = f"; of the others, {again.rows:,} rows were compared" if again.rows else ""
        yield f"{quarter} could not be computed again in full{others}:"
    for told in (*again.failed, *again.notes):
        yield one_line(told)
