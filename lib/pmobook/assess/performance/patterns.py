"""Patterns in a row of values that chance alone seldom makes; every function works along the last axis."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pmobook.errors import PmobookError
from pmobook.method.performance import performance_method

__all__ = [
    "alternating",
    "part_of_pattern",
    "part_of_two_of_three",
    "runs_in_one_direction",
    "runs_on_one_side",
    "two_of_three",
    "unbroken",
    "windows",
]


def runs_on_one_side(relative_to_mean: ArrayLike, length: int | None = None) -> NDArray[np.int64]:
    """Shift: 1 at the seventh and every later value in a row on one side of the mean, else 0.

    Parameters
    ----------
    relative_to_mean
        Sign of value less mean, or the difference itself; 0 and NaN end a run.
    length
        Values that make a shift; the method's seven if not given.

    References
    ----------
    NHS England, Making Data Count.

    Examples
    --------
    >>> runs_on_one_side([1, 1, 1, 1, 1, 1, 1, 1, -1]).tolist()
    [0, 0, 0, 0, 0, 0, 1, 1, 0]
    """
    side = _signs(relative_to_mean)
    wanted = int(performance_method().nhs.one_side.value) if length is None else length
    return (_run_lengths(side) >= wanted).astype("int64")


def runs_in_one_direction(values: ArrayLike, length: int | None = None, slack: ArrayLike = 0.0) -> NDArray[np.int64]:
    """Trend: the direction (1 up, -1 down) at the seventh and every later value of a row that only rises or only falls, else 0.

    Parameters
    ----------
    values
        In the order of time; two equal values end a trend, and so does NaN.
    length
        Values that make a trend; the method's seven if not given.
    slack
        Differences up to this count as none.

    References
    ----------
    NHS England, Making Data Count.

    Examples
    --------
    >>> runs_in_one_direction([2, 7, 6, 5, 4, 3, 2, 1, 3]).tolist()
    [0, 0, 0, 0, 0, 0, 0, -1, 0]
    """
    direction = _steps(values, slack)
    wanted = int(performance_method().nhs.one_direction.value) if length is None else length
    trend: NDArray[np.int64] = np.where(_run_lengths(direction) >= wanted - 1, direction, 0)
    return trend


def two_of_three(close: ArrayLike, side: ArrayLike) -> NDArray[np.int64]:
    """Near a limit: 1 at every value of three in a row on one side of which two or more are close to a limit, else 0.

    Parameters
    ----------
    close
        Whether each value lies beyond two thirds of the way to a limit.
    side
        Sign of value less mean, or the difference itself.

    References
    ----------
    NHS England, Making Data Count.

    Examples
    --------
    >>> two_of_three([0, 0, 1, 0, 1, 0, 0], [1] * 7).tolist(), two_of_three([1, 0, 1], [1, -1, 1]).tolist()
    ([0, 0, 1, 1, 1, 0, 0], [0, 0, 0])
    """
    method = performance_method().nhs
    signs, near = _signs(side), np.nan_to_num(np.asarray(close, dtype="float64")) != 0
    if signs.shape != near.shape:
        message = f"side: found {signs.shape[-1]} values, expected as many as close, {near.shape[-1]}. Give one for each value."
        raise PmobookError(message)
    found = np.zeros(signs.shape, dtype=bool)
    window = int(method.near_window.value)
    for sign in (1, -1):
        ends = (windows(near & (signs == sign), window) >= method.near_points.value) & (windows(signs == sign, window) == window)
        found |= part_of_pattern(ends, window)
    return found.astype("int64")


def part_of_two_of_three(close: ArrayLike, side: ArrayLike) -> NDArray[np.int64]:
    """Near a limit: 1 at the close values themselves of every window that `two_of_three` finds, else 0.

    Examples
    --------
    >>> part_of_two_of_three([1, 0, 0, 1, 1], [1] * 5).tolist()
    [0, 0, 0, 1, 1]
    """
    near = np.nan_to_num(np.asarray(close, dtype="float64")) != 0
    part: NDArray[np.int64] = (near & (two_of_three(close, side) == 1)).astype("int64")
    return part


def alternating(values: ArrayLike, length: int, slack: ArrayLike = 0.0) -> NDArray[np.int64]:
    """Values that go up and down in turn: 1 at the last of so many in a row and at every later one, else 0.

    Examples
    --------
    >>> alternating([1, 2, 1, 2, 2], 4).tolist()
    [0, 0, 0, 1, 0]
    """
    direction = _steps(values, slack)
    # Turning every second step round makes a run of one sign out of steps that alternate.
    turned: NDArray[np.int64] = direction * np.where(np.arange(direction.shape[-1]) % 2 == 0, 1, -1)
    found: NDArray[np.int64] = (_run_lengths(turned) >= length - 1).astype("int64")
    return found


def unbroken(inside: ArrayLike, length: int) -> NDArray[np.int64]:
    """So many values in a row of which something holds: 1 at the last of them and at every later one, else 0.

    Examples
    --------
    >>> unbroken([True, True, True, False], 2).tolist()
    [0, 1, 1, 0]
    """
    return (_run_lengths(np.asarray(inside, dtype="int64")) >= length).astype("int64")


def windows(inside: NDArray[np.bool_], length: int) -> NDArray[np.int64]:
    """Return of how many of the last so many values something holds; before there are so many, 0."""
    total = np.cumsum(inside, axis=-1, dtype="int64")
    counted = np.zeros(inside.shape, dtype="int64")
    if inside.shape[-1] >= length:
        counted[..., length - 1 :] = total[..., length - 1 :]
        counted[..., length:] -= total[..., :-length]
    return counted


def part_of_pattern(ends: ArrayLike, length: int) -> NDArray[np.bool_]:
    """Return whether a value is one of the so many that end where a pattern was found.

    Examples
    --------
    >>> part_of_pattern([False, False, True, False], 2).tolist()
    [False, True, True, False]
    """
    found = np.asarray(ends, dtype=bool)
    part: NDArray[np.bool_] = found.copy()
    for back in range(1, min(length, found.shape[-1])):
        part[..., :-back] |= found[..., back:]
    return part


def _signs(values: ArrayLike) -> NDArray[np.int64]:
    given: NDArray[np.float64] = np.nan_to_num(np.asarray(values, dtype="float64"))
    signs: NDArray[np.int64] = np.sign(given).astype("int64")
    return signs


def _steps(values: ArrayLike, slack: ArrayLike) -> NDArray[np.int64]:
    """Return the sign of each value's difference from the one before; 0 for the first and where there is none."""
    given = np.asarray(values, dtype="float64")
    direction = np.zeros(given.shape, dtype="int64")
    moved = np.diff(given, axis=-1)
    direction[..., 1:] = (moved > slack).astype("int64") - (moved < -np.asarray(slack))
    return direction


def _run_lengths(signs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return for each value how many in a row up to it share its sign; 0 where the sign is 0."""
    if signs.shape[-1] == 0:
        return signs.copy()
    places = np.arange(signs.shape[-1])
    begins = np.ones(signs.shape, dtype=bool)
    begins[..., 1:] = signs[..., 1:] != signs[..., :-1]
    last_begin = np.maximum.accumulate(np.where(begins, places, 0), axis=-1)
    return np.where(signs != 0, places - last_begin + 1, 0)
