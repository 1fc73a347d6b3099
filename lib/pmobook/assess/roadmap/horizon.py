"""The quarters that a roadmap shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.roadmap.bars import NO_DATES, OVER
from pmobook.method.roadmap import RoadmapMethod
from pmobook.vocabulary import Quarter

__all__ = ["Horizon", "drawn_projects", "horizon_of"]


@dataclass(frozen=True)
class Horizon:
    """From the quarter assessed to the last one shown."""

    first: Quarter
    last: Quarter

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter shown, in order."""
        return tuple(self._each())

    def _each(self) -> Iterator[Quarter]:
        one = self.first
        while one <= self.last:
            yield one
            one = one.next


def horizon_of(bars: pd.DataFrame, marks: pd.DataFrame, quarter: Quarter, method: RoadmapMethod) -> Horizon:
    """Return the quarters to show: as far as the last bar, gate or benefit reaches, within what the method allows.

    Parameters
    ----------
    bars, marks
        Tables ``roadmap`` and ``roadmap_marks``.
    quarter
        The quarter assessed, with which the roadmap begins.
    method
        The least and the most quarters after it.
    """
    current = bars.loc[~bars["state"].isin([OVER, NO_DATES])]
    days = pd.concat(
        [current["planned_finish"], current["levelled_finish"], marks["planned_on"], marks["levelled_on"]], ignore_index=True
    )
    reach = pd.to_datetime(days).max()
    one = quarter
    for ahead in range(1, int(method.most_quarters.value) + 1):
        if ahead > method.least_quarters.value and (pd.isna(reach) or reach.date() <= one.last_day):
            break
        one = one.next
    return Horizon(quarter, one)


def drawn_projects(bars: pd.DataFrame, marks: pd.DataFrame, horizon: Horizon) -> pd.Series:
    """Return for each project whether its bar, or a gate or benefit that is not past, lies within the quarters shown."""
    first, last = pd.Timestamp(horizon.first.first_day), pd.Timestamp(horizon.last.last_day)
    is_current = ~bars["state"].isin([OVER, NO_DATES])
    has_bar = is_current & (bars["planned_start"] <= last) & (bars[["planned_finish", "levelled_finish"]].max(axis=1) >= first)
    ahead = marks["levelled_on"].between(first, last) & marks["state"].isin(["to come", "overdue"])
    return has_bar | bars["project_id"].isin(marks.loc[ahead, "project_id"])
