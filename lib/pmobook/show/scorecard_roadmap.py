"""The roadmap on the scorecards: of one business unit, and of all together."""

from __future__ import annotations

from pmobook.assess.roadmap import EnterpriseRoadmap, enterprise_roadmap, horizon_of
from pmobook.method.roadmap import roadmap_method
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.page import panel
from pmobook.show.roadmap import Plan, roadmap_of
from pmobook.show.scorecard_context import Context
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted

__all__ = ["ROADMAP", "roadmap_by_business_unit", "roadmap_panel"]

ROADMAP = "Roadmap: what runs when, and what waits for what"
"""Title of the panel."""

_NOT_RECORDED = "Not assessed: no roadmap was recorded for this quarter."


def roadmap_panel(context: Context) -> Exhibit:
    """Show the business unit's projects over quarters, before and after levelling."""
    rows, marks = context.now.roadmap, context.now.roadmap_marks
    if rows.empty:
        return panel(ROADMAP, paragraph(_NOT_RECORDED))
    horizon = horizon_of(rows, marks, context.quarter, roadmap_method())
    plan = Plan(rows, context.now.roadmap_links, marks, horizon, context.money)
    name = context.names.get(str(rows["business_unit"].iloc[0]), "")
    return panel(ROADMAP, roadmap_of(plan, f"Roadmap {name} {context.quarter}"), "As planned, and as the people there are allow.")


def roadmap_by_business_unit(context: Context) -> Exhibit:
    """Show the projects that move and the largest of all business units, and each business unit's roadmap in figures."""
    if context.now.roadmap.empty:
        return topic("roadmap", ROADMAP, _NOT_RECORDED)
    found = enterprise_roadmap(context.now.roadmap, context.now.roadmap_links, context.now.roadmap_marks, context.quarter)
    groups = tuple(context.names.items())
    plan = Plan(found.projects, found.links, found.marks, found.horizon, context.money, groups)
    said = _said(found)
    figures = _figures(context, found)
    if found.projects.empty:
        return topic("roadmap", ROADMAP, said, figures)
    title = f"Roadmap {context.engagement.parameters.organisation} {context.quarter}"
    body = stack(roadmap_of(plan, title), figures)
    return topic("roadmap", ROADMAP, said, body, opens="Show the roadmap: projects that move first, then the largest")


def _said(found: EnterpriseRoadmap) -> str:
    rows = found.by_business_unit
    later, broken = int(rows["later"].sum()), int(rows["broken"].sum())
    parts = [f"{counted(int(rows['projects'].sum()), 'project')} under way or to come; {later or 'none'} later than planned"]
    parts += [f"{counted(broken, 'dependency', 'dependencies')} that the plan breaks"] if broken else []
    shown = "" if len(found.projects) == found.drawn_of else f" Drawn are {len(found.projects)} of {found.drawn_of}."
    between = " Dependencies are those within a business unit: the forms name no others."
    return f"{'; '.join(parts)}.{shown}{between}"


def _figures(context: Context, found: EnterpriseRoadmap) -> Exhibit:
    columns = [
        Column(
            "business_unit", "Business unit", form=lambda unit: context.business_unit_link(str(unit), "roadmap"), is_html=True
        ),
        Column("projects", "Under way or to come", "right", number),
        Column("later", "Later than planned", "right", number),
        Column("broken", "Broken dependencies", "right", number),
        Column("no_dates", "Without dates", "right", number, hide_on_phone=True),
        Column("benefits_less_in_year", "Less benefit in the year", "right", lambda value: money(value, context.money)),
    ]
    return table(found.by_business_unit, columns, "The roadmap of each business unit in figures", caption_shown=False)
