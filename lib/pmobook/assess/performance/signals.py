"""Signals in a measure: values that chance alone does not explain, by rules that anybody can check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.performance.courses import Course, Numbers, read_course
from pmobook.assess.performance.grid import Grid, lay_out
from pmobook.assess.performance.icons import Variation
from pmobook.assess.performance.limits import ControlLimits, control_limits
from pmobook.assess.performance.rules import Marks, Standing, rule_names, rules_by_name
from pmobook.errors import PmobookError
from pmobook.vocabulary import quoted

__all__ = ["Signals", "check_better", "signals", "spread_marks", "variations"]


@dataclass(frozen=True, eq=False)
class Signals:
    """What a measure's values signal.

    Attributes
    ----------
    flags
        Values by rules: True at values at which a rule's pattern is complete or goes on, such as the seventh and later of a
        run. A value not assessed is never flagged.
    parts
        Values by rules: True at every value that belongs to a pattern, such as all of a run. These a chart colours.
    sides
        Values by rules: 1 where the pattern speaks of higher values, -1 of lower ones, 0 where there is none or it has no
        direction.
    kinds
        What each value is part of, as `Variation` words it.
    limits
        The limits that were used.
    better
        ``higher``, ``lower`` or None.
    """

    flags: pd.DataFrame
    parts: pd.DataFrame
    sides: pd.DataFrame
    kinds: pd.Series
    limits: ControlLimits
    better: str | None

    @property
    def rules(self) -> tuple[str, ...]:
        """Names of the rules that were applied."""
        return tuple(self.flags.columns)

    @property
    def special(self) -> pd.Series:
        """Whether each value is flagged by any rule."""
        return self.flags.any(axis=1).rename("special")

    @property
    def special_positions(self) -> tuple[int, ...]:
        """Positions of the flagged values, from 0."""
        return tuple(np.flatnonzero(self.special.to_numpy()).tolist())

    @property
    def variation(self) -> Variation:
        """What the latest value that is known is part of."""
        known = self.kinds[self.kinds != Variation.NOT_ASSESSED]
        return Variation(known.iloc[-1]) if len(known) else Variation.NOT_ASSESSED

    @property
    def rules_now(self) -> tuple[str, ...]:
        """Names of the rules by which the latest value that is known is part of a pattern."""
        known = np.flatnonzero((self.kinds != Variation.NOT_ASSESSED).to_numpy())
        return tuple(name for name in self.rules if known.size and self.parts[name].iloc[known[-1]])

    def __len__(self) -> int:
        return len(self.special_positions)


def signals(
    values: Numbers,
    *,
    rules: str | Iterable[str] = "nhs",
    limits: ControlLimits | None = None,
    better: str | None = None,
    screen: bool = False,
    rebase_at: object | Iterable[object] | None = None,
) -> Signals:
    """Find the values of a measure that chance alone does not explain.

    Parameters
    ----------
    values
        In the order of time, as `control_limits` takes them; NaN or None is not assessed.
    rules
        ``nhs`` (four rules), ``nelson`` (eight), ``all``, or names of rules: ``beyond_limits``, ``shift``, ``trend``,
        ``two_of_three``, ``nelson_1`` to ``nelson_8``.
    limits
        Limits to judge by, of these values or of a baseline. Those of several phases must be of as many values. From the
        values themselves if not given, with `screen` and `rebase_at` as in `control_limits`.
    better
        ``higher`` or ``lower``; without it a signal is rising or falling, neither improving nor worsening.

    Raises
    ------
    PmobookError
        If there is no such rule or direction, or `limits` do not belong to the values.

    Notes
    -----
    Patterns are counted over known values: one not assessed neither counts nor ends a run, since what is known on either side
    of it is as unlikely by chance. A declared change ends every run. A value on the centre is on no side; one on a limit is
    not beyond it. "Near a limit" includes values beyond it. If rules disagree about the direction of a value, the worse
    counts.

    References
    ----------
    NHS England, Making Data Count; Nelson, Journal of Quality Technology 16, 1984, page 237.

    Examples
    --------
    >>> found = signals([1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1], better="lower")
    >>> found.special_positions, str(found.kinds[4]), str(found.variation)
    ((4,), 'worsening', 'common')
    """
    course, direction = read_course(values), check_better(better)
    names = rule_names(rules)
    if limits is None:
        limits = control_limits(pd.Series(course.numbers, index=course.index), screen=screen, rebase_at=rebase_at)
    elif screen or rebase_at is not None:
        message = "limits: found limits together with screen or rebase_at, expected one of them. Give these to control_limits."
        raise PmobookError(message)
    grid, standing = _beside_limits(course, limits)
    judged = {name: spread_marks(grid, rules_by_name()[name].judge(standing), len(course.numbers)) for name in names}
    kinds = pd.Series(variations(course.numbers, judged, direction), index=course.index, name="kind", dtype="str")
    return Signals(
        flags=pd.DataFrame({name: marks.flags for name, marks in judged.items()}, index=course.index),
        parts=pd.DataFrame({name: marks.parts for name, marks in judged.items()}, index=course.index),
        sides=pd.DataFrame({name: marks.side for name, marks in judged.items()}, index=course.index),
        kinds=kinds,
        limits=limits,
        better={1: "higher", -1: "lower"}.get(direction),
    )


def check_better(better: str | None) -> int:
    """Return 1 where higher is better, -1 where lower is, 0 where nobody said.

    Raises
    ------
    PmobookError
        If it is any other word.
    """
    word = "" if better is None else str(better).strip().lower()
    if word not in ("", "higher", "lower"):
        message = f"better: found {quoted(better)}, expected higher or lower. Say which way is an improvement."
        raise PmobookError(message)
    return {"": 0, "higher": 1, "lower": -1}[word]


def variations(values: NDArray[np.float64], judged: Mapping[str, Marks], better: NDArray[np.int64] | int) -> NDArray[np.object_]:
    """Return what each of a list of values is part of, from what every rule found there.

    Parameters
    ----------
    values
        NaN is not assessed.
    judged
        Rule to its marks, as long as the values.
    better
        1 higher, -1 lower, 0 unknown; for all values or for each.
    """
    sides = np.array([np.where(marks.parts, marks.side, 0) for marks in judged.values()])
    parts = np.array([marks.parts for marks in judged.values()])
    up, down = (sides == 1).any(axis=0), (sides == -1).any(axis=0)
    wanted = np.broadcast_to(np.asarray(better), values.shape)
    worse = (up & (wanted == -1)) | (down & (wanted == 1))
    improved = (up & (wanted == 1)) | (down & (wanted == -1))
    choices = [np.isnan(values), worse, improved, up & ~down, down & ~up, parts.any(axis=0)]
    words = [
        Variation.NOT_ASSESSED,
        Variation.WORSENING,
        Variation.IMPROVING,
        Variation.RISING,
        Variation.FALLING,
        Variation.CHANGED,
    ]
    return np.select(choices, [np.array(str(word), dtype=object) for word in words], str(Variation.COMMON))


def _beside_limits(course: Course, limits: ControlLimits) -> tuple[Grid, Standing]:
    phases = limits.phases
    length = len(course.numbers)
    if len(phases) > 1 and phases[-1].end != length:
        message = f"limits: found limits of {phases[-1].end} values in phases, expected limits of {length}. Compute them anew."
        raise PmobookError(message)
    starts = np.array([phase.start for phase in phases])
    row_of = np.searchsorted(starts, np.arange(length), side="right") - 1
    grid = lay_out(course.numbers, course.follows, row_of, len(phases))
    centre, distance = (np.array([getattr(phase, name) for phase in phases]) for name in ("centre", "distance"))
    return grid, Standing(grid.numbers, centre, distance)


def spread_marks(grid: Grid, marks: Marks, length: int) -> Marks:
    """Return what a rule found in a grid as lists as long as the values that were laid out."""
    flags, parts, side = np.zeros(length, dtype=bool), np.zeros(length, dtype=bool), np.zeros(length, dtype="int64")
    grid.spread(marks.flags, flags)
    grid.spread(marks.parts, parts)
    grid.spread(np.where(marks.parts, marks.side, 0), side)
    return Marks(flags, parts, side)
