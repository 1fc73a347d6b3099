"""Exhibits of alignment: what goals weigh beside what is spent on them, and what projects are worth to them."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.alignment import AlignmentAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.alignment_judging import consistency, how_weighed, interval_words, judges_weights, share_range
from pmobook.show.alignment_sponsors import sponsors
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, money, number, percent_change, share_as_percent
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = [
    "consistency",
    "goal_weights",
    "how_valued",
    "how_weighed",
    "judges_weights",
    "project_values",
    "projects_without_goals",
    "spend_against_weight",
    "sponsors",
]

_BASES = {
    "eigenvector": "judgements",
    "geometric_mean": "judgements",
    "given": said_later("weight given"),
    "equal share": said_later("equal share of the wider goal's"),
}
_SERVES_NONE, _UNKNOWN, _NOT_RATED = _KINDS = ["serves no goal", "no impact assessed", "nobody has rated it"]


def goal_weights(assessment: AlignmentAssessment) -> Exhibit:
    """Show every goal with its owner, the weight leadership gave and the share that it comes to."""
    rows = assessment.goal_weights
    shown = rows.assign(
        range=_ranges(rows["low"], rows["high"]),
        rests_on=[say(_BASES.get(str(method), "")) for method in rows["method"]],
    )
    columns = [
        Column("title", say("Goal")),
        Column("owner", say("Owner"), form=_owner),
        Column("weight_given", say("Weight given"), "right", _given),
        Column("weight", say("Share of all weight"), "right", _share_or_dash),
        Column("range", say("Interval"), "right", form=_text_or_dash),
        Column("rests_on", say("Rests on")),
        Column("note", say("Note")),
    ]
    note = say("Weights are shares among the goals under the same wider goal, multiplied by the share of that wider goal.")
    if assessment.weighed.judged is not None:
        note += f" {interval_words(assessment.weighed)}"
        if assessment.weighed.weighing.prefer == "comparisons":
            note += say(" Where judges compared the goals, the weights given are shown and do not count.")
    empty = say("Not assessed: the form goals was not handed in.")
    return table(shown, without_blank(shown, columns, "note", "range"), say("Goals and their weights"), note, when_empty=empty)


def spend_against_weight(assessment: AlignmentAssessment, money_of: Money) -> Exhibit:
    """Draw each goal's share of spend as a bar with its weight as a tick; the figures stand below."""
    rows = assessment.alignment
    figures = _alignment_table(rows, money_of)
    if not rows["spend_share"].notna().any():
        return figures if not rows.empty else paragraph(say("Not assessed: goals, projects or their impacts were not handed in."))
    line = say("; lines: what the judges disagree about") if rows["weight_low"].notna().any() else ""
    description = say(
        "{headline}. Bars: share of spend; ticks: weight of the goal{line}.", headline=assessment.headline, line=line
    )
    return chart(_spend_chart(rows), description, figures)


def _spend_chart(rows: pd.DataFrame) -> dict[str, Any]:
    unknown = rows["spend_share"].isna()
    # A tick without a bar would read as no spend at all.
    said = rows["title"].where(~unknown, rows["title"] + say(" (spend not assessed)"))
    rows = rows.assign(title=said.map(wrapped))
    bars = [
        {
            "goal": row["title"],
            "share": row["spend_share"],
            "kind": "goal" if row["goal_id"] not in ("", "not_assessed") else "none",
        }
        for row in rows.loc[~unknown].to_dict(orient="records")
    ]
    ticks = [
        {"goal": row["title"], "share": row["weight"]} for row in rows.to_dict(orient="records") if not is_missing(row["weight"])
    ]
    ranges = [
        {"goal": row["title"], "low": row["weight_low"], "high": row["weight_high"]}
        for row in rows.to_dict(orient="records")
        if not is_missing(row["weight_low"])
    ]
    goal = name_axis("goal", rows["title"])
    share = {
        "field": "share",
        "type": "quantitative",
        "title": say("Share of spend (tick: weight; line: what its judges disagree about)")
        if ranges
        else say("Share of spend (tick: weight)"),
        "axis": {"format": ".0%", "labelFlush": False},
    }
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ["goal", "none"], "range": [COLOURS["first"], COLOURS["not assessed"]]},
    }
    return {
        "width": 460,
        "height": {"step": row_height(rows["title"])},
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "height": 16},
                "encoding": {"y": goal, "x": share, "color": colour},
            },
            {
                "data": {"values": ranges},
                "mark": {"type": "rule", "strokeWidth": 3, "color": COLOURS["watch"]},
                "encoding": {"y": goal, "x": {**share, "field": "low"}, "x2": {"field": "high"}},
            },
            {
                "data": {"values": ticks},
                "mark": {"type": "tick", "thickness": 3, "size": 26, "opacity": 1, "color": COLOURS["watch"]},
                "encoding": {"y": goal, "x": share},
            },
        ],
    }


def _alignment_table(rows: pd.DataFrame, money_of: Money) -> Exhibit:
    rows = rows.assign(range=_ranges(rows["weight_low"], rows["weight_high"]))
    columns = [
        Column("title", say("Goal")),
        Column("weight", say("Weight"), "right", _share_or_dash),
        Column("range", say("Judges disagree from"), "right", form=_text_or_dash),
        Column("spend_share", say("Share of spend"), "right", share_as_percent),
        Column("difference", say("Difference"), "right", _difference),
        Column("standing", say("Beside what judges disagree about"), form=_text_or_dash),
        Column("spend", say("Spend"), "right", lambda value: money(value, money_of)),
        Column("projects", say("Projects"), "right", number),
        Column("note", say("Note")),
    ]
    note = say(
        "Spend is what projects have cost and are expected to cost over the periods of the pack; "
        "ideas and proposals have none. A project's spend is split over the goals it serves in "
        "proportion to its impact on each."
    )
    empty = say("Not assessed: goals, projects or their impacts were not handed in.")
    shown = without_blank(rows, columns, "note", "range", "standing")
    return table(rows, shown, say("Spend beside the weight of the goals"), note, when_empty=empty)


def project_values(assessment: AlignmentAssessment, money_of: Money) -> Exhibit:
    """Show every project's strategic value, the highest first, as a bar or, where it is not fully assessed, as a range."""
    rows = assessment.project_values
    columns = [
        Column("title", say("Project")),
        Column("value", say("Strategic value")),
        Column("bar", say("0 to 1"), is_html=True),
        Column("stage", say("Stage")),
        Column("sponsor", say("Sponsor"), form=_owner, hide_on_phone=True),
        Column("spend", say("Spend"), "right", lambda value: money(value, money_of)),
        Column("goals_served", say("Goals served"), "right", number, hide_on_phone=True),
        Column("note", say("Note")),
    ]
    ordered = rows.sort_values(["value_lowest", "value_highest"], ascending=False, kind="stable", na_position="last")
    bounds = list(zip(ordered["strategic_value"], ordered["value_lowest"], ordered["value_highest"], strict=True))
    shown = ordered.assign(value=[_value(*one) for one in bounds], bar=[_bar(*one) for one in bounds])
    note = say(
        "Strategic value: for each goal its weight times the project's impact, added up. A range "
        "covers every impact not assessed."
    )
    empty = say("Not assessed: the form projects was not handed in.")
    return table(shown, without_blank(shown, columns, "note"), say("Projects by strategic value"), note, when_empty=empty)


def projects_without_goals(assessment: AlignmentAssessment, money_of: Money) -> Exhibit:
    """Show every project that isn't known to serve a goal: those that serve none apart from those nobody has rated."""
    caption = say("Projects without a goal")
    if assessment.alignment.empty:
        return paragraph(say("Not assessed: goals, projects or their impacts were not handed in."))
    values, rated = assessment.project_values, set(assessment.workings["project_id"])
    rows = values.loc[values["goals_served"] == 0]
    kinds = [
        _NOT_RATED if project not in rated else _UNKNOWN if unknown else _SERVES_NONE
        for project, unknown in zip(rows["project_id"], rows["impacts_not_assessed"], strict=True)
    ]
    shown = rows.assign(kind=kinds).sort_values("kind", key=lambda kind: kind.map(_KINDS.index), kind="stable")
    columns = [
        Column("title", say("Project")),
        Column("kind", say("Why it stands here")),
        Column("stage", say("Stage"), hide_on_phone=True),
        Column("sponsor", say("Sponsor"), form=_owner),
        Column("spend", say("Spend"), "right", lambda value: money(value, money_of)),
    ]
    note = say("A project that nobody has rated may serve any goal; one whose every impact was rated none serves no goal.")
    return table(shown, columns, caption, note, when_empty=say("Every project serves a goal."))


def how_valued(assessment: AlignmentAssessment, money_of: Money) -> Exhibit:
    """Show the arithmetic: each project's impact on each goal it names, and where its spend goes."""
    projects = dict(zip(assessment.project_values["project_id"], assessment.project_values["title"], strict=True))
    goals = dict(zip(assessment.goal_weights["goal_id"], assessment.goal_weights["title"], strict=True))
    workings = assessment.workings
    shown = workings.assign(project=workings["project_id"].map(projects), goal=workings["goal_id"].map(goals))
    columns = [
        Column("project", say("Project")),
        Column("goal", say("Goal")),
        Column("impact", say("Impact")),
        Column("impact_value", say("Its value"), "right", lambda value: number(value, 1)),
        Column("weight", say("Goal's weight"), "right", _share_or_dash),
        Column("contribution", say("Contribution"), "right", lambda value: number(value, 3)),
        Column("spend_share", say("Share of its spend"), "right", share_as_percent),
        Column("spend", say("Spend"), "right", lambda value: money(value, money_of), hide_on_phone=True),
    ]
    note = say("Contributions of a project add up to its strategic value; its spend follows the values of its impacts.")
    empty = say("No impact of a project on a goal was handed in.")
    return table(shown, columns, say("How values and spend came about"), note, when_empty=empty)


def _ranges(low: pd.Series, high: pd.Series) -> list[str]:
    return ["" if is_missing(one) else share_range(one, other) for one, other in zip(low, high, strict=True)]


def _text_or_dash(value: object) -> str:
    return "–" if is_missing(value) or not value else str(value)  # noqa: RUF001 - a dash, as in a printed table


def _value(exact: float, lowest: float, highest: float) -> str:
    if not is_missing(exact):
        return number(exact, 2)
    return (
        NOT_ASSESSED if is_missing(lowest) else say("{lowest} to {highest}", lowest=number(lowest, 2), highest=number(highest, 2))
    )


def _bar(exact: float, lowest: float, highest: float) -> str:
    """Draw a value as a filled bar, or a range as a filled bar to its lowest and a hatched outline to its highest."""
    if is_missing(lowest):
        return ""
    low, high = (number(100 * bound, 1) for bound in (lowest, highest))
    span = number(100 * (highest - lowest), 1)
    ranged = f'<rect x="{low}" y="4.5" width="{span}" height="7" fill="none" stroke="{COLOURS["first"]}" stroke-dasharray="3 2"/>'
    label = (
        number(exact, 2)
        if not is_missing(exact)
        else say("from {lowest} to {highest}", lowest=number(lowest, 2), highest=number(highest, 2))
    )
    return (
        f'<svg role="img" aria-label="{label}" width="102" height="16" style="min-width:102px" viewBox="-1 0 102 16">'
        f'<line x1="0" x2="100" y1="12" y2="12" stroke="{COLOURS["line"]}"/>'
        f'<rect x="0" y="4" width="{low}" height="8" fill="{COLOURS["first"]}"/>{"" if low == high else ranged}</svg>'
    )


def _share_or_dash(value: object) -> str:
    return "–" if is_missing(value) else share_as_percent(value)  # noqa: RUF001 - a dash, as in a printed table


def _given(value: object) -> str:
    return "none" if is_missing(value) else number(value, 2).rstrip("0").rstrip(".")


def _difference(value: object) -> str:
    return "–" if is_missing(value) else percent_change(value)  # noqa: RUF001 - as above


def _owner(value: object) -> str:
    return say("none named") if is_missing(value) or not str(value).strip() else str(value)
