"""What can be done to move up: a table of actions, checked, with what each depends on."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.errors import Problem, ProblemsFound
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import quoted

__all__ = ["Action", "Dependency", "actions_of", "read_actions"]

_ALSO_CALLED = {"capability": "capability_id", "level": "to_level", "depends_on": "dependencies"}
_DEPENDENCY = re.compile(r"\s*(.+?)\s*[:@]\s*([0-9]+)\s*\Z")

Dependency = tuple[str, int]
"""A capability and the level of it that must be held."""


@dataclass(frozen=True)
class Action:
    """One way to bring one capability to one level.

    Attributes
    ----------
    action_id, title
        Its name, and what is done.
    capability, level
        What it brings about: every practice of this level of this capability is fully met.
    person_days
        Effort.
    weeks
        Calendar time.
    depends_on
        What must be held before it begins, besides the capability's own levels below.
    """

    action_id: str
    capability: str
    level: int
    person_days: float
    weeks: float
    depends_on: tuple[Dependency, ...]
    title: str


def actions_of(model: MaturityModel) -> pd.DataFrame:
    """Return the actions of a maturity model as the table that `read_actions` takes."""
    rows = [
        {
            "action_id": action.action_id,
            "capability": capability.capability_id,
            "level": action.to_level,
            "person_days": action.person_days,
            "weeks": action.weeks,
            "depends_on": [(one.capability_id, one.level) for one in action.depends_on],
            "title": action.title,
        }
        for capability in model.capabilities
        for action in capability.actions
    ]
    return pd.DataFrame(rows, columns=["action_id", "capability", "level", "person_days", "weeks", "depends_on", "title"])


def read_actions(actions: pd.DataFrame) -> tuple[Action, ...]:
    """Return a table of actions as checked values, by capability, level and id.

    Parameters
    ----------
    actions
        One row an action. Columns: action_id; capability (or capability_id); level (or to_level): the level it brings the
        capability to, 1 or more; person_days: 0 or more; weeks (optional): 0 or more, 0 if the column is not there;
        depends_on (optional): a list of (capability, level) pairs or of mappings with capability_id and level, or a text
        "capability:level;capability:level", blank if on nothing; title (optional): the id if it is not there.
        Several actions for the same step are alternatives.

    Raises
    ------
    ProblemsFound
        With everything that is wrong: a column, an id, a number or a dependency.
    """
    names = {wanted: _column(actions, wanted) for wanted in ("capability", "level", "depends_on")}
    required = {"action_id": "action_id", "person_days": "person_days"} | {key: names[key] for key in ("capability", "level")}
    missing = [wanted for wanted, name in required.items() if name not in actions.columns]
    if missing:
        found = ", ".join(str(column) for column in actions.columns) or "no columns"
        raise ProblemsFound(
            [Problem("the table of actions", found, f"also the column {name}", "Add the column.") for name in missing]
        )
    problems: list[Problem] = []
    read = [_read_row(row, names, problems) for row in actions.to_dict(orient="records")]
    repeated = sorted({one.action_id for one in read if sum(one.action_id == other.action_id for other in read) > 1})
    problems += [
        Problem(f"action {one}", "the id more than once", "one row an action", "Give each action an id of its own.")
        for one in repeated
    ]
    if problems:
        raise ProblemsFound(problems)
    return tuple(sorted(read, key=lambda one: (one.capability, one.level, one.action_id)))


def _column(actions: pd.DataFrame, wanted: str) -> str:
    also = _ALSO_CALLED[wanted]
    return also if wanted not in actions.columns and also in actions.columns else wanted


def _read_row(row: Mapping[Any, Any], names: Mapping[str, str], problems: list[Problem]) -> Action:
    action_id = str(row["action_id"])
    where = f"action {action_id}"
    level = _number(row[names["level"]], f"{where}, level", 1, problems)
    if level != int(level):
        problems.append(Problem(f"{where}, level", str(level), "a whole number", "Correct the level."))
    title = row.get("title")
    return Action(
        action_id=action_id,
        capability=str(row[names["capability"]]),
        level=int(level),
        person_days=_number(row["person_days"], f"{where}, person_days", 0, problems),
        weeks=_number(row.get("weeks", 0.0), f"{where}, weeks", 0, problems),
        depends_on=_dependencies(row.get(names["depends_on"]), where, problems),
        title=title if isinstance(title, str) and title.strip() else action_id,
    )


def _number(value: object, where: str, least: int, problems: list[Problem]) -> float:
    try:
        number = float(str(value))
    except (TypeError, ValueError):
        number = math.nan
    if math.isfinite(number) and number >= least:
        return number
    problems.append(Problem(where, quoted(value), f"a number, {least} or more", "Correct the value."))
    return float(least)


def _dependencies(cell: object, where: str, problems: list[Problem]) -> tuple[Dependency, ...]:
    found: list[Dependency] = []
    for part in _parts(cell):
        pair = _pair(part)
        if pair is None:
            expected = "capability:level, as in benefits_realisation:2"
            problems.append(Problem(f"{where}, depends_on", quoted(part), expected, "Correct the dependency."))
        else:
            found.append(pair)
    return tuple(dict.fromkeys(found))


def _parts(cell: object) -> list[Any]:
    if cell is None or (isinstance(cell, float) and math.isnan(cell)) or cell is pd.NA:
        return []
    if isinstance(cell, str):
        return [part for part in re.split(r"[;,]", cell) if part.strip()]
    if isinstance(cell, Mapping) or _is_pair(cell):
        return [cell]
    return list(cell) if isinstance(cell, Iterable) else [cell]


def _is_pair(cell: object) -> bool:
    return isinstance(cell, (tuple, list)) and len(cell) == 2 and isinstance(cell[0], str) and isinstance(cell[1], int)


def _pair(part: object) -> Dependency | None:
    if isinstance(part, str):
        match = _DEPENDENCY.match(part)
        return (match[1], int(match[2])) if match else None
    if isinstance(part, Mapping):
        part = (part.get("capability", part.get("capability_id")), part.get("level"))
    elif hasattr(part, "capability_id"):
        part = (part.capability_id, getattr(part, "level", None))
    if not isinstance(part, (tuple, list)) or len(part) != 2:
        return None
    capability, level = part
    try:
        return (str(capability), int(level)) if int(level) == float(level) >= 0 else None
    except (TypeError, ValueError):
        return None
