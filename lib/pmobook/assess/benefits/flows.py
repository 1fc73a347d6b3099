"""Amounts, dates and rates as people hand them over: read once, and every fault named."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.errors import Problem, ProblemsFound
from pmobook.vocabulary import quoted

__all__ = ["Floats", "read_amounts", "read_dates", "read_first_at", "read_rate"]

Floats = npt.NDArray[np.float64]

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?\Z")


def read_amounts(amounts: Any, where: str = "amounts") -> Floats:  # noqa: ANN401 - whatever holds numbers
    """Return amounts, one a period in order, as an array.

    Parameters
    ----------
    amounts
        A list, array, Series, a table of one column, or a mapping from period to amount. Costs are negative.
    where
        How messages name them.

    Raises
    ------
    ProblemsFound
        If there is none, or with every one that is no finite number: an amount not known is never zero.
    """
    given = _listed(amounts, where)
    found = [_number(value) for value in given]
    problems = [
        Problem(f"{where}, position {place}", "nothing" if _is_missing(value) else quoted(value), "a number",
                "Write the amount, or 0 if nothing fell in that period.")
        for place, (value, number) in enumerate(zip(given, found, strict=True), 1)
        if number is None
    ]  # fmt: skip
    if not given:
        problems.append(Problem(where, "nothing", "at least one amount", "Give one amount for each period, costs negative."))
    if problems:
        raise ProblemsFound(problems)
    return np.array([number for number in found if number is not None], dtype=np.float64)


def read_rate(rate: Any, where: str = "rate") -> float:  # noqa: ANN401 - whatever may be a number
    """Return a rate as a share a period.

    Raises
    ------
    ProblemsFound
        If it is no number above -1: more than everything can't be lost.
    """
    number = None if isinstance(rate, Iterable) and not isinstance(rate, str) else _number(rate)
    if number is None or number <= -1:
        remedy = "Give the rate as a share: 3.5 % is 0.035."
        raise ProblemsFound([Problem(where, quoted(rate), "one number above -1", remedy)])
    return number


def read_first_at(first_at: object) -> int:
    """Return the period of the first amount: 0 if it is not discounted, 1 if it is by one period.

    Raises
    ------
    ProblemsFound
        If it is neither.
    """
    if first_at not in (0, 1):
        remedy = "Give 0 if the first amount falls now, 1 if it falls at the end of the first period, as spreadsheets have it."
        raise ProblemsFound([Problem("first_at", quoted(first_at), "0 or 1", remedy)])
    return int(first_at)


def read_dates(dates: Any, where: str = "dates") -> Floats:  # noqa: ANN401 - whatever holds days
    """Return days as numbers of days since the first day of 1970, in the order given.

    Parameters
    ----------
    dates
        Texts such as 2026-07-31, dates, timestamps or an index of them; times of day don't count.
    where
        How messages name them.

    Raises
    ------
    ProblemsFound
        With every one that is no day, or that could be read in two ways, such as 01/02/2026.
    """
    given = _listed(dates, where)
    found = [_day(value) for value in given]
    problems = [
        Problem(f"{where}, position {place}", "nothing" if _is_missing(value) else quoted(value), "a day such as 2026-07-31",
                "Write year, month and day in this order.")
        for place, (value, day) in enumerate(zip(given, found, strict=True), 1)
        if day is None
    ]  # fmt: skip
    if problems:
        raise ProblemsFound(problems)
    return np.array([day.toordinal() - dt.date(1970, 1, 1).toordinal() for day in found if day is not None], dtype=np.float64)


def _listed(values: Any, where: str) -> list[Any]:  # noqa: ANN401 - as above
    if isinstance(values, pd.DataFrame):
        if values.shape[1] != 1:
            remedy = "Choose the column that holds them."
            raise ProblemsFound([Problem(where, f"a table of {values.shape[1]} columns", "one column", remedy)])
        values = values.iloc[:, 0]
    if isinstance(values, Mapping):
        return list(values.values())
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise ProblemsFound([Problem(where, quoted(values), "several values, one a period", "Put them in a list.")])
    array = np.asarray(values) if isinstance(values, np.ndarray) else None
    if array is not None and array.ndim > 1:
        if max(array.shape) != array.size:
            raise ProblemsFound([Problem(where, f"an array of shape {array.shape}", "one row or column", "Choose one of them.")])
        return list(array.ravel())
    return [values] if array is not None and array.ndim == 0 else list(values)


def _is_missing(value: Any) -> bool:  # noqa: ANN401 - as above
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def _number(value: Any) -> float | None:  # noqa: ANN401 - as above
    if _is_missing(value) or isinstance(value, bool | np.bool_ | complex):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _day(value: Any) -> dt.date | None:  # noqa: ANN401 - as above
    if _is_missing(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, np.datetime64) or (isinstance(value, str) and _ISO.match(value.strip())):
        try:
            return pd.Timestamp(value).date()
        except ValueError:
            return None
    return None
