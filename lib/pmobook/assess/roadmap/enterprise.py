"""The organisation's roadmap: of all business units, the projects that move and the largest."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pmobook.assess.roadmap.dependencies import BROKEN, CIRCLE
from pmobook.assess.roadmap.horizon import Horizon, horizon_of
from pmobook.method.roadmap import RoadmapMethod, roadmap_method
from pmobook.vocabulary import Quarter

__all__ = ["EnterpriseRoadmap", "enterprise_roadmap"]


@dataclass(frozen=True, eq=False)
class EnterpriseRoadmap:
    """Projects of all business units over quarters.

    Attributes
    ----------
    projects, links, marks
        As recorded, of the projects chosen; ids begin with their business unit's, the category is the business unit's id.
    horizon
        The quarters shown.
    drawn_of
        How many projects could have been drawn.
    by_business_unit
        business_unit, projects (under way or to come), later, broken (dependencies), no_dates, benefits_less_in_year.
    """

    projects: pd.DataFrame
    links: pd.DataFrame
    marks: pd.DataFrame
    horizon: Horizon
    drawn_of: int
    by_business_unit: pd.DataFrame


def enterprise_roadmap(
    roadmap: pd.DataFrame,
    links: pd.DataFrame,
    marks: pd.DataFrame,
    quarter: Quarter,
    method: RoadmapMethod | None = None,
) -> EnterpriseRoadmap:
    """Return the roadmap of all business units together.

    Parameters
    ----------
    roadmap, links, marks
        The recorded tables roadmap, roadmap_links and roadmap_marks of one quarter, with ``business_unit``.
    quarter
        The quarter assessed.
    method
        How many projects to show and how far to look ahead; the workbook's unless given.

    Notes
    -----
    Chosen are first the projects that levelling moves, then those of broken dependencies, then the largest by whole-life cost;
    one whose cost is not assessed counts as the smallest. The form project_links knows the projects of its own business unit
    only, so no dependency here reaches from one to another.
    """
    rules = method or roadmap_method()
    bars = _apart(roadmap, "project_id")
    tied = _apart(links, "project_id", "other_project_id")
    marked = _apart(marks, "project_id")
    drawn = bars.loc[bars["is_drawn"].fillna(value=False).astype("bool")]
    broken = tied.loc[tied["as_planned"].isin([BROKEN, CIRCLE])]
    is_broken = drawn["project_id"].isin([*broken["project_id"], *broken["other_project_id"]])
    ranked = drawn.assign(
        _later=drawn["months_later"].fillna(0).astype("int64"), _broken=is_broken, _cost=drawn["whole_life_cost"].fillna(-1.0)
    ).sort_values(["_later", "_broken", "_cost", "project_id"], ascending=[False, False, False, True], kind="stable")
    chosen = ranked.head(int(rules.enterprise_projects.value)).drop(columns=["_later", "_broken", "_cost"])
    chosen = chosen.assign(category=chosen["business_unit"])
    chosen = chosen.sort_values(["business_unit", "planned_start", "project_id"], kind="stable").reset_index(drop=True)
    chosen = chosen.assign(place=pd.Series(range(len(chosen)), dtype="Int64"))
    ids = set(chosen["project_id"])
    kept = tied.loc[tied["project_id"].isin(ids) & tied["other_project_id"].isin(ids)].reset_index(drop=True)
    shown = marked.loc[marked["project_id"].isin(ids)].reset_index(drop=True)
    return EnterpriseRoadmap(
        chosen, kept, shown, horizon_of(chosen, shown, quarter, rules), len(drawn), _by_business_unit(bars, broken)
    )


def _apart(rows: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Return rows whose ids can't be taken for those of another business unit."""
    return rows.assign(**{name: rows["business_unit"].astype("str") + "/" + rows[name].astype("str") for name in columns})


def _by_business_unit(bars: pd.DataFrame, broken: pd.DataFrame) -> pd.DataFrame:
    counted = bars.assign(
        projects=bars["state"].isin(["under way", "to come"]).astype("int64"),
        later=(bars["months_later"].fillna(0).astype("int64") > 0).astype("int64"),
        no_dates=(bars["state"] == "no dates").astype("int64"),
    )
    grouped = counted.groupby("business_unit", sort=True)
    found = grouped[["projects", "later", "no_dates"]].sum()
    found["benefits_less_in_year"] = grouped["benefits_less_in_year"].sum(min_count=1)
    found["broken"] = broken.groupby("business_unit").size().reindex(found.index).fillna(0).astype("int64")
    columns = ["business_unit", "projects", "later", "broken", "no_dates", "benefits_less_in_year"]
    return found.reset_index()[columns]
