"""The waterfall: from the money that was promised to the money that came."""

from __future__ import annotations

from typing import Any

from pmobook.assess.benefits import BenefitsAssessment, EnterpriseBenefits
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import inside, said_later, say
from pmobook.show.axis import name_axis
from pmobook.show.benefits.amounts import MISSING_FORM
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import money, money_change
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import joined

__all__ = ["benefits_waterfall"]

_COLOURS = {
    said_later("Planned"): "navy", said_later("Expected"): "navy", said_later("Realised"): "good", said_later("Lost"): "act",
    said_later("Not assessed"): "not assessed", said_later("Gained"): "second", said_later("Late"): "watch",
    said_later("At risk"): "fourth", said_later("Still to come"): "line",
}  # fmt: skip
_MEANINGS = {
    "Planned": said_later("promised when the projects were approved"),
    "Not assessed": said_later("planned, but neither reported nor forecast"),
    "Lost": said_later("planned, and no longer expected"),
    "Gained": said_later("expected beyond plan"),
    "Expected": said_later("what came and is forecast"),
    "Late": said_later("due by now, and forecast for later"),
    "At risk": said_later("still to come, and not borne out by past forecasts"),
    "Still to come": said_later("forecast for later, as planned"),
    "Realised": said_later("came and was reported"),
}


def benefits_waterfall(assessment: BenefitsAssessment | EnterpriseBenefits, money_of: Money) -> Exhibit:
    """Draw how much of the money benefits planned is lost, late, at risk, still to come and realised."""
    rows = assessment.waterfall
    if rows.empty:
        status = getattr(assessment, "benefit_status", None)
        return paragraph(
            say(MISSING_FORM) if status is not None and status.empty else say("No benefit in money has a planned amount.")
        )
    shown = rows.assign(
        step=rows["step"].map(say), meaning=rows["step"].map({step: say(words) for step, words in _MEANINGS.items()})
    )
    columns = [
        Column("step", say("Step")),
        Column("amount", say("Amount"), "right", lambda value: money(value, money_of)),
        Column("meaning", say("What it is")),
    ]
    note = say("Benefits in money over the periods handed in, less disbenefits; other units of measure are not added.")
    figures = table(shown, columns, say("From planned to realised"), note)
    return chart(_drawing(records_of(rows), money_of), _description(records_of(rows), money_of), figures)


def _written(row: dict[str, Any], money_of: Money) -> str:
    return money(row["amount"], money_of) if row["kind"] == "total" else money_change(row["amount"], money_of)


def _description(rows: list[dict[str, Any]], money_of: Money) -> str:
    said = joined(f"{inside(say(row['step']))} {_written(row, money_of)}" for row in rows)
    return say("Benefits in money: {said}.", said=said)


def _drawing(rows: list[dict[str, Any]], money_of: Money) -> dict[str, Any]:
    values = [
        {
            "step": say(row["step"]), "low": min(row["before"], row["after"]), "high": max(row["before"], row["after"]),
            "text": _written(row, money_of),
            "said": pointed(f"{say(row['step'])}: {_written(row, money_of)}, {say(_MEANINGS[row['step']])}"),
            "colour": COLOURS[_COLOURS[row["step"]]],
        }
        for row in rows
    ]  # fmt: skip
    lowest, highest = min(0.0, *(one["low"] for one in values)), max(0.0, *(one["high"] for one in values))
    room = 0.16 * ((highest - lowest) or 1.0)
    scale = {"domain": [lowest, highest + room], "nice": False}
    x = {
        "field": "low",
        "type": "quantitative",
        "title": say("Money ({currency}{scale})", currency=money_of.currency, scale=_scale(money_of)),
        "scale": scale,
        "axis": {"tickCount": 5},
    }
    y = name_axis("step", [say(row["step"]) for row in rows])
    bar = {
        "mark": {"type": "bar", "height": 20, "stroke": COLOURS["faint"], "strokeWidth": 0.5},
        "encoding": {
            "y": y,
            "x": x,
            "x2": {"field": "high"},
            "color": {"field": "colour", "type": "nominal", "scale": None},
            "description": POINTED,
        },
    }
    label = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": COLOURS["ink"]},
        "encoding": {"y": y, "x": {"field": "high", "type": "quantitative", "scale": scale}, "text": {"field": "text"}},
    }
    return {"width": 480, "height": 34 * len(rows), "data": {"values": values}, "layer": [bar, label]}


def _scale(money_of: Money) -> str:
    return "" if money_of.scale == "one" else f" {money_of.scale}"
