"""A measure's values as numbers in the order of time, from whatever holds them, and which of them follow each other."""

from __future__ import annotations

import datetime as dt
import itertools
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.vocabulary import NOT_ASSESSED, Period, quoted

__all__ = ["Course", "Numbers", "read_course"]

Numbers = Iterable[object] | Mapping[object, object]
"""A list, tuple, array, Series, frame of one column or a mapping from period to value."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LARGEST = 1e150
"""Squares and sums of larger numbers leave what a computer's numbers can hold."""


@dataclass(frozen=True, eq=False)
class Course:
    """Values in the order of time.

    Attributes
    ----------
    numbers
        One a period; NaN is not assessed.
    follows
        Whether each value's period is the one right after the value before; False for the first.
    index
        The periods, or positions from 0 if none were given.
    """

    numbers: NDArray[np.float64]
    follows: NDArray[np.bool_]
    index: pd.Index


def read_course(values: Numbers) -> Course:
    """Read values in the order of time.

    Parameters
    ----------
    values
        A list, array, Series, frame of one column, or a mapping from period to value. None, NaN and "not assessed" are
        periods without a value. Values stand for neighbouring periods unless the index names periods (``2026-07``,
        ``2026Q3``, ``FY2026/27`` or pandas' own) or first or last days of months: then a period left out is a gap like one
        that is not assessed.

    Raises
    ------
    ProblemsFound
        If anything among them is no finite number, with its place.
    PmobookError
        If there is more than one column, or the index names periods or days out of order or twice.

    Examples
    --------
    >>> read_course({"2026-05": 7, "2026-07": None, "2026-08": 9}).follows.tolist()
    [False, False, True]
    """
    column = _one_column(values)
    return Course(_as_numbers(column), _follows(column.index), column.index)


def _one_column(values: Numbers) -> pd.Series:
    if isinstance(values, pd.DataFrame):
        if values.shape[1] != 1:
            message = f"values: found a frame of {values.shape[1]} columns, expected one measure. Pass one of its columns."
            raise PmobookError(message)
        return values.iloc[:, 0]
    if isinstance(values, pd.Series):
        return values
    if isinstance(values, Mapping):
        return pd.Series(list(values.values()), index=pd.Index(list(values)), dtype=object)
    if isinstance(values, pd.Index):
        return pd.Series(values.tolist(), dtype=object)
    if isinstance(values, str | bytes) or not isinstance(values, Iterable):
        message = f"values: found {quoted(values)}, expected several numbers in the order of time. Pass a list or a Series."
        raise PmobookError(message)
    if isinstance(values, np.ndarray):
        plain = np.ma.filled(values.astype("float64"), np.nan) if np.ma.isMaskedArray(values) else values
        if plain.ndim != 1 and plain.size != max(plain.shape, default=0):
            shape = " by ".join(str(length) for length in plain.shape)
            message = f"values: found an array of {shape}, expected one measure. Pass one row or column of it."
            raise PmobookError(message)
        return pd.Series(plain.reshape(-1))
    return pd.Series(list(values), dtype=object)


def _as_numbers(column: pd.Series) -> NDArray[np.float64]:
    if column.dtype.kind in "iuf" and not isinstance(column.dtype, pd.api.extensions.ExtensionDtype):
        found = column.to_numpy(dtype="float64", copy=True)
        if not (np.abs(found) > _LARGEST).any():
            return found
    problems: list[Problem] = []
    read = [_as_number(value, f"values, position {place}", problems) for place, value in enumerate(column.tolist())]
    if problems:
        raise ProblemsFound(problems)
    return np.array(read, dtype="float64")


def _as_number(value: object, where: str, problems: list[Problem]) -> float:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, str) and value.strip() == NOT_ASSESSED):
        return math.nan
    if isinstance(value, Real | Decimal) and not isinstance(value, bool | np.bool_):
        if value != value:  # noqa: PLR0124 - only NaN differs from itself, whatever kind of number it is
            return math.nan
        number = float(value)
        if abs(number) <= _LARGEST:
            return number
    remedy = "Correct it, or leave it empty if it is not assessed."
    problems.append(Problem(where, quoted(value), f"a finite number of at most {_LARGEST:g}", remedy))
    return math.nan


def _follows(index: pd.Index) -> NDArray[np.bool_]:
    if isinstance(index, pd.PeriodIndex):
        places = np.asarray(index.asi8)
        _check_order(places, index)
        return np.concatenate([[False], np.diff(places) == 1])[: len(index)]
    named = _periods(index)
    if named:
        _check_order(np.array([one.last_day.toordinal() for one in named]), index)
        after = [later.first_day.toordinal() - sooner.last_day.toordinal() == 1 for sooner, later in itertools.pairwise(named)]
        return np.array([False, *after])
    days = _days(index)
    if days is not None:
        _check_order(days.asi8, index)
        if len(days) and (days.is_month_start.all() or days.is_month_end.all()):
            steps = np.diff(days.year * 12 + days.month)
            return np.array([False, *(steps == steps.min())]) if steps.size else np.array([False])
    return np.arange(len(index)) > 0


def _days(index: pd.Index) -> pd.DatetimeIndex | None:
    """Return the days that an index names, as pandas' own, Python's or ISO texts; None if it holds anything else."""
    if isinstance(index, pd.DatetimeIndex):
        return index
    labels = index.tolist()
    if not labels or not all(isinstance(one, dt.date) or (isinstance(one, str) and _DAY.match(one)) for one in labels):
        return None
    try:
        return pd.DatetimeIndex(pd.to_datetime([str(one) for one in labels], format="ISO8601"))
    except ValueError:
        return None


def _periods(index: pd.Index) -> list[Period]:
    """Return the periods that an index names, or none if it holds anything else."""
    labels = index.tolist()
    if not labels or not all(isinstance(label, str) for label in labels):
        return []
    try:
        return [Period.parse(label) for label in labels]
    except PmobookError:
        return []


def _check_order(places: NDArray[np.int64], index: pd.Index) -> None:
    wrong = np.flatnonzero(np.diff(places) <= 0)
    if wrong.size:
        sooner, later = index[int(wrong[0])], index[int(wrong[0]) + 1]
        found = f"{later} twice" if sooner == later else f"{later} after {sooner}"
        message = (
            f"values: found {found}, expected each period once, in the order of time. Sort them and keep one value a period."
        )
        raise PmobookError(message)
