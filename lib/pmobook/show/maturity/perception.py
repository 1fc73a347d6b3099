"""Perception gaps: how others see the PMO beside how it sees itself."""

from __future__ import annotations

import html
import math
from typing import Any

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.perspectives import perspective_titles
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import change, is_missing, number
from pmobook.show.maturity.names import capability_titles, interval_share
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["perception_gaps"]

_ROW = 26
"""Pixels a row where every name fits one line."""
_ALL = said_later("All capabilities")
_SIGNED = "(datum.value > 0 ? '+' : '') + format(datum.value, 'd')"


def perception_gaps(maturity: MaturityAssessment) -> Exhibit:
    """Draw each perspective's gap to the PMO's own view with its interval: over all capabilities, and one by one on request."""
    gaps = maturity.sureness.perception_gaps
    if gaps.empty:
        return paragraph(say("There are no perception gaps to show: they need ratings by the PMO and by somebody else."))
    titles = perspective_titles(maturity.question.model)
    whole = gaps.loc[gaps["capability_id"] == ""].assign(name=lambda rows: rows["perspective"].map(titles))
    overall = _drawn(whole, say("all capabilities together"), say("Perspective"))
    folded = "".join(
        f"<details><summary>{html.escape(say('{title}, capability by capability', title=titles[str(one)]))}</summary>"
        f"{_by_capability(maturity, gaps.loc[gaps['perspective'] == one], titles[str(one)]).html}</details>"
        for one in gaps["perspective"].drop_duplicates()
    )
    return stack(overall, Exhibit(folded))


def _by_capability(maturity: MaturityAssessment, rows: pd.DataFrame, title: str) -> Exhibit:
    names = {**capability_titles(maturity.question.model), "": say(_ALL)}
    return _drawn(rows.assign(name=rows["capability_id"].map(names)), say("{title}, by capability", title=title), "Capability")


def _drawn(rows: pd.DataFrame, what: str, first: str) -> Exhibit:
    figures = _figures(rows, what, first)
    if rows["gap"].isna().all():
        return figures
    description = say(
        "Rating less the PMO's own, {what}, with intervals, for {name}. Right of 0: seen better.",
        what=what,
        name=", ".join(rows["name"]),
    )
    return chart(_specification(records_of(rows)), description, figures)


def _specification(rows: list[dict[str, Any]]) -> dict[str, Any]:
    shown = [{**_figures_of(row), "name": wrapped(row["name"])} for row in rows if not is_missing(row["gap"])]
    blanks = [{"name": wrapped(row["name"]), "text": say("not shown")} for row in rows if is_missing(row["gap"])]
    names = [wrapped(row["name"]) for row in rows]
    most = max(abs(value) for row in shown for value in (row["gap"], row["low"], row["high"]) if value is not None)
    end = max(1, math.ceil(most))
    name = name_axis("name", names)
    place = {
        "field": "gap",
        "type": "quantitative",
        "title": say(
            "Levels above (right) or below the PMO's own view; line: {interval_share} interval", interval_share=interval_share()
        ),
        "scale": {"domain": [-end, end]},
        "axis": {"values": list(range(-end, end + 1)), "labelExpr": _SIGNED, "labelFlush": False},
    }
    start = {"type": "quantitative", "scale": place["scale"]}
    return {
        "width": 460,
        "height": {"step": row_height(names) if any("\n" in one for one in names) else _ROW},
        "layer": [
            {"data": {"values": [{}]}, "mark": {"type": "rule", "color": COLOURS["ink"], "strokeWidth": 1.4},
             "encoding": {"x": {"datum": 0, **start}}},
            {"data": {"values": [row for row in shown if row["low"] is not None]},
             "mark": {"type": "rule", "strokeWidth": 3, "color": "#8FA6C2"},
             "encoding": {"y": name, "x": {**place, "field": "low"}, "x2": {"field": "high"}}},
            {"data": {"values": shown}, "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1,
                                                 "color": COLOURS["first"]},
             "encoding": {"y": name, "x": place}},
            {"data": {"values": blanks}, "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13,
                                                  "color": COLOURS["faint"]},
             "encoding": {"y": name, "x": {"datum": 0, **start}, "text": {"field": "text"}}},
        ],
    }  # fmt: skip


def _figures_of(row: dict[str, Any]) -> dict[str, Any]:
    return {name: None if is_missing(row[name]) else row[name] for name in ("gap", "low", "high")}


def _figures(rows: pd.DataFrame, what: str, first: str) -> Exhibit:
    shown = rows.assign(
        interval=[
            say("not stated")
            if is_missing(low) or is_missing(high)
            else say("{low} to {high}", low=change(low, 2), high=change(high, 2))
            for low, high in zip(rows["low"], rows["high"], strict=True)
        ]
    )
    columns = [
        Column("name", first),
        Column("gap", say("Gap"), "right", lambda value: say("not shown") if is_missing(value) else change(value, 2)),
        Column("interval", say("Interval"), "right"),
        Column("raters", say("Raters"), "right", _people),
        Column("raters_of_pmo", say("Of the PMO"), "right", _people),
        Column("note", say("Note")),
    ]
    return table(
        shown,
        without_blank(shown, columns, "note"),
        say("Perception gaps, {what}", what=what),
        say("Gap: mean rating less the PMO's own, in levels. An interval that holds 0 leaves open who sees it better."),
    )


def _people(count: object) -> str:
    return say("not shown") if is_missing(count) else number(count)
