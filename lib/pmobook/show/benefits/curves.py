"""Benefits over time: planned, come and expected, added up; all in money together, then each that is behind."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pandas as pd

from pmobook.assess.benefits import BenefitsAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say
from pmobook.show.benefits.amounts import MISSING_FORM, amount
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import money, period
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.vocabulary import Period

__all__ = ["benefit_curves"]

_MOST_DRAWN = 12
_FEW_POINTS = 60
"""With more, the points of a line would run into each other."""
_LINES = {"planned": "planned", "expected": "expected", "actual": "came"}
_SAID = {"planned": said_later("planned"), "expected": said_later("expected"), "came": said_later("came")}
_COLOURS = {"planned": COLOURS["not assessed"], "expected": COLOURS["fourth"], "came": COLOURS["first"]}
_DASHES = {"planned": [6, 4], "expected": [2, 2], "came": [1, 0]}


def benefit_curves(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    """Draw what was planned, what came and what is expected, added up over time."""
    if assessment.benefit_status.empty:
        return paragraph(say(MISSING_FORM))
    behind = [row for row in records_of(assessment.benefit_status) if row["standing"] in {"behind", "far behind"}]
    behind.sort(key=lambda row: (row["standing"] != "far behind", row["benefit_id"]))
    drawn = [_of_benefit(row, assessment.benefit_periods, money_of) for row in behind[:_MOST_DRAWN]]
    heads = [Exhibit(f"<h3>{say('Each benefit that is behind')}</h3>")] if drawn else []
    more = len(behind) - len(drawn)
    rest = [paragraph(say("{more} more are behind; their figures stand in the workings.", more=more))] if more else []
    return stack(_of_money(assessment, money_of), *heads, *drawn, *rest)


def _of_money(assessment: BenefitsAssessment, money_of: Money) -> Exhibit:
    rows = assessment.money_curve
    if rows.empty:
        return paragraph(say("No benefit is counted in money."))
    points = _points(rows, rows["month"], lambda value: money(value, money_of, 2))
    columns = [
        Column("month", say("By the end of"), form=period),
        *(Column(name, word.capitalize(), "right", lambda value: money(value, money_of, 2)) for name, word in _LINES.items()),
    ]
    unknown = int(rows["unknown"].iloc[-1])
    left_out = say(" {unknown} amounts are not known and in no line.", unknown=unknown) if unknown else ""
    figures = table(
        rows.iloc[2::3],
        columns,
        say("All benefits in money, added up"),
        say("Quarter by quarter, less disbenefits.{left_out}", left_out=left_out),
    )
    last = rows.iloc[-1]
    known = rows.loc[rows["actual"].notna()]
    so_far = (
        say("{iloc} came by {iloc_2}; ", iloc=money(known["actual"].iloc[-1], money_of), iloc_2=period(known["month"].iloc[-1]))
        if len(known)
        else ""
    )
    description = say(
        "Benefits in money, added up: {so_far}{expected} is expected by {month}, where {planned} was planned.",
        so_far=so_far,
        expected=money(last["expected"], money_of),
        month=period(last["month"]),
        planned=money(last["planned"], money_of),
    )
    title = say(
        "All benefits in money ({currency}{fixed})",
        currency=money_of.currency,
        fixed="" if money_of.scale == "one" else f" {money_of.scale}",
    )
    return chart(_drawing(points, title, 560, 260), description, figures)


def _of_benefit(row: dict[str, Any], periods: pd.DataFrame, money_of: Money) -> Exhibit:
    rows = periods.loc[periods["benefit_id"] == row["benefit_id"]]
    names = {"planned_cumulative": "planned", "expected_cumulative": "expected", "actual_cumulative": "actual"}
    summed = rows[["period", *names]].rename(columns=names)
    unit = row["unit_of_measure"]
    columns = [
        Column("period", say("By the end of"), form=period),
        *(Column(name, word.capitalize(), "right", lambda value: amount(value, unit, money_of)) for name, word in _LINES.items()),
    ]
    figures = table(summed, columns, say("{title}, added up", title=row["title"]))
    whole, hoped = (amount(row[name], unit, money_of) for name in ("planned", "expected"))
    description = say(
        "{title}, added up: {hoped} is expected in all, where {whole} was planned.", title=row["title"], hoped=hoped, whole=whole
    )
    points = _points(summed, summed["period"], lambda value: amount(value, unit, money_of))
    drawing = chart(_drawing(points, say("Added up ({unit})", unit=unit), 420, 170), description, figures)
    return Exhibit(f'<details class="pmo-nested"><summary>{html.escape(row["title"])}</summary>{drawing.html}</details>')


def _points(rows: pd.DataFrame, periods: pd.Series, written: Callable[[object], str]) -> list[dict[str, Any]]:
    """Return what is drawn: a line stops where an amount is missing."""
    ends = [(Period.parse(str(one)).last_day.isoformat(), period(one)) for one in periods]
    return [
        {"end": end, "amount": float(value), "line": line, "said": pointed(f"{by}, {say(_SAID[line])}: {written(value)}")}
        for name, line in _LINES.items()
        for (end, by), value in zip(ends, rows[name].tolist(), strict=True)
        if pd.notna(value)
    ]


def _drawing(points: list[dict[str, Any]], title: str, width: int, height: int) -> dict[str, Any]:
    order = list(_COLOURS)
    colour = {
        "field": "line", "type": "nominal", "title": None, "scale": {"domain": order, "range": list(_COLOURS.values())},
        "legend": {"orient": "top", "symbolType": "stroke", "symbolSize": 400, "symbolStrokeWidth": 3, "columnPadding": 24},
    }  # fmt: skip
    dash = {"field": "line", "scale": {"domain": order, "range": list(_DASHES.values())}, "legend": None}
    return {
        "width": width,
        "height": height,
        "data": {"values": points},
        "mark": {
            "type": "line",
            "strokeWidth": 2.5,
            "point": {"size": 28, "filled": True} if len(points) < _FEW_POINTS else {"size": 10, "filled": True},
        },
        "encoding": {
            "x": {"field": "end", "type": "temporal", "title": None, "axis": {"grid": False, "tickCount": 6, "format": "%b %Y"}},
            "y": {"field": "amount", "type": "quantitative", "title": title, "axis": {"tickCount": 5}},
            "color": colour,
            "description": POINTED,
            "strokeDash": dash,
        },
    }
