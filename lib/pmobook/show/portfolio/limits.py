"""How far each limit of money and people is used by the best choice and by the present one."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.portfolio import MONEY, RISK, PortfolioAssessment
from pmobook.assess.portfolio.words import limit_in_words
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, number
from pmobook.show.portfolio.result import why_nothing
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["use_of_limits"]

_MOST_BARS = 10


def use_of_limits(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    """Draw the limits that are used most, with the best choice as a bar and the present one as a tick."""
    if portfolio.problem.unassessed:
        return why_nothing(portfolio)
    rows = portfolio.limits.loc[portfolio.limits["available"] > 0]
    if rows.empty:
        return paragraph(say("Nothing limits the choice: there is no budget, and no capacity of people was handed in."))
    shares = rows.assign(
        name=[limit_in_words(str(name)) for name in rows["limit"]],
        present_share=rows["present"] / rows["available"],
        best_share=rows["best"] / rows["available"],
    )
    fullest = shares[["present_share", "best_share"]].max(axis=1).sort_values(ascending=False, kind="stable").index
    drawn = shares.loc[fullest[:_MOST_BARS]]
    over = int((shares["present_share"] > 1 + 1e-9).sum())
    said = say("The present choice exceeds {limit} of {shares}.", limit=counted(over, "limit"), shares=len(shares)) if over else (
        say("The present choice keeps every limit.")
    )  # fmt: skip
    description = say(
        "{said} Bars: use by the best choice; ticks: by the present choice; the line at 100% is the limit.", said=said
    )
    more = [
        paragraph(
            say(
                "Drawn are the {most_bars} limits used most of {shares}; the figures have all.",
                most_bars=_MOST_BARS,
                shares=len(shares),
            )
        )
    ]
    figures = _figures(portfolio, money_of)
    return stack(paragraph(said), chart(_bars(drawn), description, figures), *(more if len(shares) > _MOST_BARS else []))


def _bars(rows: pd.DataFrame) -> dict[str, Any]:
    data = {"values": [{**{name: row[name] for name in ("best_share", "present_share")}, "name": wrapped(str(row["name"]))}
                       for row in records_of(rows)]}  # fmt: skip
    for row in data["values"]:
        row.update({name: None for name in ("best_share", "present_share") if pd.isna(row[name])})
    names = [str(row["name"]) for row in data["values"]]
    step = name_axis("name", names)
    most = max(1.1, *(float(row[name] or 0) * 1.05 for row in data["values"] for name in ("best_share", "present_share")))
    x = {"type": "quantitative", "title": say("Share of the limit used"), "scale": {"domain": [0, most]},
         "axis": {"format": ".0%", "tickCount": 5}}  # fmt: skip
    return {
        "width": 420,
        "height": {"step": row_height(names)},
        "layer": [
            {"data": data, "mark": {"type": "bar", "height": 15, "color": COLOURS["first"]},
             "encoding": {"y": step, "x": {**x, "field": "best_share"}}},
            {"data": {"values": [{"limit": 1}]}, "mark": {"type": "rule", "color": COLOURS["ink"], "strokeWidth": 1.5},
             "encoding": {"x": {**x, "field": "limit"}}},
            {"data": data, "mark": {"type": "tick", "thickness": 4, "size": 26, "color": COLOURS["fourth"]},
             "encoding": {"y": step, "x": {**x, "field": "present_share"}}},
        ],
    }  # fmt: skip


def _figures(portfolio: PortfolioAssessment, money_of: Money) -> Exhibit:
    rows = pd.DataFrame(
        {
            "name": [limit_in_words(str(name)) for name in portfolio.limits["limit"]],
            **{
                column: [_amount(name, value, money_of) for name, value in
                         zip(portfolio.limits["limit"], portfolio.limits[column], strict=True)]
                for column in ("available", "best", "present", "wanted")
            },
        }
    )  # fmt: skip
    columns = [
        Column("name", say("Limit")),
        Column("available", say("There is"), "right"),
        Column("best", say("Best choice"), "right"),
        Column("present", say("Present choice"), "right"),
        Column("wanted", say("All that can be chosen"), "right"),
    ]
    return table(rows, columns, say("Use of each limit"), say("Of people: person-months in the quarter."))


def _amount(name: object, value: object, money_of: Money) -> str:
    return money(value, money_of) if str(name).startswith(MONEY) or name == RISK else number(value, 1)
