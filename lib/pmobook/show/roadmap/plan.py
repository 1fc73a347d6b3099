"""What a roadmap is drawn from: recorded tables, put in the order of the picture."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from pmobook.assess.roadmap import Horizon, Roadmap
from pmobook.assess.roadmap.bars import NO_DATES, OVER
from pmobook.inputs.engagement_parameters import Money

__all__ = ["MOST_DRAWN", "Plan", "plan_from", "plan_of"]

MOST_DRAWN = 60
"""More rows than this are no picture any more; the others stand in the figures."""

_DAYS = ("planned_start", "planned_finish", "levelled_start", "levelled_finish", "planned_on", "levelled_on", "held_on",
         "other_planned_finish", "other_levelled_finish")  # fmt: skip


@dataclass(frozen=True, eq=False)
class Plan:
    """Tables of a roadmap as they were recorded, and the quarters to show.

    Attributes
    ----------
    projects, links, marks
        Tables roadmap, roadmap_links and roadmap_marks of one quarter.
    horizon
        The quarters shown.
    money
        Currency and scale.
    groups
        Category to the heading under which its projects stand; a category that is not here is its own heading.
    """

    projects: pd.DataFrame
    links: pd.DataFrame
    marks: pd.DataFrame
    horizon: Horizon
    money: Money
    groups: tuple[tuple[str, str], ...] = ()

    @property
    def every_drawn(self) -> pd.DataFrame:
        """The projects with something within the quarters shown."""
        return self.projects.loc[self.projects["is_drawn"].fillna(value=False).astype("bool")]

    @property
    def drawn(self) -> pd.DataFrame:
        """Those of them that the picture has room for."""
        return self.every_drawn.head(MOST_DRAWN)

    @property
    def undated(self) -> pd.DataFrame:
        """Projects without dates that are not over."""
        return self.projects.loc[self.projects["state"] == NO_DATES]

    @property
    def silent(self) -> pd.DataFrame:
        """Projects that the picture leaves out though they have dates, or are over."""
        is_drawn = self.projects["is_drawn"].fillna(value=False).astype("bool")
        return self.projects.loc[~is_drawn & (self.projects["state"] != NO_DATES)]

    @property
    def beyond(self) -> int:
        """How many projects, not over, begin after the quarters shown or ended before them."""
        return int((self.silent["state"] != OVER).sum())

    @property
    def is_levelled(self) -> bool:
        """Whether any project was levelled."""
        return bool(self.projects.loc[self.projects["state"] != OVER, "months_later"].notna().any())

    def heading(self, category: str) -> str:
        """Return the heading of a category; empty if it has none."""
        return dict(self.groups).get(category, category)


def plan_of(plan: Plan) -> Plan:
    """Return a plan with days as days and projects in the order of the picture, whatever form its tables were read in."""
    tables = {}
    for name in ("projects", "links", "marks"):
        rows = getattr(plan, name)
        days = [one for one in _DAYS if one in rows.columns]
        tables[name] = rows.assign(**{one: pd.to_datetime(rows[one]).astype("datetime64[us]") for one in days})
    texts = ("title", "category", "sponsor", "held_by", "note")
    ordered = tables["projects"].sort_values("place", kind="stable").reset_index(drop=True)
    tables["projects"] = ordered.assign(**{one: ordered[one].fillna("") for one in texts})
    return replace(plan, **tables)


def plan_from(found: Roadmap, money: Money) -> Plan:
    """Return the plan of a roadmap as it was assessed."""
    return plan_of(Plan(found.projects, found.links, found.marks, found.horizon, money))
