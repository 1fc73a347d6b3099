"""A business unit's part of a board pack."""

from __future__ import annotations

from dataclasses import replace

from pmobook.assess.overview import overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report
from pmobook.export.content import Page, Table, as_written
from pmobook.export.delivery_tables import measures_table, projects_table
from pmobook.export.lists import briefing_sentences, changed_points, decision_points, said_of
from pmobook.export.maturity_tables import area_table
from pmobook.language import say, say_many
from pmobook.show.page import worst_first
from pmobook.show.scorecard_cards import subject_cards
from pmobook.show.scorecard_context import Context, context_of
from pmobook.show.scorecard_governance import risk_sentence
from pmobook.show.scorecard_resources import shortage_sentence
from pmobook.show.scorecard_words import cost_sentence, finding_sentence, gap_sentence, unrated_sentence

__all__ = ["business_unit_page", "first_rows"]

_MOST_ROWS = 8


def first_rows(table: Table, most: int) -> Table:
    """Return a table's first rows, and say how many more the workbook holds."""
    left = len(table.rows) - most
    if left <= 1:  # one more row takes no more room than the sentence
        return table
    more = say_many("{n} more stands in the workbook.", "{n:,} more stand in the workbook.", left)
    return replace(table, rows=table.rows[:most], note=f"{table.note} {more}".strip())


def business_unit_page(whole: Context, report: Report) -> Page:
    """Return a business unit's pages: its finding, what to decide, maturity, measures and projects."""
    unit = report.business_unit
    name = whole.names[unit]
    known = unit in whole.engagement.business_units
    lead = whole.engagement.business_units[unit].lead if known else ""
    kicker = as_written(" · ".join(filter(None, [name, str(whole.quarter), lead or ""])), 160)
    if not report.has_results or not known:
        said = (
            whole.why_silent(report)
            if not report.has_results
            else say("Its file was removed since; the workbook holds its figures.")
        )
        return Page(kicker, as_written(say("{name} has not been assessed in this quarter", name=name), 200), (said_of(said),))
    context = context_of(whole.engagement, whole.results, str(whole.quarter), unit)
    maturity = overview_of_maturity(context.now.area_scores)
    delivery = overview_of_delivery(context.now.project_status, context.stages)
    measures = overview_of_measures(context.now.measure_status)
    cost = cost_sentence(delivery, context.money)
    first = [gap_sentence(maturity, {unit: name}, context.areas), cost, unrated_sentence(delivery)]
    qualified = [" ".join(filter(None, first)), context.why_stale(report)]
    sentences = (
        *(said_of(one) for one in qualified if one),
        *briefing_sentences(context, with_business_unit=False),
        said_of(risk_sentence(context) or say("Not assessed: no risk with an estimate was handed in."), say("Risk.")),
        said_of(_people(context), say("People.")),
    )
    cards = subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules)
    return Page(
        kicker,
        as_written(finding_sentence(name, maturity, delivery, measures), 220),
        sentences,
        tuple(worst_first(cards)[:6]),
        (decision_points(context.findings(), {}, 5), changed_points(context, {}, 5)),
        (
            area_table(context),
            first_rows(measures_table(context), _MOST_ROWS),
            first_rows(projects_table(context), _MOST_ROWS),
        ),
    )


def _people(context: Context) -> str:
    if context.now.capacity_balance.empty:
        return say("Not assessed: no capacity or demand was handed in.")
    return shortage_sentence(context)
