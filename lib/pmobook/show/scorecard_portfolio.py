"""Measures, projects and goals of one business unit."""

from __future__ import annotations

import html
import json
import math

import pandas as pd

from pmobook.assess.overview import is_followed
from pmobook.language import said_later, say
from pmobook.rounding import measured_apart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, measured, money, percent_change, period, share_as_percent, slip
from pmobook.show.page import Panel, panel
from pmobook.show.scorecard_context import Context
from pmobook.show.sparkline import sparkline
from pmobook.show.status import confidence_mark, measure_mark, movement_mark
from pmobook.show.table import Column, table
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["GOALS", "MEASURES", "PROJECTS", "goals_panel", "measures_panel", "projects_panel", "values_and_targets"]

MEASURES = said_later("Performance measures")
PROJECTS = said_later("Projects")
GOALS = said_later("Spend against the weight of the goals")
"""Titles of the panels."""

_MOST_PROJECTS = 12
_STATUS_ORDER = {"missed": 0, "near": 1, "met": 2, NOT_ASSESSED: 3}


def measures_panel(context: Context) -> Panel:
    """Show the measures against their targets, the worst first, each with its course."""
    title, measures = say(MEASURES), context.now.measure_status
    if measures.empty:
        return panel(title, paragraph(say("Not assessed: no measures were handed in for {quarter}.", quarter=context.quarter)))
    ordered = measures.assign(
        order=measures["status"].map(_STATUS_ORDER).fillna(3),
        course=[_course(*row) for row in zip(measures["title"], measures["history"], measures["target"], strict=True)],
        when=measures["period"].map(period),
        **values_and_targets(context, measures),
    ).sort_values(["order", "title"])
    columns = [
        Column("title", say("Measure")),
        Column("status", say("Status"), form=measure_mark, is_html=True),
        Column("now", say("Now"), align="right", is_html=True),
        Column("held_to", say("Target"), align="right"),
        Column("unit_of_measure", say("Counted in"), hide_on_phone=True),
        Column("course", say("Course"), is_html=True),
        Column("trend", say("Trend"), form=movement_mark, is_html=True),
        Column("owner", say("Owner"), form=_owner, hide_on_phone=True),
        Column("when", say("Period"), hide_on_phone=True),
    ]
    return panel(title, table(ordered, columns, title, caption_shown=False), say("Worst first. Dashed line: target."))


def values_and_targets(context: Context, measures: pd.DataFrame) -> dict[str, list[str]]:
    """Write each value beside its target so that the two never look alike when they differ."""
    written = [
        (measured(value), "none" if is_missing(target) else measured(target))
        if is_missing(value) or is_missing(target)
        else measured_apart(value, target)
        for value, target in zip(measures["value"], measures["target"], strict=True)
    ]
    now = context.figure_links(
        "performance",
        measures["measure_id"],
        [value for value, _ in written],
        business_units=[str(unit) for unit in measures["business_unit"]],
    )
    return {"now": now, "held_to": [target for _, target in written]}


def _owner(value: object) -> str:
    return say("no owner named") if is_missing(value) or not str(value).strip() else str(value)


def _named(owners: pd.Series) -> bool:
    """Say whether anybody is named at all; a column that says "no owner named" throughout says it better in the findings."""
    return bool((owners.fillna("").str.strip() != "").any())


def _course(title: object, history: object, target: object) -> str:
    values = [] if is_missing(history) else [value for _, value in json.loads(str(history))]
    known = [value for value in values if value is not None]
    described = f"{title}: {counted(len(known), 'value')}"
    if known:
        described += say(", from {known} to {known_2}", known=measured(float(known[0])), known_2=measured(float(known[-1])))
    return sparkline(values, described, None if is_missing(target) else float(str(target)))


def projects_panel(context: Context) -> Panel:
    """Show the projects with confidence, cost and schedule, the worst first; many of them fold."""
    title, projects = say(PROJECTS), context.now.project_status
    if projects.empty:
        return panel(title, paragraph(say("Not assessed: no projects were handed in for {quarter}.", quarter=context.quarter)))
    ranks = {str(one): one.rank for one in Confidence}
    ordered = projects.assign(
        elsewhere=~is_followed(projects["stage"], context.stages),
        rank=projects["confidence"].map(ranks).fillna(len(ranks)),
        overrun=-projects["cost_variance_share"].fillna(-math.inf),
        against=context.figure_links(
            "projects", projects["project_id"], [percent_change(one, 1) for one in projects["cost_variance_share"]]
        ),
    ).sort_values(["elsewhere", "rank", "overrun", "title"])
    columns = [
        Column("title", say("Project")),
        Column("confidence", say("Confidence"), form=confidence_mark, is_html=True),
        Column("confidence_movement", say("Moved"), form=movement_mark, is_html=True),
        Column("expected_cost", say("Expected cost"), align="right", form=lambda value: money(value, context.money)),
        Column("against", say("Against plan"), align="right", is_html=True),
        Column("slip_days", say("Finish"), align="right", form=slip),
        Column("stage", say("Stage"), hide_on_phone=True),
        *([Column("sponsor", say("Sponsor"), form=_owner, hide_on_phone=True)] if _named(projects["sponsor"]) else []),
    ]
    first = ordered if len(ordered) <= _MOST_PROJECTS + 1 else ordered.head(_MOST_PROJECTS)
    rest = ordered.iloc[len(first) :]
    body = table(first, columns, title, caption_shown=False).html
    if len(rest):
        more = counted(len(rest), "more project")
        folded = table(rest, columns, f"{title}, {more}", caption_shown=False)
        body += f"<details><summary>Show {more}</summary>{folded.html}</details>"
    return panel(title, Exhibit(body), _projects_subtitle(projects))


def _projects_subtitle(projects: pd.DataFrame) -> str:
    bases = projects["schedule_basis"].value_counts()
    reported = int(bases.get("first reported", 0))
    measured_from = (
        say(" {finish} measured from the date first reported.", finish=counted(reported, "finish", "finishes"))
        if reported
        else ""
    )
    return say(
        "{project}, those under way and lowest in confidence first.{measured_from}",
        project=counted(len(projects), "project"),
        measured_from=measured_from,
    )


def goals_panel(context: Context) -> Panel:
    """Show what is spent on each goal beside what it weighs."""
    title, goals = say(GOALS), context.now.alignment
    if not (goals["goal_id"].fillna("") != "").any():
        return panel(title, paragraph(say("Not assessed: no goals were handed in for {quarter}.", quarter=context.quarter)))
    ordered = goals.assign(
        no_goal=goals["goal_id"].fillna("") == "",
        goal=[_titled(title, note) for title, note in zip(goals["title"].tolist(), goals["note"].tolist(), strict=True)],
        apart=context.figure_links(
            "alignment", goals["goal_id"].fillna("").replace("", "no_goal"), [_difference(one) for one in goals["difference"]]
        ),
        weighs=[_weighs(*one) for one in zip(goals["weight"], goals["weight_low"], goals["weight_high"], strict=True)],
    ).sort_values(["no_goal", "weight", "title"], ascending=[True, False, True])
    columns = [
        Column("goal", say("Goal"), is_html=True),
        Column("weighs", say("Weight"), align="right"),
        Column("spend_share", say("Share of spend"), align="right", form=share_as_percent),
        Column("apart", say("Difference"), align="right", is_html=True),
        Column("spend", say("Spend"), align="right", form=lambda value: money(value, context.money), hide_on_phone=True),
        Column("projects", say("Projects"), align="right", form=lambda value: NOT_ASSESSED if is_missing(value) else str(value)),
    ]
    subtitle = say("Difference in percentage points.")
    if goals["weight_low"].notna().any():
        subtitle += say(" In brackets: what the judges of the goals disagree about.")
    return panel(title, table(ordered, columns, title, caption_shown=False), subtitle)


def _titled(title: str, note: object) -> str:
    """Return a goal's title with the note on its figures under it, as HTML."""
    said = "" if is_missing(note) or not str(note).strip() else f'<span class="pmo-owner">{html.escape(str(note))}</span>'
    return f"{html.escape(title)}{said}"


def _weighs(weight: object, low: object, high: object) -> str:
    if is_missing(weight):
        return "none"
    between = "" if is_missing(low) else say(" ({low} to {high})", low=share_as_percent(low), high=share_as_percent(high))
    return f"{share_as_percent(weight)}{between}"


def _difference(value: object) -> str:
    return "–" if is_missing(value) else percent_change(value).rstrip("%")  # noqa: RUF001 - a dash for "no figure"
