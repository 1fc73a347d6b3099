"""Measures and portfolios of all business units on the enterprise scorecard."""

from __future__ import annotations

import html

import pandas as pd

from pmobook.assess.overview import overview_of_measures
from pmobook.assess.portfolio.standings import portfolio_standings
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.figures import count, is_missing, money, number
from pmobook.show.frontier_line import frontier_line
from pmobook.show.performance.icons import measure_icons
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_drill import leading_deeper
from pmobook.show.scorecard_portfolio import values_and_targets
from pmobook.show.status import measure_mark
from pmobook.show.table import Column, table
from pmobook.show.topic import topic
from pmobook.show.words import counted
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["measures_of_the_enterprise", "portfolios_of_the_enterprise"]

_MEASURES = said_later("Performance measures")
_PORTFOLIOS = said_later("Portfolios and their frontiers")
_MOST_MEASURES = 12
_ORDER = {"missed": 0, "near": 1, "met": 2, NOT_ASSESSED: 3}


def measures_of_the_enterprise(context: Context) -> Exhibit:
    """Show every business unit's measures against their targets, the worst first, with the icons of variation and assurance."""
    measures = context.now.measure_status
    if measures.empty:
        return topic(
            "performance",
            say(_MEASURES),
            say("Not assessed: no measures were handed in for {quarter}.", quarter=context.quarter),
        )
    ordered = measures.assign(
        order=measures["status"].map(_ORDER).fillna(_ORDER[NOT_ASSESSED]),
        icons=[
            measure_icons(*one) for one in zip(*(measures[name] for name in ("variation", "direction", "assurance")), strict=True)
        ],
        unit=[context.business_unit_link(unit, "performance") for unit in measures["business_unit"]],
        **values_and_targets(context, measures),
    ).sort_values(["order", "business_unit", "title"], kind="stable")
    first, rest = ordered.head(_MOST_MEASURES), ordered.iloc[_MOST_MEASURES:]
    note = say("Circle: whether the values move more than chance explains; square: whether the target is reliably met.")
    body = [table(first, _measure_columns(), say(_MEASURES), note, caption_shown=False)]
    if len(rest):
        more = counted(len(rest), "more measure")
        folded = table(rest, _measure_columns(), f"{say(_MEASURES)}, {more}", caption_shown=False)
        body.append(Exhibit(f"<details><summary>{html.escape(say('Show {more}', more=more))}</summary>{folded.html}</details>"))
    opens = say("Show the measures, the worst first")
    return topic("performance", say(_MEASURES), _measures_said(measures), stack(*body), opens=opens)


def _measures_said(measures: pd.DataFrame) -> str:
    found = overview_of_measures(measures)
    ways = measures["variation"].value_counts().to_dict()
    said = say(
        "{missed} of {measures} miss their target and {near} come near; beyond chance, {worse} get worse and {better} better.",
        missed=found.missed,
        measures=counted(found.assessed, "measure"),
        near=found.near,
        worse=ways.get("worsening", 0),
        better=ways.get("improving", 0),
    )
    return f"{said} {say('{n} are not assessed.', n=found.not_assessed)}" if found.not_assessed else said


def _measure_columns() -> list[Column]:
    return [
        Column("title", say("Measure")),
        Column("status", say("Status"), form=measure_mark, is_html=True),
        Column("unit", say("Business unit"), is_html=True),
        Column("now", say("Now"), "right", is_html=True),
        Column("held_to", say("Target"), "right"),
        Column("unit_of_measure", say("Counted in"), hide_on_phone=True),
        Column("icons", say("Variation, assurance"), is_html=True),
        Column("owner", say("Owner"), form=_owner, hide_on_phone=True),
    ]


def _owner(value: object) -> str:
    return say("no owner named") if is_missing(value) or not str(value).strip() else str(value)


def portfolios_of_the_enterprise(context: Context, budgets: tuple[str, Exhibit]) -> Exhibit:
    """Show each business unit's present choice of projects beside the best one and its frontier, and what budgets could move.

    Parameters
    ----------
    context
        The page's quarter.
    budgets
        What moving budget between business units would bring: its sentence, and its figures.
    """
    rows = portfolio_standings(context.now.selection)
    if rows.empty:
        said = say("Not assessed: no choice of projects is recorded for {quarter}.", quarter=context.quarter)
        return topic("portfolio", say(_PORTFOLIOS), said)
    amount = lambda value: money(value, context.money)  # noqa: E731 - a form like those of the columns beside it
    shown = rows.assign(
        name=[context.business_unit_link(unit, "portfolio") for unit in rows["business_unit"]],
        drawn=[_drawn(row, context) for row in records_of(rows)],
        moves=[
            say("start {starts}, stop {stops}", starts=starts, stops=stops)
            for starts, stops in zip(rows["starts"], rows["stops"], strict=True)
        ],
    )
    columns = [
        Column("name", say("Business unit"), is_html=True),
        Column("drawn", say("Value by budget"), is_html=True),
        Column("present_projects", say("Projects now"), "right", count),
        Column("present_cost", say("Still to spend"), "right", amount),
        Column("present_value", say("Value now"), "right", _worth),
        Column("best_cost", say("Best choice costs"), "right", amount, hide_on_phone=True),
        Column("best_value", say("Its value"), "right", _worth),
        Column("moves", say("It would"), hide_on_phone=True),
    ]
    note = say(
        "Steps: the best value that each budget buys. Square: the present choice; diamond: the best choice within every limit of "
        "money, people and risk. A present choice above the steps exceeds such a limit."
    )
    leading, leading_columns = leading_deeper(context, shown, columns, "portfolio")
    body = stack(table(leading, leading_columns, say(_PORTFOLIOS), note, caption_shown=False), budgets[1])
    opens = say("Show the choices and their frontiers")
    return topic("portfolio", say(_PORTFOLIOS), _portfolios_said(rows, budgets[0]), body, opens=opens)


def _worth(value: object) -> str:
    return number(value, 2)


def _portfolios_said(rows: pd.DataFrame, budgets: str) -> str:
    changed = int(((rows["starts"] > 0) | (rows["stops"] > 0)).sum())
    said = say(
        "The best choice differs from the present one in {changed} of {business_units}; it would start {starts} and stop {stops} "
        "projects.",
        changed=changed,
        business_units=counted(len(rows), "business unit"),
        starts=int(rows["starts"].sum()),
        stops=int(rows["stops"].sum()),
    )
    return f"{said} {budgets}".strip()


def _drawn(row: dict[str, object], context: Context) -> str:
    frontier = context.now.frontier
    own = frontier[(frontier["business_unit"] == row["business_unit"]) & frontier["value"].notna()].sort_values("budget")
    points = list(zip(own["budget"].astype(float), own["value"].astype(float), strict=True))
    present, best = (_place(row, choice) for choice in ("present", "best"))
    said = {
        said_later("present choice worth {value} for {cost}"): present,
        said_later("best choice worth {value} for {cost}"): best,
    }
    words = [say(text, value=_worth(one[1]), cost=money(one[0], context.money)) for text, one in said.items() if one]
    steps = [say("{cost} buys {value}", cost=money(budget, context.money), value=_worth(value)) for budget, value in points]
    name = context.names.get(str(row["business_unit"]), str(row["business_unit"]))
    return frontier_line(points, present, best, f"{name}: {'; '.join(words)}. {'; '.join(steps)}.")


def _place(row: dict[str, object], choice: str) -> tuple[float, float] | None:
    cost, value = row[f"{choice}_cost"], row[f"{choice}_value"]
    return None if is_missing(cost) or is_missing(value) else (float(str(cost)), float(str(value)))
