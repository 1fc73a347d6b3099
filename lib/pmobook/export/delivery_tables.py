"""Delivery as tables: confidence by business unit, projects, measures."""

from __future__ import annotations

import math

import pandas as pd

from pmobook.assess.overview import is_followed, overview_of_delivery
from pmobook.export.content import Cell, Chart, Column, Table
from pmobook.export.making import Made, codes, day, figure, made_table, status, words
from pmobook.language import say, word
from pmobook.rounding import measured_apart
from pmobook.show.figures import count, is_missing, measured, money, percent_change, period, slip
from pmobook.show.scorecard_context import Context
from pmobook.show.status import CONFIDENCE_KINDS, MEASURE_KINDS
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["delivery_table", "measures_table", "projects_table"]

_STATUS_ORDER = {"missed": 0, "near": 1, "met": 2, NOT_ASSESSED: 3}


def delivery_table(context: Context) -> Table:
    """Return each business unit's projects under way by confidence, cost and schedule, the most in doubt first."""
    rows = []
    for unit, projects in context.now.project_status.groupby("business_unit"):
        found = overview_of_delivery(projects, context.stages)
        if found.projects:
            rows.append(
                {
                    "unit": context.names.get(str(unit), str(unit)),
                    "projects": found.projects,
                    "low": found.low if found.rated else math.nan,
                    "rated": found.rated,
                    "cost": found.cost_variance_share,
                    "late": found.late if found.scheduled else math.nan,
                    "scheduled": found.scheduled,
                }
            )
    names = ["unit", "projects", "low", "rated", "cost", "late", "scheduled"]
    frame = pd.DataFrame(rows, columns=names).sort_values(["low", "unit"], ascending=[False, True], kind="stable")
    limit = context.rules.cards.low_confidence
    made = [
        words(say("Business unit"), "unit", 2.0),
        figure(say("Projects under way"), "projects", count),
        figure(say("Red or amber/red"), "low", count, kind=lambda row: limit.kind(row["low"] / row["rated"])),
        figure(say("Rated"), "rated", count),
        figure(say("Cost against plan"), "cost", lambda value: percent_change(value, 1)),
        figure(say("Forecast late"), "late", count),
        figure(say("With a forecast"), "scheduled", count),
    ]
    chart = Chart(2, say("Number of projects rated red or amber/red in each business unit."))
    empty = say("Not assessed: no business unit handed in projects for {quarter}.", quarter=context.quarter)
    return made_table(say("Delivery confidence by business unit"), frame, made, empty, chart=chart)


def projects_table(context: Context, *, with_business_unit: bool = False) -> Table:
    """Return projects with confidence, cost and schedule: those under way and lowest in confidence first."""
    projects = context.now.project_status
    ranks = {str(one): one.rank for one in Confidence}
    ordered = projects.assign(
        unit=[context.names.get(unit, unit) for unit in projects["business_unit"].tolist()],
        elsewhere=~is_followed(projects["stage"], context.stages),
        rank=projects["confidence"].map(ranks).fillna(len(ranks)),
        overrun=-projects["cost_variance_share"].fillna(-math.inf),
    ).sort_values(["elsewhere", "rank", "overrun", "title"], kind="stable")
    made = [
        *([words(say("Business unit"), "unit", 1.5)] if with_business_unit else []),
        words(say("Project"), "title", 2.4),
        status(say("Confidence"), "confidence", CONFIDENCE_KINDS, 1.2),
        codes(say("Before"), "previous_confidence", 1.1, "none"),
        figure(say("Planned cost"), "planned_cost", lambda value: money(value, context.money)),
        figure(say("Expected cost"), "expected_cost", lambda value: money(value, context.money)),
        figure(say("Against plan"), "cost_variance_share", lambda value: percent_change(value, 1)),
        Made(Column(say("Finish"), "left", 1.2), lambda row: Cell(word(slip(row["slip_days"])))),
        day(say("Forecast finish"), "forecast_finish", 1.3),
        codes(say("Stage"), "stage", 1.0),
        words(say("Sponsor"), "sponsor", 1.5, say("none named")),
    ]
    return made_table(
        say("Projects"), ordered, made, say("Not assessed: no projects were handed in for {quarter}.", quarter=context.quarter)
    )


def measures_table(context: Context, *, with_business_unit: bool = False) -> Table:
    """Return measures against their targets, the worst first."""
    measures = context.now.measure_status
    pairs = [
        (measured(value), word("none") if is_missing(target) else measured(target))
        if is_missing(value) or is_missing(target)
        else measured_apart(value, target)
        for value, target in zip(measures["value"], measures["target"], strict=True)
    ]
    ordered = measures.assign(
        unit=[context.names.get(unit, unit) for unit in measures["business_unit"].tolist()],
        order=measures["status"].map(_STATUS_ORDER).fillna(3),
        now=pd.Series([now for now, _ in pairs], index=measures.index, dtype="str"),
        held_to=pd.Series([held for _, held in pairs], index=measures.index, dtype="str"),
        when=measures["period"].map(period),
    ).sort_values(["order", "title", "unit"], kind="stable")
    made = [
        *([words(say("Business unit"), "unit", 1.5)] if with_business_unit else []),
        words(say("Measure"), "title", 2.4),
        status(say("Status"), "status", MEASURE_KINDS, 1.1),
        Made(Column(say("Now"), "right", 0.8), lambda row: _written(row["now"], row["value"])),
        Made(Column(say("Target"), "right", 0.8), lambda row: _written(row["held_to"], row["target"])),
        words(say("Counted in"), "unit_of_measure", 1.2, say("not said")),
        codes(say("Better"), "better", 0.8, say("not said")),
        codes(say("Variation"), "variation", 1.1, say("too few values")),
        words(say("Owner"), "owner", 1.5, say("none named")),
        words(say("Period"), "when", 1.1),
    ]
    return made_table(
        say("Performance measures"),
        ordered,
        made,
        say("Not assessed: no measures were handed in for {quarter}.", quarter=context.quarter),
    )


def _written(text: str, value: object) -> Cell:
    return Cell(text) if is_missing(value) else Cell(text, float(str(value)))
