"""A business unit's roadmap: what runs when, what waits for what, and what levelling changes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.benefits.periods import MONEY
from pmobook.assess.findings import findings_table
from pmobook.assess.roadmap.bars import lay_bars
from pmobook.assess.roadmap.dependencies import judge_links
from pmobook.assess.roadmap.findings import roadmap_findings, roadmap_headline
from pmobook.assess.roadmap.forms import check_projects, read_form, read_projects
from pmobook.assess.roadmap.horizon import Horizon, drawn_projects, horizon_of
from pmobook.assess.roadmap.marks import GATES, benefit_marks, gate_marks, months_moved
from pmobook.assess.roadmap.moves import read_moves
from pmobook.assess.roadmap.streams import BENEFITS, Stream, month_after, read_streams, year_end
from pmobook.assess.tables import ROADMAP, ROADMAP_LINKS, ROADMAP_MARKS, build
from pmobook.errors import ProblemsFound
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement import Engagement
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.pack import InputPack
from pmobook.method.roadmap import RoadmapMethod, roadmap_method
from pmobook.vocabulary import Quarter

__all__ = ["NOTEBOOK", "Roadmap", "assess_roadmap", "assess_roadmap_of"]

NOTEBOOK = "60_resources"

_LINKS = ("project_id", "link", "other_project_id")


@dataclass(frozen=True, eq=False)
class Roadmap:
    """Projects over quarters, as planned and after levelling.

    Attributes
    ----------
    projects
        Table ``roadmap``: every project once.
    links
        Table ``roadmap_links``: every pair of which the first requires the other.
    marks
        Table ``roadmap_marks``: gates and benefits.
    horizon
        The quarters shown.
    is_levelled
        Whether start dates that people allow were at hand; without them the plan stands alone.
    findings, headline
        In words.
    name
        The business unit's; empty if not known.
    """

    projects: pd.DataFrame
    links: pd.DataFrame
    marks: pd.DataFrame
    horizon: Horizon
    is_levelled: bool
    findings: pd.DataFrame
    headline: str
    name: str = ""

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        names = {"roadmap": self.projects, "roadmap_links": self.links, "roadmap_marks": self.marks}
        return {**names, "findings": self.findings}


def assess_roadmap_of(engagement: Engagement, pack: InputPack, starts: Any) -> Roadmap:  # noqa: ANN401 - as `assess_roadmap`
    """Return a business unit's roadmap from its input pack; see `assess_roadmap`."""
    return assess_roadmap(
        pack.form("projects"),
        pack.form("project_links"),
        pack.form("gates"),
        pack.form("benefits"),
        quarter=pack.quarter,
        starts=starts,
        business_unit=engagement.business_unit(pack.business_unit),
        money=engagement.parameters.money,
        method=roadmap_method().for_a_year_from(engagement.parameters.calendar.stated_year_start),
    )


def assess_roadmap(  # noqa: PLR0913 - one form each
    projects: Any,  # noqa: ANN401 - a table in whatever form it is at hand
    project_links: Any = None,  # noqa: ANN401
    gates: Any = None,  # noqa: ANN401
    benefits: Any = None,  # noqa: ANN401
    *,
    quarter: Quarter | str,
    starts: Any = None,  # noqa: ANN401
    business_unit: BusinessUnit | None = None,
    money: Money | None = None,
    method: RoadmapMethod | None = None,
) -> Roadmap:
    """Lay projects over quarters with what they depend on, their gates and their benefits, before and after levelling.

    Parameters
    ----------
    projects
        The form projects. One without a start or a finish has the state *no dates*: it is listed, and never dropped.
    project_links, gates, benefits
        The forms of those names; None, or without rows, if they were not handed in.
    quarter
        The quarter assessed, such as 2026Q3; its last day is today.
    starts
        How far levelling moves projects: what `pmobook.assess.resources.level` returns, a table with ``project_id`` and
        ``months_later``, or project to months. A project that is not in it is *not levelled* and stands as planned.
    business_unit
        Its lead owns what nobody else does.
    money
        Currency and scale, for sentences.
    method
        How far to look ahead; the workbook's unless given.

    Returns
    -------
    Roadmap

    Raises
    ------
    ProblemsFound
        If a project stands there twice or has no id, a form names one that does not exist, a day is none, or months of levelling
        are negative or no whole number.
    PmobookError
        If a form lacks a column that it needs.

    Notes
    -----
    A project moves with all that is to come of it: its gates and the benefits that have not begun. What has begun keeps its
    start. What a delay costs is what then no longer comes within the financial year, and within the periods handed in:
    sum of the months up to the last one, less the sum of those up to so many months earlier.

    Examples
    --------
    >>> found = assess_roadmap(
    ...     [{"project_id": "A", "start": "2026-10-05", "forecast_finish": "2027-03-31"},
    ...      {"project_id": "B", "start": "2027-02-01", "forecast_finish": "2027-06-30"}],
    ...     [{"project_id": "B", "link": "requires", "other_project_id": "A"}], quarter="2026Q3", starts={"A": 0, "B": 2})
    >>> found.projects["levelled_start"].dt.date.astype(str).tolist()
    ['2026-10-05', '2027-04-01']
    >>> found.links[["as_planned", "overlap_days", "as_levelled"]].values.tolist()
    [['broken', 58, 'kept']]
    """
    now = Quarter.parse(quarter) if isinstance(quarter, str) else quarter
    rules = method or roadmap_method()
    listed = read_projects(projects)
    links = read_form(project_links, "project_links", _LINKS, _LINKS)
    held = read_form(gates, "gates", GATES, ("project_id", "gate"))
    amounts = read_form(benefits, "benefits", BENEFITS, ("benefit_id", "project_id", "period"))
    ids = listed["project_id"].tolist()
    named = (
        (links, "project_links", ("project_id", "other_project_id")),
        (held, "gates", ("project_id",)),
        (amounts, "benefits", ("project_id",)),
    )
    problems = [one for rows, name, columns in named for one in check_projects(rows, name, columns, ids)]
    if problems:
        raise ProblemsFound(problems)
    moves = None if starts is None else read_moves(starts, listed["project_id"])
    bars = build(lay_bars(listed, moves, now, rules), ROADMAP)
    moved, streams = months_moved(bars), list(read_streams(amounts, now))
    marks = build([*gate_marks(held, moved, now), *benefit_marks(streams, moved, now)], ROADMAP_MARKS)
    horizon = horizon_of(bars, marks, now, rules)
    worth = _worth(streams, moved, now, int(rules.year_begins.value))
    drawn = bars.assign(is_drawn=drawn_projects(bars, marks, horizon).astype("bool"))
    whole = _in_order(drawn.assign(**{name: drawn["project_id"].map(values).astype("float64") for name, values in worth.items()}))
    judged = build(judge_links(links, whole), ROADMAP_LINKS)
    lead = (business_unit.lead if business_unit else None) or ""
    found = roadmap_findings(whole, judged, marks, money or Money(currency="EUR"), lead, now, rules)
    name = business_unit.name if business_unit else ""
    headline = roadmap_headline(whole, judged, name, is_levelled=moves is not None)
    return Roadmap(whole, judged, marks, horizon, moves is not None, findings_table(NOTEBOOK, found), headline, name)


def _in_order(bars: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the order of the picture: by category, the earliest to start first; those without dates last."""
    far = pd.Timestamp.max.floor("D").as_unit("us")
    starts = bars["planned_start"].fillna(far)
    groups = starts.where(bars["is_drawn"], far).groupby(bars["category"]).transform("min")
    order = (
        bars.assign(_bare=bars["category"] == "", _group=groups, _start=starts)
        .sort_values(["_bare", "_group", "category", "_start", "project_id"], kind="stable")
        .index
    )
    sorted_bars = bars.loc[order].reset_index(drop=True)
    return sorted_bars.assign(place=pd.Series(range(len(sorted_bars)), dtype="Int64"))


def _worth(streams: list[Stream], moved: Mapping[str, int], quarter: Quarter, year_begins: int) -> dict[str, dict[str, float]]:
    """Return by project what its benefits in money come to, and what a later start moves out of the year and out of sight."""
    after, end = month_after(quarter), year_end(quarter, year_begins)
    parts: dict[str, dict[str, list[float]]] = {
        name: {} for name in ("benefits_to_come", "benefits_less_in_year", "benefits_less_in_all")
    }
    for one in streams:
        if one.unit_of_measure != MONEY:
            continue
        months = 0 if one.begins is not None and one.begins < after else moved.get(one.project_id, 0)
        amounts = (
            one.between(after, max(one.last, after)),
            one.less(after, months, end),
            one.less(after, months, one.last),
        )
        for name, amount in zip(parts, amounts, strict=True):
            if not math.isnan(amount):
                parts[name].setdefault(one.project_id, []).append(amount)
    return {name: {project: math.fsum(several) for project, several in of.items()} for name, of in parts.items()}
