"""Worth against effort: what brings much for little stands at the top left."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.assess.tables import records_of
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import measured, number
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["worth_and_effort"]

_MOST_NAMED = 6


def worth_and_effort(assessment: PlanAssessment) -> Exhibit:
    """Draw each action's worth against its effort, with what fits apart from what waits; those ranked first carry their rank."""
    actions = assessment.actions[assessment.actions["effort_days"].notna()]
    if actions.empty:
        return paragraph("There is no action with an effort to draw.")
    columns = [
        Column("title", "Action"),
        Column("effort_days", "Person-days", "right", measured),
        Column("worth", "Worth (points)", "right", lambda value: number(value, 1)),
        Column("rank", "Rank", "right", number),
    ]
    figures = table(actions.sort_values("rank"), columns, "Worth and effort of every action")
    first = actions.sort_values("rank").iloc[0]
    said = (
        f"Worth against effort of {len(actions)} actions. '{first['title']}' brings most for a day: "
        f"{number(first['worth'], 1)} points for {measured(first['effort_days'])} person-days."
    )
    return chart(_drawing(actions), said, figures)


def _drawing(actions: pd.DataFrame) -> dict[str, Any]:
    values = [
        {
            "effort": float(row["effort_days"]),
            "worth": float(row["worth"]),
            "standing": "fits" if row["fits"] is True else "waits",
            "rank": str(row["rank"]) if row["rank"] <= _MOST_NAMED else "",
        }
        for row in records_of(actions.assign(fits=actions["fits"].fillna(value=False).astype(bool)))
    ]
    position = {
        "x": {"field": "effort", "type": "quantitative", "title": "Effort (person-days)", "scale": {"zero": True, "nice": True}},
        "y": {"field": "worth", "type": "quantitative", "title": "Worth (points)", "scale": {"zero": True, "nice": True}},
    }
    apart = {"domain": ["fits", "waits"]}
    return {
        "width": 480,
        "height": 260,
        "data": {"values": values},
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 0.85},
             "encoding": {**position,
                          "color": {"field": "standing", "type": "nominal", "title": None, "legend": {"orient": "top"},
                                    "scale": {**apart, "range": [COLOURS["first"], COLOURS["second"]]}},
                          "shape": {"field": "standing", "type": "nominal", "title": None,
                                    "scale": {**apart, "range": ["circle", "diamond"]}}}},
            {"mark": {"type": "text", "align": "left", "dx": 8, "dy": -4, "fontSize": 12},
             "encoding": {**position, "text": {"field": "rank"}}},
        ],
    }  # fmt: skip
