"""The pages of a board pack: an overview, one a business unit, then the subjects that concern all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report, find_reports
from pmobook.assess.results import Results
from pmobook.assess.risk import EnterpriseRisk
from pmobook.export.action_tables import latest_runs
from pmobook.export.business_unit_pages import business_unit_page
from pmobook.export.content import Pack, Page, as_written
from pmobook.export.lists import briefing_sentences, changed_points, decision_points, said_of
from pmobook.export.maturity_tables import heat_table, history_table
from pmobook.export.subject_pages import subject_pages
from pmobook.inputs.engagement import Engagement
from pmobook.language import say
from pmobook.record.publication import Publication
from pmobook.show.page import worst_first
from pmobook.show.scorecard_cards import reporting_card, subject_cards
from pmobook.show.scorecard_context import Context, context_of
from pmobook.show.scorecard_governance import risk_of_the_enterprise
from pmobook.show.scorecard_words import (
    cost_sentence,
    finding_sentence,
    gap_sentence,
    missing_sentence,
    stale_sentence,
    unrated_sentence,
)
from pmobook.show.words import joined
from pmobook.vocabulary import day_in_words

__all__ = ["Shown", "board_pack", "narrowed", "overview_page", "traced"]

_MOST_CARDS = 6


@dataclass(frozen=True)
class Shown:
    """What a document is made of: one quarter of all business units, or of those named.

    Attributes
    ----------
    context
        The quarter and the one before.
    reports
        Every business unit shown, with or without results.
    publication
        The one whose state is shown.
    is_whole
        Whether all business units are shown.
    """

    context: Context
    reports: tuple[Report, ...]
    publication: Publication
    is_whole: bool

    @cached_property
    def risk(self) -> EnterpriseRisk | None:
        """The risks of all business units simulated together, once; None if none has an estimate, or not all are shown."""
        return risk_of_the_enterprise(self.context) if self.is_whole else None


def narrowed(
    engagement: Engagement, results: Results, publication: Publication, quarter: str = "", business_units: Sequence[str] = ()
) -> Shown:
    """Return what a document shows.

    Parameters
    ----------
    engagement, results
        The organisation and its published results of all quarters.
    publication
        The latest of these results.
    quarter
        Such as 2026Q3; the latest published if empty.
    business_units
        Only these; all if none is named.

    Raises
    ------
    PmobookError
        If nothing is published, nothing for the quarter named, or there is no such business unit.
    """
    for name in business_units:
        engagement.business_unit(name)
    wanted = set(business_units)
    kept = results
    if wanted:
        rows: dict[str, Any] = {name: table for name, table in vars(results).items() if isinstance(table, pd.DataFrame)}
        kept = replace(results, **{
            name: table[table["business_unit"].isin(wanted)].reset_index(drop=True) for name, table in rows.items()
        })  # fmt: skip
    context = context_of(engagement, kept, quarter)
    every = dict.fromkeys([*engagement.reporting(context.quarter), *context.now.business_units, *business_units])
    shown = [unit for unit in every if not wanted or unit in wanted]
    return Shown(context, tuple(find_reports(kept, context.quarter, shown)), publication, not wanted)


def board_pack(shown: Shown, *, only_overview: bool = False) -> Pack:
    """Put the content of a board pack together, or its first page only; words and figures are those of the scorecards."""
    context = shown.context
    committed = shown.publication.committed_at
    return Pack(
        as_written(context.engagement.parameters.organisation),
        str(context.quarter),
        (committed.year, committed.month, committed.day),
        shown.publication.number,
        traced(shown),
        (overview_page(shown), *(() if only_overview else _further_pages(shown))),
    )


def _further_pages(shown: Shown) -> tuple[Page, ...]:
    units = tuple(business_unit_page(shown.context, report) for report in _in_order(shown))
    return (*units, *subject_pages(shown.context, shown.risk)) if shown.is_whole else units


def _in_order(shown: Shown) -> list[Report]:
    names = shown.context.names
    return sorted(shown.reports, key=lambda one: (not one.has_results, names[one.business_unit].casefold()))


def overview_page(shown: Shown) -> Page:
    """Return the first page: the finding of all business units, the briefing, the cards, what to decide, the heat map."""
    context, reports = shown.context, shown.reports
    maturity = overview_of_maturity(context.now.area_scores)
    delivery = overview_of_delivery(context.now.project_status, context.stages)
    measures = overview_of_measures(context.now.measure_status)
    organisation = context.engagement.parameters.organisation
    due = [one for one in reports if one.is_due]
    silent = [one for one in due if not one.has_results]
    stale = [context.names[one.business_unit] for one in reports if one.has_results and one.latest_run == "failed"]
    first = gap_sentence(maturity, context.names, context.areas) if maturity.compared else cost_sentence(delivery, context.money)
    cards = [
        *subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules),
        *([reporting_card([context.names[one.business_unit] for one in silent], len(due), context.rules)] if due else []),
    ]
    findings = context.findings()
    whose = "" if shown.is_whole else say(" · {names} only", names=joined(context.names[one.business_unit] for one in reports))
    qualified = [
        " ".join(filter(None, [first, unrated_sentence(delivery)])),
        missing_sentence(len(silent), len(due), context.quarter),
        stale_sentence(stale, context.quarter),
    ]
    said = (*(said_of(one) for one in qualified if one), *briefing_sentences(context, with_business_unit=True))
    return Page(
        as_written(f"{organisation} · {context.quarter}{whose}", 200),
        as_written(finding_sentence(organisation, maturity, delivery, measures, several=True), 220),
        said,
        tuple(worst_first(cards)[:_MOST_CARDS]),
        (decision_points(findings, context.names, 6), changed_points(context, context.names, 6)),
        (heat_table(context, reports), history_table(context)),
    )


def traced(shown: Shown) -> tuple[str, ...]:
    """Return the sentences that say where the figures come from, and whose data they are."""
    context, publication = shown.context, shown.publication
    organisation, runs = context.engagement.parameters.organisation, latest_runs(context.now.runs)
    published = publication.committed_at.date()
    versions = sorted(set(runs["library_version"].dropna().astype(str)))
    said = [
        say(
            "{organisation}, {quarter}. Publication {number} of {published}.",
            organisation=organisation,
            quarter=context.quarter,
            number=publication.number,
            published=day_in_words(published),
        ),
        say(
            "Figures are drawn from {runs} recorded runs of {said}.",
            runs=len(runs),
            said=joined(say("version {one}", one=one) for one in versions),
        )
        if versions
        else say("No run is recorded."),
        say(
            "Any figure can be traced: the scorecard of the same quarter lists the runs, and each run its inputs and its method."
        ),
        say("What nobody rated or measured reads “not assessed” and counts for nothing."),
        context.engagement.parameters.attribution or "",
    ]
    return tuple(as_written(one, 1000) for one in said if one)
