"""Maturity as tables: business units by focus area, one business unit's areas, and scores over the quarters."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pmobook.assess.overview import OVERALL
from pmobook.assess.reporting import Report
from pmobook.assess.tables import records_of
from pmobook.export.content import Cell, Chart, Column, Table, text_cell
from pmobook.export.making import Made, made_table, words
from pmobook.language import said_later, say, word
from pmobook.method.maturity import LEVELS
from pmobook.method.thresholds import thresholds
from pmobook.show.figures import is_missing
from pmobook.show.heat_map import gap_kind
from pmobook.show.score_figures import apart, difference, interval_text, score_text
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_words import unassessed_maturity
from pmobook.show.status import Kind
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["area_table", "chosen_scores", "heat_table", "history_table", "maturity_rows"]

_TOP = float(LEVELS[-1])
_WORDS: dict[Kind, str] = {
    "act": said_later("far below target"),
    "watch": said_later("below target"),
    "good": said_later("meets target"),
    "not assessed": said_later("no target"),
}


def chosen_scores(scores: pd.DataFrame) -> pd.DataFrame:
    """Return the rows by each business unit's chosen scoring rule."""
    return scores[scores["is_chosen_rule"].astype(bool)]


def _maximum(row: Mapping[str, Any]) -> float:
    return _TOP if is_missing(row["scale_maximum"]) else float(row["scale_maximum"])


def _kind(row: Mapping[str, Any]) -> Kind:
    gap = math.nan if is_missing(row["gap"]) else float(row["gap"]) * _TOP / _maximum(row)
    return gap_kind(gap, thresholds().maturity.gap_act.value)


def _score(row: Mapping[str, Any], *, with_target: bool = False) -> Cell:
    score, target = row["score"], row["target"]
    if is_missing(score):
        return Cell(word(NOT_ASSESSED), None, "not assessed")
    if is_missing(target):
        return Cell(score_text(score, _maximum(row), 1), float(score), None, say("no target") if with_target else "")
    written, held_to = apart(score, target, _maximum(row))
    return Cell(written, float(score), _kind(row), say("target {held_to}", held_to=held_to) if with_target else "")


def _target(row: Mapping[str, Any]) -> Cell:
    if is_missing(row["target"]):
        return Cell(word("none"))
    if is_missing(row["score"]):
        return Cell(score_text(row["target"], _maximum(row), 1), float(row["target"]))
    return Cell(apart(row["score"], row["target"], _maximum(row))[1], float(row["target"]))


def _change(row: Mapping[str, Any]) -> Cell:
    if is_missing(row["moved"]):
        return Cell(word("none"))
    return Cell(difference(row["moved"], _maximum(row), 1), float(row["moved"]))


def _standing(row: Mapping[str, Any]) -> Cell:
    if is_missing(row["score"]):
        return Cell(word(NOT_ASSESSED), None, "not assessed")
    return Cell(say(_WORDS[_kind(row)]), None, _kind(row))


def heat_table(context: Context, reports: Sequence[Report]) -> Table:
    """Return the heat map: business units in rows, the one furthest below its target first, focus areas in columns."""
    topic, scores = say("Maturity by business unit and focus area"), chosen_scores(context.now.area_scores)
    areas = {OVERALL: say("Overall"), **{area: short for area, (short, _) in context.headings.items()}}
    columns = (Column(say("Business unit"), "left", 2.2), *(Column(title, "left") for title in areas.values()))
    if not scores["score"].notna().any():
        return Table(topic, columns, (), unassessed_maturity(context.now.area_scores, context.quarter), is_heat=True)
    found = {(str(row["business_unit"]), str(row["area_id"])): row for row in records_of(scores)}

    def order(report: Report) -> tuple[bool, float, str]:
        row = found.get((report.business_unit, OVERALL))
        gap = math.nan if row is None or is_missing(row["gap"]) else float(row["gap"]) * _TOP / _maximum(row)
        return not report.has_results, math.inf if math.isnan(gap) else -gap, context.names[report.business_unit]

    rows = []
    for report in sorted(reports, key=order):
        unit, own = report.business_unit, context.areas_of(report.business_unit)
        cells = [
            _score(found[unit, area], with_target=True)
            if (unit, area) in found
            else Cell(word(NOT_ASSESSED) if area == OVERALL or area in own else say("not in its model"), None, "not assessed")
            for area in areas
        ]
        rows.append((text_cell(context.names[unit], under="" if report.has_results else say("no results this quarter")), *cells))
    note = say("Score from 0 to 5, or a percentage where the rule counts shares, coloured by how it stands to its target.")
    return Table(topic, columns, tuple(rows), note=note, is_heat=True)


def maturity_rows(context: Context) -> pd.DataFrame:
    """Return the chosen scores of the quarter in the order of business units and of their model, with what moved."""
    scores = chosen_scores(context.now.area_scores)
    was = chosen_scores(context.before.area_scores).set_index(["business_unit", "area_id"])["score"].to_dict()
    keys = list(zip(scores["business_unit"].tolist(), scores["area_id"].tolist(), strict=True))
    names = {**context.areas, OVERALL: say("Overall")}
    places = {area: place for place, area in enumerate(names)}
    return scores.assign(
        area=[names[area] for _, area in keys],
        unit=[context.names.get(unit, unit) for unit, _ in keys],
        place=[places[area] for _, area in keys],
        moved=[score - was.get(key, math.nan) for key, score in zip(keys, scores["score"].tolist(), strict=True)],
    ).sort_values(["unit", "place"], kind="stable")


def area_table(context: Context, *, with_business_unit: bool = False) -> Table:
    """Return each focus area's score, interval, target, standing and change since the quarter before."""
    rows = maturity_rows(context)
    front = [words(say("Business unit"), "unit", 1.6)] if with_business_unit else []
    made = [
        *front,
        words(say("Focus area"), "area", 2.2),
        Made(Column(say("Score"), "right", 0.8), _score),
        Made(Column(say("Target"), "right", 0.8), _target),
        Made(Column(say("Change"), "right", 0.8), _change),
        Made(Column(say("Standing"), "left", 1.5), _standing),
        Made(Column(say("Interval"), "left", 1.1), lambda row: Cell(interval_text(row["low"], row["high"], _maximum(row), 1))),
    ]
    place = len(front) + 1
    note = say("Interval: where the score could lie with other respondents.") if rows["low"].notna().any() else ""
    chart = Chart(place, say("Score and target of each focus area, on levels from 0 to 5."), place + 1, maximum=_TOP)
    shown = rows if rows["score"].notna().any() else rows.head(0)
    empty = unassessed_maturity(context.now.area_scores, context.quarter)
    return made_table(say("Maturity against target"), shown, made, empty, note, chart)


def history_table(context: Context) -> Table:
    """Return overall scores by business unit and quarter, up to the quarter shown."""
    scores = chosen_scores(context.results.area_scores)
    whole = scores[(scores["area_id"] == OVERALL) & (scores["quarter"] <= str(context.quarter)) & scores["score"].notna()]
    quarters = [str(one) for one in context.results.quarters if one <= context.quarter]
    found = {(str(row["business_unit"]), str(row["quarter"])): row for row in records_of(whole)}
    units = sorted({unit for unit, _ in found}, key=lambda unit: context.names.get(unit, unit))
    rows = tuple(
        (
            text_cell(context.names.get(unit, unit)),
            *(
                _score(found[unit, one]) if (unit, one) in found else Cell(word(NOT_ASSESSED), None, "not assessed")
                for one in quarters
            ),
        )
        for unit in units
    )
    columns = (Column(say("Business unit"), "left", 2.0), *(Column(one, "right") for one in quarters))
    chart = Chart(1, say("Overall maturity of each business unit, quarter by quarter."), shape="lines", maximum=_TOP)
    wanted = chart if len(quarters) > 1 and rows else None
    return Table(say("Overall maturity over the quarters"), columns, rows, say("No overall score is recorded."), chart=wanted)
