"""Value, cost and limits as they are handed in (series, dictionary, list, array or frame), as labelled numbers."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.errors import Problem, ProblemsFound
from pmobook.vocabulary import nearest, quoted

__all__ = ["Bools", "Floats", "Id", "Ints", "Numbers", "as_column", "as_table", "read_numbers", "unknown"]

Id: TypeAlias = Any
"""Whatever labels a project, a resource or a goal: a text, a number."""

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Numbers:
    """What a selection is made from.

    Attributes
    ----------
    projects, resources
        Ids, in the order handed in.
    value
        (projects,), 0 or more.
    cost
        (projects, resources), 0 or more.
    limits
        (resources,), 0 or more; infinite where there is no limit.
    """

    projects: tuple[Id, ...]
    resources: tuple[Id, ...]
    value: Floats
    cost: Floats
    limits: Floats


def unknown(where: str, item: object, known: Iterable[Id], noun: str = "project") -> Problem:
    """Return the problem of an id that nothing else knows."""
    names = [str(one) for one in known]
    guess = nearest(str(item), names)
    remedy = f"Did you mean {guess}?" if guess else f"Correct the id, or add the {noun}."
    return Problem(where, quoted(item), f"the id of a {noun} that has a value", remedy)


def as_column(data: Any, name: str) -> pd.Series:  # noqa: ANN401 - whatever has one number each
    """Return one number a label, whatever it comes in; a frame needs one column of numbers, beside `project_id` at most."""
    if isinstance(data, pd.DataFrame):
        frame = data.set_index("project_id") if "project_id" in data.columns else data
        if name in frame.columns:
            return frame[name]
        if len(frame.columns) != 1:
            found = f"a table with {len(frame.columns)} columns"
            raise ProblemsFound([Problem(name, found, "one column of numbers", "Hand in one number for each.")])
        return frame.iloc[:, 0]
    if isinstance(data, pd.Series):
        return data
    if isinstance(data, Mapping):
        return pd.Series(list(data.values()), index=pd.Index(list(data), tupleize_cols=False), dtype=object)
    if isinstance(data, (int, float, np.number)):
        return pd.Series([data])
    if data is None or isinstance(data, str) or not np.iterable(data):
        found = "nothing" if data is None else quoted(data)
        raise ProblemsFound(
            [Problem(name, found, "numbers, one for each", "Hand in a series, a dictionary, a list or an array.")]
        )
    if isinstance(data, np.ndarray) and data.size == max(data.shape, default=0):
        data = data.ravel()
    return pd.Series(list(data), dtype=object)


def as_table(data: Any, projects: Sequence[Id]) -> pd.DataFrame:  # noqa: ANN401 - whatever has a row a project
    """Return a row a project and a column a resource, whatever it comes in."""
    if isinstance(data, pd.DataFrame):
        return data.set_index("project_id") if "project_id" in data.columns else data
    if isinstance(data, Mapping):
        inner = list(data.values())
        if not inner or not isinstance(inner[0], (Mapping, pd.Series)):
            by_resource = set(data).isdisjoint(projects) and inner and isinstance(inner[0], (Sequence, np.ndarray))
            return pd.DataFrame(dict(data), index=pd.Index(projects)) if by_resource else as_column(data, "cost").to_frame("cost")
        table = pd.DataFrame({key: pd.Series(dict(one), dtype=object) for key, one in data.items()})
        return table if set(data).isdisjoint(projects) else table.T
    if isinstance(data, pd.Series):
        return data.to_frame(data.name if data.name is not None else "cost")
    array = np.asarray(data, dtype=object)
    if array.ndim == 1:
        array = array[:, None]
    names: list[Id] = ["cost"] if array.shape[1] == 1 else list(range(array.shape[1]))
    return pd.DataFrame(array, columns=names)


def _labels(value: pd.Series, raw: Any, cost: Any) -> pd.Series:  # noqa: ANN401 - as handed in
    """Give a bare list of values the ids of the cost table, if that has some."""
    if not isinstance(raw, (pd.Series, pd.DataFrame, Mapping)) and isinstance(cost, (pd.Series, pd.DataFrame)):
        table = as_table(cost, ())
        if len(table) == len(value):
            return value.set_axis(table.index)
    return value


def read_numbers(value: Any, cost: Any, limits: Any, problems: list[Problem]) -> Numbers | None:  # noqa: ANN401 - as handed in
    """Return value, cost and limits as numbers; whatever is wrong with them is added to the problems."""
    found = len(problems)
    values = _labels(as_column(value, "value"), value, cost)
    projects = tuple(values.index)
    table = as_table(cost, projects)
    if not isinstance(cost, (pd.Series, pd.DataFrame, Mapping)) and len(table) == len(values):
        table = table.set_axis(values.index)
    if not projects:
        problems.append(Problem("value", "no project", "at least one project", "Hand in the projects to choose from."))
    for where, labels in (("value", values.index), ("cost", table.index), ("cost, resources", table.columns)):
        problems.extend(
            Problem(f"{where} of {label}", "a second row", "each id once", "Remove or rename one of them.")
            for label in labels[labels.duplicated()].unique()
        )
    if len(problems) > found:
        return None
    problems.extend(unknown("cost", label, projects) for label in table.index if label not in values.index)
    bound = _limits(limits, tuple(table.columns), problems)
    cells = np.array([_number(one, f"value of {label}", problems) for label, one in values.items()])
    table = table.astype(object).reindex(list(projects))
    costs = [
        [_number(one, f"cost of {label}, {name}", problems) for name, one in zip(table.columns, row, strict=True)]
        for label, row in zip(projects, table.itertuples(index=False, name=None), strict=True)
    ]
    shaped = np.array(costs, dtype=np.float64).reshape(len(projects), len(table.columns))
    return Numbers(projects, tuple(table.columns), cells, shaped, bound) if len(problems) == found else None


def _limits(limits: Any, resources: tuple[Id, ...], problems: list[Problem]) -> Floats:  # noqa: ANN401 - as handed in
    column = as_column(limits, "limit")
    if not isinstance(limits, (pd.Series, pd.DataFrame, Mapping)):
        if len(column) != len(resources):
            problems.append(
                Problem("limits", f"{len(column)} limits", f"one for each of the {len(resources)} resources",
                        "Hand in a limit for each column of the cost table.")
            )  # fmt: skip
            return np.zeros(len(resources))
        column = column.set_axis(pd.Index(resources, tupleize_cols=False))
    twice = column.index[column.index.duplicated()].unique()
    problems.extend(Problem(f"limit of {one}", "a second limit", "each resource once", "Remove one of the two.") for one in twice)
    problems.extend(
        Problem("limits", quoted(name), "a resource that the cost table has a column for", "Correct its name, or add its costs.")
        for name in column.index if name not in resources
    )  # fmt: skip
    column = column[~column.index.duplicated()]
    none = "Write inf if there is no limit."
    return np.array([
        _number(column[name] if name in column.index else None, f"limit of {name}", problems, remedy=none, most=math.inf)
        for name in resources
    ])  # fmt: skip


def _number(
    cell: Any,  # noqa: ANN401 - whatever a table holds
    where: str,
    problems: list[Problem],
    *,
    remedy: str = "Write a number; 0 if there is none.",
    most: float = 1e300,
) -> float:
    """Return a cell as a number of 0 or more, or add what is wrong with it."""
    try:
        number = float(cell) if cell is not None and cell is not pd.NA and not isinstance(cell, (str, bool)) else math.nan
    except (TypeError, ValueError):
        number = math.nan
    if math.isnan(number):
        missing = cell is None or cell is pd.NA or (isinstance(cell, (float, np.floating)) and math.isnan(cell))
        problems.append(Problem(where, "nothing" if missing else quoted(cell), "a number of 0 or more", remedy))
    elif number < 0:
        problems.append(Problem(where, f"{number:g}", "a number of 0 or more", "Correct its sign."))
    elif number > most:
        problems.append(Problem(where, f"{number:g}", "a finite number", "Write the number itself."))
    else:
        return number
    return 0.0
