"""Where limits start afresh after a declared change, and which values of a phase they rest on."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.performance.courses import Course
from pmobook.errors import PmobookError
from pmobook.vocabulary import nearest, quoted

__all__ = ["Baseline", "base_of", "phase_starts"]

Baseline = int | np.integer | slice | None
"""The first so many values of each phase, or a slice of positions; None for all."""


def phase_starts(course: Course, rebase_at: object | Iterable[object] | None) -> tuple[int, ...]:
    """Return where each phase begins, the first at 0.

    Parameters
    ----------
    course
        The values.
    rebase_at
        Positions from 0 or labels of the course's index, one or several, in any order; None for no change.

    Raises
    ------
    PmobookError
        If a position lies outside the values or the index has no such label.

    Examples
    --------
    >>> from pmobook.assess.performance.courses import read_course
    >>> phase_starts(read_course([1, 2, 3, 4]), [2, 3, 2]), phase_starts(read_course({"2026-07": 1, "2026-08": 2}), "2026-08")
    ((0, 2, 3), (0, 1))
    """
    if rebase_at is None:
        return (0,)
    several = isinstance(rebase_at, Iterable) and not isinstance(rebase_at, str)
    wanted = list(rebase_at) if several else [rebase_at]  # type: ignore[call-overload]
    return tuple(sorted({0, *(_position(course, one) for one in wanted)}))


def _position(course: Course, wanted: object) -> int:
    length = len(course.index)
    if isinstance(wanted, int | np.integer) and not isinstance(wanted, bool):
        if 0 <= wanted < length:
            return int(wanted)
        message = f"rebase_at: found position {wanted}, expected 0 to {length - 1}. Name the first value after the change."
        raise PmobookError(message)
    places = [place for place, label in enumerate(course.index.tolist()) if label == wanted]
    if not places:
        guess = nearest(str(wanted), [str(label) for label in course.index])
        remedy = f"Did you mean {guess}?" if guess else "Name a position from 0 or a label of the values' index."
        message = f"rebase_at: found {quoted(wanted)}, expected a period of the values. {remedy}"
        raise PmobookError(message)
    return places[0]


def base_of(length: int, starts: tuple[int, ...], baseline: Baseline) -> NDArray[np.bool_]:
    """Return which of so many values limits rest on.

    Raises
    ------
    PmobookError
        If a baseline holds no value, or a slice is to hold for several phases.
    """
    if baseline is None:
        return np.ones(length, dtype=bool)
    wanted = np.zeros(length, dtype=bool)
    if isinstance(baseline, slice):
        if len(starts) > 1:
            message = (
                "baseline: found a slice with rebase_at, expected a number of values. Say how many values of each phase count."
            )
            raise PmobookError(message)
        wanted[baseline] = True
        if length and not wanted.any():
            message = f"baseline: found no value in {baseline}, expected some of the {length}. Choose another slice."
            raise PmobookError(message)
        return wanted
    if isinstance(baseline, bool) or not isinstance(baseline, int | np.integer) or baseline < 1:
        message = (
            f"baseline: found {baseline!r}, expected a whole number of values from 1 on, or a slice. Write 12, or leave it out."
        )
        raise PmobookError(message)
    for start in starts:
        wanted[start : start + int(baseline)] = True
    # A phase may not reach into the next one, which its own first values set anyway.
    return wanted
