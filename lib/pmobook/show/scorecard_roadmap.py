"""The roadmap on the scorecards: of one business unit, and of all together."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from pmobook.assess.roadmap import EnterpriseRoadmap, enterprise_roadmap, horizon_of
from pmobook.language import said_later, say
from pmobook.method.roadmap import roadmap_method
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.page import Panel, panel
from pmobook.show.roadmap import Plan, roadmap_of
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted

__all__ = ["ROADMAP", "roadmap_by_business_unit", "roadmap_panel"]

ROADMAP = said_later("Roadmap: what runs when, and what waits for what")
"""Title of the panel."""

_NOT_RECORDED = said_later("Not assessed: no roadmap was recorded for this quarter.")


def roadmap_panel(context: Context) -> Panel:
    """Show the business unit's projects over quarters, before and after levelling."""
    rows, marks = context.now.roadmap, context.now.roadmap_marks
    if rows.empty:
        return panel(say(ROADMAP), paragraph(say(_NOT_RECORDED)))
    horizon = horizon_of(rows, marks, context.quarter, roadmap_method())
    plan = Plan(rows, context.now.roadmap_links, marks, horizon, context.money)
    name = context.names.get(str(rows["business_unit"].iloc[0]), "")
    return panel(
        say(ROADMAP),
        roadmap_of(
            plan, say("Roadmap {name} {quarter}", name=name, quarter=context.quarter), functools.partial(_leads_on, context)
        ),
        say("As planned, and as the people there are allow."),
    )


def _leads_on(context: Context, row: Mapping[str, Any], shown: str) -> str:
    unit = str(row["business_unit"])
    item = str(row["project_id"]).removeprefix(f"{unit}/")  # among all business units an id has its business unit before it
    return context.figure_link("roadmap", item, shown, is_html=True, business_unit=unit)


def roadmap_by_business_unit(context: Context) -> Exhibit:
    """Show the projects that move and the largest of all business units, and each business unit's roadmap in figures."""
    if context.now.roadmap.empty:
        return topic("roadmap", say(ROADMAP), say(_NOT_RECORDED))
    found = enterprise_roadmap(context.now.roadmap, context.now.roadmap_links, context.now.roadmap_marks, context.quarter)
    groups = tuple(context.names.items())
    plan = Plan(found.projects, found.links, found.marks, found.horizon, context.money, groups)
    said = _said(found)
    figures = _figures(context, found)
    if found.projects.empty:
        return topic("roadmap", say(ROADMAP), said, figures)
    title = say(
        "Roadmap {organisation} {quarter}", organisation=context.engagement.parameters.organisation, quarter=context.quarter
    )
    body = stack(roadmap_of(plan, title, functools.partial(_leads_on, context)), figures)
    return topic("roadmap", say(ROADMAP), said, body, opens=say("Show the roadmap: projects that move first, then the largest"))


def _said(found: EnterpriseRoadmap) -> str:
    rows = found.by_business_unit
    later, broken = int(rows["later"].sum()), int(rows["broken"].sum())
    parts = [
        say(
            "{project} under way or to come; {later} later than planned",
            project=counted(int(rows["projects"].sum()), "project"),
            later=later or say("none"),
        )
    ]
    parts += (
        [say("{dependency} that the plan breaks", dependency=counted(broken, "dependency", "dependencies"))] if broken else []
    )
    shown = (
        ""
        if len(found.projects) == found.drawn_of
        else say(" Drawn are {projects} of {drawn_of}.", projects=len(found.projects), drawn_of=found.drawn_of)
    )
    between = say(" Dependencies are those within a business unit: the forms name no others.")
    return f"{'; '.join(parts)}.{shown}{between}"


def _figures(context: Context, found: EnterpriseRoadmap) -> Exhibit:
    columns = [
        Column(
            "business_unit",
            say("Business unit"),
            form=lambda unit: context.business_unit_link(str(unit), "roadmap"),
            is_html=True,
        ),
        Column("projects", say("Under way or to come"), "right", number),
        Column("later", say("Later than planned"), "right", number),
        Column("broken", say("Broken dependencies"), "right", number),
        Column("no_dates", say("Without dates"), "right", number, hide_on_phone=True),
        Column("benefits_less_in_year", say("Less benefit in the year"), "right", lambda value: money(value, context.money)),
    ]
    rows, leading = leading_deeper(context, found.by_business_unit, columns, "roadmap")
    return table(rows, leading, say("The roadmap of each business unit in figures"), caption_shown=False)
