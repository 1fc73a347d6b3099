"""A business unit's maturity on its scorecard: score, interval and target of each focus area, and the next steps."""

from __future__ import annotations

import html
import math
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.overview import OVERALL
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say, say_many
from pmobook.method.maturity import LEVELS
from pmobook.method.thresholds import thresholds
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, measured
from pmobook.show.heat_map import gap_kind
from pmobook.show.level_track import level_scale, level_track
from pmobook.show.page import Panel, panel
from pmobook.show.score_figures import apart, difference, interval_text, probability_text, reach, reach_text, score_text
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_words import unassessed_maturity
from pmobook.show.subjects import figure_name
from pmobook.show.words import counted

__all__ = ["MATURITY", "NEXT_STEPS", "maturity_panel", "next_steps_panel"]

MATURITY = said_later("Maturity against target")
NEXT_STEPS = said_later("Next steps to target")

_MOST_STEPS = 5
_TOP = LEVELS[-1]


def maturity_panel(context: Context) -> Panel:
    """Show each focus area's score with its interval, its target and what moved since the quarter before."""
    chosen = context.now.area_scores[context.now.area_scores["is_chosen_rule"].astype(bool)]
    if not chosen["score"].notna().any():
        return panel(say(MATURITY), paragraph(unassessed_maturity(chosen, context.quarter)))
    was = context.before.area_scores
    earlier = was[was["is_chosen_rule"].astype(bool)].set_index("area_id")["score"].to_dict()
    rows = {str(row["area_id"]): row for row in chosen.to_dict("records")}
    names = {**context.areas, OVERALL: say("Overall")}
    body = "".join(_level_row(context, area, names[area], rows[area], earlier.get(area)) for area in names if area in rows)
    head = (
        f'<th scope="col">{say("Focus area")}</th><th scope="col" class="pmo-track-cell">{level_scale()}</th>'
        f'<th scope="col" class="pmo-number">{say("Score")}</th><th scope="col" class="pmo-number">{say("Target")}</th>'
        f'<th scope="col" class="pmo-number">{say("Change")}</th>'
    )
    drawn = Exhibit(
        f'<div class="pmo-scroll" role="group" tabindex="0" aria-label="{say("Maturity by focus area")}">'
        '<table class="pmo-table pmo-levels">'
        f'<caption class="pmo-unseen">{say("Score and target by focus area")}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    band = say(" Band: where the score could lie with other respondents.") if chosen["low"].notna().any() else ""
    return panel(
        say(MATURITY),
        stack(_how_sure(rows.get(OVERALL)), drawn),
        say("Mark: score. Bar: target. Line: the gap.{band}", band=band),
    )


def _how_sure(whole: Mapping[Hashable, Any] | None) -> Exhibit:
    """Say in a sentence how sure the overall level is; nothing where no probability was recorded."""
    if whole is None or is_missing(whole["probability"]) or is_missing(whole["level"]):
        return Exhibit("")
    unsure = float(whole["probability"]) < thresholds().maturity.level_unsure.value
    word = say("is not sure") if unsure else say("is sure")
    return paragraph(
        say(
            "Overall level {level} {word}: with other respondents of the same kind it would be "
            "reached with a probability of {probability_text}.",
            level=int(whole["level"]),
            word=word,
            probability_text=probability_text(whole["probability"]),
        )
    )


def _figure(row: Mapping[Hashable, Any], name: str) -> float | None:
    return None if is_missing(row[name]) else float(str(row[name]))


def _level_row(context: Context, area: str, name: str, row: Mapping[Hashable, Any], was: object) -> str:
    score, target, low, high = (_figure(row, one) for one in ("score", "target", "low", "high"))
    before = None if is_missing(was) else float(str(was))
    maximum = _figure(row, "scale_maximum") or float(_TOP)
    scale = _TOP / maximum
    gap = math.nan if score is None or target is None else (target - score) * scale
    kind = gap_kind(gap, thresholds().maturity.gap_act.value)
    written, held_to = score_text(score, maximum, 1), score_text(target, maximum, 1) if target is not None else "none"
    if score is not None and target is not None:
        written, held_to = apart(score, target, maximum)
    interval = None if score is None or low is None or high is None else (low, high)
    described = say("score {written}, target {held_to}", written=written, held_to=held_to)
    sure = ""
    if interval is not None and score is not None:
        described += say(", interval {interval_text}", interval_text=interval_text(*interval, maximum, 1))
        sure = f'<span class="pmo-owner">{reach_text(reach(score, *interval), maximum)}</span>'
    track = level_track(
        None if score is None else score * scale,
        None if target is None else target * scale,
        kind,
        described,
        None if interval is None else (interval[0] * scale, interval[1] * scale),
    )
    note = (
        "" if score is not None or is_missing(row["note"]) else f'<span class="pmo-owner">{html.escape(str(row["note"]))}</span>'
    )
    whole = ' class="pmo-whole"' if area == OVERALL else ""
    linked = context.figure_link("maturity", area, written)
    moved = difference(score - before, maximum, 1) if score is not None and before is not None else "–"  # noqa: RUF001 - a dash for "no figure"
    return (
        f'<tr{whole} id="{html.escape(figure_name("maturity", area))}"><th scope="row">{html.escape(name)}{note}</th>'
        f'<td class="pmo-track-cell">{track}</td>'
        f'<td class="pmo-number">{linked}{sure}</td><td class="pmo-number">{held_to}</td>'
        f'<td class="pmo-number">{moved}</td></tr>'
    )


def next_steps_panel(context: Context) -> Panel:
    """Show the first steps of the cheapest way to the targets, and what all of them come to."""
    steps = context.now.improvement_steps.sort_values("step", kind="stable")
    if steps.empty:
        return panel(
            say(NEXT_STEPS), paragraph(say("No plan was recorded: the targets are met, none are set, or nothing is assessed."))
        )
    titles = {one.capability_id: one.title for model in context.models for one in model.capabilities}
    items = "".join(_step(row, titles) for row in records_of(steps.head(_MOST_STEPS)))
    rest = len(steps) - _MOST_STEPS
    left = say_many(
        "And {n} more action; the notebook on maturity has them all.",
        "And {n:,} more actions; the notebook on maturity has them all.",
        rest,
    )
    more = f'<p class="pmo-note">{left}</p>' if rest > 0 else ""
    return panel(say(NEXT_STEPS), Exhibit(f'<ol class="pmo-steps">{items}</ol>{more}'), _totals(steps))


def _step(row: Mapping[str, Any], titles: Mapping[str, str]) -> str:
    capability = titles.get(str(row["capability_id"]), str(row["capability_id"]))
    dates = (
        ""
        if is_missing(row["start"]) or is_missing(row["finish"])
        else say(", {start} to {finish}", start=date(row["start"]), finish=date(row["finish"]))
    )
    said = say(
        "{capability} to level {level}: {person_days} person-days{dates}",
        capability=capability,
        level=row["level"],
        person_days=measured(row["person_days"]),
        dates=dates,
    )
    return f'<li>{html.escape(str(row["title"]))} <span class="pmo-owner">{html.escape(said)}</span></li>'


def _totals(steps: pd.DataFrame) -> str:
    finish = steps["finish"].max()
    until = "" if is_missing(finish) else say(", done by {finish}", finish=date(finish))
    days = measured(steps["person_days"].sum())
    return say(
        "{action}, {days} person-days{until}: the cheapest set that reaches the targets.",
        action=counted(len(steps), "action"),
        days=days,
        until=until,
    )
