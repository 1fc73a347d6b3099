"""Seasons: what a month or quarter of the year adds to a measure year after year, told apart from trend and chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from pmobook.assess.performance.courses import Numbers, read_course
from pmobook.errors import PmobookError
from pmobook.method.performance import performance_method

__all__ = ["RowSeasons", "Seasonality", "seasonality", "seasons_of_rows"]

_ROUNDING = 1e-9
"""Of the largest value: differences from a straight line below this are rounding and no season."""


@dataclass(frozen=True, eq=False)
class RowSeasons:
    """Seasons of many courses at once.

    Attributes
    ----------
    years
        Whole years, counted back from the last period, in which no value is missing.
    probability
        How likely chance alone would show a season as clear; NaN with too few years.
    indices
        Courses by seasons: what each adds, in the measure's unit of measure, the last column being the season of the last
        period; zero where no season is stated.
    """

    years: NDArray[np.int64]
    probability: NDArray[np.float64]
    indices: NDArray[np.float64]

    @property
    def is_seasonal(self) -> NDArray[np.bool_]:
        """Whether a season is stated."""
        return self.probability < performance_method().seasonality.significance.value


@dataclass(frozen=True, eq=False)
class Seasonality:
    """Whether a measure has a season, and the values without it.

    Attributes
    ----------
    is_seasonal
        None with fewer than two whole years without a gap: not assessed.
    probability
        How likely chance alone would show a season as clear; NaN if not assessed.
    years
        Whole years used.
    indices
        What each season adds, by place in the year, 0 being the first value's; zeros if there is no season.
    adjusted
        The values less what their seasons add.
    """

    is_seasonal: bool | None
    probability: float
    years: int
    indices: NDArray[np.float64]
    adjusted: NDArray[np.float64]


def seasonality(values: Numbers, seasons: int = 12) -> Seasonality:
    """Find out whether a measure follows the seasons, and take the seasons out.

    Parameters
    ----------
    values
        One a period without leaving any out, in the order of time; None or NaN is not assessed.
    seasons
        Periods a year: 12 months or 4 quarters.

    Raises
    ------
    PmobookError
        If values are no numbers, or there are fewer than two seasons.

    Notes
    -----
    Years are counted back from the last value; those without a gap are compared. Each year's own straight line is taken out,
    so that neither a trend nor a lasting change passes for a season, and the rest is ranked within the year. Whether the same
    season ranks high or low year after year is tested by Friedman's test in the form of Iman and Davenport. What a season
    adds is its mean difference from the year's mean, less the median change from year to year, spread over the year.

    References
    ----------
    Iman and Davenport, Communications in Statistics A9, 1980; Hirsch, Slack and Smith, Water Resources Research 18, 1982, for
    the median change between the same seasons of different years.

    Examples
    --------
    >>> year = [5, 1, 4, 9]
    >>> found = seasonality([one + noise for noise in (0, 0.1, 0.2, 0.3) for one in year], seasons=4)
    >>> found.is_seasonal, found.years
    (True, 4)
    """
    if isinstance(seasons, bool) or not isinstance(seasons, int | np.integer) or seasons < 2:
        message = f"seasons: found {seasons!r}, expected periods a year, at least 2. Write 12 for months, 4 for quarters."
        raise PmobookError(message)
    course = read_course(values)
    length = len(course.numbers)
    whole = -(-max(length, 1) // seasons) * int(seasons)
    row = np.full((1, whole), np.nan)
    row[0, whole - length :] = course.numbers
    found = seasons_of_rows(row, int(seasons))
    by_place = np.tile(found.indices[0], whole // seasons)[whole - length :]
    assessed = not np.isnan(found.probability[0])
    indices = by_place[:seasons] if length >= seasons else np.zeros(seasons)
    return Seasonality(
        bool(found.is_seasonal[0]) if assessed else None,
        float(found.probability[0]),
        int(found.years[0]),
        indices,
        course.numbers - by_place,
    )


def seasons_of_rows(values: NDArray[np.float64], seasons: int) -> RowSeasons:
    """Find the seasons of many courses.

    Parameters
    ----------
    values
        Courses by periods, all ending in their last column; a whole number of years, NaN where there is no value.
    seasons
        Periods a year.
    """
    years = values.reshape(len(values), -1, seasons)
    whole: NDArray[np.bool_] = np.logical_not(np.isnan(years).any(axis=2))
    count = whole.sum(axis=1)
    flat = np.where(whole[:, :, None], years, 0.0)
    probability = _probability(flat, whole)
    probability[count < performance_method().seasonality.fewest_years.value] = np.nan
    clear = probability < performance_method().seasonality.significance.value
    indices = np.zeros((len(values), seasons))
    for row in np.flatnonzero(clear):
        indices[row] = _indices(years[row], whole[row])
    return RowSeasons(count, probability, indices)


def _probability(years: NDArray[np.float64], whole: NDArray[np.bool_]) -> NDArray[np.float64]:
    count, seasons = whole.sum(axis=1), years.shape[2]
    place = np.arange(seasons) - (seasons - 1) / 2
    apart = years - years.mean(axis=2, keepdims=True)
    slope = (apart * place).sum(axis=2, keepdims=True) / (place**2).sum()
    rest = apart - slope * place
    slack = _ROUNDING * np.abs(years).max(axis=2, keepdims=True)
    rest = np.where(np.abs(rest) <= slack, 0.0, rest)
    ranks = np.where(whole[:, :, None], _ranks(rest), 0.0)
    squares = (ranks**2).sum(axis=(1, 2))
    between = (ranks.sum(axis=1) ** 2).sum(axis=1) / np.maximum(count, 1)
    chance = count * seasons * (seasons + 1) ** 2 / 4
    left = squares - between
    clear, unclear = left <= 1e-9 * squares, between <= chance + 1e-9 * squares
    ratio = (count - 1) * (between - chance) / np.where(clear, 1.0, left)
    # A straight line taken out of each year leaves one degree of freedom less than ranks alone.
    free = max(seasons - 2, 1)
    tested = special.fdtrc(free, np.maximum((count - 1) * free, 1), np.maximum(ratio, 0.0))
    # Few seasons in few years rank alike by chance more often than a smooth curve can tell.
    least = special.gamma(seasons) ** -np.maximum(count - 1.0, 0.0)
    found: NDArray[np.float64] = np.where(unclear, 1.0, np.maximum(np.where(clear, 0.0, tested), least))
    return found


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ranks along the last axis from 1; equal values share the mean of theirs."""
    below = (values[..., :, None] > values[..., None, :]).sum(axis=-1)
    equal = (values[..., :, None] == values[..., None, :]).sum(axis=-1)
    ranks: NDArray[np.float64] = below + (equal + 1) / 2
    return ranks


def _indices(years: NDArray[np.float64], whole: NDArray[np.bool_]) -> NDArray[np.float64]:
    seasons = years.shape[1]
    chosen = np.flatnonzero(whole)
    changes = [
        (years[later] - years[sooner]) / ((later - sooner) * seasons)
        for place, sooner in enumerate(chosen)
        for later in chosen[place + 1 :]
    ]
    slope = float(np.median(np.concatenate(changes)))
    apart = years[chosen] - years[chosen].mean(axis=1, keepdims=True) - slope * (np.arange(seasons) - (seasons - 1) / 2)
    means: NDArray[np.float64] = apart.mean(axis=0)
    centred: NDArray[np.float64] = means - means.mean()
    return centred
