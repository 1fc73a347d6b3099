"""What the roadmap reads from the forms: days as days, ids as texts, and everything wrong named at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmobook.assess.tables import present
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say
from pmobook.vocabulary import nearest, quoted

__all__ = ["check_projects", "read_form", "read_projects"]

PROJECTS = (
    "project_id", "title", "stage", "sponsor", "mandate", "start", "baseline_finish", "forecast_finish", "category",
    "whole_life_cost",
)  # fmt: skip
_DAYS = ("start", "baseline_finish", "forecast_finish", "due_on", "held_on")


def read_form(rows: Any, name: str, columns: Sequence[str], needed: Sequence[str]) -> pd.DataFrame:  # noqa: ANN401
    """Return a form's rows with exactly the columns asked for; those it lacks are empty.

    Parameters
    ----------
    rows
        A frame, anything that makes one (a list of rows), or None for a form that was not handed in.
    name
        The form, for messages.
    columns, needed
        What to return, and what must stand there if there are rows.

    Raises
    ------
    PmobookError
        If a needed column is missing.
    ProblemsFound
        If a cell that should be a day is none.
    """
    frame = pd.DataFrame() if rows is None else pd.DataFrame(rows)
    lacking = [one for one in needed if one not in frame.columns]
    if len(frame) and lacking:
        message = f"The form {name} lacks the column {', '.join(lacking)}."
        raise PmobookError(message)
    found = frame.reindex(columns=list(columns)).reset_index(drop=True)
    for column in (one for one in columns if one.endswith("project_id")):
        found[column] = found[column].map(str, na_action="ignore").astype("str")
    problems: list[Problem] = []
    for column in (one for one in columns if one in _DAYS):
        found[column] = _days(found[column], say("form {name}", name=name), column, problems)
    if problems:
        raise ProblemsFound(problems)
    return found


def _days(cells: pd.Series, where: str, column: str, problems: list[Problem]) -> pd.Series:
    """Return days without their time of day; what is no day is a problem."""
    read = pd.Series([_day(cell) for cell in cells], index=cells.index, dtype="object")
    for at, (cell, day) in enumerate(zip(cells, read, strict=True), start=1):
        if day is None:
            problems.append(Problem(f"{where}, row {at}, column {column}", quoted(cell), "a day", "Write a day as 2026-07-31."))
    return pd.to_datetime(read.where(read.notna()), errors="coerce").astype("datetime64[us]")


def _day(cell: object) -> object:
    """Return a cell as a day, NaT if it is empty, None if it is no day."""
    if not present(cell) or (isinstance(cell, str) and not cell.strip()):
        return pd.NaT
    try:
        day = pd.Timestamp(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return None
    return day.tz_localize(None).normalize() if present(day) else pd.NaT


def read_projects(projects: Any) -> pd.DataFrame:  # noqa: ANN401 - a table in whatever form it is at hand
    """Return the form projects, one row an id; two rows for one id, or a row without one, are refused."""
    found = read_form(projects, "projects", PROJECTS, ("project_id",))
    doubled = found.loc[found["project_id"].duplicated() & found["project_id"].notna(), "project_id"].unique()
    problems = [
        Problem(f"form projects, project_id {quoted(one)}", "two rows or more", "one row a project", "Remove the others.")
        for one in doubled
    ]
    problems += [
        Problem(f"form projects, row {at + 1}", "no project_id", "the project's id", "Give the project an id, or remove the row.")
        for at in found.index[found["project_id"].isna()]
    ]
    if problems:
        raise ProblemsFound(problems)
    return found.assign(whole_life_cost=pd.to_numeric(found["whole_life_cost"], errors="coerce").astype("float64"))


def check_projects(rows: pd.DataFrame, name: str, columns: Sequence[str], known: Sequence[str]) -> list[Problem]:
    """Return the ids in a form that are none of the form projects, each once."""
    ids = set(known)
    strange = {(column, str(one)) for column in columns for one in rows[column] if str(one) not in ids}
    return [
        Problem(
            f"form {name}, column {column}",
            quoted(one),
            "an id of the form projects",
            f"Did you mean {quoted(close)}?" if (close := nearest(one, known)) else "Add the project, or remove the row.",
        )
        for column, one in sorted(strange)
    ]
