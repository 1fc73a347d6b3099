"""Exhibits of judging: what each judge would make of the weights, how consistent they are, and what the weights rest on."""

from __future__ import annotations

import html
from typing import Any

from pmobook.assess.alignment import AlignmentAssessment
from pmobook.assess.alignment_judging import EVERYBODY, consistency_of_judges
from pmobook.assess.alignment_weights import GoalsWeighed
from pmobook.assess.priorities import Priorities
from pmobook.assess.priorities.judgements import written
from pmobook.assess.tables import records_of
from pmobook.language import said_later, say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number, share_as_percent
from pmobook.show.status import Kind, status_mark
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table

__all__ = ["consistency", "how_weighed", "interval_words", "judges_weights", "share_range"]

_PRECEDENCE = {
    "comparisons": said_later("Judgements count before weights given"),
    "given": said_later("Weights given count before judgements"),
}


def judges_weights(assessment: AlignmentAssessment) -> Exhibit:
    """Draw what each judge alone would make of every goal's weight, with the weight that counts and its interval."""
    weighed = assessment.weighed
    if weighed.judged is None or weighed.intervals.empty:
        return paragraph(_why_no_judges(weighed))
    rows = weighed.tree.goal_weights.loc[lambda all_rows: all_rows["goal_id"].isin(weighed.intervals["goal_id"])]
    judges = weighed.judged.by_judge
    shown = rows.assign(range=[share_range(low, high) for low, high in zip(rows["low"], rows["high"], strict=True)])
    names = {f"judge_{spot}": str(judge) for spot, judge in enumerate(judges.index)}
    for (name, _), (_, weights) in zip(names.items(), judges.iterrows(), strict=True):
        shown = shown.assign(**{name: rows["goal_id"].map(weights)})
    columns = [
        Column("title", say("Goal")),
        Column("weight", say("Weight"), "right", share_as_percent),
        Column("range", say("Interval"), "right"),
        *(Column(name, judge, "right", share_as_percent) for name, judge in names.items()),
    ]
    figures = table(shown, columns, say("Weights judge by judge"), interval_words(weighed))
    description = say(
        "Weights of {rows} goals. Line: what the judges disagree about; tick: the weight that "
        "counts; dots: {values}, each alone.",
        rows=len(rows),
        values=", ".join(names.values()),
    )
    return chart(_specification(records_of(shown), names), description, figures)


def _specification(rows: list[dict[str, Any]], judges: dict[str, str]) -> dict[str, Any]:
    names = [wrapped(row["title"]) for row in rows]
    goal = name_axis("goal", names)
    lines = [
        {"goal": name, "low": row["low"], "high": row["high"]}
        for name, row in zip(names, rows, strict=True)
        if not is_missing(row["low"])
    ]
    dots = [
        {"goal": name, "share": row[judge]}
        for name, row in zip(names, rows, strict=True)
        for judge in judges
        if not is_missing(row[judge])
    ]
    ticks = [{"goal": name, "share": row["weight"]} for name, row in zip(names, rows, strict=True)]
    share = {
        "field": "share",
        "type": "quantitative",
        "title": say("Share of all weight (line: interval; tick: weight; dots: judges)"),
        "axis": {"format": ".0%", "labelFlush": False},
    }
    return {
        "width": 460,
        "height": {"step": row_height(names)},
        "layer": [
            {"data": {"values": lines}, "mark": {"type": "rule", "strokeWidth": 6, "color": "#C3D0DF"},
             "encoding": {"y": goal, "x": {**share, "field": "low"}, "x2": {"field": "high"}}},
            {"data": {"values": dots}, "mark": {"type": "point", "filled": True, "size": 70, "opacity": 0.75,
                                                "color": COLOURS["first"]}, "encoding": {"y": goal, "x": share}},
            {"data": {"values": ticks}, "mark": {"type": "tick", "thickness": 3, "size": 22, "opacity": 1,
                                                 "color": COLOURS["watch"]}, "encoding": {"y": goal, "x": share}},
        ],
    }  # fmt: skip


def consistency(assessment: AlignmentAssessment) -> Exhibit:
    """Show how consistent each judge is, all judges together, and which pair to put to a judge again."""
    weighed = assessment.weighed
    if weighed.judged is None:
        return paragraph(_why_no_judges(weighed))
    found = consistency_of_judges(weighed)
    shown = found.assign(
        answered=[say("{one} of {of}", one=one, of=of) for one, of in zip(found["answered"], found["possible"], strict=True)],
        verdict=[_mark(verdict) for verdict in found["verdict"]],
    )
    several = len(weighed.judged.by_parent) > 1
    shown = shown.assign(among=shown["among"] if several else "")
    columns = [
        Column("judge", say("Judge")),
        Column("among", say("Compared")),
        Column("answered", say("Pairs answered"), "right"),
        Column("consistency_ratio", say("Consistency ratio"), "right", _ratio),
        Column("verdict", say("In words"), is_html=True),
        Column("ask_again", say("Ask again, if anything"), form=_text),
        Column("remarks", say("Note"), form=_text),
    ]
    one = next(iter(weighed.judged.by_parent.values()))
    note = say(
        "The ratio compares contradictions with those of answers made at random: 0 is none, "
        "higher is worse. Measured against {random_index_source}. '{everybody}' is the geometric "
        "mean of their judgements.",
        random_index_source=one.random_index_source.rstrip("."),
        everybody=EVERYBODY,
    )
    return table(
        shown, without_blank(shown, columns, "among", "ask_again", "remarks"), say("How consistent the judges are"), note
    )


def how_weighed(assessment: AlignmentAssessment) -> Exhibit:
    """Show how the weights came about: which rule was used, each pair with the group's judgement, and what was left out."""
    weighed = assessment.weighed
    titles = dict(zip(weighed.tree.goal_weights["goal_id"], weighed.tree.goal_weights["title"], strict=True))
    precedence = say(
        "{precedence}. The engagement can say otherwise: goal_weights in engagement.yaml.",
        precedence=say(_PRECEDENCE[weighed.weighing.prefer]),
    )
    pieces = [paragraph(precedence)]
    pieces += [paragraph(say("Not used: {reason}.", reason=one.reason)) for one in weighed.set_aside]
    if weighed.judged is None:
        return stack(*pieces, paragraph(_why_no_judges(weighed)))
    for parent, found in weighed.judged.by_parent.items():
        among = say("Sub-goals of '{get}'", get=titles.get(parent, parent)) if parent else say("Goals at the top")
        pieces.append(Exhibit(f"<h4>{html.escape(among)}</h4>"))
        pieces.append(_pairs(found, titles))
    return stack(*pieces)


def _pairs(found: Priorities, titles: dict[str, str]) -> Exhibit:
    pairs = found.pairs
    shown = pairs.assign(
        first=[titles.get(str(one), str(one)) for one in pairs["option_a"]],
        second=[titles.get(str(one), str(one)) for one in pairs["option_b"]],
        said=[
            say("nobody") if filled else number(judges) for filled, judges in zip(pairs["filled"], pairs["judges"], strict=True)
        ],
    )
    columns = [
        Column("first", say("Goal")),
        Column("second", say("Beside")),
        Column("said", say("Judges"), "right"),
        Column("preference", say("Together"), "right", _preference),
        Column("lowest", say("Lowest"), "right", _preference, hide_on_phone=True),
        Column("highest", say("Highest"), "right", _preference, hide_on_phone=True),
    ]
    way = (
        say("the principal eigenvector of these judgements")
        if found.method == "eigenvector"
        else say("the geometric mean of each goal's row")
    )
    note = (
        say(
            "How many times as important the first goal is as the second: the geometric mean of the judges. Weights are {way}",
            way=way,
        )
        + (
            say("; lambda max is {lambda_max}.", lambda_max=number(found.lambda_max, 3))
            if not is_missing(found.lambda_max)
            else "."
        )
        + (
            say(" A pair that nobody compared is filled so that the whole is as consistent as it can be.")
            if pairs["filled"].any()
            else ""
        )
    )
    return table(shown, columns, say("Judgements, pair by pair"), note)


def interval_words(weighed: GoalsWeighed) -> str:
    """Say what the interval of a weight is."""
    if weighed.intervals.empty or weighed.intervals["low"].isna().all():
        return say("No interval: it takes at least two judges who compared the goals.")
    judges = int(weighed.intervals["judges"].max())
    if weighed.intervals["resampled"].all():
        return say(
            "Interval: where the weight would lie with other judges of the same kind, resampled from the {judges} judges.",
            judges=judges,
        )
    return say("Interval: from the lowest to the highest weight that any of the {judges} judges alone would give.", judges=judges)


def share_range(low: object, high: object) -> str:
    """Write an interval of shares."""
    return (
        "–"  # noqa: RUF001 - a dash
        if is_missing(low) or is_missing(high)
        else say("{low} to {high}", low=share_as_percent(low), high=share_as_percent(high))
    )


def _why_no_judges(weighed: GoalsWeighed) -> str:
    if weighed.set_aside:
        return say(
            "The judgements that were handed in could not be used; the finding above says why. Weights given count instead."
        )
    if weighed.weighing.prefer == "given":
        return say("Weights given count before judgements, so none were used: how far executives agree is not assessed.")
    return say("Nobody compared the goals in pairs: how far executives agree on the weights is not assessed.")


def _mark(verdict: str) -> str:
    kinds: dict[str, Kind] = {"consistent": "good", "contradictory": "watch"}
    return status_mark(kinds.get(verdict.split(" ", 1)[0], "not assessed"), verdict)


def _ratio(value: object) -> str:
    return "–" if is_missing(value) else number(value, 2)  # noqa: RUF001 - a dash, as in a printed table


def _preference(value: object) -> str:
    return "–" if is_missing(value) else written(float(str(value)))  # noqa: RUF001 - as above


def _text(value: object) -> str:
    return "" if is_missing(value) else str(value)
