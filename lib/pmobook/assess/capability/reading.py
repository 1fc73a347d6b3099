"""The forms skills and skill_needs as they are handed in, every problem named; never by a person's code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.resources.forms import read_cell, unknown_name
from pmobook.assess.resources.months import label_of, read_months
from pmobook.assess.tables import present
from pmobook.assess.wording import as_plain_text
from pmobook.errors import PmobookError, Problem
from pmobook.vocabulary import NOT_ASSESSED, quoted

__all__ = ["HIGHEST", "NOT_LISTED", "Inventory", "Needs", "read_inventory", "read_needs", "same_name"]

HIGHEST = 5
"""The highest level of a skill."""

NOT_LISTED = -1.0
"""Stands for a skill that a person is not listed with."""

_DIGITS = 3
"""Decimals of a number of people."""


@dataclass(frozen=True, eq=False)
class Inventory:
    """Who masters what.

    Attributes
    ----------
    people, roles
        Codes of the people and the role of each, in order of the codes.
    names
        A skill, as it is compared, to how it is written first.
    levels
        (people, skills in the order of `names`): 0 to 5; NaN is not assessed, -1 not listed.
    """

    people: tuple[str, ...]
    roles: tuple[str, ...]
    names: dict[str, str]
    levels: NDArray[np.float64]

    def levels_of(self, skill: str) -> NDArray[np.float64]:
        """Return everybody's level in a skill; nobody is listed with one that is not in the inventory."""
        if skill not in self.names:
            return np.full(len(self.people), NOT_LISTED)
        return self.levels[:, list(self.names).index(skill)]


@dataclass(frozen=True, eq=False)
class Needs:
    """What projects need.

    Attributes
    ----------
    table
        project_id, skill (as it is compared), level, slot (a month), people (NaN: not assessed).
    names
        A skill, as it is compared, to how it is written first.
    """

    table: pd.DataFrame
    names: dict[str, str]


def same_name(cell: object) -> str:
    """Return what names are compared by: without regard to capitals, spaces at the ends or doubled.

    Examples
    --------
    >>> same_name(" Process  Modelling ")
    'process modelling'
    """
    return " ".join(as_plain_text(unicodedata.normalize("NFKC", str(cell))).split()).casefold()


def _as_frame(data: Any, columns: tuple[str, ...], name: str) -> pd.DataFrame:  # noqa: ANN401 - as handed in
    if data is None:
        return pd.DataFrame(columns=list(columns))
    try:
        frame = data if isinstance(data, pd.DataFrame) else pd.DataFrame(data if isinstance(data, Mapping) else list(data))
    except (TypeError, ValueError):
        frame = pd.DataFrame([[0]])
    if not len(frame) and not len(frame.columns):
        return pd.DataFrame(columns=list(columns))
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        message = f"{name}: the table lacks {' and '.join(missing)}. Give it the columns {', '.join(columns)}."
        raise PmobookError(message)
    return frame


def _text(cell: object, where: str, column: str, problems: list[Problem]) -> str:
    if present(cell) and as_plain_text(str(cell)).strip():
        return str(cell).strip()
    problems.append(Problem(f"{where}, column {column}", "nothing", f"a {column}", "Fill it in, or remove the row."))
    return ""


def _level(cell: object, where: str, least: int, problems: list[Problem]) -> float:
    """Return a whole level, NaN if there is none."""
    if not present(cell) or (isinstance(cell, str) and cell.strip().casefold() in {"", NOT_ASSESSED}):
        return np.nan
    try:
        level = np.nan if isinstance(cell, (bool, np.bool_)) else float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        level = np.nan
    if least <= level <= HIGHEST and level.is_integer():
        return level
    found = quoted(cell) if np.isnan(level) else f"{level:g}"
    problems.append(Problem(f"{where}, column level", found, f"a whole level from {least} to {HIGHEST}", "Correct the level."))
    return np.nan


def read_inventory(skills: Any, problems: list[Problem]) -> Inventory:  # noqa: ANN401 - a table in whatever form it is at hand
    """Return the inventory of a form skills; whatever is wrong with it is added to the problems.

    Raises
    ------
    PmobookError
        If it is no such table at all.

    Notes
    -----
    Problems name rows and skills, never a person's code: they may be read by people who may not know it.
    """
    frame = _as_frame(skills, ("person_id", "role", "skill", "level"), "skills")
    names: dict[str, str] = {}
    roles: dict[str, str] = {}
    levels: dict[tuple[str, str], float] = {}
    origin: dict[tuple[str, str], int] = {}
    cells = zip(*(frame[column].tolist() for column in ("person_id", "role", "skill", "level")), strict=True)
    for number, (person_cell, role_cell, skill_cell, level_cell) in enumerate(cells, start=1):
        where = f"skills, row {number}"
        person, skill = _text(person_cell, where, "person_id", problems), _text(skill_cell, where, "skill", problems)
        level = _level(level_cell, where, 0, problems)
        if not person or not skill:
            continue
        key = (person, same_name(skill))
        names.setdefault(key[1], as_plain_text(skill))
        roles.setdefault(person, str(role_cell).strip() if present(role_cell) else "")
        first = origin.setdefault(key, number)
        if first != number:
            problems.append(
                Problem(f"{where} ({quoted(skill)})", f"the same person and skill as in row {first}", "one row for each",
                        "Remove one of the two rows.")
            )  # fmt: skip
        levels[key] = level
    people, ordered = sorted(roles), sorted(names)
    matrix = np.full((len(people), len(ordered)), NOT_LISTED)
    place, column = {one: at for at, one in enumerate(people)}, {one: at for at, one in enumerate(ordered)}
    for (person, skill), level in levels.items():
        matrix[place[person], column[skill]] = level
    return Inventory(tuple(people), tuple(roles[one] for one in people), {one: names[one] for one in ordered}, matrix)


def read_needs(
    skill_needs: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    problems: list[Problem],
    projects: Iterable[Any] | None = None,
) -> Needs:
    """Return the needs of a form skill_needs by month; whatever is wrong with it is added to the problems.

    Parameters
    ----------
    projects
        The ids that there are; needs of any other are a problem.

    Raises
    ------
    PmobookError
        If it is no such table at all.

    Notes
    -----
    A quarter or a financial year stands for each of its months: so many people are needed in each. People are counted to the
    thousandth.
    """
    frame = _as_frame(skill_needs, ("project_id", "skill", "level", "period", "people"), "skill_needs")
    known = None if projects is None else {str(one) for one in projects}
    names: dict[str, str] = {}
    rows: list[tuple[str, str, int, int, float]] = []
    origin: dict[tuple[str, str, int, int], int] = {}
    columns = ("project_id", "skill", "level", "period", "people")
    for number, cells in enumerate(zip(*(frame[column].tolist() for column in columns), strict=True), start=1):
        where = f"skill_needs, row {number}"
        project, skill = (_text(cell, where, column, problems) for cell, column in zip(cells[:2], columns[:2], strict=True))
        level = _level(cells[2], where, 1, problems)
        if np.isnan(level) and not _has_problem(problems, f"{where}, column level"):
            problems.append(Problem(f"{where}, column level", "nothing", f"a whole level from 1 to {HIGHEST}", "Fill it in."))
        people = read_cell(cells[4], f"{where}, column people", problems, "Correct the sign; write 0 if nobody is needed.")
        if known is not None and project and project not in known:
            remedy = "Add the project to the form projects, or correct the id."
            problems.append(unknown_name(f"{where}, column project_id", project, known, "project", remedy))
        months = _months(cells[3], where, problems)
        if not project or not skill or np.isnan(level) or not months:
            continue
        key = same_name(skill)
        names.setdefault(key, as_plain_text(skill))
        for slot in months:
            first = origin.setdefault((project, key, int(level), slot), number)
            if first != number:
                problems.append(
                    Problem(f"{where} ({quoted(project)}, {quoted(skill)}, {label_of(slot, is_calendar=True)})",
                            f"a second need beside row {first}", "one need for each project, skill, level and month",
                            "Remove one of the two rows, or add them up.")
                )  # fmt: skip
                break
            rows.append((project, key, int(level), slot, round(people, _DIGITS)))
    table = pd.DataFrame(rows, columns=["project_id", "skill", "level", "slot", "people"])
    kinds = {"project_id": "str", "skill": "str", "level": "int64", "slot": "int64", "people": "float64"}
    return Needs(table.astype(kinds), names)


def _has_problem(problems: list[Problem], where: str) -> bool:
    """Say whether a place has a problem already."""
    return any(one.where == where for one in problems[-3:])


def _months(cell: object, where: str, problems: list[Problem]) -> tuple[int, ...]:
    expected = "a month, a quarter or a financial year"
    try:
        months = read_months(cell)
    except PmobookError as error:
        found, _, remedy = str(error).partition(". ")
        problems.append(Problem(f"{where}, column period", found.removesuffix(" is not a period"), expected, remedy))
        return ()
    if months.kind == "number":
        remedy = "Write a month as 2026-07, a quarter as 2026Q3, a financial year as FY2026/27."
        problems.append(Problem(f"{where}, column period", quoted(cell), expected, remedy))
        return ()
    return months.slots
