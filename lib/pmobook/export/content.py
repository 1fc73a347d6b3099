"""What a board pack and a workbook say: words, written figures with the numbers behind them, tables with their charts."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from pmobook.language import word
from pmobook.show.figures import date, is_missing
from pmobook.show.page import Card
from pmobook.show.status import Kind
from pmobook.vocabulary import NOT_ASSESSED

__all__ = [
    "Cell",
    "Chart",
    "Column",
    "Pack",
    "Page",
    "Point",
    "Points",
    "Sentence",
    "Table",
    "as_written",
    "day_cell",
    "figure_cell",
    "status_cell",
    "text_cell",
]


@dataclass(frozen=True)
class Cell:
    """One cell of a table.

    Attributes
    ----------
    text
        What every output shows.
    number
        The recorded value behind it; None where there is none.
    kind
        Gives it colour and shape; None where nothing is judged.
    under
        Said below it in small type.
    day
        The day behind it; None where there is none.
    """

    text: str
    number: float | None = None
    kind: Kind | None = None
    under: str = ""
    day: dt.date | None = None


@dataclass(frozen=True)
class Column:
    """One column: its heading, words left and figures right, and its share of the width."""

    heading: str
    align: Literal["left", "right"] = "left"
    width: float = 1.0


@dataclass(frozen=True)
class Chart:
    """A chart of a table's own cells.

    Attributes
    ----------
    value, target
        Columns with the figure and what it is held to; no target is -1. Lines take every column from `value` on.
    description
        What it shows, in a sentence, for those who can't see it.
    shape
        Bars, one a row; or lines, one a row over the columns.
    maximum
        Where the axis ends; the largest figure if NaN.
    """

    value: int
    description: str
    target: int = -1
    shape: Literal["bars", "lines"] = "bars"
    maximum: float = math.nan


@dataclass(frozen=True)
class Table:
    """A table with its heading; `empty` is said where there are no rows, `note` under it. A heat map fills its cells."""

    topic: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = ""
    note: str = ""
    chart: Chart | None = None
    is_heat: bool = False


@dataclass(frozen=True)
class Point:
    """One line of a list: what it asks for, the sentence, and who owns it."""

    kind: Kind
    said: str
    under: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class Points:
    """A list with its heading; `empty` is said where it holds nothing, `more` counts what there is no room for."""

    topic: str
    items: tuple[Point, ...]
    empty: str
    more: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence under a title; its label, such as what changed, says what it is about."""

    said: str
    label: str = ""


@dataclass(frozen=True)
class Page:
    """One subject: its finding as title, sentences, cards, lists beside each other, tables under them."""

    kicker: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    cards: tuple[Card, ...] = ()
    points: tuple[Points, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Pack:
    """A whole board pack; `traced` says where its figures come from."""

    organisation: str
    quarter: str
    dated: tuple[int, int, int]
    publication: int
    traced: tuple[str, ...]
    pages: tuple[Page, ...]


def as_written(text: object, most: int = 0) -> str:
    r"""Return what somebody wrote as one run of text: no control characters, cut with a mark where there is no room.

    Examples
    --------
    >>> as_written("a\x07b\nc"), as_written("abcdef", 4)
    ('ab c', 'abc…')
    """
    spaced = " ".join(str(text).replace("\t", " ").split("\n"))
    plain = "".join(one for one in spaced if unicodedata.category(one) not in {"Cc", "Cs", "Cn", "Co"}).strip()
    return plain if not most or len(plain) <= most else f"{plain[: most - 1].rstrip()}…"


def text_cell(value: object, missing: str = NOT_ASSESSED, under: str = "") -> Cell:
    """Return a cell of words; an empty or missing one says so."""
    written = "" if is_missing(value) else as_written(value)
    return Cell(written or word(missing), under=under)


def figure_cell(value: object, form: Callable[[object], str], kind: Kind | None = None, under: str = "") -> Cell:
    """Return a cell of a figure: written once, with its number; "not assessed" where there is none."""
    if is_missing(value):
        return Cell(word(NOT_ASSESSED), None, None, under)
    return Cell(form(value), float(str(value)), kind, under)


def day_cell(value: Any, missing: str = NOT_ASSESSED) -> Cell:  # noqa: ANN401 - any kind of day or moment
    """Return a cell of a day; a missing one says so."""
    return Cell(word(missing)) if is_missing(value) else Cell(date(value), day=pd.Timestamp(value).date())


def status_cell(kinds: Mapping[str, Kind], value: object) -> Cell:
    """Return a cell of a status word with its colour and shape; missing is not assessed."""
    status = NOT_ASSESSED if is_missing(value) or value not in kinds else str(value)
    return Cell(word(status), None, kinds[status])
