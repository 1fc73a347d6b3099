"""What the exhibits of money share: four lines that look alike everywhere, amounts, and why there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import money, period
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.vocabulary import Period

__all__ = ["COSTS_MISSING", "LINES", "curve_chart", "in_money", "money_title"]

COSTS_MISSING = said_later("Not assessed: the form project_costs was not handed in.")

LINES = {
    "planned": said_later("planned value"),
    "earned": said_later("earned value"),
    "actual": said_later("actual cost"),
    "forecast": said_later("forecast"),
}
_COLOURS = (COLOURS["not assessed"], COLOURS["second"], COLOURS["first"], COLOURS["fourth"])
_DASHES = ([6, 4], [1, 0], [1, 0], [2, 2])
_MOST_POINTS = 40


def _lines() -> list[tuple[str, str]]:
    return [(line, say(words)) for line, words in LINES.items()]


def in_money(money_of: Money, digits: int | None = None) -> Callable[[object], str]:
    """Return how a column of amounts is written."""
    return lambda value: money(value, money_of, digits)


def money_title(money_of: Money) -> str:
    """Return the title of an axis of money."""
    return say(
        "Money ({currency}{fixed})", currency=money_of.currency, fixed="" if money_of.scale == "one" else f" {money_of.scale}"
    )


def curve_chart(curve: pd.DataFrame, name: str, money_of: Money, width: int, height: int) -> Exhibit:
    """Draw a cost curve: period, planned, earned, actual, forecast, each from the start to the end of a period."""
    columns = [
        Column("period", say("By the end of"), form=period),
        *(Column(line, words.capitalize(), "right", _or_none(money_of)) for line, words in _lines()),
    ]
    figures = table(curve, columns, say("{name}, added up", name=name))
    return chart(_drawing(curve, money_of, width, height), _description(curve, name, money_of), figures)


def _or_none(money_of: Money) -> Callable[[object], str]:
    return lambda value: "\N{EN DASH}" if pd.isna(value) else money(value, money_of, 2)  # type: ignore[call-overload]


def _description(curve: pd.DataFrame, name: str, money_of: Money) -> str:
    said = []
    for line, words in _lines():
        known = curve.loc[curve[line].notna()]
        if not known.empty:
            said.append(
                say(
                    "{words} reaches {iloc} by {iloc_2}",
                    words=words,
                    iloc=money(known[line].iloc[-1], money_of),
                    iloc_2=period(known["period"].iloc[-1]),
                )
            )
    return (
        say("{name}, added up: {said}.", name=name, said="; ".join(said))
        if said
        else say("{name}: no amount is known.", name=name)
    )


def _drawing(curve: pd.DataFrame, money_of: Money, width: int, height: int) -> dict[str, Any]:
    points = [
        {
            "end": Period.parse(str(row["period"])).last_day.isoformat(),
            "amount": float(row[line]),
            "line": words,
            "said": pointed(f"{period(row['period'])}, {words}: {money(row[line], money_of)}"),
        }
        for line, words in _lines()
        for row in records_of(curve)
        if pd.notna(row[line])
    ]
    order = [words for _, words in _lines()]
    colour = {
        "field": "line", "type": "nominal", "title": None, "scale": {"domain": order, "range": list(_COLOURS)},
        "legend": {"orient": "top", "symbolType": "stroke", "symbolSize": 400, "symbolStrokeWidth": 3, "columnPadding": 20},
    }  # fmt: skip
    mark: dict[str, Any] = {"type": "line", "strokeWidth": 2.5}
    if len(curve) <= _MOST_POINTS:
        mark["point"] = {"size": 22, "filled": True}
    return {
        "width": width,
        "height": height,
        "data": {"values": points},
        "mark": mark,
        "encoding": {
            "x": {"field": "end", "type": "temporal", "title": None, "axis": {"grid": False, "tickCount": 6, "format": "%b %Y"}},
            "y": {"field": "amount", "type": "quantitative", "title": money_title(money_of), "axis": {"tickCount": 5}},
            "color": colour,
            "description": POINTED,
            "strokeDash": {"field": "line", "scale": {"domain": order, "range": list(_DASHES)}, "legend": None},
        },
    }
