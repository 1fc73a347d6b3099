"""The heat map of capabilities: how people rate them, what findings on practices bear, and how far the target is."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from typing import Any

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say, word
from pmobook.method.maturity import FocusArea
from pmobook.method.thresholds import thresholds
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, level, number
from pmobook.show.heat_map import gap_kind
from pmobook.show.maturity.names import area_titles, capability_titles, gap_in_levels, scale_maximum
from pmobook.show.score_figures import (
    apart,
    difference,
    interval_text,
    level_text,
    reach,
    reach_text,
    score_text,
    short_probability,
)
from pmobook.show.status import SHAPES, Kind, css_class
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["capability_figures", "capability_heat_map"]

_HEADINGS = (
    said_later("Self-rating"),
    said_later("Evidence"),
    said_later("Against target"),
    said_later("Priority"),
    said_later("How sure"),
)
_SAME = 1e-9


def _nothing() -> str:
    return f'<td class="pmo-heat-none"><span aria-hidden="true">○ </span>{word(NOT_ASSESSED)}</td>'


def capability_heat_map(maturity: MaturityAssessment) -> Exhibit:
    """Show every capability, area by area: self-rating, evidence rating, target, gap, priority and how sure the score is."""
    rows = {row["capability_id"]: row for row in records_of(maturity.capability_scores)}
    head = "".join(f'<th scope="col"{_wide(name)}>{say(name)}</th>' for name in _HEADINGS)
    body = "".join(_group(maturity, area, rows) for area in maturity.question.model.areas)
    figures = capability_figures(maturity).html
    return Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{say("Capabilities by focus area")}">'
        f'<table class="pmo-heat pmo-heat-capabilities"><caption class="pmo-unseen">{say("Capabilities by focus area")}</caption>'
        f'<thead><tr><th scope="col">{say("Capability")}</th>{head}</tr></thead>{body}</table></div>{_legend()}'
        f"<details><summary>{say('Show the figures')}</summary>{figures}</details>"
    )


def _wide(name: str) -> str:
    return ' class="pmo-wide"' if name == "Priority" else ""


def _group(maturity: MaturityAssessment, area: FocusArea, rows: Mapping[str, Mapping[str, Any]]) -> str:
    # On a phone one column is left out: the heading must not reach over it.
    heading = f'<tr><th scope="rowgroup" colspan="{len(_HEADINGS)}">{html.escape(area.title)}</th><td class="pmo-wide"></td></tr>'
    return f"<tbody>{heading}{''.join(_row(maturity, one.title, rows[one.capability_id]) for one in area.capabilities)}</tbody>"


def _row(maturity: MaturityAssessment, title: str, row: Mapping[str, Any]) -> str:
    cells = (
        _plain(row["self_rating"], _raters(row["raters"])),
        _plain(
            row["evidence_rating"],
            say(
                "{practices_evidenced} of {practices} proven",
                practices_evidenced=row["practices_evidenced"],
                practices=row["practices"],
            ),
        ),
        _against_target(maturity, row),
        f'<td class="pmo-heat-plain pmo-wide">{html.escape(_priority(row))}</td>',
        _how_sure(maturity, row),
    )
    return f'<tr><th scope="row">{html.escape(title)}</th>{"".join(cells)}</tr>'


def _raters(count: object) -> str:
    return say("few raters") if is_missing(count) else say("{count} rated", count=number(count))


def _plain(value: object, under: str) -> str:
    if is_missing(value):
        return _nothing()
    return (
        f'<td class="pmo-heat-plain"><span class="pmo-heat-score">{level(value)}</span>'
        f'<span class="pmo-heat-under pmo-wide">{html.escape(under)}</span></td>'
    )


def _kind(maturity: MaturityAssessment, row: Mapping[str, Any]) -> Kind:
    gap = gap_in_levels(float(row["gap"]), scale_maximum(maturity), maturity.question.model)
    return gap_kind(gap, thresholds().maturity.gap_act.value)


def _against_target(maturity: MaturityAssessment, row: Mapping[str, Any]) -> str:
    maximum = scale_maximum(maturity)
    if is_missing(row["score"]):
        return _nothing()
    if is_missing(row["target"]):
        said = score_text(row["score"], maximum, 1)
        return (
            f'<td class="pmo-heat-plain"><span class="pmo-heat-score">{said}</span>'
            f'<span class="pmo-heat-under">{say("no target")}</span></td>'
        )
    kind = _kind(maturity, row)
    score, target = apart(row["score"], row["target"], maximum)
    beside = say(said_later("meets {target}") if kind == "good" else said_later("below {target}"), target=target)
    return (
        f'<td class="pmo-heat-{css_class(kind)}"><span class="pmo-heat-score"><span aria-hidden="true">{SHAPES[kind]}</span> '
        f'{score}</span><span class="pmo-heat-under">{beside}</span></td>'
    )


def _priority(row: Mapping[str, Any]) -> str:
    if is_missing(row["score"]):
        return NOT_ASSESSED
    return say("no target") if is_missing(row["target"]) else str(row["priority_band"])


def _how_sure(maturity: MaturityAssessment, row: Mapping[str, Any]) -> str:
    maximum = scale_maximum(maturity)
    far = reach(float(row["score"]), float(row["low"]), float(row["high"]))
    if math.isnan(far):
        return f'<td class="pmo-heat-plain"><span class="pmo-heat-under pmo-heat-wraps">{_possible(row, maximum)}</span></td>'
    probability = _probability(maturity, row)
    under = (
        ""
        if is_missing(probability)
        else html.escape(
            say(
                "level {level_text}: {short_probability}",
                level_text=level_text(row["level"]),
                short_probability=short_probability(probability),
            )
        )
    )
    return (
        f'<td class="pmo-heat-plain"><span class="pmo-heat-score pmo-heat-reach">{reach_text(far, maximum)}</span>'
        f'<span class="pmo-heat-under pmo-heat-wraps">{under}</span></td>'
    )


def _possible(row: Mapping[str, Any], maximum: float) -> str:
    """Say, where there is no interval, what a score could become once everything open is answered."""
    if is_missing(row["score"]):
        return NOT_ASSESSED
    if is_missing(row["score_lowest"]) or row["score_highest"] - row["score_lowest"] < _SAME:
        return say("no interval")
    return say("{interval_text} possible", interval_text=interval_text(row["score_lowest"], row["score_highest"], maximum, 1))


def _probability(maturity: MaturityAssessment, row: Mapping[str, Any]) -> float:
    """Return how likely a capability's level is reached with other respondents; certain at level 0."""
    if is_missing(row["level"]) or is_missing(row["low"]):
        return math.nan
    if int(row["level"]) == 0:
        return 1.0
    return maturity.sureness.probability(str(row["capability_id"]), int(row["level"]))


def _legend() -> str:
    act = level(thresholds().maturity.gap_act.value)
    marks: tuple[tuple[Kind, str], ...] = (
        ("act", say("{act} or more below target", act=act)),
        ("watch", say("below target")),
        ("good", say("meets target")),
        ("not assessed", NOT_ASSESSED),
    )
    listed = "".join(
        f'<li><span class="pmo-swatch pmo-heat-{css_class(kind) if kind != "not assessed" else "none"}" aria-hidden="true">'
        f"{SHAPES[kind]}</span>{html.escape(word)}</li>"
        for kind, word in marks
    )
    reading = f"<li>{say('± how far the interval reaches; the level with the probability of reaching it')}</li>"
    return f'<ul class="pmo-legend" aria-label="{say("Legend")}">{listed}{reading}</ul>'


def capability_figures(maturity: MaturityAssessment) -> Exhibit:
    """Show the same figures in full, with how many people rated and how many practices were assessed."""
    model, maximum, rows = maturity.question.model, scale_maximum(maturity), maturity.capability_scores
    shown = rows.assign(
        capability=rows["capability_id"].map(capability_titles(model)),
        area=rows["area_id"].map(area_titles(model)),
        interval=[interval_text(low, high, maximum) for low, high in zip(rows["low"], rows["high"], strict=True)],
        spread=[interval_text(low, high, 5, 0) for low, high in zip(rows["lowest"], rows["highest"], strict=True)],
        people=[_raters(one) for one in rows["raters"]],
        urgency=[_priority(row) for row in records_of(rows)],
        seen=[
            say("{done} of {every}", done=done, every=every)
            for done, every in zip(rows["practices_assessed"], rows["practices"], strict=True)
        ],
    )
    columns = [
        Column("capability", say("Capability")),
        Column("area", say("Focus area"), hide_on_phone=True),
        Column("self_rating", say("Self-rating"), "right", _two),
        Column("spread", say("Ratings from"), "right", hide_on_phone=True),
        Column("people", say("Raters"), "right", hide_on_phone=True),
        Column("evidence_rating", say("Evidence rating"), "right", _two),
        Column("seen", say("Practices assessed"), "right", hide_on_phone=True),
        Column("score", say("Score"), "right", lambda value: score_text(value, maximum)),
        Column("interval", say("Interval"), "right"),
        Column(
            "target", say("Target"), "right", lambda value: say("none set") if is_missing(value) else score_text(value, maximum)
        ),
        Column("gap", say("Gap"), "right", lambda value: say("not stated") if is_missing(value) else difference(value, maximum)),
        Column("urgency", say("Priority")),
        Column("note", say("Note")),
    ]
    note = say(
        "Self-rating: mean of people's ratings. Evidence rating: what an assessor's findings on "
        "practices come to, practices met without valid evidence counting for less. The score is "
        "the one of the rule and the answers chosen for this engagement."
    )
    if maturity.question.policy.anonymous:
        columns = [column for column in columns if column.name != "spread"]
    return table(shown, columns, say("Scores of the capabilities"), note)


def _two(value: object) -> str:
    return number(value, 2)
