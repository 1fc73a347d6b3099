"""The tables of money as they are recorded: one row a project and one for the business unit as a whole, and the cost curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.earned_value.curves import joint_curve
from pmobook.assess.earned_value.indices import Indices, indices
from pmobook.assess.earned_value.projects import ProjectMoney
from pmobook.assess.earned_value.reference_class import ReferenceClass
from pmobook.assess.tables import COST_CURVE, EARNED_VALUE, build, records_of
from pmobook.assess.wording import counted
from pmobook.language import say
from pmobook.vocabulary import Quarter

__all__ = ["Joint", "cost_curve_table", "earned_value_table", "index_values", "join_projects"]

_RECORDED = {
    "cost_variance": "cost_variance", "schedule_variance": "schedule_variance", "cost_index": "cpi", "schedule_index": "spi",
    "eac_typical": "eac_typical", "eac_atypical": "eac_atypical", "eac_combined": "eac_combined",
    "variance_at_completion": "vac", "to_complete_index": "tcpi", "to_complete_index_forecast": "tcpi_eac",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Joint:
    """The projects under way of a business unit, added up.

    Attributes
    ----------
    members
        Projects that are added up: all that know planned value, earned value, cost and budget; if none does, all with a plan.
    left_out
        Other projects under way that have costs.
    indices
        Of the sums.
    forecast_total
        Sum of the members' own forecasts; missing if one is not known.
    curve
        Their money month by month (`joint_curve`).
    """

    members: tuple[ProjectMoney, ...]
    left_out: tuple[ProjectMoney, ...]
    indices: Indices
    forecast_total: float
    curve: pd.DataFrame

    @property
    def note(self) -> str:
        """What a reader must know about the sums."""
        if not self.members:
            return say("not assessed: no project under way has planned value, earned value, cost and budget")
        total = len(self.members) + len(self.left_out)
        left = say("; {left_out} left out for want of an amount", left_out=len(self.left_out)) if self.left_out else ""
        return say(
            "{members} of {project} under way{left}", members=len(self.members), project=counted(total, "project"), left=left
        )


def join_projects(moneys: Sequence[ProjectMoney], stages: Sequence[str], quarter: Quarter) -> Joint:
    """Add up the projects under way, like with like.

    Parameters
    ----------
    moneys
        Every project's money.
    stages
        Stages that count as under way.
    quarter
        The quarter assessed.
    """
    under_way = [one for one in moneys if one.stage in stages]
    needed = ("planned_value", "earned_value", "actual_cost", "budget_at_completion")
    whole = [one for one in under_way if not any(math.isnan(getattr(one.indices, name)) for name in needed)]
    members = whole or [one for one in under_way if not math.isnan(one.costs.budget_at_completion)]
    pv, ev, ac, bac = (_sum(getattr(one.indices, name) for one in members) for name in needed)
    own = _sum(one.costs.forecast_total for one in members)
    day = quarter.last_day
    return Joint(
        members=tuple(members),
        left_out=tuple(one for one in under_way if one not in members),
        indices=indices(pv, ev, ac, bac, None if math.isnan(own) else own),
        forecast_total=own,
        curve=joint_curve({one.project_id: one.curve for one in members}, 12 * day.year + day.month - 1),
    )


def _sum(values: Any) -> float:  # noqa: ANN401 - any numbers
    every = list(values)
    return math.fsum(every) if every else math.nan


def index_values(found: Indices) -> dict[str, float]:
    """Return the values of one row of the table earned_value that come from indices."""
    named = {name: float(found[short]) for name, short in _RECORDED.items()}
    shares = {"share_complete": found.percent_complete / 100, "share_spent": found.percent_spent / 100}
    amounts = {name: float(found[name]) for name in ("planned_value", "earned_value", "actual_cost", "budget_at_completion")}
    return {**amounts, **named, **shares}


def earned_value_table(moneys: Sequence[ProjectMoney], joint: Joint, past: ReferenceClass) -> pd.DataFrame:
    """Return the table earned_value; the row of the business unit as a whole has an empty project_id."""
    rows = [_project_row(one, past) for one in moneys]
    return build([_joint_row(joint, past), *rows] if rows else [], EARNED_VALUE)


def _joint_row(joint: Joint, past: ReferenceClass) -> dict[str, Any]:
    blank = dict.fromkeys(EARNED_VALUE, math.nan)
    return {
        **blank, **dict.fromkeys(("project_id", "title", "stage", "sponsor", "forecast_basis"), ""),
        **index_values(joint.indices),
        "as_of": "", "projects": len(joint.members), "forecast_total": joint.forecast_total,
        "whole_life_cost": _sum(one.whole_life_cost for one in joint.members),
        "first_approved": _sum(one.first_approved for one in joint.members),
        "range_middle": _sum(one.range_middle for one in joint.members),
        "range_cautious": math.nan,  # the cautious ends of several projects don't all come true together
        "class_size": past.size, "note": joint.note,
    }  # fmt: skip


def _project_row(one: ProjectMoney, past: ReferenceClass) -> dict[str, Any]:
    last = records_of(one.drift.tail(1))
    moved = last[0] if last else {}
    schedule = one.schedule
    return {
        "project_id": one.project_id, "title": one.title, "stage": one.stage, "sponsor": one.sponsor, "projects": 1,
        "as_of": one.costs.as_of, **index_values(one.indices),
        "forecast_total": one.forecast_total, "forecast_basis": str(moved.get("basis", "")),
        "whole_life_cost": one.whole_life_cost, "first_approved": one.first_approved,
        "earned_schedule": schedule.es, "actual_time": schedule.at, "planned_duration": schedule.planned_duration,
        "schedule_index_time": schedule.spi_t, "forecast_duration": schedule.forecast_duration,
        "forecast_change": moved.get("change", math.nan), "forecast_since_first": moved.get("since_first", math.nan),
        "forecast_since_first_share": moved.get("since_first_share", math.nan),
        "finish_moved_days": moved.get("finish_moved_days", math.nan),
        "range_middle": one.range_middle, "range_cautious": one.range_cautious, "class_size": past.size, "note": one.note,
    }  # fmt: skip


def cost_curve_table(moneys: Sequence[ProjectMoney], joint: Joint) -> pd.DataFrame:
    """Return the table cost_curve; the rows of the business unit as a whole have an empty project_id."""
    curves = [("", joint.curve), *((one.project_id, one.curve) for one in moneys)]
    rows = [
        {"project_id": project, **{name: row[name] for name in COST_CURVE if name != "project_id"}}
        for project, curve in curves
        for row in records_of(curve)
    ]
    return build(rows, COST_CURVE)
