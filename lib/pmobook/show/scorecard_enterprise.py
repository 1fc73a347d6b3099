"""The enterprise scorecard: every business unit of an engagement in one quarter."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from pmobook.assess.overview import OVERALL, overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report, find_reports
from pmobook.assess.results import Results
from pmobook.inputs.engagement import Engagement
from pmobook.method.maturity import LEVELS
from pmobook.method.thresholds import thresholds
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import count
from pmobook.show.heat_map import HeatRow, Score, heat_map
from pmobook.show.page import Choice, cards, filters, headline, panel, side_by_side
from pmobook.show.scorecard_business_units import delivery_by_business_unit, spend_by_business_unit
from pmobook.show.scorecard_capability import skills_by_business_unit
from pmobook.show.scorecard_cards import reporting_card, subject_cards
from pmobook.show.scorecard_changes import changes_list
from pmobook.show.scorecard_context import Context, context_of
from pmobook.show.scorecard_enterprise_portfolio import budgets_panel, goals_of_the_enterprise, sponsors_panel
from pmobook.show.scorecard_governance import risk_by_business_unit, standards_panel
from pmobook.show.scorecard_history import over_time_panel
from pmobook.show.scorecard_matters import matters_list, matters_said
from pmobook.show.scorecard_money import benefits_by_business_unit, money_by_business_unit
from pmobook.show.scorecard_plan import plans_panel
from pmobook.show.scorecard_resources import resources_by_business_unit
from pmobook.show.scorecard_roadmap import roadmap_by_business_unit
from pmobook.show.scorecard_sources import sources
from pmobook.show.scorecard_words import (
    cost_sentence,
    finding_sentence,
    gap_sentence,
    missing_sentence,
    shortened,
    stale_sentence,
    unassessed_maturity,
    unrated_sentence,
)

__all__ = ["EnterpriseScorecard", "enterprise_scorecard"]

_LONGEST_REASON = 200


@dataclass(frozen=True)
class EnterpriseScorecard:
    """The exhibits of the page, from top to bottom."""

    headline: Exhibit
    filters: Exhibit
    cards: Exhibit
    maturity: Exhibit
    changes_and_decisions: Exhibit
    plans: Exhibit
    delivery: Exhibit
    money: Exhibit
    benefits: Exhibit
    governance: Exhibit
    risk: Exhibit
    skills: Exhibit
    roadmap: Exhibit
    people: Exhibit
    over_time: Exhibit
    goals: Exhibit
    spend: Exhibit
    sponsors: Exhibit
    budgets: Exhibit
    sources: Exhibit


def enterprise_scorecard(engagement: Engagement, results: Results, quarter: str = "") -> EnterpriseScorecard:
    """Put the enterprise scorecard together.

    Parameters
    ----------
    engagement
        The organisation, its business units and their targets.
    results
        Published results of all quarters.
    quarter
        Such as 2026Q3; the latest published if empty.

    Raises
    ------
    PmobookError
        If nothing is published, or nothing for the quarter named.
    """
    context = context_of(engagement, results, quarter)
    # One whose file was removed, or that should not have reported, still stands in what was published.
    shown = dict.fromkeys([*engagement.reporting(context.quarter), *context.now.business_units])
    reports = find_reports(results, context.quarter, list(shown))
    quarters = [(str(one), str(one)) for one in reversed(results.quarters)]
    return EnterpriseScorecard(
        headline=_headline(context, reports),
        filters=filters("enterprise", [Choice("quarter", "Quarter", quarters, str(context.quarter))]),
        cards=_cards(context, reports),
        maturity=_maturity(context, reports),
        changes_and_decisions=_changes_and_decisions(context),
        plans=plans_panel(context),
        delivery=delivery_by_business_unit(context),
        money=money_by_business_unit(context),
        benefits=benefits_by_business_unit(context),
        governance=standards_panel(context),
        risk=risk_by_business_unit(context),
        skills=skills_by_business_unit(context),
        roadmap=roadmap_by_business_unit(context),
        people=resources_by_business_unit(context),
        over_time=over_time_panel(context),
        goals=goals_of_the_enterprise(context),
        spend=spend_by_business_unit(context),
        sponsors=sponsors_panel(context),
        budgets=budgets_panel(context),
        sources=sources(engagement, context.now.runs, context.quarter),
    )


def _headline(context: Context, reports: Sequence[Report]) -> Exhibit:
    maturity = overview_of_maturity(context.now.area_scores)
    delivery = overview_of_delivery(context.now.project_status, context.stages)
    measures = overview_of_measures(context.now.measure_status)
    organisation = context.engagement.parameters.organisation
    below = (
        [gap_sentence(maturity, context.names, context.areas)]
        if maturity.compared
        else [cost_sentence(delivery, context.money), unrated_sentence(delivery)]
    )
    due, silent = _due_and_silent(reports)
    stale = [context.names[report.business_unit] for report in reports if report.has_results and report.latest_run == "failed"]
    qualified = [
        " ".join(filter(None, below)),
        missing_sentence(len(silent), len(due), context.quarter),
        stale_sentence(stale, context.quarter),
    ]
    above = html.escape(f"{organisation} · {context.quarter}")
    return headline(finding_sentence(organisation, maturity, delivery, measures, several=True), qualified, above)


def _due_and_silent(reports: Sequence[Report]) -> tuple[list[Report], list[Report]]:
    """Return the business units of which results were to be expected, and those of them that have none."""
    due = [report for report in reports if report.is_due]
    return due, [report for report in due if not report.has_results]


def _cards(context: Context, reports: Sequence[Report]) -> Exhibit:
    due, silent = _due_and_silent(reports)
    subjects = subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules)
    names = [context.names[report.business_unit] for report in silent]
    return cards([*subjects, *([reporting_card(names, len(due), context.rules)] if due else [])])


def _maturity(context: Context, reports: Sequence[Report]) -> Exhibit:
    title = "Maturity by business unit and focus area"
    scores = context.now.area_scores
    if not scores["score"].notna().any():
        return panel(
            title, stack(paragraph(unassessed_maturity(scores, context.quarter)), _silent_business_units(context, reports))
        )
    columns = [
        (OVERALL, "Overall", "All focus areas"),
        *((area, short, title) for area, (short, title) in context.headings.items()),
    ]
    since = str(context.earlier) if context.earlier else ""
    body = heat_map(_heat_rows(context, reports), columns, thresholds().maturity.gap_act.value, since)
    return panel(title, body, "Score from 0 to 5; the business unit furthest below its target comes first.")


def _heat_rows(context: Context, reports: Sequence[Report]) -> list[HeatRow]:
    now, before = _scores(context.now.area_scores), _scores(context.before.area_scores)

    def order(report: Report) -> tuple[bool, float, str]:
        overall = now.get((report.business_unit, OVERALL))
        gap = overall.gap_in_levels if overall else math.nan
        return (not report.has_results, math.inf if math.isnan(gap) else -gap, context.names[report.business_unit])

    return [
        HeatRow(
            f"{context.business_unit_link(report.business_unit)}{_staleness(report)}",
            {
                area: replace(score, moved=score.score - before[unit, area].score) if (unit, area) in before else score
                for (unit, area), score in now.items()
                if unit == report.business_unit
            },
            "" if report.has_results else _silence(context, report),
            frozenset(context.headings) - context.areas_of(report.business_unit),
        )
        for report in sorted(reports, key=order)
    ]


def _staleness(report: Report) -> str:
    if not report.has_results or not report.latest_run:
        return ""
    said = "latest run failed" if report.latest_run == "failed" else "no input pack in the latest run"
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
    return f"<strong>Not assessed.</strong> {html.escape(shortened(context.why_silent(report), _LONGEST_REASON))}"


def _silent_business_units(context: Context, reports: Sequence[Report]) -> Exhibit:
    due, silent = _due_and_silent(reports)
    if not silent:
        return Exhibit("")
    items = "".join(f"<li>{context.business_unit_link(one.business_unit)}: {_silence(context, one)}</li>" for one in silent)
    return Exhibit(
        f"<details><summary>{missing_sentence(len(silent), len(due), context.quarter).rstrip('.')}</summary>"
        f'<ul class="pmo-findings">{items}</ul></details>'
    )


def _changes_and_decisions(context: Context) -> Exhibit:
    findings = context.findings()
    asked = findings["severity"] == "act"
    fresh = count((asked & findings["is_new"]).sum())
    said = matters_said(findings)
    new = f"{said}, {fresh} of them new since {context.earlier}." if said and context.earlier else ""
    since = f"What changed since {context.earlier}" if context.earlier else "What changed"
    return side_by_side(
        panel("What to decide", matters_list(findings, context.names), new),
        panel(since, changes_list(context, context.names)),
    )
