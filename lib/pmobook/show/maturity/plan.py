"""The way to the target: actions in sequence, what the next level costs by each rule, and what to find out first."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import records_of
from pmobook.language import say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, measured, number
from pmobook.show.maturity.names import capability_titles, rule_words, scale_maximum
from pmobook.show.score_figures import score_text
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["cost_of_next_level", "next_questions", "path_to_target"]

_MOST_BARS = 12
_MOST_QUESTIONS = 5
_ROOM_FOR_EFFORT = 0.3
"""Beyond the last day, as a share of the time before, so that the effort beside the longest bar is not cut off."""


def path_to_target(maturity: MaturityAssessment) -> Exhibit:
    """Draw the cheapest set of actions that reaches the targets on a calendar, with effort, dates and the score after each."""
    steps = maturity.plan.steps
    said = paragraph(maturity.plan.sentence)
    if steps.empty:
        return said
    drawn = records_of(steps.head(_MOST_BARS))
    last = drawn[-1]
    description = (
        say("{sentence} Bars show when each action runs", sentence=maturity.plan.sentence)
        + (say(", the first {most_bars} of {steps}", most_bars=_MOST_BARS, steps=len(steps)) if len(steps) > _MOST_BARS else "")
        + say(
            "; the first begins on {day}, the last shown ends on {day_2}.",
            day=_day(drawn[0]["start"]),
            day_2=_day(last["finish"]),
        )
    )
    left = say(
        "Drawn are the first {most_bars} of {steps} actions; the figures have all of them.",
        most_bars=_MOST_BARS,
        steps=len(steps),
    )
    more = [paragraph(left)] if len(steps) > _MOST_BARS else []
    return stack(said, chart(_calendar(drawn), description, _steps(maturity)), *more, _first_steps(maturity))


def _day(value: object) -> str:
    return say("a day not set") if is_missing(value) else date(value)


def _calendar(steps: list[dict[str, Any]]) -> dict[str, Any]:
    bars = [
        {
            "name": wrapped(f"{row['step']}. {row['title']}"),
            "start": _instant(row["start"]),
            "finish": _instant(row["finish"]),
            "days": say("{person_days} person-days", person_days=measured(row["person_days"])),
        }
        for row in steps
    ]
    names = [bar["name"] for bar in bars]
    step = name_axis("name", names)
    begin, end = pd.Timestamp(steps[0]["start"]), max(pd.Timestamp(row["finish"]) for row in steps)
    time = {
        "field": "start",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [_instant(begin), _instant(end + (end - begin) * _ROOM_FOR_EFFORT)]},
        "axis": {"format": "%b %Y", "tickCount": 5, "labelOverlap": True},
    }
    return {
        "width": 440,
        "height": {"step": row_height(names)},
        "layer": [
            {"data": {"values": bars}, "mark": {"type": "bar", "height": 16, "color": COLOURS["first"]},
             "encoding": {"y": step, "x": time, "x2": {"field": "finish"}}},
            {"data": {"values": bars}, "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12,
                                                "color": COLOURS["faint"]},
             "encoding": {"y": step, "x": {**time, "field": "finish"}, "text": {"field": "days"}}},
        ],
    }  # fmt: skip


def _instant(value: Any) -> str:  # noqa: ANN401 - a day of pandas'
    return str(pd.Timestamp(value).isoformat())


def _steps(maturity: MaturityAssessment) -> Exhibit:
    return _table(maturity, maturity.plan.steps, say("Steps to the target, in order"))


def _first_steps(maturity: MaturityAssessment) -> Exhibit:
    """Show what the plan comes to where a drawing is too small: the first three steps in words."""
    items = "".join(
        f'<li>{html.escape(str(row["title"]))} <span class="pmo-owner">{html.escape(_in_words(maturity, row))}</span></li>'
        for row in records_of(maturity.plan.steps.head(3))
    )
    return Exhibit(f'<ol class="pmo-steps">{items}</ol>')


def _in_words(maturity: MaturityAssessment, row: dict[str, Any]) -> str:
    capability = capability_titles(maturity.question.model)[str(row["capability_id"])]
    return say(
        "{capability} to level {level}: {person_days} person-days, {day} to {day_2}; the score is then {score_text}",
        capability=capability,
        level=row["level"],
        person_days=measured(row["person_days"]),
        day=_day(row["start"]),
        day_2=_day(row["finish"]),
        score_text=score_text(row["score_after"], scale_maximum(maturity)),
    )


def _table(maturity: MaturityAssessment, steps: pd.DataFrame, caption: str) -> Exhibit:
    maximum = scale_maximum(maturity)
    shown = steps.assign(capability=steps["capability_id"].map(capability_titles(maturity.question.model)))
    columns = [
        Column("title", say("Action")),
        Column("capability", say("Capability")),
        Column("level", say("To level"), "right", number),
        Column("person_days", say("Person-days"), "right", measured),
        Column("start", say("Starts"), "right", _day),
        Column("finish", say("Ends"), "right", _day),
        Column("score_after", say("Score after"), "right", lambda value: score_text(value, maximum)),
        Column("note", say("Why"), hide_on_phone=True),
    ]
    note = say("Every action of a step needs the level below and whatever it depends on; nothing begins before.")
    return table(shown, without_blank(shown, columns, "note"), caption, note)


def cost_of_next_level(maturity: MaturityAssessment) -> Exhibit:
    """Show what the next whole level takes under every rule: a strict rule is dear, a lax one cheap."""
    rows = maturity.plan.by_rule
    if rows.empty:
        return paragraph(say("What the next level takes can't be said: there are no answers, or the model names no actions."))
    shown = rows.assign(
        rule=[f"{rule_words(str(one)).title}{(say(' (chosen)') if one == maturity.chosen_rule else '')}" for one in rows["rule"]],
        now=[score_text(score, top) for score, top in zip(rows["score"], rows["scale_maximum"], strict=True)],
        wanted=[score_text(target, top, 0) for target, top in zip(rows["target"], rows["scale_maximum"], strict=True)],
        outcome=[_outcome(row) for row in records_of(rows)],
    )
    columns = [
        Column("rule", say("Rule")),
        Column("now", say("Now"), "right"),
        Column("wanted", say("Next"), "right"),
        Column("actions", say("Actions"), "right", _cost),
        Column("person_days", say("Person-days"), "right", _cost),
        Column("weeks", say("Weeks"), "right", _cost),
        Column("outcome", say("Remark")),
    ]
    note = say(
        "The cheapest set of actions that brings the whole up by a level, from the chosen "
        "answers. By rules of shares, as much of the scale as a level is."
    )
    return table(shown, without_blank(shown, columns, "outcome"), say("What the next level takes by each rule"), note)


def _outcome(row: dict[str, Any]) -> str:
    if row["is_reached"]:
        return "reached"
    if not row["is_reachable"]:
        return str(row["note"])
    return "" if row["is_proven"] else say("a cheaper set can't be ruled out")


def _cost(value: object) -> str:
    return "–" if is_missing(value) else measured(value)  # noqa: RUF001 - a dash for "no figure"


def next_questions(maturity: MaturityAssessment) -> Exhibit:
    """List what is open, the answer that could change the conclusion most first."""
    questions = maturity.plan.questions
    if questions.empty:
        return paragraph(say("Nothing is open: no single answer that is still to come could change the conclusion."))
    items = [f"<li>{html.escape(str(sentence))}</li>" for sentence in questions["sentence"]]
    first = f'<ol class="pmo-steps">{"".join(items[:_MOST_QUESTIONS])}</ol>'
    rest = items[_MOST_QUESTIONS:]
    if not rest:
        return Exhibit(first)
    more = f'<ol class="pmo-steps" start="{_MOST_QUESTIONS + 1}">{"".join(rest)}</ol>'
    return Exhibit(f"{first}<details><summary>{say('Show {shown} more', shown=len(rest))}</summary>{more}</details>")
