"""The enterprise scorecard: every business unit of an engagement in one quarter."""

from __future__ import annotations

import functools
import html
from collections.abc import Sequence
from dataclasses import dataclass

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report, find_reports
from pmobook.assess.results import Results
from pmobook.assess.risk import EnterpriseRisk
from pmobook.inputs.engagement import Engagement
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.page import Boxes, Choice, filters, headline, strip
from pmobook.show.scorecard_answer import answer_list
from pmobook.show.scorecard_beside import beside_section
from pmobook.show.scorecard_business_units import delivery_by_business_unit, spend_by_business_unit
from pmobook.show.scorecard_capability import skills_by_business_unit
from pmobook.show.scorecard_cards import reporting_card, subject_cards
from pmobook.show.scorecard_context import Context, narrowed_context
from pmobook.show.scorecard_enterprise_choice import measures_of_the_enterprise, portfolios_of_the_enterprise
from pmobook.show.scorecard_enterprise_decisions import changes_and_decisions
from pmobook.show.scorecard_enterprise_maturity import due_and_silent, maturity_of_the_enterprise
from pmobook.show.scorecard_enterprise_portfolio import (
    budgets_between_business_units,
    goals_of_the_enterprise,
    sponsors_of_the_enterprise,
)
from pmobook.show.scorecard_governance import risk_by_business_unit, risk_of_the_enterprise, standards_panel
from pmobook.show.scorecard_headline_figures import figure_by_business_unit
from pmobook.show.scorecard_history import over_time_panel
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
    stale_sentence,
    unrated_sentence,
)
from pmobook.show.topic import SECTIONS, contents_bar

__all__ = ["EnterpriseScorecard", "enterprise_scorecard"]


_SECTIONS = (*SECTIONS, ("history", said_later("Over time")))


@dataclass(frozen=True, eq=False)
class EnterpriseScorecard:
    """The exhibits of the page, from top to bottom; each is made when it is asked for, so that one that fails leaves the rest.

    Attributes
    ----------
    context
        The page's quarter, the one it is compared with, and the results of both.
    reports
        How each business unit reported.
    is_beside
        Whether the reader chose the quarter that it is compared with.
    """

    context: Context
    reports: tuple[Report, ...]
    is_beside: bool = False

    @functools.cached_property
    def _risk(self) -> EnterpriseRisk | None:
        return risk_of_the_enterprise(self.context)

    @property
    def headline(self) -> Exhibit:
        """The finding, and what changed, what is breached, what to decide and who owns it."""
        return stack(_headline(self.context, self.reports), answer_list(self.context, self._risk))

    @property
    def finding(self) -> Exhibit:
        """The finding by itself, where the sentences stand on another page."""
        return _headline(self.context, self.reports)

    @property
    def cards(self) -> Exhibit:
        """The figures that head the page, the worst first."""
        return _cards(self.context, self.reports)

    @property
    def filters(self) -> Exhibit:
        """What the reader may choose."""
        return _filters(self.context, is_beside=self.is_beside)

    @property
    def beside(self) -> Exhibit:
        """Two quarters side by side; nothing unless the reader chose one."""
        return beside_section(self.context) if self.is_beside else Exhibit("")

    @property
    def maturity(self) -> Exhibit:
        """Business units by focus areas."""
        return maturity_of_the_enterprise(self.context, self.reports)

    @property
    def contents(self) -> Exhibit:
        """The page's sections."""
        return contents_bar(_SECTIONS)

    @property
    def changes_and_decisions(self) -> Exhibit:
        """What to decide, and what changed."""
        return changes_and_decisions(self.context)

    @property
    def plans(self) -> Exhibit:
        """Improvement actions."""
        return plans_panel(self.context)

    @property
    def goals(self) -> Exhibit:
        """Goals against spend."""
        return goals_of_the_enterprise(self.context, spend_by_business_unit(self.context))

    @property
    def measures(self) -> Exhibit:
        """Measures with their icons."""
        return measures_of_the_enterprise(self.context)

    @property
    def delivery(self) -> Exhibit:
        """Confidence, dates and cost of projects."""
        return delivery_by_business_unit(self.context)

    @property
    def portfolio(self) -> Exhibit:
        """Choices of projects and their frontiers."""
        return portfolios_of_the_enterprise(self.context, budgets_between_business_units(self.context))

    @property
    def money(self) -> Exhibit:
        """What the work done was worth."""
        return money_by_business_unit(self.context)

    @property
    def benefits(self) -> Exhibit:
        """Benefits from promise to realisation."""
        return benefits_by_business_unit(self.context)

    @property
    def governance(self) -> Exhibit:
        """Whether business units rate alike."""
        return standards_panel(self.context)

    @property
    def risk(self) -> Exhibit:
        """Exposure against tolerance."""
        return risk_by_business_unit(self.context, self._risk)

    @property
    def people(self) -> Exhibit:
        """Roles that are short."""
        return resources_by_business_unit(self.context)

    @property
    def skills(self) -> Exhibit:
        """Skills that are short."""
        return skills_by_business_unit(self.context)

    @property
    def roadmap(self) -> Exhibit:
        """What runs when."""
        return roadmap_by_business_unit(self.context)

    @property
    def sponsors(self) -> Exhibit:
        """What sponsors carry."""
        return sponsors_of_the_enterprise(self.context)

    @property
    def over_time(self) -> Exhibit:
        """The portfolio over its quarters."""
        return over_time_panel(self.context)

    @property
    def sources(self) -> Exhibit:
        """What the figures can be traced by."""
        return sources(self.context.engagement, self.context.now.runs, self.context.quarter)


def enterprise_scorecard(
    engagement: Engagement, results: Results, quarter: str = "", beside: str = "", business_units: Sequence[str] = ()
) -> EnterpriseScorecard:
    """Put the enterprise scorecard together.

    Parameters
    ----------
    engagement
        The organisation, its business units and their targets.
    results
        Published results of all quarters.
    quarter
        Such as 2026Q3; the latest published if empty.
    beside
        The earlier quarter that it is compared with, side by side; if empty, movements are told since the one before.
    business_units
        Ids of those to narrow everything to, as if there were no others; all of them if none is named.

    Raises
    ------
    PmobookError
        If nothing is published, nothing for a quarter named, or there is no such business unit.
    """
    context = narrowed_context(engagement, results, quarter, beside=beside, business_units=business_units)
    # One whose file was removed, or that should not have reported, still stands in what was published.
    shown = dict.fromkeys([*context.engagement.reporting(context.quarter), *context.now.business_units])
    reports = find_reports(context.results, context.quarter, list(shown))
    return EnterpriseScorecard(context, tuple(reports), is_beside=bool(beside))


def _filters(context: Context, *, is_beside: bool) -> Exhibit:
    quarters = [(str(one), str(one)) for one in reversed(context.results.quarters)]
    others = [one for one in quarters if one[0] != str(context.quarter)]
    beside = Choice(
        "beside", say("Beside"), [("", say("the quarter before")), *others], str(context.earlier) if is_beside else ""
    )
    units = sorted(context.every.items(), key=lambda item: item[1].casefold())
    chosen = tuple(context.engagement.business_units) if context.is_narrowed else ()
    quarter = Choice("quarter", say("Quarter"), quarters, str(context.quarter))
    return filters("enterprise", [quarter, *([beside] if others else [])], Boxes("only", say("Business units"), units, chosen))


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
    due, silent = due_and_silent(reports)
    stale = [context.names[report.business_unit] for report in reports if report.has_results and report.latest_run == "failed"]
    qualified = [
        " ".join(filter(None, below)),
        missing_sentence(len(silent), len(due), context.quarter),
        stale_sentence(stale, context.quarter),
    ]
    shown = [organisation, str(context.quarter)]
    shown += (
        [
            say(
                "{business_units} of {every} business units",
                business_units=len(context.engagement.business_units),
                every=len(context.every),
            )
        ]
        if context.is_narrowed
        else []
    )
    above = html.escape(" · ".join(shown))
    return headline(finding_sentence(organisation, maturity, delivery, measures, several=True), qualified, above)


def _cards(context: Context, reports: Sequence[Report]) -> Exhibit:
    due, silent = due_and_silent(reports)
    subjects = subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules)
    names = [context.names[report.business_unit] for report in silent]
    found = [*subjects, *([reporting_card(names, len(due), context.rules)] if due else [])]
    return strip(found, figure_by_business_unit if context.now.business_units else None)
