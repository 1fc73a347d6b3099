"""The control charts of all measures at once: limits, signals, seasons and where limits start afresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.performance.grid import Grid, lay_out
from pmobook.assess.performance.icons import Variation
from pmobook.assess.performance.limits import RowLimits, limits_of_rows
from pmobook.assess.performance.readings import Reading
from pmobook.assess.performance.rules import Marks, Standing, rules_by_name
from pmobook.assess.performance.seasons import seasons_of_rows
from pmobook.assess.performance.signals import spread_marks, variations
from pmobook.vocabulary import Period

__all__ = ["Charts", "chart_measures", "place_of"]

_A_YEAR = {"month": 12, "quarter": 4}
"""Periods a year, for kinds of period in which a season can show."""


@dataclass(frozen=True, eq=False)
class Charts:
    """The charts of several measures.

    Attributes
    ----------
    points
        One row for each measure and period from its first value to its last, a period without a value included: measure
        (position in the order given), period, value, adjusted (less what the season adds), phase (from 0 within its measure),
        is_start (whether a declared change starts a phase here), centre, lower, upper, kind (`Variation` of the value), side
        (1 higher, -1 lower, 0 neither), rules (names of the rules by which it is part of a pattern, with semicolons).
    latest
        One row for each measure, in the order given: centre, lower, upper, mean_range, points and ranges of its latest phase,
        seasonal (missing: not assessed), years (without a gap), season_next (what the season adds in each period of the year,
        from the one after the last), first (position in `points` of its first row) and end.
    """

    points: pd.DataFrame
    latest: pd.DataFrame
    season_next: NDArray[np.float64]

    def of(self, measure: int) -> pd.DataFrame:
        """Return the points of one measure."""
        return self.points.iloc[self._places[measure]]

    def columns_of(self, measure: int) -> dict[str, NDArray[Any]]:
        """Return the points of one measure as arrays, by column: a thousand frames would take a second to cut."""
        return {name: column[self._places[measure]] for name, column in self._columns.items()}

    @cached_property
    def _places(self) -> list[slice]:
        return [slice(first, end) for first, end in zip(self.latest["first"].tolist(), self.latest["end"].tolist(), strict=True)]

    @cached_property
    def _columns(self) -> dict[str, NDArray[Any]]:
        return {
            str(name): np.array(self.points[name].tolist(), dtype=object if self.points[name].dtype == "str" else None)
            for name in self.points
        }


def chart_measures(readings: Sequence[Reading], better: Sequence[str], *, rules: Sequence[str], screen: bool = True) -> Charts:
    """Chart many measures.

    Parameters
    ----------
    readings
        One for each measure, as `read_every` returns them.
    better
        ``higher`` or ``lower`` for each.
    rules
        Names of the rules that make a signal.
    screen
        Leave out extreme moving ranges before limits are set; see `control_limits`.

    Notes
    -----
    Every period between the first value and the last has a place, so that a moving range is of neighbouring periods. Where a
    season is clear, limits and signals are those of the values less what the season adds.
    """
    points = _laid_out(readings)
    measure = points["measure"].to_numpy()
    values = points["value"].to_numpy(dtype="float64")
    adjusted, seasons = _without_seasons(readings, points)
    starts = points["is_start"].to_numpy() | _begins(measure)
    row_of = np.cumsum(starts) - 1
    first_row = row_of[_begins(measure)]
    phase = row_of - np.repeat(first_row, np.unique(measure, return_counts=True)[1])
    grid = lay_out(adjusted, np.ones(len(values), dtype=bool), row_of, int(starts.sum()))
    limits = limits_of_rows(grid, grid.known, screen=screen)
    judged = _judged(grid, limits, rules, len(values))
    directions = np.array([1 if one == "higher" else -1 if one == "lower" else 0 for one in better], dtype="int64")
    kinds = variations(values, judged, directions[measure])
    centre, distance = limits.centre[row_of], limits.distance[row_of]
    drawn = points.assign(
        adjusted=adjusted,
        phase=phase,
        centre=centre,
        lower=centre - distance,
        upper=centre + distance,
        kind=pd.Series(kinds, dtype="str"),
        side=_sides(kinds, directions[measure]),
        rules=_names(judged, len(values)),
    )
    latest = _latest(len(readings), measure, row_of, limits).assign(seasonal=seasons.seasonal, years=seasons.years)
    return Charts(drawn, latest, seasons.coming)


@dataclass(frozen=True, eq=False)
class _Seasons:
    seasonal: pd.Series
    years: NDArray[np.int64]
    coming: NDArray[np.float64]


def place_of(period: Period) -> int:
    """Return a period's place among those of its kind, which follow each other without a gap."""
    months = period.first_day.year * 12 + period.first_day.month - 1
    return {"month": months, "quarter": months // 3}.get(period.kind, period.first_day.year)


def _laid_out(readings: Sequence[Reading]) -> pd.DataFrame:
    rows: list[tuple[int, str, float, bool]] = []
    for number, reading in enumerate(readings):
        known = {place_of(one.period): one for one in reading.assessed}
        if not known:
            continue
        changed = {place_of(period) for period, _ in reading.changes}
        kind = next(iter(known.values())).period.kind
        # A change declared before the first value starts the first phase, which begins there anyway.
        for place in range(min(known), max(known) + 1):
            one = known.get(place)
            text = _written(kind, place) if one is None else one.period.text
            rows.append((number, text, np.nan if one is None else one.value, place in changed))
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    kinds = {"measure": "int64", "period": "str", "value": "float64", "is_start": "bool"}
    return pd.DataFrame(
        {name: pd.Series(list(cells), dtype=kind) for (name, kind), cells in zip(kinds.items(), columns, strict=True)}
    )


def _written(kind: str, place: int) -> str:
    if kind == "month":
        return f"{place // 12:04d}-{place % 12 + 1:02d}"
    return f"{place // 4:04d}Q{place % 4 + 1}" if kind == "quarter" else f"FY{place:04d}/{(place + 1) % 100:02d}"


def _begins(measure: NDArray[np.int64]) -> NDArray[np.bool_]:
    begins = np.ones(len(measure), dtype=bool)
    begins[1:] = measure[1:] != measure[:-1]
    return begins


def _without_seasons(readings: Sequence[Reading], points: pd.DataFrame) -> tuple[NDArray[np.float64], _Seasons]:
    measure, adjusted = points["measure"].to_numpy(), points["value"].to_numpy(dtype="float64", copy=True)
    counts = np.bincount(measure, minlength=len(readings))
    ends = np.cumsum(counts)
    seasonal: list[bool | None] = [None] * len(readings)
    years, coming = np.zeros(len(readings), dtype="int64"), np.zeros((len(readings), 12))
    for kind, seasons in _A_YEAR.items():
        chosen = np.array(
            [number for number, one in enumerate(readings) if one.assessed and one.assessed[-1].period.kind == kind]
        )
        if not chosen.size:
            continue
        width = -(-int(counts[chosen].max()) // seasons) * seasons
        rows = np.full((len(chosen), width), np.nan)
        # Places from the last value backwards: every course ends in the last column.
        back = np.concatenate([np.arange(count - 1, -1, -1) for count in counts[chosen]])
        own = np.repeat(np.arange(len(chosen)), counts[chosen])
        flat = np.repeat(ends[chosen], counts[chosen]) - 1 - back
        rows[own, width - 1 - back] = adjusted[flat]
        found = seasons_of_rows(rows, seasons)
        adjusted[flat] -= found.indices[own, seasons - 1 - back % seasons]
        years[chosen] = found.years
        coming[chosen, :seasons] = found.indices
        for number, probability, is_seasonal in zip(chosen, found.probability, found.is_seasonal, strict=True):
            seasonal[number] = None if np.isnan(probability) else bool(is_seasonal)
    return adjusted, _Seasons(pd.Series(seasonal, dtype="boolean"), years, coming)


def _judged(grid: Grid, limits: RowLimits, rules: Sequence[str], length: int) -> dict[str, Marks]:
    standing = Standing(grid.numbers, limits.centre, limits.distance)
    return {name: spread_marks(grid, rules_by_name()[name].judge(standing), length) for name in rules}


def _sides(kinds: NDArray[np.object_], better: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the direction that each value's kind speaks of."""
    up = np.ones_like(better)
    directed = {Variation.IMPROVING: better, Variation.WORSENING: -better, Variation.RISING: up, Variation.FALLING: -up}
    return np.select([kinds == str(kind) for kind in directed], list(directed.values()), 0)


def _names(judged: Mapping[str, Marks], length: int) -> pd.Series:
    names = np.full(length, "", dtype=object)
    for name, marks in judged.items():
        joined = np.where(names == "", name, names + f"; {name}") if length else names
        names = np.where(marks.parts, joined, names)
    return pd.Series(names, dtype="str")


def _latest(count: int, measure: NDArray[np.int64], row_of: NDArray[np.int64], limits: RowLimits) -> pd.DataFrame:
    lengths = np.bincount(measure, minlength=count)
    ends = np.cumsum(lengths)
    some = lengths > 0
    row = row_of[ends[some] - 1] if some.any() else np.zeros(0, dtype="int64")

    def spread(figures: NDArray[np.generic], empty: float) -> NDArray[np.float64]:
        filled = np.full(count, empty, dtype="float64")
        filled[some] = figures[row]
        return filled

    return pd.DataFrame(
        {
            "centre": spread(limits.centre, np.nan),
            "lower": spread(limits.centre - limits.distance, np.nan),
            "upper": spread(limits.centre + limits.distance, np.nan),
            "mean_range": spread(limits.mean_range, np.nan),
            "points": spread(limits.points, 0).astype("int64"),
            "ranges": spread(limits.ranges, 0).astype("int64"),
            "first": ends - lengths,
            "end": ends,
        }
    )
