"""Activities as they are handed in: how long each takes, when it may start, and what it needs of each role."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.forms import read_amounts, read_cell
from pmobook.assess.resources.months import read_months
from pmobook.assess.tables import present
from pmobook.errors import PmobookError, Problem
from pmobook.vocabulary import quoted

__all__ = ["Activity", "Part", "is_demand", "read_activities", "read_profiles"]

_IDS = ("project_id", "activity_id", "activity", "id", "job", "task")
_DURATIONS = ("duration", "periods", "months")
_TIMES = {
    "planned": ("planned_start", "start"),
    "earliest": ("earliest_start", "earliest", "release", "release_date"),
    "latest": ("deadline", "latest_finish", "due"),
}
_NUMBERS = {"weight": ("weight",), "rank": ("rank", "priority")}
_KNOWN = {*_IDS, *_DURATIONS, *(name for names in [*_TIMES.values(), *_NUMBERS.values()] for name in names)}


@dataclass(frozen=True)
class Part:
    """What an activity needs of a role for some periods, the first ``offset`` after its start."""

    role: Any
    offset: int
    length: int
    fte: float


@dataclass(frozen=True)
class Activity:
    """One project or activity.

    Attributes
    ----------
    name
        Its id.
    duration
        Periods; None until its demand by month says so.
    parts
        What it needs.
    planned, earliest, latest
        Periods as named: start as planned, earliest start, last period (of a month) or finish (of a number); None: not given.
    weight, rank
        Of a delay; None: not given.
    unknown
        Roles whose need is not assessed.
    """

    name: Any
    duration: int | None
    parts: tuple[Part, ...] = ()
    planned: int | None = None
    earliest: int | None = None
    latest: int | None = None
    weight: float | None = None
    rank: float | None = None
    unknown: tuple[Any, ...] = field(default=())
    is_calendar: bool = False


def is_demand(data: Any) -> bool:  # noqa: ANN401 - as handed in
    """Say whether a table is demand by month, (project_id, role, period, fte)."""
    return isinstance(data, pd.DataFrame) and {"role", "fte"} <= {str(name) for name in data.columns}


def _as_frame(data: Any, demand: Any) -> pd.DataFrame:  # noqa: ANN401, PLR0911 - one return a shape
    if isinstance(data, pd.DataFrame):
        name = next((name for name in _IDS if name in data.columns), None)
        return data if name is None else data.set_index(name)
    if isinstance(data, pd.Series):
        return data.to_frame("duration")
    if isinstance(data, Mapping):
        is_row = [isinstance(row, (Mapping, pd.Series)) for row in data.values()]
        if data and all(is_row):
            return pd.DataFrame([dict(row) for row in data.values()], index=pd.Index(list(data), tupleize_cols=False))
        if not any(is_row) and any(isinstance(row, (Sequence, np.ndarray)) and not isinstance(row, str) for row in data.values()):
            return _as_frame(pd.DataFrame(dict(data)), demand)
        return pd.DataFrame({"duration": list(data.values())}, index=pd.Index(list(data), tupleize_cols=False), dtype=object)
    try:
        rows = list(data)
    except TypeError:
        message = f"activities: found {type(data).__name__}, expected a table with a row an activity, or id to duration."
        raise PmobookError(message) from None
    if rows and isinstance(rows[0], Mapping):
        return _as_frame(pd.DataFrame(rows), demand)
    index = demand.index if isinstance(demand, pd.DataFrame) and not is_demand(demand) and len(demand) == len(rows) else None
    return pd.DataFrame({"duration": rows}, index=index, dtype=object)


def _needs_table(frame: pd.DataFrame, demand: Any, roles: Sequence[Any]) -> pd.DataFrame:  # noqa: ANN401 - as handed in
    """Return needs as a table of activities by roles."""
    if isinstance(demand, pd.DataFrame):
        name = next((name for name in _IDS if name in demand.columns), None)
        table = demand if name is None else demand.set_index(name)
    elif isinstance(demand, Mapping):
        rows = [
            dict(row) if isinstance(row, (Mapping, pd.Series)) else dict(zip(roles, row, strict=True)) for row in demand.values()
        ]
        every = list(dict.fromkeys(role for row in rows for role in row))
        cells = [[row.get(role, 0) for role in every] for row in rows]
        table = pd.DataFrame(cells, index=pd.Index(list(demand), tupleize_cols=False), columns=every)
    else:
        array = np.asarray(demand, dtype=object)
        array = array[:, None] if array.ndim == 1 else array
        if len(array) != len(frame):
            message = f"demand: {len(array)} rows for {len(frame)} activities. Give each activity one row."
            raise PmobookError(message)
        names = list(roles) if len(roles) == array.shape[1] else list(range(array.shape[1]))
        table = pd.DataFrame(array, index=frame.index, columns=names)
    strange = [one for one in table.index if one not in frame.index]
    if strange:
        message = f"demand: {quoted(strange[0])} is no activity. Give it a duration, or remove its demand."
        raise PmobookError(message)
    return table


def _is_role(column: pd.Series, roles: Sequence[Any]) -> bool:
    if column.name in roles:
        return True
    numeric = pd.api.types.is_numeric_dtype(column.dtype) and not pd.api.types.is_bool_dtype(column.dtype)
    return column.name not in _KNOWN and numeric


def _whole(cell: Any, where: str, problems: list[Problem]) -> int | None:  # noqa: ANN401 - whatever a table holds
    if not present(cell):
        problems.append(Problem(where, "nothing", "a whole number of periods", "Write how many periods it takes."))
        return None
    is_number = isinstance(cell, (int, float, np.number)) and not isinstance(cell, (bool, np.bool_))
    if not is_number or not float(cell).is_integer() or cell < 0:
        problems.append(
            Problem(where, quoted(cell), "a whole number of periods, 0 or more", "Write it in whole periods, as in 3.")
        )
        return None
    return int(cell)


def _time(cell: Any, where: str, problems: list[Problem], *, last: bool) -> tuple[int | None, bool]:  # noqa: ANN401
    """Return a period as its number, and whether it is a month; of a longer one the first month, or the last."""
    if not present(cell):
        return None, False
    try:
        months = read_months(cell)
    except PmobookError as error:
        problems.append(Problem(where, quoted(cell), "a month, or the number of a period", str(error).partition(". ")[2]))
        return None, False
    return months.slots[-1 if last else 0], months.kind != "number"


def _number(cell: Any, where: str, problems: list[Problem]) -> float | None:  # noqa: ANN401 - whatever a table holds
    if not present(cell):
        return None
    return read_cell(cell, where, problems, "Write a number of 0 or more.")


def _first(row: Mapping[Any, Any], names: Iterable[str]) -> Any:  # noqa: ANN401 - whatever a table holds
    return next((row[name] for name in names if name in row), None)


def _parts(row: Mapping[Any, Any], roles: Sequence[Any], duration: int, name: Any, problems: list[Problem]) -> Iterator[Part]:  # noqa: ANN401
    for role in roles:
        amount = read_cell(row[role], f"activity {name}, column {role}", problems, "Write 0 if it needs nobody of the role.")
        if np.isnan(amount) or (amount > 0 and duration > 0):
            yield Part(role, 0, duration, amount)


def read_activities(
    data: Any,  # noqa: ANN401 - as handed in
    demand: Any,  # noqa: ANN401
    roles: Sequence[Any],
    problems: list[Problem],
) -> tuple[dict[Any, Activity], list[Any]]:
    """Return the activities of a table, and the columns that hold needs; whatever is wrong with it is added to the problems.

    Parameters
    ----------
    data
        A row an activity: an id (``project_id``, ``activity``, ``id`` or the index), ``duration``, perhaps ``planned_start``,
        ``earliest_start``, ``deadline``, ``weight``, ``rank``, and a column a role. Or id to duration, or durations alone.
    demand
        What each needs, activities by roles; None if it stands in columns of the table; by month, it is read by `read_profiles`.
    roles
        Of the capacity, in order.
    """
    frame = _as_frame(data, demand)
    if demand is None:
        needed = [name for name in frame.columns if _is_role(frame[name], roles)]
    else:
        wide = None if is_demand(demand) else _needs_table(frame, demand, roles)
        needed = [] if wide is None else list(wide.columns)
        known = frame[[name for name in frame.columns if name in _KNOWN]]
        frame = known if wide is None else known.join(wide.loc[~wide.index.duplicated()], how="left")
    problems.extend(
        Problem(f"activity {name}", "a second row", "each id once", "Remove or rename one of them.")
        for name in frame.index[frame.index.duplicated()].unique()
    )
    activities: dict[Any, Activity] = {}
    for name, cells in zip(frame.index, frame.astype(object).itertuples(index=False, name=None), strict=True):
        row = dict(zip(frame.columns, cells, strict=True))
        has_duration = any(column in row for column in _DURATIONS)
        duration = _whole(_first(row, _DURATIONS), f"activity {name}, column duration", problems) if has_duration else None
        parts = list(_parts(row, needed, duration or 0, name, problems))
        times = {
            key: _time(_first(row, names), f"activity {name}, column {names[0]}", problems, last=key == "latest")
            for key, names in _TIMES.items()
        }
        numbers = {
            key: _number(_first(row, names), f"activity {name}, column {key}", problems) for key, names in _NUMBERS.items()
        }
        activities[name] = Activity(
            name, duration, tuple(one for one in parts if not np.isnan(one.fte)),
            planned=times["planned"][0], earliest=times["earliest"][0], latest=times["latest"][0],
            weight=numbers["weight"], rank=numbers["rank"],
            unknown=tuple(one.role for one in parts if np.isnan(one.fte)),
            is_calendar=any(is_month for _, is_month in times.values()),
        )  # fmt: skip
    return activities, needed


def read_profiles(demand: Any, problems: list[Problem]) -> dict[Any, Activity]:  # noqa: ANN401 - as handed in
    """Return projects from their demand by month: planned from the first month in which they need somebody to the last.

    Parameters
    ----------
    demand
        Frame (project_id, role, period, fte).

    Notes
    -----
    Months of the same amount become one part, so that the search sees few.
    """
    amounts = read_amounts(demand, ["project_id", "role"], "demand", problems)
    table = amounts.table[amounts.table["fte"].ne(0)].sort_values("slot")
    activities = {}
    for name, rows in table.groupby("project_id", sort=False):
        known = rows[rows["fte"].notna()]
        first, last = int(rows["slot"].min()), int(rows["slot"].max())
        parts = [part for role, needs in known.groupby("role", sort=False) for part in _runs(role, needs, first)]
        unknown = tuple(dict.fromkeys(rows.loc[rows["fte"].isna(), "role"]))
        activities[name] = Activity(
            name, last - first + 1, tuple(parts), planned=first, unknown=unknown, is_calendar=bool(amounts.is_calendar)
        )
    return activities


def _runs(role: Any, needs: pd.DataFrame, first: int) -> Iterator[Part]:  # noqa: ANN401 - a name
    slots, fte = needs["slot"].to_numpy(), needs["fte"].to_numpy()
    edges = [0, *(int(at) + 1 for at in np.flatnonzero((np.diff(slots) != 1) | (np.diff(fte) != 0))), len(slots)]
    for begin, end in itertools.pairwise(edges):
        yield Part(role, int(slots[begin]) - first, end - begin, float(fte[begin]))
