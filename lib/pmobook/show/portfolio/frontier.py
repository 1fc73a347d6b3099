"""The frontier: the most value that each budget buys, with the budget, the best and the present choice marked on it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.portfolio import MONEY, PortfolioAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, word
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import money, number
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["along_the_frontier", "frontier"]

_ALL, _MONEY = said_later("every limit"), said_later("no limit by quarter")


def frontier(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Draw the best value at each budget, with the limits that hold quarter by quarter and without them."""
    rows = portfolio.frontier
    if rows.empty or not rows["value"].notna().any():
        return why_nothing(portfolio)
    columns = [
        Column("budget", say("Budget"), "right", lambda value: money(value, money_of)),
        Column("value", say("Best value"), "right", _value),
        Column("value_without_other_limits", say("Without limits by quarter"), "right", _value),
        Column("is_proven", say("Proven"), form=lambda value: say("yes") if value else say("no")),
    ]
    figures = table(rows, columns, say("The frontier"), _what_is_lifted(portfolio))
    return chart(_drawing(portfolio, money_of), _description(portfolio, money_of), figures)


def _what_is_lifted(portfolio: PortfolioAssessment) -> str:
    """Say which limits hold quarter by quarter, and which hold on either line."""
    names = [str(name) for name in portfolio.problem.limits.index if name != MONEY]
    months = sum(name.startswith(MONEY) for name in names)
    parts = [counted(len(names) - months, "limit") + say(" of people by role and quarter")] if len(names) > months else []
    parts += [counted(months, "limit") + say(" of money in single quarters")] if months else []
    both = say("mandates, rules between projects") + (say(" and the tolerance for risk") if portfolio.problem.tolerance else "")
    if not parts:
        return say("No limit holds quarter by quarter, so the two lines are one. On it hold {both}.", both=both)
    return say("Limits by quarter: {parts}. On both lines hold {both}.", parts=joined(parts), both=both)


def _value(value: object) -> str:
    return say("mandates don't fit") if pd.isna(value) else number(value, 2)  # type: ignore[call-overload]


def _description(portfolio: PortfolioAssessment, money_of: Money) -> str:
    known = portfolio.frontier.loc[portfolio.frontier["value"].notna()]
    first, last = known.iloc[0], known.iloc[-1]
    present = portfolio.judged.present
    free = number(last["value_without_other_limits"], 2)
    return say(
        "The best value rises from {value} at {budget} to {value_2} at {budget_2} under every "
        "limit, to {free} without limits by quarter. The present choice is worth {present} for "
        "{cost}.",
        value=number(first["value"], 2),
        budget=money(first["budget"], money_of),
        value_2=number(last["value"], 2),
        budget_2=money(last["budget"], money_of),
        free=free,
        present=number(present.value, 2),
        cost=money(present.cost, money_of),
    )


def _drawing(portfolio: PortfolioAssessment, money_of: Money) -> dict[str, Any]:
    lines: list[dict[str, Any]] = [
        {"budget": float(row["budget"]), "value": float(row[column]), "under": say(under),
         "said": _pointed(say(under), row["budget"], row[column], money_of)}
        for column, under in (("value_without_other_limits", _MONEY), ("value", _ALL))
        for row in records_of(portfolio.frontier)
        if pd.notna(row[column])
    ]  # fmt: skip
    top = max(line["value"] for line in lines)
    marks = _marks(portfolio, money_of)
    title = say("Budget for what is still to be spent ({currency}{scale})", currency=money_of.currency, scale=_scale(money_of))
    x = {"field": "budget", "type": "quantitative", "title": title, "axis": {"tickCount": 6, "grid": False}}
    y = {"field": "value", "type": "quantitative", "title": say("Strategic value"), "axis": {"tickCount": 5},
         "scale": {"domain": [0, max(top, *(mark["value"] for mark in marks)) * 1.15 or 1]}}  # fmt: skip
    colour = {
        "field": "under", "type": "nominal", "title": say("Best value under"),
        "scale": {"domain": [say(_ALL), say(_MONEY)], "range": [COLOURS["first"], COLOURS["not assessed"]]},
        "legend": {"orient": "top", "direction": "horizontal", "symbolType": "stroke", "symbolSize": 400, "symbolStrokeWidth": 3,
                   "columnPadding": 24, "titlePadding": 8},
    }  # fmt: skip
    dash = {"field": "under", "scale": {"domain": [say(_ALL), say(_MONEY)], "range": [[1, 0], [5, 4]]}, "legend": None}
    layers: list[dict[str, Any]] = [
        {"data": {"values": lines}, "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
         "encoding": {"x": x, "y": y, "color": colour, "strokeDash": dash}},
    ]  # fmt: skip
    layers.append({
        "data": {"values": lines}, "mark": {"type": "point", "filled": True, "size": 22, "opacity": 1},
        "encoding": {"x": x, "y": y, "color": {**colour, "legend": None}, "description": POINTED},
    })  # fmt: skip
    layers += _budget_layers(portfolio)
    layers.append({
        "data": {"values": marks},
        "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1, "stroke": "white", "strokeWidth": 1.5},
        "encoding": {"x": x, "y": y, "color": {"field": "colour", "type": "nominal", "scale": None},
                     "shape": {"field": "shape", "type": "nominal", "scale": None}, "description": POINTED},
    })  # fmt: skip
    layers.append({
        "data": {"values": marks},
        "mark": {"type": "text", "align": {"expr": "datum.align"}, "dx": {"expr": "datum.align == 'left' ? 11 : -11"},
                 "dy": {"expr": "datum.shift"}, "fontSize": 13, "color": COLOURS["ink"]},
        "encoding": {"x": x, "y": y, "text": {"field": "name"}},
    })  # fmt: skip
    return {"width": 560, "height": 300, "layer": layers}


def _pointed(what: str, budget: object, value: object, money_of: Money) -> str:
    return pointed(say("{what}: {value} for {cost}", what=what, value=number(value, 2), cost=money(budget, money_of)))


def _marks(portfolio: PortfolioAssessment, money_of: Money) -> list[dict[str, Any]]:
    judged, problem = portfolio.judged, portfolio.problem
    most = float(portfolio.frontier["budget"].max()) or 1.0
    found: list[dict[str, Any]] = []
    if judged.present.projects:
        found.append({"budget": judged.present.cost, "value": judged.present.value, "name": say("present choice"),
                      "colour": COLOURS["fourth"], "shape": "square", "shift": -12})  # fmt: skip
    if judged.best is not None:
        found.append({"budget": problem.cost_of(judged.best.chosen), "value": judged.best.value, "name": say("best choice"),
                      "colour": COLOURS["second"], "shape": "diamond", "shift": 16})  # fmt: skip
    return [
        {**one, "align": "right" if one["budget"] > 0.6 * most else "left",
         "said": _pointed(word(one["name"]), one["budget"], one["value"], money_of)}
        for one in found
    ]  # fmt: skip


def _budget_layers(portfolio: PortfolioAssessment) -> list[dict[str, Any]]:
    if not portfolio.problem.budget_is_set:
        return []
    data = {"values": [{"budget": portfolio.problem.budget, "name": say("budget")}]}
    x = {"field": "budget", "type": "quantitative"}
    label = {"type": "text", "align": "right", "dx": -5, "fontSize": 13, "color": COLOURS["faint"]}
    return [
        {"data": data, "mark": {"type": "rule", "color": COLOURS["faint"], "strokeDash": [2, 3]}, "encoding": {"x": x}},
        {"data": data, "mark": label, "encoding": {"x": x, "y": {"value": 290}, "text": {"field": "name"}}},
    ]


def _scale(money_of: Money) -> str:
    return "" if money_of.scale == "one" else f" {money_of.scale}"


def along_the_frontier(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Show what comes in and what goes out as the budget rises, at the budgets drawn."""
    rows = portfolio.frontier
    if rows.empty or not rows["value"].notna().any():
        return why_nothing(portfolio)
    changed = rows.loc[rows["enters"].ne("") | rows["leaves"].ne("")]
    shown = changed.assign(
        enters=[_titles(portfolio, ids) for ids in changed["enters"]],
        leaves=[_titles(portfolio, ids) for ids in changed["leaves"]],
    )
    if shown.empty:
        return paragraph(say("No project comes in at any of the budgets drawn."))
    columns = [
        Column("budget", say("From a budget of"), form=lambda value: money(value, money_of)),
        Column("value", say("Best value"), "right", _value),
        Column("enters", say("Comes in"), form=str),
        Column("leaves", say("Goes out"), form=lambda text: str(text) or "nothing"),
    ]
    note = (
        ""
        if portfolio.judged.frontier_is_exact
        else say("Budgets are drawn in steps; what comes in at one may fit from a little less.")
    )
    found = table(shown, columns, say("What enters and leaves as the budget rises"), note)
    return Exhibit(f'<div class="pmo-texts">{found.html}</div>')


def _titles(portfolio: PortfolioAssessment, ids: object) -> str:
    return joined(portfolio.problem.named(one) for one in str(ids).split(";") if one)
