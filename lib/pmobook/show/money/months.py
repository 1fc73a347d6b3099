"""Budget, cost and forecast month by month, around the end of the quarter."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.earned_value import MoneyAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import money, period
from pmobook.show.money.lines import COSTS_MISSING, in_money, money_title
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["money_by_month"]

_BACK, _AHEAD = 12, 6
_KINDS = {"actual": said_later("actual cost"), "forecast": said_later("forecast")}


def money_by_month(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Draw each month's cost or forecast as a bar with what was planned for the month marked on it."""
    rows = assessment.by_month
    if rows.empty:
        return paragraph(say(COSTS_MISSING) if not assessment.projects else say("Not assessed: no project under way has a plan."))
    over = rows["actual"].notna()
    last = int(over.to_numpy().nonzero()[0][-1]) if over.any() else -1
    shown = rows.iloc[max(last + 1 - _BACK, 0) : last + 1 + _AHEAD]
    columns = [
        Column("period", say("Month"), form=period),
        Column("planned", say("Planned"), "right", in_money(money_of, 2)),
        Column("earned", say("Earned"), "right", _amount(money_of)),
        Column("actual", say("Actual cost"), "right", _amount(money_of)),
        Column("forecast", say("Forecast"), "right", _amount(money_of)),
    ]
    figures = table(rows, columns, say("Month by month"), say("In each month alone; all projects under way that are added up."))
    return chart(_drawing(shown, money_of), _description(shown, money_of), figures)


def _amount(money_of: Money) -> Any:  # noqa: ANN401 - how a cell is written
    return lambda value: "\N{EN DASH}" if pd.isna(value) else money(value, money_of, 2)


def _description(rows: pd.DataFrame, money_of: Money) -> str:
    known = rows.loc[rows["actual"].notna()]
    if known.empty:
        return say(
            "What is forecast month by month from {iloc} on, beside what was planned.", iloc=period(rows["period"].iloc[0])
        )
    last = known.iloc[-1]
    return say(
        "Cost month by month beside plan. In {period} {actual} was spent, where {planned} was planned.",
        period=period(last["period"]),
        actual=money(last["actual"], money_of),
        planned=money(last["planned"], money_of),
    )


def _drawing(rows: pd.DataFrame, money_of: Money) -> dict[str, Any]:
    bars = [
        {"month": row["period"], "amount": float(row[name]), "kind": words}
        for name, words in ((one, say(named)) for one, named in _KINDS.items())
        for row in records_of(rows)
        if pd.notna(row[name])
    ]
    marks = [{"month": row["period"], "amount": float(row["planned"]), "kind": "planned"} for row in records_of(rows)
             if pd.notna(row["planned"])]  # fmt: skip
    order = [str(one) for one in rows["period"]]
    x = {"field": "month", "type": "ordinal", "title": None, "scale": {"domain": order}, "axis": {"labelAngle": -45}}
    y = {"field": "amount", "type": "quantitative", "title": money_title(money_of), "axis": {"tickCount": 5}}
    scale = {
        "domain": [*map(say, _KINDS.values()), say("planned")],
        "range": [COLOURS["first"], COLOURS["fourth"], COLOURS["ink"]],
    }
    colour = {"field": "kind", "type": "nominal", "title": None, "scale": scale, "legend": {"orient": "top"}}
    return {
        "width": 560,
        "height": 240,
        "layer": [
            {
                "data": {"values": bars},
                "mark": {"type": "bar", "fillOpacity": 0.55},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": marks},
                "mark": {"type": "tick", "thickness": 3},
                "encoding": {"x": x, "y": y, "color": colour},
            },
        ],
    }
