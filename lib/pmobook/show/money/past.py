"""Each project's own forecast beside the range that past projects suggest."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.earned_value import MoneyAssessment, ReferenceClass
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, share_as_percent
from pmobook.show.money.lines import COSTS_MISSING, in_money
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["beside_the_past"]

_MARKS = {"forecast_total": said_later("own forecast"), "eac_typical": said_later("if it goes on so")}


def beside_the_past(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Draw each project's first approved cost, its own forecast and estimate, and the range of past projects."""
    if not assessment.projects:
        return paragraph(say(COSTS_MISSING))
    past = assessment.past
    if not past.is_enough:
        return paragraph(f"{past.sentence}.")
    under_way = {one.project_id for one in (*assessment.joint.members, *assessment.joint.left_out)}
    rows = assessment.earned_value
    rows = rows.loc[rows["project_id"].isin(under_way) & rows["range_middle"].notna()]
    if rows.empty:
        return paragraph(say("{sentence}. No project under way has a first approved cost to compare.", sentence=past.sentence))
    amount = in_money(money_of)
    columns = [
        Column("title", say("Project")),
        Column("first_approved", say("First approved"), "right", amount),
        Column("forecast_total", say("Own forecast"), "right", amount),
        Column("eac_typical", say("If it goes on so"), "right", amount),
        Column(
            "range_middle",
            say("{middle_share} of past projects within", middle_share=share_as_percent(past.middle_share)),
            "right",
            amount,
        ),
        Column(
            "range_cautious",
            say("{cautious_share} within", cautious_share=share_as_percent(past.cautious_share)),
            "right",
            amount,
        ),
    ]
    note = say("{sentence}. The range stands beside the project's own forecast and does not replace it.", sentence=past.sentence)
    figures = table(rows, columns, say("Forecasts beside the past"), note)
    return stack(chart(_drawing(rows), _description(rows, past, money_of), figures), paragraph(note))


def _description(rows: pd.DataFrame, past: ReferenceClass, money_of: Money) -> str:
    said = [
        say(
            "{title}: own forecast {forecast_total}, range {range_middle} to {range_cautious}",
            title=row["title"],
            forecast_total=money(row["forecast_total"], money_of),
            range_middle=money(row["range_middle"], money_of),
            range_cautious=money(row["range_cautious"], money_of),
        )
        for row in records_of(rows)
    ]
    return f"{past.sentence}. {'; '.join(said)}."


def _drawing(rows: pd.DataFrame) -> dict[str, Any]:
    """Draw amounts as multiples of what was first approved, so that small and large projects stand in one picture."""
    values = records_of(rows)
    names = [wrapped(str(row["title"])) for row in values]
    ranges = [
        {"name": name, "low": row["range_middle"] / row["first_approved"], "high": row["range_cautious"] / row["first_approved"]}
        for name, row in zip(names, values, strict=True)
    ]
    marks = [
        {"name": name, "at": row[field] / row["first_approved"], "kind": words}
        for field, words in ((one, say(named)) for one, named in _MARKS.items())
        for name, row in zip(names, values, strict=True)
        if pd.notna(row[field])
    ]
    y = name_axis("name", names)
    axis = {"format": ".0%", "tickCount": 6}
    x = {"type": "quantitative", "title": say("Of what was first approved"), "axis": axis, "scale": {"zero": False}}
    order = [say(one) for one in _MARKS.values()]
    legend = {"orient": "top", "symbolSize": 120}
    return {
        "width": 420,
        "height": row_height(names) * len(names),
        "layer": [
            {"data": {"values": ranges},
             "mark": {"type": "bar", "height": 14, "color": COLOURS["line"], "stroke": COLOURS["faint"]},
             "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}}},
            {"data": {"values": [{"at": 1}]}, "mark": {"type": "rule", "strokeDash": [3, 3], "color": COLOURS["faint"]},
             "encoding": {"x": {**x, "field": "at"}}},
            {"data": {"values": marks}, "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
             "encoding": {"y": y, "x": {**x, "field": "at"},
                          "color": {"field": "kind", "type": "nominal", "title": None, "legend": legend,
                                    "scale": {"domain": order, "range": [COLOURS["first"], COLOURS["fourth"]]}},
                          "shape": {"field": "kind", "type": "nominal", "title": None, "legend": legend,
                                    "scale": {"domain": order, "range": ["circle", "diamond"]}}}},
        ],
    }  # fmt: skip
