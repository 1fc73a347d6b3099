"""The profile: each focus area's score with its interval, its target and where it stood before."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.tables import records_of
from pmobook.language import say
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, number
from pmobook.show.maturity.names import area_titles, chosen_rows, interval_share, rule_words, scale_maximum
from pmobook.show.score_figures import difference, interval_text, level_text, probability_text, score_text
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["profile", "profile_figures"]


def profile(maturity: MaturityAssessment) -> Exhibit:
    """Draw each focus area's score by the chosen rule with its interval, its target and its score before.

    A focus area that is not assessed keeps its row and says so.
    """
    rows = records_of(chosen_rows(maturity))
    if all(is_missing(row["score"]) for row in rows):
        return paragraph(say("There is nothing to draw: no focus area is assessed."))
    names = area_titles(maturity.question.model)
    titles = {area: wrapped(title) for area, title in names.items()}
    maximum = scale_maximum(maturity)
    description = say(
        "{headline}. Scores by {title} from 0 to {score_text} with intervals, targets and earlier scores for {values}.",
        headline=maturity.headline,
        title=rule_words(maturity.chosen_rule).title.lower(),
        score_text=score_text(maximum, maximum, 0),
        values=", ".join(names.values()),
    )
    return chart(_drawn(maturity, rows, titles, maximum), description, profile_figures(maturity))


def _drawn(maturity: MaturityAssessment, rows: list[dict[str, Any]], titles: dict[str, str], maximum: float) -> dict[str, Any]:
    earlier = maturity.earlier_scores
    held = dict(zip(earlier["area_id"], earlier["score"], strict=True))
    before = [
        {"area": titles[row["area_id"]], "score": row["score"]} for row in records_of(earlier) if not is_missing(row["score"])
    ]
    scored = [
        {
            "area": titles[row["area_id"]], "score": row["score"], "low": row["low"], "high": row["high"],
            "said": pointed(_said(maturity, row, held.get(row["area_id"]))),
        }
        for row in rows
        if not is_missing(row["score"])
    ]  # fmt: skip
    aimed = [{"area": titles[row["area_id"]], "target": row["target"]} for row in rows if not is_missing(row["target"])]
    blanks = [{"area": titles[row["area_id"]], "text": _instead(row)} for row in rows if is_missing(row["score"])]
    lines = [row for row in scored if not is_missing(row["low"])]
    legend = [
        say("Dot: score"),
        say("line: its {interval_share} interval", interval_share=interval_share()) if lines else "",
        say("tick: target"),
    ]
    legend.append(say("ring: {earlier_quarter}", earlier_quarter=maturity.question.earlier_quarter) if before else "")
    explained = "; ".join(filter(None, legend))
    area = name_axis("area", list(titles.values()))
    area["axis"]["grid"] = True
    ends = {"values": list(range(int(maximum) + 1)), "format": "d"} if maximum > 1 else {"format": "%"}
    place = {
        "field": "score",
        "type": "quantitative",
        "title": explained,
        "scale": {"domain": [0, maximum]},
        "axis": {**ends, "labelFlush": False},
    }
    return {
        "width": 460,
        "height": {"step": row_height(titles.values())},
        "layer": [
            _layer(lines, {"type": "rule", "strokeWidth": 3, "color": "#8FA6C2"}, area,
                   {**place, "field": "low"}, x2={"field": "high"}),
            _layer(aimed, {"type": "tick", "thickness": 3, "size": 24, "opacity": 1, "color": COLOURS["ink"]}, area,
                   {**place, "field": "target"}),
            _layer(before, {"type": "point", "filled": False, "size": 110, "strokeWidth": 1.6, "opacity": 1,
                            "color": COLOURS["faint"]}, area, place),
            _layer(scored, {"type": "point", "filled": True, "size": 130, "opacity": 1, "color": COLOURS["first"]}, area, place,
                   description=POINTED),
            _layer(blanks, {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": COLOURS["faint"]}, area,
                   {"datum": 0, "type": "quantitative", "scale": place["scale"]}, text={"field": "text"}),
        ],
    }  # fmt: skip


def _said(maturity: MaturityAssessment, row: dict[str, Any], before: object) -> str:
    """Return what a score says to those who point at it: its interval, its target and where it stood before."""
    maximum = scale_maximum(maturity)
    parts = [
        "" if is_missing(row["low"]) else interval_text(row["low"], row["high"], maximum),
        "" if is_missing(row["target"]) else say("target {target}", target=score_text(row["target"], maximum)),
        "" if is_missing(before) else f"{maturity.question.earlier_quarter}: {score_text(before, maximum)}",
    ]
    title = area_titles(maturity.question.model)[row["area_id"]]
    return f"{title}: {'; '.join([score_text(row['score'], maximum), *filter(None, parts)])}"


def _layer(values: list[dict[str, Any]], mark: dict[str, Any], y: Any, x: Any, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - parts of Vega-Lite
    return {"data": {"values": values}, "mark": mark, "encoding": {"y": y, "x": x, **more}}


def _instead(row: dict[str, Any]) -> str:
    if is_missing(row["score_lowest"]) or row["capabilities_assessed"] == 0:
        return NOT_ASSESSED
    return say(
        "not stated: {interval_text}",
        interval_text=interval_text(row["score_lowest"], row["score_highest"], row["scale_maximum"], 1),
    )


def profile_figures(maturity: MaturityAssessment) -> Exhibit:
    """Show the profile as a table, with what each score rests on."""
    maximum = scale_maximum(maturity)
    rows = chosen_rows(maturity)
    earlier = maturity.earlier_scores.set_index("area_id")["score"]
    shown = rows.assign(
        area=rows["area_id"].map(area_titles(maturity.question.model)),
        interval=[interval_text(low, high, maximum) for low, high in zip(rows["low"], rows["high"], strict=True)],
        before=pd.to_numeric(rows["area_id"].map(earlier)),
        coverage=[
            say("{done} of {every}", done=done, every=every)
            for done, every in zip(rows["capabilities_assessed"], rows["capabilities"], strict=True)
        ],
        people=[_people(one) for one in rows["raters"]],
    )

    def written(value: object) -> str:
        return score_text(value, maximum)

    columns = [
        Column("area", say("Focus area")),
        Column("score", say("Score"), "right", written),
        Column("interval", say("Interval"), "right"),
        Column("level", say("Level"), "right", level_text),
        Column("probability", say("Reached with"), "right", _probability),
        Column("target", say("Target"), "right", lambda value: say("none set") if is_missing(value) else written(value)),
        Column("gap", say("Gap"), "right", lambda value: say("not stated") if is_missing(value) else difference(value, maximum)),
        Column("before", maturity.question.earlier_quarter, "right", written),
        Column("people", say("Raters"), "right", hide_on_phone=True),
        Column("coverage", say("Capabilities assessed"), "right", hide_on_phone=True),
        Column("note", say("Note"), hide_on_phone=True),
    ]
    if not maturity.question.earlier_quarter:
        columns = [column for column in columns if column.name != "before"]
    if maturity.question.policy.instrument != "survey":
        columns = [column for column in columns if column.name not in {"people", "interval", "probability"}]
    note = say(
        "Level: whole levels reached, never rounded up, and the probability of reaching them "
        "with other respondents of the same kind. Gap: target less score by {title}; below zero "
        "is beyond the target.",
        title=rule_words(maturity.chosen_rule).title.lower(),
    )
    return table(shown, without_blank(shown, columns, "note"), say("Scores against targets"), note)


def _people(count: object) -> str:
    return say("too few to show") if is_missing(count) else number(count)


def _probability(value: object) -> str:
    return say("not stated") if is_missing(value) else probability_text(value)
