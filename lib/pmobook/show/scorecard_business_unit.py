"""One business unit's scorecard in one quarter."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report, find_reports
from pmobook.assess.results import Results
from pmobook.inputs.engagement import Engagement
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.page import Choice, cards, filters, headline, link, panel, section, side_by_side
from pmobook.show.scorecard_capability import SKILLS, skills_panel
from pmobook.show.scorecard_cards import subject_cards
from pmobook.show.scorecard_changes import changes_list, decisions_list
from pmobook.show.scorecard_context import Context, context_of
from pmobook.show.scorecard_governance import GOVERNANCE, RISK, governance_panel, risk_panel
from pmobook.show.scorecard_matters import matters_list
from pmobook.show.scorecard_maturity import MATURITY, maturity_panel
from pmobook.show.scorecard_money import BENEFITS, MONEY, benefits_panel, money_panel
from pmobook.show.scorecard_plan import PLAN, plan_panel
from pmobook.show.scorecard_portfolio import GOALS, MEASURES, PROJECTS, goals_panel, measures_panel, projects_panel
from pmobook.show.scorecard_resources import PEOPLE, resources_panel
from pmobook.show.scorecard_roadmap import ROADMAP, roadmap_panel
from pmobook.show.scorecard_selection import SELECTION, selection_panel
from pmobook.show.scorecard_sources import sources
from pmobook.show.scorecard_words import (
    cost_sentence,
    finding_sentence,
    gap_sentence,
    unrated_sentence,
)

__all__ = ["BusinessUnitScorecard", "business_unit_scorecard"]

_UNASSESSED = said_later("Not assessed.")


@dataclass(frozen=True)
class BusinessUnitScorecard:
    """The exhibits of the page, from top to bottom."""

    headline: Exhibit
    filters: Exhibit
    cards: Exhibit
    maturity_and_decisions: Exhibit
    measures: Exhibit
    projects: Exhibit
    money: Exhibit
    benefits: Exhibit
    governance: Exhibit
    risk: Exhibit
    skills: Exhibit
    roadmap: Exhibit
    people: Exhibit
    goals_and_watch: Exhibit
    sources: Exhibit


def business_unit_scorecard(
    engagement: Engagement, results: Results, business_unit: str, quarter: str = ""
) -> BusinessUnitScorecard:
    """Put a business unit's scorecard together.

    Parameters
    ----------
    engagement
        The organisation, its business units and their targets.
    results
        Published results of all quarters and business units.
    business_unit
        Its id; the first of the engagement if empty.
    quarter
        Such as 2026Q3; the latest published if empty.

    Raises
    ------
    PmobookError
        If nothing is published, nothing for the quarter named, or there is no such business unit.
    """
    unit = business_unit or next(iter(engagement.business_units))
    context = context_of(engagement, results, quarter, unit)
    report = find_reports(results, context.quarter, [unit])[0]
    findings = context.findings()
    since = say("What changed since {earlier}", earlier=context.earlier) if context.earlier else say("What changed")

    def shown(title: str, drawn: Callable[[], Exhibit], anchor: str = "") -> Exhibit:
        # Why there are no results stands once, under the headline.
        found = drawn() if report.has_results else panel(title, paragraph(say(_UNASSESSED)))
        return section(anchor, found, _deeper(context, anchor) if report.has_results else "") if anchor else found

    def nothing_to(do: str) -> str:
        return say("No finding {do}.", do=do) if report.has_results else say(_UNASSESSED)

    return BusinessUnitScorecard(
        headline=_headline(context, unit, report),
        filters=_filters(context, unit),
        cards=cards(subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules)),
        maturity_and_decisions=side_by_side(
            stack(
                shown(say(MATURITY), lambda: maturity_panel(context), "maturity"),
                shown(since, lambda: panel(since, changes_list(context, {}))),
            ),
            stack(
                panel(say("What to decide"), matters_list(findings, {}, nothing_to(say("asks for a decision")))),
                shown(say(PLAN), lambda: plan_panel(context), "plan"),
            ),
            first_wide=True,
        ),
        measures=shown(MEASURES, lambda: measures_panel(context), "performance"),
        projects=shown(PROJECTS, lambda: projects_panel(context), "projects"),
        money=shown(MONEY, lambda: money_panel(context), "money"),
        benefits=shown(BENEFITS, lambda: benefits_panel(context), "benefits"),
        governance=shown(GOVERNANCE, lambda: governance_panel(context), "governance"),
        risk=shown(RISK, lambda: risk_panel(context), "risk"),
        skills=shown(say(SKILLS), lambda: skills_panel(context), "skills"),
        roadmap=shown(say(ROADMAP), lambda: roadmap_panel(context), "roadmap"),
        people=shown(say(PEOPLE), lambda: resources_panel(context), "resources"),
        goals_and_watch=side_by_side(
            stack(
                shown(GOALS, lambda: goals_panel(context), "alignment"),
                shown(say(SELECTION), lambda: selection_panel(context), "portfolio"),
            ),
            panel(
                say("What to watch"),
                decisions_list(findings, {}, ("watch", "note"), when_empty=nothing_to(say("is to be watched"))),
            ),
        ),
        sources=sources(engagement, context.now.runs, context.quarter),
    )


def _headline(context: Context, unit: str, report: Report) -> Exhibit:
    name, lead = context.names[unit], context.engagement.business_units[unit].lead
    back = link("enterprise", say("All business units"), quarter=str(context.quarter)) if context.engagement.whole else ""
    above = " · ".join(filter(None, [back, html.escape(str(context.quarter)), html.escape(lead or "")]))
    maturity = overview_of_maturity(context.now.area_scores)
    delivery = overview_of_delivery(context.now.project_status, context.stages)
    measures = overview_of_measures(context.now.measure_status)
    finding = finding_sentence(name, maturity, delivery, measures)
    if not report.has_results:
        return headline(finding, [context.why_silent(report)], above)
    sentences = [
        gap_sentence(maturity, {unit: name}, context.areas),
        cost_sentence(delivery, context.money),
        unrated_sentence(delivery),
    ]
    return headline(finding, [" ".join(filter(None, sentences)), context.why_stale(report)], above)


def _deeper(context: Context, anchor: str) -> str:
    """Return the way from a section to how its figures came about, as HTML."""
    asked = {"business_unit": context.business_unit, "quarter": str(context.quarter), "figure": anchor}
    return link("how", say("How was this scored? The workings and every exhibit"), **asked)


def _filters(context: Context, unit: str) -> Exhibit:
    quarters = [(str(one), str(one)) for one in reversed(context.results.quarters)]
    units = sorted(context.names.items(), key=lambda item: item[1].casefold())
    return filters(
        "business_unit",
        [
            Choice("business_unit", say("Business unit"), units, unit),
            Choice("quarter", say("Quarter"), quarters, str(context.quarter)),
        ],
    )
