"""Tables of a board pack made from recorded frames, a column at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.tables import records_of
from pmobook.export.content import Cell, Chart, Column, Table, day_cell, figure_cell, status_cell, text_cell
from pmobook.language import word
from pmobook.show.figures import is_missing
from pmobook.show.status import Kind
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["Made", "codes", "day", "figure", "made_table", "status", "words"]


@dataclass(frozen=True)
class Made:
    """A column and what makes its cell from a row."""

    column: Column
    cell: Callable[[Mapping[str, Any]], Cell]


def words(heading: str, name: str, width: float = 1.0, missing: str = NOT_ASSESSED) -> Made:
    """Return a column of what people wrote."""
    return Made(Column(heading, "left", width), lambda row: text_cell(row[name], missing))


def codes(heading: str, name: str, width: float = 1.0, missing: str = NOT_ASSESSED) -> Made:
    """Return a column of our own words for a standing, in the reader's language."""
    return Made(
        Column(heading, "left", width),
        lambda row: text_cell(row[name] if is_missing(row[name]) else word(str(row[name])), missing),
    )


def figure(
    heading: str, name: str, form: Callable[[object], str], width: float = 1.0, kind: Callable[[Any], Kind | None] | None = None
) -> Made:
    """Return a column of figures, each written by a function of `show.figures`; `kind` judges the whole row."""
    return Made(Column(heading, "right", width), lambda row: figure_cell(row[name], form, None if kind is None else kind(row)))


def day(heading: str, name: str, width: float = 1.2, missing: str = NOT_ASSESSED) -> Made:
    """Return a column of days."""
    return Made(Column(heading, "left", width), lambda row: day_cell(row[name], missing))


def status(heading: str, name: str, kinds: Mapping[str, Kind], width: float = 1.0) -> Made:
    """Return a column of status words."""
    return Made(Column(heading, "left", width), lambda row: status_cell(kinds, row[name]))


def made_table(
    topic: str, rows: pd.DataFrame, made: Sequence[Made], empty: str, note: str = "", chart: Chart | None = None
) -> Table:
    """Return a table with one row for each row of a frame, in its order."""
    cells = tuple(tuple(one.cell(row) for one in made) for row in records_of(rows))
    return Table(topic, tuple(one.column for one in made), cells, empty, note, chart if cells else None)
