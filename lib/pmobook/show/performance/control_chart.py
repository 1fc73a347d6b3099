"""The control chart of a measure: its values, the limits of chance, its target, declared changes and signals."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, TypeAlias

import pandas as pd

from pmobook.assess.performance import MeasuresAssessment
from pmobook.assess.tables import records_of
from pmobook.errors import PmobookError
from pmobook.language import said_later, say, word
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, measured, period
from pmobook.show.performance.icons import ICON_COLOURS
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED, Period, nearest, quoted

__all__ = ["control_chart", "control_charts"]

_Values: TypeAlias = list[dict[str, Any]]
"""One measure's rows of the assessment's points."""

_SIGNALS = ("worsening", "improving", "changed", "rising", "falling")
_MOST_DRAWN = 60
_MARKS = {
    said_later("no signal"): ("circle", COLOURS["not assessed"], 55),
    said_later("better, higher"): ("triangle-up", ICON_COLOURS["better"], 130),
    said_later("better, lower"): ("triangle-down", ICON_COLOURS["better"], 130),
    said_later("worse, higher"): ("triangle-up", ICON_COLOURS["worse"], 130),
    said_later("worse, lower"): ("triangle-down", ICON_COLOURS["worse"], 130),
    said_later("signal"): ("square", ICON_COLOURS["neutral"], 110),
}
"""What a value is part of to its shape, colour and size."""


def control_chart(assessment: MeasuresAssessment, measure_id: str) -> Exhibit:
    """Draw one measure's control chart with its figures one click away.

    Raises
    ------
    PmobookError
        If there is no such measure.
    """
    status = assessment.measure_status
    found = records_of(status[status["measure_id"] == measure_id])
    if not found:
        known = status["measure_id"].tolist()
        guess = nearest(measure_id, known)
        remedy = f"Did you mean {guess}?" if guess else "Name one of them."
        message = f"measure_id: found {quoted(measure_id)}, expected one of {', '.join(known) or 'no measure at all'}. {remedy}"
        raise PmobookError(message)
    row, points = found[0], assessment.points
    own = points[points["measure_id"] == measure_id] if len(points) else points
    if own.empty:
        return paragraph(say("{title}: not assessed, no value was handed in.", title=row["title"]))
    values = records_of(own)
    return stack(chart(_drawing(row, values), _description(row, values), _figures(row, own)), *_notes(row, values))


def control_charts(assessment: MeasuresAssessment) -> Exhibit:
    """Show every measure's control chart, each to be opened; those with a signal come first, the worsening before the others."""
    status = assessment.measure_status
    if status.empty:
        return paragraph(say("Not assessed: the form measures was not handed in."))
    rank = {name: place for place, name in enumerate(_SIGNALS)}
    order = status["variation"].map(rank).fillna(len(_SIGNALS)).sort_values(kind="stable").index
    rows = records_of(status.loc[order])
    signalled = [row for row in rows if row["variation"] in _SIGNALS]
    opening = (
        say(
            "{measure} of {rows} with a signal now; the others vary as before, or have too few values to tell.",
            measure=counted(len(signalled), "measure"),
            rows=len(rows),
        )
        if signalled
        else say("No measure has a signal now: what moves, moves by chance, or there are too few values to tell.")
    )
    drawn = rows[:_MOST_DRAWN]
    folded = [_folded(assessment, row) for row in drawn]
    more = len(rows) - len(drawn)
    rest = (
        [
            paragraph(
                say(
                    "{more_measure} without a chart here: control_chart draws any of them.",
                    more_measure=counted(more, "more measure"),
                )
            )
        ]
        if more
        else []
    )
    return stack(paragraph(opening), *folded, *rest)


def _folded(assessment: MeasuresAssessment, row: Mapping[str, Any]) -> Exhibit:
    said = row["variation"] if row["variation"] in _SIGNALS else row["trend"]
    words = word(NOT_ASSESSED if is_missing(said) or not said else str(said))
    summary = html.escape(f"{row['title']}: {words}{_because(row)}")
    return Exhibit(f"<details><summary>{summary}</summary>{control_chart(assessment, row['measure_id']).html}</details>")


def _because(row: Mapping[str, Any]) -> str:
    return f" ({row['signals']})" if row["signals"] else ""


def _label(kind: str, side: int) -> str:
    words = {"improving": "better", "worsening": "worse"}
    if kind in words:
        return f"{words[kind]}, {'higher' if side > 0 else 'lower'}"
    return "no signal" if kind == "common" else "signal"


def _drawing(row: Mapping[str, Any], own: _Values) -> dict[str, Any]:
    values = [
        {
            "day": Period.parse(one["period"]).first_day.isoformat(),
            "value": None if is_missing(one["adjusted"]) else float(one["adjusted"]),
            "phase": int(one["phase"]),
            **{name: None if is_missing(one[name]) else float(one[name]) for name in ("centre", "lower", "upper")},
            "mark": (label := say(_label(one["kind"], int(one["side"])))),
            "said": pointed(
                say("{period}: {value}, {signal}", period=period(one["period"]), value=measured(one["adjusted"]), signal=label)
            ),
        }
        for one in own
    ]
    x = {"field": "day", "type": "temporal", "title": None, "scale": {"type": "utc"}, "axis": {"format": "%b %Y", "grid": False,
         "tickCount": 8, "labelOverlap": True}}  # fmt: skip
    unit = row["unit_of_measure"]
    y = {"type": "quantitative", "title": unit, "scale": {"zero": False}, "axis": {"tickCount": 5}}
    layers: list[dict[str, Any]] = [
        _limit_line("lower", x, y, [4, 3]),
        _limit_line("upper", x, y, [4, 3]),
        _limit_line("centre", x, y, [1, 0]),
        {"mark": {"type": "line", "color": COLOURS["first"], "strokeWidth": 1.5},
         "encoding": {"x": x, "y": {**y, "field": "value"}}},
        _marks(values, x, y),
    ]  # fmt: skip
    return {"width": 620, "height": 260, "data": {"values": values}, "layer": [*layers, *_target(row), *_changes(own)]}


def _limit_line(name: str, x: dict[str, Any], y: dict[str, Any], dash: list[int]) -> dict[str, Any]:
    mark = {"type": "line", "color": COLOURS["faint"], "strokeWidth": 1.2, "strokeDash": dash}
    return {"mark": mark, "encoding": {"x": x, "y": {**y, "field": name}, "detail": {"field": "phase"}}}


def _marks(values: list[dict[str, Any]], x: dict[str, Any], y: dict[str, Any]) -> dict[str, Any]:
    there = {one["mark"] for one in values if one["value"] is not None}
    drawn = [name for name in _MARKS if say(name) in there]
    domain = [say(name) for name in drawn]
    shapes, colours, sizes = ([_MARKS[name][place] for name in drawn] for place in range(3))
    legend = {"orient": "top", "direction": "horizontal", "title": None, "symbolOpacity": 1, "columnPadding": 24}
    return {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "opacity": 1},
        "encoding": {
            "x": x,
            "y": {**y, "field": "value"},
            "shape": {"field": "mark", "type": "nominal", "scale": {"domain": domain, "range": shapes}, "legend": legend},
            "color": {"field": "mark", "type": "nominal", "scale": {"domain": domain, "range": colours}, "legend": legend},
            "size": {"field": "mark", "type": "nominal", "scale": {"domain": domain, "range": sizes}, "legend": None},
            "description": POINTED,
        },
    }


def _target(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    if is_missing(row["target"]):
        return []
    data = {"values": [{"target": float(row["target"]), "name": say("target {target}", target=measured(row["target"]))}]}
    y = {"field": "target", "type": "quantitative"}
    rule = {"type": "rule", "color": COLOURS["third"], "strokeDash": [8, 3], "strokeWidth": 1.6}
    text = {"type": "text", "align": "right", "dy": -7, "fontSize": 13, "color": COLOURS["third"]}
    label = {"y": y, "x": {"value": 618}, "text": {"field": "name"}}
    return [{"data": data, "mark": rule, "encoding": {"y": y}}, {"data": data, "mark": text, "encoding": label}]


def _changes(own: _Values) -> list[dict[str, Any]]:
    marked = [
        {"day": Period.parse(one["period"]).first_day.isoformat(), "name": f"{number}"}
        for number, one in enumerate(_declared(own), 1)
    ]
    if not marked:
        return []
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc"}}
    rule = {"type": "rule", "color": COLOURS["ink"], "strokeWidth": 1}
    text = {"type": "text", "align": "left", "dx": 4, "fontSize": 13, "color": COLOURS["ink"]}
    label = {"x": x, "y": {"value": 8}, "text": {"field": "name"}}
    return [
        {"data": {"values": marked}, "mark": rule, "encoding": {"x": x}},
        {"data": {"values": marked}, "mark": text, "encoding": label},
    ]


def _declared(own: _Values) -> _Values:
    """Return the values with which a declared change begins."""
    return [one for one in own if one["change"] != ""]


def _description(row: Mapping[str, Any], own: _Values) -> str:
    first, last = period(own[0]["period"]), period(own[-1]["period"])
    if is_missing(row["lower"]):
        between = say("Its centre is {centre}; there are too few values for limits.", centre=measured(row["centre"]))
    else:
        trial = say(" (trial limits)") if row["is_trial"] else ""
        between = say(
            "Its centre is {centre}, its limits {lower} and {upper}{trial}.",
            centre=measured(row["centre"]),
            lower=measured(row["lower"]),
            upper=measured(row["upper"]),
            trial=trial,
        )
    target = (
        ""
        if is_missing(row["target"])
        else say(" Its target is {target}: {assurance}.", target=measured(row["target"]), assurance=row["assurance"])
    )
    return say(
        "Control chart of {title}, {first} to {last}. {between}{target} Now: {variation}{because}.",
        title=row["title"],
        first=first,
        last=last,
        between=between,
        target=target,
        variation=row["variation"],
        because=_because(row),
    )


def _notes(row: Mapping[str, Any], own: _Values) -> list[Exhibit]:
    said = []
    declared = _declared(own)
    if declared:
        told = "; ".join(f"{number}: {period(one['period'])}, {one['change']}" for number, one in enumerate(declared, 1))
        said.append(say("Limits start afresh at declared changes ({told}).", told=told))
    # Missing is not assessed: only a plain yes speaks of a season.
    if not is_missing(row["seasonal"]) and row["seasonal"]:
        said.append(say("The measure follows the seasons: shown and judged is what is left without them."))
    if not is_missing(row["is_trial"]) and row["is_trial"]:
        said.append(say("Trial limits: they rest on few values and may still move."))
    if any(is_missing(one["value"]) for one in own):
        said.append(say("Where the line is broken, there is no value."))
    return [paragraph(" ".join(said))] if said else []


def _figures(row: Mapping[str, Any], own: pd.DataFrame) -> Exhibit:
    shown = own.assign(
        signal=[
            say(_label(kind, side)) if kind != NOT_ASSESSED else "" for kind, side in zip(own["kind"], own["side"], strict=True)
        ]
    )
    seasonal = not is_missing(row["seasonal"]) and bool(row["seasonal"])
    columns = [
        Column("period", say("Period"), form=period),
        Column("value", say("Value"), "right", measured),
        *([Column("adjusted", say("Without its season"), "right", measured)] if seasonal else []),
        Column("centre", say("Centre"), "right", measured),
        Column("lower", say("Lower limit"), "right", measured),
        Column("upper", say("Upper limit"), "right", measured),
        Column("signal", say("Part of")),
    ]
    return table(shown, columns, say("{title}: values and limits", title=row["title"]))
