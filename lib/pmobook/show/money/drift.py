"""How each project's forecast moved: a line a project since its first forecast, and every step as figures."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.earned_value import MoneyAssessment, ProjectMoney
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, money_change, percent_change, slip
from pmobook.show.money.lines import COSTS_MISSING, in_money
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["forecast_drift"]

_MOST_NAMED = 4
"""As many as there are colours that anybody can tell apart."""


def forecast_drift(assessment: MoneyAssessment, money_of: Money) -> Exhibit:
    """Draw how far each forecast of the final cost has moved since it was first reported; list each project's steps."""
    if not assessment.projects:
        return paragraph(say(COSTS_MISSING))
    under_way = [*assessment.joint.members, *assessment.joint.left_out]
    known = [one for one in under_way if one.drift["since_first_share"].notna().sum() > 1]
    if not known:
        return paragraph(say("No project under way has forecasts in two packs yet, so none can have moved."))
    known.sort(key=lambda one: -abs(_moved(one)))
    figures = table(
        *_latest(known, money_of), say("How forecasts moved"), say("Since the first forecast of the final cost on record.")
    )
    steps = [_steps(one, money_of) for one in known]
    return stack(chart(_drawing(known), _description(known), figures), Exhibit(f"<h3>{say('Step by step')}</h3>"), *steps)


def _moved(one: ProjectMoney) -> float:
    return float(one.drift["since_first_share"].dropna().iloc[-1])


def _latest(known: list[ProjectMoney], money_of: Money) -> tuple[pd.DataFrame, list[Column]]:
    rows = pd.concat([one.drift.tail(1).assign(title=one.title, since=one.drift["reported_in"].iloc[0]) for one in known])
    columns = [
        Column("title", say("Project")),
        Column("since", say("First reported")),
        Column("forecast_total", say("Forecast now"), "right", in_money(money_of)),
        Column("since_first", say("Change"), "right", lambda value: money_change(value, money_of)),
        Column("since_first_share", say("Of the first"), "right", lambda value: percent_change(value, 1)),
        Column("finish_since_first_days", say("Finish"), "right", slip),
        Column("basis", say("What is followed"), form=_basis),
    ]
    return rows, columns


def _steps(one: ProjectMoney, money_of: Money) -> Exhibit:
    columns = [
        Column("reported_in", say("Pack")),
        Column("forecast_total", say("Forecast"), "right", in_money(money_of, 2)),
        Column("change", say("Step"), "right", lambda value: _none_before(value, money_of)),
        Column("forecast_finish", say("Finish"), "right", date),
        Column("finish_moved_days", say("Moved"), "right", lambda value: "\N{EN DASH}" if pd.isna(value) else slip(value)),  # type: ignore[call-overload]
    ]
    shown = table(one.drift, columns, say("Forecasts of {title}", title=one.title), caption_shown=False)
    return Exhibit(f'<details class="pmo-nested"><summary>{html.escape(one.title)}</summary>{shown.html}</details>')


def _none_before(value: object, money_of: Money) -> str:
    return "\N{EN DASH}" if pd.isna(value) else money_change(value, money_of, 2)  # type: ignore[call-overload]


def _basis(value: object) -> str:
    return say("whole-life cost") if value == "whole-life cost" else say("sum of its periods")


def _description(known: list[ProjectMoney]) -> str:
    said = joined(f"{one.title} {percent_change(_moved(one))}" for one in known[:_MOST_NAMED])
    return say(
        "Forecasts of the final cost of {project} since they were first reported; the most: {said}.",
        project=counted(len(known), "project"),
        said=said,
    )


def _drawing(known: list[ProjectMoney]) -> dict[str, Any]:
    named = [one.title for one in known[:_MOST_NAMED]]
    points = [
        {"pack": row["reported_in"], "share": float(row["since_first_share"]), "project": one.project_id,
         "shown": one.title if one.title in named else say("others"),
         "said": pointed(say("{title}, {part}: {amount}", title=one.title, part=row["reported_in"],
                             amount=percent_change(row["since_first_share"], 1)))}
        for one in known
        for row in records_of(one.drift)
        if pd.notna(row["since_first_share"])
    ]  # fmt: skip
    order = [*named, say("others")] if len(known) > len(named) else named
    colours = [*(COLOURS[name] for name, _ in zip(("third", "fourth", "first", "second"), named, strict=False)),
               COLOURS["not assessed"]]  # fmt: skip
    packs = sorted({point["pack"] for point in points})
    return {
        "width": 560,
        "height": 260,
        "data": {"values": points},
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 36, "filled": True}},
        "encoding": {
            "x": {"field": "pack", "type": "ordinal", "title": None, "scale": {"domain": packs}, "axis": {"labelAngle": 0}},
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": say("Change since first reported"),
                "axis": {"format": "+.0%"},
            },
            "detail": {"field": "project"},
            "description": POINTED,
            "color": {
                "field": "shown",
                "type": "nominal",
                "title": None,
                "scale": {"domain": order, "range": colours[: len(order)]},
                "legend": {"orient": "top", "columns": 2, "labelLimit": 260, "symbolType": "stroke", "symbolStrokeWidth": 3},
            },
        },
    }
