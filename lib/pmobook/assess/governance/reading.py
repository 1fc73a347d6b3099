"""Rows, days, figures and ratings as they are handed to an assessment, whatever they come in."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from pmobook.assess.tables import present
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.forms import form
from pmobook.vocabulary import NOT_ASSESSED, Confidence, Quarter, nearest, quoted

__all__ = [
    "Rows",
    "days_of",
    "figure_by_project",
    "figures_of",
    "frame_of",
    "is_blank",
    "named_texts",
    "quarter_of",
    "read_rating",
    "refuse_twice",
]

Rows: TypeAlias = pd.DataFrame | Sequence[Mapping[str, Any]]
"""A table, or rows as dictionaries."""


def is_blank(value: Any) -> bool:  # noqa: ANN401 - any cell
    """Say whether a cell holds nothing that counts: missing, blank, or the words "not assessed"."""
    if not present(value):
        return True
    text = value.strip().casefold() if isinstance(value, str) else "x"
    return not text or text.startswith(NOT_ASSESSED)


def quarter_of(quarter: Quarter | str) -> Quarter:
    """Return a quarter, also from its text."""
    return quarter if isinstance(quarter, Quarter) else Quarter.parse(str(quarter))


def frame_of(rows: Rows, what: str, needed: Iterable[str], optional: Iterable[str] = ()) -> pd.DataFrame:
    """Return rows as a table of their own with a plain index; optional columns that are absent are there, and empty.

    Raises
    ------
    PmobookError
        If a needed column is absent.
    """
    frame = pd.DataFrame(rows).reset_index(drop=True) if not isinstance(rows, pd.DataFrame) else rows.reset_index(drop=True)
    absent = [name for name in needed if name not in frame.columns]
    if absent and len(frame):
        message = f"The rows of {what} have no column {', '.join(absent)}. They have {', '.join(map(str, frame.columns))}."
        raise PmobookError(message)
    blank = {name: pd.Series([None] * len(frame), dtype=object) for name in (*absent, *optional) if name not in frame.columns}
    return frame.assign(**blank)


def named_texts(column: pd.Series) -> list[str]:
    """Return texts without the spaces around them; what is missing is an empty text."""
    return ["" if is_blank(value) else str(value).strip() for value in column.tolist()]


def refuse_twice(frame: pd.DataFrame, key: Sequence[str], what: str) -> None:
    """Refuse rows that say something twice.

    Raises
    ------
    ProblemsFound
        With one problem for each repeated key.
    """
    repeated = frame.loc[frame.duplicated(list(key), keep="first"), list(key)].drop_duplicates()
    if len(repeated):
        raise ProblemsFound(
            Problem(f"{what}, {', '.join(map(str, row))}", "a second row", "one row each", "Remove one of the two.")
            for row in repeated.itertuples(index=False, name=None)
        )


def days_of(frame: pd.DataFrame, name: str, what: str) -> pd.Series:
    """Return a column of days, without time of day; a day may be a date or a text such as 2026-08-31.

    Raises
    ------
    ProblemsFound
        With a problem for each that is no day.
    """
    given = frame[name]
    if pd.api.types.is_datetime64_any_dtype(given):
        naive = given.dt.tz_localize(None) if given.dt.tz is not None else given
        return pd.Series(naive.dt.normalize().astype("datetime64[us]"))
    found = [_day(value) for value in given.tolist()]
    wrong = [
        Problem(f"{what}, row {place}, column {name}", quoted(value), "a day", "Write it as 2026-08-31.")
        for place, (value, day) in enumerate(zip(given.tolist(), found, strict=True), 1)
        if day is None
    ]
    if wrong:
        raise ProblemsFound(wrong)
    return pd.Series(pd.to_datetime(pd.Series(found, dtype=object)).astype("datetime64[us]"), index=frame.index)


def _day(value: Any) -> Any:  # noqa: ANN401 - a Timestamp, NaT, or None for what is no day
    if is_blank(value):
        return pd.NaT
    # A number would silently be read as nanoseconds since 1970.
    if isinstance(value, (bool, int, float, np.number)):
        return None
    try:
        day = pd.Timestamp(value)
    except (ValueError, TypeError):
        return None
    return day.tz_localize(None).normalize() if present(day) else pd.NaT


def figure_by_project(given: pd.Series | Mapping[str, Any] | None, what: str) -> dict[str, float]:
    """Return project id to a figure; a missing one is NaN, and no figures at all are none.

    Raises
    ------
    ProblemsFound
        If a figure is no finite number, or a project has two.
    """
    if given is None:
        return {}
    found: dict[str, float] = {}
    problems: list[Problem] = []
    for project, cell in given.items():
        where, value = say("{what} of {project}", what=what, project=quoted(project)), _number(cell)
        if value is None:
            problems.append(Problem(where, quoted(cell), "a number", "Write a plain number, such as 0.85."))
        elif str(project) in found:
            problems.append(Problem(where, "a second figure", "one for each project", "Remove one of the two."))
        found.setdefault(str(project), math.nan if value is None else value)
    if problems:
        raise ProblemsFound(problems)
    return found


def figures_of(frame: pd.DataFrame, name: str, what: str) -> list[float]:
    """Return a column of figures; a missing one is NaN.

    Raises
    ------
    ProblemsFound
        With a problem for each that is no finite number.
    """
    found = [(cell, _number(cell)) for cell in frame[name].tolist()]
    wrong = [
        Problem(f"{what}, row {place}, column {name}", quoted(cell), "a number", "Write a plain number, such as 0.4.")
        for place, (cell, value) in enumerate(found, 1)
        if value is None
    ]
    if wrong:
        raise ProblemsFound(wrong)
    return [math.nan if value is None else value for _, value in found]


def _number(cell: Any) -> float | None:  # noqa: ANN401 - any cell
    if is_blank(cell):
        return math.nan
    try:
        value = float(cell) if not isinstance(cell, (bool, np.bool_)) else math.inf
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else None


@functools.cache
def _ratings() -> dict[str, Confidence]:
    """Return every way in which the form projects lets a rating be written, without case and spaces."""
    column = next(one for one in form("projects").columns if one.name == "confidence")
    ways = {**{str(one): str(one) for one in Confidence}, **(column.aliases or {})}
    return {_plain(way): Confidence(meant) for way, meant in ways.items()}


def _plain(text: str) -> str:
    return "".join(text.split()).casefold().replace("-", "/")


def read_rating(value: Any) -> Confidence | None:  # noqa: ANN401 - any cell
    """Return a delivery confidence, however a form may write it; None if it is missing or not assessed.

    Raises
    ------
    PmobookError
        If it is none of the five.

    Examples
    --------
    >>> read_rating("Amber/ Red"), read_rating("AG"), read_rating("not assessed: exempt") is None
    (<Confidence.AMBER_RED: 'amber/red'>, <Confidence.AMBER_GREEN: 'amber/green'>, True)
    """
    if is_blank(value):
        return None
    known = _ratings()
    found = known.get(_plain(str(value))) if isinstance(value, str) else None
    if found is None:
        guess = nearest(str(value), [str(one) for one in Confidence])
        hint = f" Did you mean {guess}?" if guess else ""
        message = f"{quoted(value)} is no delivery confidence.{hint} Write {', '.join(Confidence)} or {NOT_ASSESSED}."
        raise PmobookError(message)
    return found
