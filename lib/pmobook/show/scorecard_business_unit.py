"""One business unit's scorecard in one quarter."""

from __future__ import annotations

import html
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from pmobook.assess.overview import OVERALL, overview_of_delivery, overview_of_maturity, overview_of_measures
from pmobook.assess.reporting import Report, find_reports
from pmobook.assess.results import Results
from pmobook.inputs.engagement import Engagement
from pmobook.method.thresholds import thresholds
from pmobook.rounding import level_apart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import change, is_missing, level
from pmobook.show.heat_map import gap_kind
from pmobook.show.level_track import level_scale, level_track
from pmobook.show.page import Choice, cards, filters, headline, link, panel, side_by_side
from pmobook.show.scorecard_cards import subject_cards
from pmobook.show.scorecard_changes import changes_list, decisions_list
from pmobook.show.scorecard_context import Context, context_of
from pmobook.show.scorecard_portfolio import GOALS, MEASURES, PROJECTS, goals_panel, measures_panel, projects_panel
from pmobook.show.scorecard_sources import sources
from pmobook.show.scorecard_words import (
    cost_sentence,
    finding_sentence,
    gap_sentence,
    unassessed_maturity,
    unrated_sentence,
)

__all__ = ["BusinessUnitScorecard", "business_unit_scorecard"]

_MATURITY = "Maturity against target"
_UNASSESSED = "Not assessed."


@dataclass(frozen=True)
class BusinessUnitScorecard:
    """The exhibits of the page, from top to bottom."""

    headline: Exhibit
    filters: Exhibit
    cards: Exhibit
    maturity_and_decisions: Exhibit
    measures: Exhibit
    projects: Exhibit
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
    since = f"What changed since {context.earlier}" if context.earlier else "What changed"

    def shown(title: str, drawn: Callable[[], Exhibit]) -> Exhibit:
        # Why there are no results stands once, under the headline.
        return drawn() if report.has_results else panel(title, paragraph(_UNASSESSED))

    def nothing_to(do: str) -> str:
        return f"No finding {do}." if report.has_results else _UNASSESSED

    return BusinessUnitScorecard(
        headline=_headline(context, unit, report),
        filters=_filters(context, unit),
        cards=cards(subject_cards(context.now, context.before, context.earlier, context.money, context.stages, context.rules)),
        maturity_and_decisions=side_by_side(
            stack(shown(_MATURITY, lambda: _maturity(context)), shown(since, lambda: panel(since, changes_list(context, {})))),
            panel("What to decide", decisions_list(findings, {}, most=8, when_empty=nothing_to("asks for a decision"))),
            first_wide=True,
        ),
        measures=shown(MEASURES, lambda: measures_panel(context)),
        projects=shown(PROJECTS, lambda: projects_panel(context)),
        goals_and_watch=side_by_side(
            shown(GOALS, lambda: goals_panel(context)),
            panel("What to watch", decisions_list(findings, {}, ("watch", "note"), when_empty=nothing_to("is to be watched"))),
        ),
        sources=sources(engagement, context.now.runs, context.quarter),
    )


def _headline(context: Context, unit: str, report: Report) -> Exhibit:
    name, lead = context.names[unit], context.engagement.business_units[unit].lead
    back = link("enterprise", "All business units", quarter=str(context.quarter))
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
            Choice("business_unit", "Business unit", units, unit),
            Choice("quarter", "Quarter", quarters, str(context.quarter)),
        ],
    )


def _maturity(context: Context) -> Exhibit:
    title = _MATURITY
    chosen = context.now.area_scores[context.now.area_scores["is_chosen_rule"].astype(bool)]
    if not chosen["score"].notna().any():
        return panel(title, paragraph(unassessed_maturity(chosen, context.quarter)))
    was = context.before.area_scores
    earlier = was[was["is_chosen_rule"].astype(bool)].set_index("area_id")["score"].to_dict()
    rows = {str(row["area_id"]): row for row in chosen.to_dict("records")}
    names = {**context.areas, OVERALL: "Overall"}
    body = "".join(_level_row(area, names[area], rows[area], earlier.get(area)) for area in names if area in rows)
    head = (
        f'<th scope="col">Focus area</th><th scope="col" class="pmo-track-cell">{level_scale()}</th>'
        f'<th scope="col" class="pmo-number">Score</th><th scope="col" class="pmo-number">Target</th>'
        '<th scope="col" class="pmo-number">Change</th>'
    )
    drawn = Exhibit(
        '<div class="pmo-scroll" role="group" tabindex="0" aria-label="Maturity by focus area">'
        '<table class="pmo-table pmo-levels">'
        f'<caption class="pmo-unseen">Score and target by focus area</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    return panel(title, drawn, "Mark: score. Bar: target. The line between them is the gap.")


def _level_row(area: str, name: str, row: Mapping[Hashable, Any], was: object) -> str:
    score = None if is_missing(row["score"]) else float(str(row["score"]))
    target = None if is_missing(row["target"]) else float(str(row["target"]))
    before = None if is_missing(was) else float(str(was))
    kind = gap_kind(float("nan") if score is None or target is None else target - score, thresholds().maturity.gap_act.value)
    written, held_to = level(score), level(target) if target is not None else "none"
    if score is not None and target is not None:
        written, held_to = level_apart(score, target)
    described = f"score {written}, target {held_to}"
    note = (
        "" if score is not None or is_missing(row["note"]) else f'<span class="pmo-owner">{html.escape(str(row["note"]))}</span>'
    )
    whole = ' class="pmo-whole"' if area == OVERALL else ""
    moved = change(score - before) if score is not None and before is not None else "–"  # noqa: RUF001 - a dash for "no figure"
    return (
        f'<tr{whole}><th scope="row">{html.escape(name)}{note}</th>'
        f'<td class="pmo-track-cell">{level_track(score, target, kind, described)}</td>'
        f'<td class="pmo-number">{written}</td><td class="pmo-number">{held_to}</td>'
        f'<td class="pmo-number">{moved}</td></tr>'
    )
