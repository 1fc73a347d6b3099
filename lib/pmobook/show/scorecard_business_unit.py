"""One business unit's scorecard in one quarter."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report, find_reports
from pmobook.assess.results import Results
from pmobook.inputs.engagement import Engagement
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.page import Choice, Panel, filters, headline, link, side_by_side, strip
from pmobook.show.scorecard_answer import answer_list
from pmobook.show.scorecard_answers_of_one import section_answer
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
from pmobook.show.topic import SECTIONS, contents_bar, topic

__all__ = ["BusinessUnitScorecard", "business_unit_scorecard"]

_UNASSESSED = said_later("Not assessed.")
_SECTIONS = (*SECTIONS, ("watch", said_later("Watch")))
_PANELS: Mapping[str, tuple[str, Callable[[Context], Panel]]] = {
    "maturity": (MATURITY, maturity_panel),
    "plan": (PLAN, plan_panel),
    "alignment": (GOALS, goals_panel),
    "performance": (MEASURES, measures_panel),
    "projects": (PROJECTS, projects_panel),
    "portfolio": (SELECTION, selection_panel),
    "money": (MONEY, money_panel),
    "benefits": (BENEFITS, benefits_panel),
    "governance": (GOVERNANCE, governance_panel),
    "risk": (RISK, risk_panel),
    "resources": (PEOPLE, resources_panel),
    "skills": (SKILLS, skills_panel),
    "roadmap": (ROADMAP, roadmap_panel),
}
_FOLDED = {
    "alignment": said_later("Show spend by goal"),
    "money": said_later("Show each project's money"),
    "benefits": said_later("Show the benefits, the furthest behind first"),
    "governance": said_later("Show each project's gates and ratings"),
    "skills": said_later("Show each skill"),
    "roadmap": said_later("Show the roadmap"),
}
"""Sections whose answer says enough until somebody asks, and what their fold says."""


@dataclass(frozen=True, eq=False)
class BusinessUnitScorecard:
    """The exhibits of the page, from top to bottom; each is made when it is asked for, so that one that fails leaves the rest.

    Attributes
    ----------
    context
        The page's quarter, business unit and results.
    report
        How the business unit reported.
    """

    context: Context
    report: Report

    @property
    def headline(self) -> Exhibit:
        """The finding, and what changed, what is breached, what to decide and who owns it."""
        head = _headline(self.context, self.context.business_unit, self.report)
        return stack(head, answer_list(self.context, None)) if self.report.has_results else head

    @property
    def filters(self) -> Exhibit:
        """What the reader may choose."""
        return _filters(self.context, self.context.business_unit)

    @property
    def cards(self) -> Exhibit:
        """The figures that head the page, the worst first."""
        context = self.context
        found = subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules)
        if not self.report.has_results:
            return strip(found)
        return strip(found, lambda card: context.figure_link(card.subject, "", card.value))

    @property
    def contents(self) -> Exhibit:
        """The page's sections."""
        return contents_bar(_SECTIONS)

    @property
    def maturity(self) -> Exhibit:
        """Score, interval and target of each focus area."""
        return self._section("maturity")

    @property
    def changes_and_decisions(self) -> Exhibit:
        """What to decide, and what changed since the quarter before."""
        findings = self.context.findings()
        earlier = self.context.earlier
        since = say("What changed since {earlier}", earlier=earlier) if earlier else say("What changed")
        changed = changes_list(self.context, {}) if self.report.has_results else paragraph(say(_UNASSESSED))
        decide = matters_list(findings, {}, self._nothing_to(say("asks for a decision")))
        return side_by_side(topic("decide", say("What to decide"), "", above=decide), topic("changes", since, "", above=changed))

    @property
    def plan(self) -> Exhibit:
        """The improvement plan, or the steps to the targets."""
        return self._section("plan")

    @property
    def goals(self) -> Exhibit:
        """Spend against the weight of the goals."""
        return self._section("alignment")

    @property
    def measures(self) -> Exhibit:
        """Measures against their targets."""
        return self._section("performance")

    @property
    def projects(self) -> Exhibit:
        """Confidence, cost and dates of projects."""
        return self._section("projects")

    @property
    def portfolio(self) -> Exhibit:
        """The best choice of projects beside the present one."""
        return self._section("portfolio")

    @property
    def money(self) -> Exhibit:
        """What the work done was worth."""
        return self._section("money")

    @property
    def benefits(self) -> Exhibit:
        """Benefits promised and realised."""
        return self._section("benefits")

    @property
    def governance(self) -> Exhibit:
        """Gates, and confidence beside the evidence."""
        return self._section("governance")

    @property
    def risk(self) -> Exhibit:
        """What risks may cost together."""
        return self._section("risk")

    @property
    def people(self) -> Exhibit:
        """Roles that are short, and projects that wait."""
        return self._section("resources")

    @property
    def skills(self) -> Exhibit:
        """Skills that are short."""
        return self._section("skills")

    @property
    def roadmap(self) -> Exhibit:
        """What runs when."""
        return self._section("roadmap")

    @property
    def watch(self) -> Exhibit:
        """Findings that ask for attention and no decision."""
        nothing = self._nothing_to(say("is to be watched"))
        listed = decisions_list(self.context.findings(), {}, ("watch", "note"), when_empty=nothing)
        return topic("watch", say("What to watch"), "", above=listed)

    @property
    def sources(self) -> Exhibit:
        """What the figures can be traced by."""
        return sources(self.context.engagement, self.context.now.runs, self.context.quarter)

    def _nothing_to(self, do: str) -> str:
        return say("No finding {do}.", do=do) if self.report.has_results else say(_UNASSESSED)

    def _section(self, anchor: str) -> Exhibit:
        title, drawn = _PANELS[anchor]
        if not self.report.has_results:  # why there are none stands once, under the headline
            return topic(anchor, say(title), say(_UNASSESSED))
        shown = drawn(self.context)
        answer, deeper = section_answer(self.context, anchor), self.context.deeper(anchor)
        if answer and anchor in _FOLDED:
            return topic(anchor, shown.title, answer, shown.inside, opens=say(_FOLDED[anchor]), deeper=deeper)
        return topic(anchor, shown.title, answer, above=shown.inside, deeper=deeper)


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
    return BusinessUnitScorecard(context, find_reports(results, context.quarter, [unit])[0])


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
