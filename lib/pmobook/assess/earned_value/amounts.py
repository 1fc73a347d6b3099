"""Amounts as people hand them over: a number, a list, a column or a table, under full names or the field's abbreviations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.errors import PmobookError
from pmobook.vocabulary import NOT_ASSESSED, nearest, quoted

__all__ = ["Floats", "gather_amounts", "numbers_of", "quotient"]

Floats: TypeAlias = npt.NDArray[np.float64]
Shape: TypeAlias = Callable[[npt.NDArray[Any]], Any]

_OTHER_NAMES = {
    "planned_value": ("pv", "planned", "bcws", "planned_values"),
    "earned_value": ("ev", "earned", "bcwp", "earned_values"),
    "actual_cost": ("ac", "actual", "acwp", "actual_costs"),
    "budget_at_completion": ("bac", "budget"),
    "estimate_at_completion": ("own_estimate", "estimate"),
}
_FULL_NAMES = {other: full for full, others in _OTHER_NAMES.items() for other in (full, *others)}


def numbers_of(value: object, name: str) -> Floats:
    """Return an amount, or several, as floating-point numbers; what is missing or "not assessed" is NaN.

    Raises
    ------
    PmobookError
        If something in it is neither a number nor missing, or is infinite.
    """
    given = np.asarray(value.tolist() if isinstance(value, pd.Series) else value, dtype=object)
    return np.array([_number(one, name) for one in given.ravel().tolist()], dtype=np.float64).reshape(given.shape)


def _number(one: object, name: str) -> float:
    if one is None or one is pd.NA or one is pd.NaT or (isinstance(one, str) and one.strip().casefold() in {"", NOT_ASSESSED}):
        return np.nan
    try:
        number = float("x") if isinstance(one, bool | np.bool_) else float(one)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        message = f"{name}: found {quoted(one)}, expected a number, or nothing where it is not assessed. Correct the amount."
        raise PmobookError(message) from None
    if np.isinf(number):
        message = f"{name}: found an infinite amount, expected a number. Leave it empty where it is not assessed."
        raise PmobookError(message)
    return number


def gather_amounts(given: Mapping[str, object], extra: Mapping[str, object]) -> tuple[dict[str, Floats], Shape]:
    """Return amounts by full name, all of one shape, and a function that gives a result the shape that the caller used.

    Parameters
    ----------
    given
        Full name to what was handed over; None is not given. The first may be a frame or a mapping that holds them all.
    extra
        Amounts under other names (``pv``, ``ev``, ``ac``, ``bac``).

    Raises
    ------
    PmobookError
        If a name is unknown or given twice, amounts differ in length, or columns can't be matched by their labels.
    """
    held: dict[str, object] = {}
    for name, value in given.items():
        if isinstance(value, pd.DataFrame | Mapping):
            _take_table(value, held)
        elif value is not None:
            _take(name, value, held)
    for name, value in extra.items():
        if value is not None:
            _take(_full_name(name), value, held)
    series = {name: value for name, value in held.items() if isinstance(value, pd.Series)}
    index = _common_index(series)
    if index is not None:
        held.update({name: value if value.index.equals(index) else value.reindex(index) for name, value in series.items()})
    arrays = {name: numbers_of(held.get(name), name) for name in _OTHER_NAMES}
    try:
        shaped = np.broadcast_arrays(*arrays.values())
    except ValueError:
        sizes = ", ".join(f"{name} {array.size}" for name, array in arrays.items() if array.ndim)
        message = f"Amounts of different lengths: {sizes}; expected one for each project in all. Hand over columns of one table."
        raise PmobookError(message) from None
    if index is not None and shaped[0].shape != (len(index),):
        message = (
            f"A column of {len(index)} amounts beside others of shape {shaped[0].shape}; expected one for each project in all."
        )
        raise PmobookError(message)
    found = {name: np.array(array, dtype=np.float64) for name, array in zip(arrays, shaped, strict=True)}
    return found, _shape_like(index, shaped[0].ndim)


def _shape_like(index: pd.Index | None, dimensions: int) -> Shape:
    if index is not None:
        return lambda array: pd.Series(array, index=index)
    return (lambda array: array) if dimensions else (lambda array: array.item())


def _take_table(table: pd.DataFrame | Mapping[Any, Any], held: dict[str, object]) -> None:
    """Take the amounts out of a table that may hold other columns too; a full name goes before an abbreviation."""
    there = {_plain(str(name)): name for name in table}
    for full, others in _OTHER_NAMES.items():
        name = next((there[one] for one in (full, *others) if one in there), None)
        if name is not None and table[name] is not None:
            _take(full, table[name], held)


def _take(name: str, value: object, held: dict[str, object]) -> None:
    if name in held:
        message = f"{name} was given twice, under its own name and another one. Give it once."
        raise PmobookError(message)
    held[name] = value


def _plain(name: str) -> str:
    return "_".join(name.strip().casefold().replace("-", " ").split())


def _full_name(name: str) -> str:
    plain = _plain(name)
    if plain not in _FULL_NAMES:
        guess = nearest(plain, _FULL_NAMES)
        hint = f"Did you mean {guess}? " if guess else ""
        message = f"There is no amount {quoted(name)}. {hint}The amounts are {', '.join(_OTHER_NAMES)}, or pv, ev, ac, bac."
        raise PmobookError(message)
    return _FULL_NAMES[plain]


def _common_index(series: Mapping[str, pd.Series]) -> pd.Index | None:
    """Return the labels that columns share: the first one's if all are alike, else all that occur."""
    indexes = [one.index for one in series.values()]
    if not indexes:
        return None
    first, *others = indexes
    if all(first.equals(other) for other in others):
        return first
    if not all(one.is_unique for one in indexes):
        message = "Columns whose labels differ and repeat can't be matched. Give each project one label, or hand over lists."
        raise PmobookError(message)
    for other in others:
        first = first.union(other, sort=False)
    return first


def quotient(part: Floats, whole: Floats) -> Floats:
    """Divide; by zero, or beyond what a number can hold, gives NaN."""
    divides = np.isfinite(part) & np.isfinite(whole) & (whole != 0)
    with np.errstate(over="ignore", under="ignore"):
        found = np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=divides)
    return np.asarray(np.where(np.isfinite(found), found, np.nan), dtype=np.float64)
