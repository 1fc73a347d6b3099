"""Each project's money in one place: to date, indices, earned schedule, and its own forecast beside the reference class."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.earned_value.costs import ProjectCosts, place_costs, read_project
from pmobook.assess.earned_value.curves import curve_of
from pmobook.assess.earned_value.indices import Indices, indices
from pmobook.assess.earned_value.reference_class import ReferenceClass
from pmobook.assess.earned_value.schedule import EarnedSchedule, earned_schedule
from pmobook.assess.tables import present, records_of, text_of
from pmobook.language import say
from pmobook.vocabulary import Quarter

__all__ = ["ProjectMoney", "read_projects"]


@dataclass(frozen=True, eq=False)
class ProjectMoney:
    """One project's money.

    Attributes
    ----------
    project_id, title, stage, sponsor
        As in the form projects.
    whole_life_cost
        As approved; missing if not known.
    costs
        Sums to date and in all, with what is left out.
    indices, schedule
        Earned value and earned schedule; the schedule is in months.
    curve
        Sums from the start to the end of each period.
    drift
        Its rows of `pmobook.assess.earned_value.drift.forecast_drift`, oldest first.
    range_middle, range_cautious
        What the first approved cost comes to by the reference class; missing without one.
    """

    project_id: str
    title: str
    stage: str
    sponsor: str
    whole_life_cost: float
    costs: ProjectCosts
    indices: Indices
    schedule: EarnedSchedule
    curve: pd.DataFrame
    drift: pd.DataFrame
    range_middle: float
    range_cautious: float

    @property
    def forecast_total(self) -> float:
        """What the project expects to cost in all, by its latest pack; missing if not known."""
        return float(self.drift["forecast_total"].iloc[-1]) if len(self.drift) else math.nan

    @cached_property
    def first_approved(self) -> float:
        """The first cost on record: planned total, or whole-life cost where periods hold only a part of the project."""
        if self.drift.empty:
            return math.nan
        planned = "planned_total" if self.drift["basis"].iloc[-1] == "periods" else "forecast_total"
        known = self.drift[planned].dropna()
        return float(known.iloc[0]) if len(known) else math.nan

    @property
    def note(self) -> str:
        """What a reader must know, in one text."""
        notes = [*self.costs.notes, self.schedule.note if self.costs.reports_earned_value else ""]
        if len(self.drift) and self.drift["basis"].iloc[-1] == "whole-life cost":
            notes.append(say("its periods hold only a part of the project; its forecast is the whole-life cost"))
        return "; ".join(filter(None, notes))


def read_projects(
    projects: pd.DataFrame, costs: pd.DataFrame, drift: pd.DataFrame, quarter: Quarter, past: ReferenceClass
) -> tuple[ProjectMoney, ...]:
    """Return the money of every project of the quarter's pack that has any cost, in the order of the form.

    Parameters
    ----------
    projects, costs
        The forms projects and project_costs.
    drift
        From `forecast_drift`, up to the quarter.
    quarter
        The quarter assessed.
    past
        The reference class.
    """
    placed = place_costs(costs, quarter).by_project()
    moved = {str(one): rows.reset_index(drop=True) for one, rows in drift.groupby("project_id", sort=False)}
    return tuple(
        _read(project, placed[str(project["project_id"])], moved.get(str(project["project_id"]), drift.iloc[:0]), past)
        for project in records_of(projects)
        if str(project["project_id"]) in placed
    )


def _read(project: Mapping[str, Any], rows: pd.DataFrame, drift: pd.DataFrame, past: ReferenceClass) -> ProjectMoney:
    money = read_project(rows)
    life = project["whole_life_cost"]
    found = ProjectMoney(
        project_id=str(project["project_id"]),
        title=text_of(project["title"]),
        stage=text_of(project["stage"]),
        sponsor=text_of(project["sponsor"]),
        whole_life_cost=float(life) if present(life) else math.nan,
        costs=money,
        indices=_indices(money),
        schedule=_schedule(money),
        curve=curve_of(money),
        drift=drift,
        range_middle=math.nan,
        range_cautious=math.nan,
    )
    # A multiple of nothing, or of a credit, is no range.
    approved = found.first_approved if found.first_approved > 0 else math.nan
    return replace(found, range_middle=approved * past.middle, range_cautious=approved * past.cautious)


def _indices(money: ProjectCosts) -> Indices:
    own = money.forecast_total
    return indices(
        money.planned_value, money.earned_value, money.actual_cost, money.budget_at_completion, None if math.isnan(own) else own
    )


def _schedule(money: ProjectCosts) -> EarnedSchedule:
    """Return the earned schedule in months, if every period is of one length; a month without a row plans nothing."""
    rows = money.rows
    lengths, months = np.unique(rows["months"].to_numpy()), rows["month"].to_numpy()
    if len(lengths) != 1 or not money.reports_earned_value:
        why = say("periods are of different lengths") if len(lengths) != 1 else ""
        return _without_schedule(why)
    length = int(lengths[0])
    place, rest = np.divmod(months - months[0], length)
    if rest.any():
        return _without_schedule(say("periods overlap"))
    plan = np.zeros(int(place[-1]) + 1)
    plan[place] = rows["plan"].to_numpy(dtype=np.float64)
    gone = int(place[rows["period"].tolist().index(money.as_of)]) + 1
    # What is earned beyond the whole plan is a finding of its own; in time it counts as all of it.
    got = earned_schedule(np.cumsum(plan), min(money.earned_value, float(plan.sum())), gone)
    return replace(got, **{name: getattr(got, name) * length for name in _TIMES})


_TIMES = ("earned_schedule", "actual_time", "planned_duration", "schedule_variance_time", "forecast_duration")


def _without_schedule(why: str) -> EarnedSchedule:
    return replace(earned_schedule([], None), note=say("earned schedule not assessed: {why}", why=why) if why else "")
