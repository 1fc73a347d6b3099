"""Worth against effort: what brings much for little stands at the top left."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import measured, number, person_days
from pmobook.show.page import side_by_side
from pmobook.show.plan.labels import SIDES, numbers_said, place_labels
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["worth_and_effort"]

_WIDTH, _HEIGHT = 480, 300
_ROOM = 1.06
_MOST_LISTED = 10
_STANDINGS = {
    said_later("fits"): ("first", "circle"),
    said_later("fits in part"): ("good", "square"),
    said_later("waits"): ("second", "diamond"),
}


def worth_and_effort(assessment: PlanAssessment) -> Exhibit:
    """Draw each action's worth against its effort, with what fits apart from what waits, numbered by rank as in the plan.

    Actions of the same worth and effort are one point that carries all their numbers; the first ten are named beside it.
    """
    actions = assessment.actions[assessment.actions["effort_days"].notna()].sort_values("rank", kind="stable")
    if actions.empty:
        return paragraph(say("There is no action with an effort to draw."))
    columns = [
        Column("title", say("Action")),
        Column("effort_days", say("Person-days"), "right", measured),
        Column("worth", say("Worth (points)"), "right", lambda value: number(value, 1)),
        Column("rank", say("Rank"), "right", number),
    ]
    figures = table(actions, columns, say("Worth and effort of every action"))
    first = actions.iloc[0]
    said = say(
        "Worth against effort of {actions} actions. '{title}' brings most for a day: {worth} points for {person_days}.",
        actions=len(actions),
        title=first["title"],
        worth=number(first["worth"], 1),
        person_days=person_days(first["effort_days"]),
    )
    return side_by_side(chart(_drawing(actions), said, figures), _named(actions), first_wide=True)


def _named(actions: pd.DataFrame) -> Exhibit:
    """List the first actions by number."""
    rows = records_of(actions.head(_MOST_LISTED))
    items = "".join(f'<li value="{row["rank"]}">{html.escape(str(row["title"]))}</li>' for row in rows)
    more = "" if len(actions) <= _MOST_LISTED else f"<p>{say('The others stand by their numbers in the tables.')}</p>"
    return Exhibit(f'<ol class="pmo-steps">{items}</ol>{more}')


def _points(actions: pd.DataFrame) -> list[dict[str, Any]]:
    """Return a point for each pair of effort and worth, with all the numbers that stand there, the best rank first."""
    fits = actions["fits"].fillna(value=False).astype(bool)
    found = []
    for _, rows in actions.assign(fits=fits).groupby([actions["effort_days"], actions["worth"].round(2)], sort=False):
        standing = "fits" if rows["fits"].all() else "fits in part" if rows["fits"].any() else "waits"
        at = {name: float(rows[column].iloc[0]) for name, column in (("effort", "effort_days"), ("worth", "worth"))}
        found.append({**at, "standing": say(standing), "label": numbers_said([int(one) for one in rows["rank"]])})
    return found


def _drawing(actions: pd.DataFrame) -> dict[str, Any]:
    points = _points(actions)
    widest, highest = (max(max(one[name] for one in points) * _ROOM, 1.0) for name in ("effort", "worth"))
    pixels = [(one["effort"] / widest * _WIDTH, _HEIGHT * (1 - one["worth"] / highest), one["label"]) for one in points]
    for one, side in zip(points, place_labels(pixels, _WIDTH, _HEIGHT), strict=True):
        one["side"] = side
    position: dict[str, Any] = {
        name: {"field": field, "type": "quantitative", "title": title, "scale": {"domain": [0, end], "nice": False}}
        for name, field, title, end in (
            ("x", "effort", say("Effort (person-days)"), widest),
            ("y", "worth", say("Worth (points)"), highest),
        )
    }
    standings = [name for name in _STANDINGS if any(one["standing"] == say(name) for one in points)]
    said = [say(name) for name in standings]
    colours = {"domain": said, "range": [COLOURS[_STANDINGS[name][0]] for name in standings]}
    shapes = {"domain": said, "range": [_STANDINGS[name][1] for name in standings]}
    named: dict[str, Any] = {"field": "standing", "type": "nominal", "title": None}
    marks = {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.85},
        "encoding": {
            **position,
            "color": {**named, "legend": {"orient": "top"}, "scale": colours},
            "shape": {**named, "scale": shapes},
        },
    }
    labels: list[dict[str, Any]] = [
        {
            "transform": [{"filter": f"datum.side === '{side}'"}],
            "mark": {"type": "text", "fontSize": 12, **where},
            "encoding": {**position, "text": {"field": "label"}},
        }
        for side, where in SIDES.items()
    ]
    return {"width": _WIDTH, "height": _HEIGHT, "data": {"values": points}, "layer": [marks, *labels]}
