"""Control limits of a measure: between which values it varies as long as nothing has changed."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.performance.courses import Course, Numbers, read_course
from pmobook.assess.performance.grid import Grid, lay_out
from pmobook.assess.performance.phases import Baseline, base_of, phase_starts
from pmobook.errors import PmobookError
from pmobook.method.performance import performance_method

__all__ = ["ControlLimits", "Phase", "RowLimits", "control_limits", "limits_of_rows"]


@dataclass(frozen=True)
class Phase:
    """Limits from one declared change to the next.

    Attributes
    ----------
    start, end
        Positions of its first value and of the one after its last, from 0.
    centre, lower, upper
        In the measure's unit of measure; NaN where there is too little: the centre without any value, the limits without two
        values in neighbouring periods.
    mean_moving_range
        Mean absolute difference between values of neighbouring periods.
    points, ranges, screened
        Values and moving ranges that the limits rest on, and moving ranges left out by screening.
    is_trial
        Whether they rest on too few values to be more than trial limits.
    """

    start: int
    end: int
    centre: float
    lower: float
    upper: float
    mean_moving_range: float
    points: int
    ranges: int
    screened: int
    is_trial: bool

    @property
    def distance(self) -> float:
        """From the centre to either limit."""
        return self.upper - self.centre

    @property
    def near_lower(self) -> float:
        """Two thirds of the way from the centre to the lower limit."""
        return self.centre - self.distance * _near_share()

    @property
    def near_upper(self) -> float:
        """Two thirds of the way from the centre to the upper limit."""
        return self.centre + self.distance * _near_share()

    @property
    def upper_moving_range(self) -> float:
        """The limit of a moving range: 3.267 times their mean."""
        return self.mean_moving_range * performance_method().limits.upper_range.value

    @property
    def sigma(self) -> float:
        """The standard deviation that the moving ranges bear."""
        return self.mean_moving_range / performance_method().limits.range_to_sigma.value


@dataclass(frozen=True, eq=False)
class ControlLimits(Phase):
    """Limits as they stand now, those of the last phase, with what led to them.

    Attributes
    ----------
    phases
        One for each stretch between declared changes, oldest first; a single one if none was declared.
    moving_ranges
        One a value: the absolute difference from the value of the period before; missing where there is none.
    lines
        One row a value, by its period: centre, lower, upper, near_lower, near_upper, phase (from 0).
    """

    phases: tuple[Phase, ...]
    moving_ranges: pd.Series
    lines: pd.DataFrame


@dataclass(frozen=True, eq=False)
class RowLimits:
    """Limits of many rows at once; arrays of one figure a row, NaN where there is too little."""

    centre: NDArray[np.float64]
    distance: NDArray[np.float64]
    mean_range: NDArray[np.float64]
    points: NDArray[np.int64]
    ranges: NDArray[np.int64]
    screened: NDArray[np.int64]


def control_limits(
    values: Numbers,
    *,
    screen: bool = False,
    baseline: Baseline = None,
    rebase_at: object | Iterable[object] | None = None,
    ranges: float | None = None,
) -> ControlLimits:
    """Limits within which a measure varies by chance alone (XmR chart), from its own history.

    Parameters
    ----------
    values
        In the order of time, as `read_course` takes them; NaN or None is not assessed.
    screen
        Leave out moving ranges at or beyond 3.267 times their mean, once, before the mean is taken that the limits rest on.
        The centre stays the mean of all values.
    baseline
        Which values the limits rest on: those of the first so many periods of each phase, or a slice of positions (without
        `rebase_at`); all of them if not given.
    rebase_at
        Where limits start afresh after a declared change: positions from 0, or labels of the index (``2026-07``), one or
        several.
    ranges
        Distance from the centre to a limit in mean moving ranges. The method's if not given: three standard deviations at
        1.128 mean moving ranges each, 2.6596, which is written 2.66.

    Returns
    -------
    ControlLimits
        `centre`, `lower`, `upper`, `mean_moving_range` and `is_trial` of the last phase; the others stand in `phases`.

    Raises
    ------
    PmobookError
        If values are no numbers, a baseline or a change lies outside of them, or `ranges` is not above zero.

    Notes
    -----
    Centre = mean of the values; limits = centre plus and minus 2.66 times the mean moving range. A moving range is taken
    between values of neighbouring periods of one phase; none bridges a gap, so a value not assessed costs two of them. One
    value alone has a centre and no limits. Values that are all equal have both limits at the centre. Limits can lie where no
    value can (below zero, above 100 %): they say how far chance reaches, not what is possible.

    References
    ----------
    NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2; NHS England, Making Data Count.

    Examples
    --------
    >>> flow = control_limits([49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1])
    >>> round(flow.centre, 2), round(flow.lower, 4), round(flow.upper, 4), flow.is_trial
    (50.81, 45.8159, 55.8041, True)
    """
    if ranges is not None and not 0 < ranges < math.inf:
        message = f"ranges: found {ranges!r}, expected a number above zero. Write 2.66, or leave it out."
        raise PmobookError(message)
    course = read_course(values)
    starts = phase_starts(course, rebase_at)
    grid, based = _laid_out(course, starts, baseline)
    found = limits_of_rows(grid, based, screen=screen, ranges=ranges)
    ends = [*starts[1:], len(course.numbers)]
    phases = tuple(_phase(found, row, start, end) for row, (start, end) in enumerate(zip(starts, ends, strict=True)))
    return ControlLimits(
        **vars(phases[-1]), phases=phases, moving_ranges=_moving_ranges(course, grid), lines=_lines(course, phases)
    )


def limits_of_rows(grid: Grid, based: NDArray[np.bool_], *, screen: bool = False, ranges: float | None = None) -> RowLimits:
    """Control limits of every row of a grid, from the values marked as their base; see `control_limits`."""
    method = performance_method().limits
    moved, counted = _ranges_of(grid)
    counted = counted & based
    counted[:, 1:] &= based[:, :-1]
    mean = _mean(moved, counted)
    kept = counted
    if screen:
        # Where nothing ever moved, every range equals its limit of zero and none of them is an outlier.
        kept = counted & ((moved < method.upper_range.value * mean[:, None]) | (mean[:, None] == 0))
    mean_range = _mean(moved, kept)
    return RowLimits(
        centre=_mean(grid.numbers, based),
        distance=mean_range * (method.ranges if ranges is None else float(ranges)),
        mean_range=mean_range,
        points=based.sum(axis=1),
        ranges=kept.sum(axis=1),
        screened=counted.sum(axis=1) - kept.sum(axis=1),
    )


def _ranges_of(grid: Grid) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the moving range that ends at each value, and whether there is one."""
    moved = np.zeros(grid.numbers.shape)
    moved[:, 1:] = np.abs(np.diff(grid.numbers, axis=1))
    return moved, grid.adjoins.copy()


def _mean(values: NDArray[np.float64], wanted: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return each row's mean over the wanted values; NaN without any. Equal values give exactly that value."""
    count = wanted.sum(axis=1)
    some = np.maximum(count, 1)
    # Measured from the row's first value, so that equal values have no rounding in their mean.
    first = np.take_along_axis(values, wanted.argmax(axis=1)[:, None], axis=1)[:, 0] if values.shape[1] else np.zeros(len(values))
    apart = np.where(wanted, values - first[:, None], 0.0).sum(axis=1)
    return np.where(count > 0, first + apart / some, np.nan)


def _laid_out(course: Course, starts: tuple[int, ...], baseline: Baseline) -> tuple[Grid, NDArray[np.bool_]]:
    length = len(course.numbers)
    row_of = np.searchsorted(np.array(starts), np.arange(length), side="right") - 1
    grid = lay_out(course.numbers, course.follows, row_of, len(starts))
    wanted = base_of(length, starts, baseline)
    return grid, grid.known & (wanted[grid.origin] if length else np.zeros(grid.origin.shape, dtype=bool))


def _phase(found: RowLimits, row: int, start: int, end: int) -> Phase:
    centre, distance = float(found.centre[row]), float(found.distance[row])
    points = int(found.points[row])
    return Phase(
        start=start,
        end=end,
        centre=centre,
        lower=centre - distance,
        upper=centre + distance,
        mean_moving_range=float(found.mean_range[row]),
        points=points,
        ranges=int(found.ranges[row]),
        screened=int(found.screened[row]),
        is_trial=points < performance_method().limits.trial_below.value,
    )


def _moving_ranges(course: Course, grid: Grid) -> pd.Series:
    moved, there = _ranges_of(grid)
    spread = np.full(len(course.numbers), np.nan)
    grid.spread(np.where(there, moved, np.nan), spread)
    return pd.Series(spread, index=course.index, name="moving_range")


def _lines(course: Course, phases: tuple[Phase, ...]) -> pd.DataFrame:
    names = ("centre", "lower", "upper", "near_lower", "near_upper")
    lengths = [phase.end - phase.start for phase in phases]
    drawn = {name: np.repeat([getattr(phase, name) for phase in phases], lengths) for name in names}
    return pd.DataFrame({**drawn, "phase": np.repeat(np.arange(len(phases)), lengths)}, index=course.index)


def _near_share() -> float:
    method = performance_method().limits
    return method.near_sigmas.value / method.sigmas.value
