"""The heat map of business units by focus areas on the enterprise scorecard."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pmobook.assess.overview import OVERALL
from pmobook.assess.reporting import Report
from pmobook.language import said_later, say
from pmobook.method.maturity import LEVELS
from pmobook.method.thresholds import thresholds
from pmobook.show.exhibit import Exhibit
from pmobook.show.heat_map import HeatRow, Score, heat_map
from pmobook.show.page import address_of
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_headline_figures import figures_by_business_unit
from pmobook.show.scorecard_words import (
    shortened,
    unassessed_maturity,
)
from pmobook.show.topic import topic

__all__ = ["due_and_silent", "maturity_of_the_enterprise"]

_LONGEST_REASON = 200
_BY_UNIT = said_later("Show the headline figures of each business unit")


def maturity_of_the_enterprise(context: Context, reports: Sequence[Report]) -> Exhibit:
    """Show scores by business unit and focus area, or why there are none; headline figures of each stand in a fold."""
    title = say("Maturity by business unit and focus area")
    scores = context.now.area_scores
    if not scores["score"].notna().any():
        return topic("maturity", title, unassessed_maturity(scores, context.quarter), _silent_business_units(context, reports))
    columns = [
        (OVERALL, say("Overall"), say("All focus areas")),
        *((area, short, title) for area, (short, title) in context.headings.items()),
    ]
    since = str(context.earlier) if context.earlier else ""
    body = heat_map(_heat_rows(context, reports), columns, thresholds().maturity.gap_act.value, since)
    return topic("maturity", title, "", figures_by_business_unit(context), opens=say(_BY_UNIT), above=body)


def _heat_rows(context: Context, reports: Sequence[Report]) -> list[HeatRow]:
    now, before = _scores(context.now.area_scores), _scores(context.before.area_scores)

    def order(report: Report) -> tuple[bool, float, str]:
        overall = now.get((report.business_unit, OVERALL))
        gap = overall.gap_in_levels if overall else math.nan
        return (not report.has_results, math.inf if math.isnan(gap) else -gap, context.names[report.business_unit])

    return [
        HeatRow(
            f"{context.business_unit_link(report.business_unit, 'maturity')}{_staleness(report)}",
            {
                area: replace(score, moved=score.score - before[unit, area].score) if (unit, area) in before else score
                for (unit, area), score in now.items()
                if unit == report.business_unit
            },
            "" if report.has_results else _silence(context, report),
            frozenset(context.headings) - context.areas_of(report.business_unit),
            _explained(context, report.business_unit),
        )
        for report in sorted(reports, key=order)
    ]


def _explained(context: Context, business_unit: str) -> dict[str, str]:
    """Return focus area to where a business unit's page explains its score; nothing if it has no page."""
    if business_unit not in context.engagement.business_units:
        return {}
    asked = {"business_unit": business_unit, "quarter": str(context.quarter)}
    return {
        area: address_of("business_unit", "maturity" if area == OVERALL else f"maturity-{area}", **asked)
        for area in (OVERALL, *context.headings)
    }


def _staleness(report: Report) -> str:
    if not report.has_results or not report.latest_run:
        return ""
    said = say("latest run failed") if report.latest_run == "failed" else say("no input pack in the latest run")
    return f'<span class="pmo-owner">{said}; earlier results shown</span>'


def _scores(area_scores: pd.DataFrame) -> Mapping[tuple[str, str], Score]:
    """Return scores by business unit and focus area, by each one's chosen rule; nothing has moved yet."""
    chosen = area_scores[area_scores["is_chosen_rule"].astype(bool)]
    keys = zip(chosen["business_unit"].tolist(), chosen["area_id"].tolist(), strict=True)
    columns = ("score", "target", "gap", "low", "high", "scale_maximum")
    values = zip(*(chosen[name].astype(float).tolist() for name in columns), strict=True)
    return {
        key: Score(score, target, gap, math.nan, low, high, LEVELS[-1] if math.isnan(maximum) else maximum)
        for key, (score, target, gap, low, high, maximum) in zip(keys, values, strict=True)
    }


def _silence(context: Context, report: Report) -> str:
    return f"<strong>{say('Not assessed.')}</strong> {html.escape(shortened(context.why_silent(report), _LONGEST_REASON))}"


def _silent_business_units(context: Context, reports: Sequence[Report]) -> Exhibit:
    _, silent = due_and_silent(reports)
    items = "".join(f"<li>{context.business_unit_link(one.business_unit)}: {_silence(context, one)}</li>" for one in silent)
    return Exhibit(f'<ul class="pmo-findings">{items}</ul>' if silent else "")


def due_and_silent(reports: Sequence[Report]) -> tuple[list[Report], list[Report]]:
    """Return the business units of which results were to be expected, and those of them that have none."""
    due = [report for report in reports if report.is_due]
    return due, [report for report in due if not report.has_results]
