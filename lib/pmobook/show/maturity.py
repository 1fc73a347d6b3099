"""Exhibits of maturity: the profile against targets, the rules side by side, and how each score came about."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.method.maturity import MaturityModel
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import chart
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import change, is_missing, level, number, share_as_percent
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["capability_scores", "how_scored", "maturity_profile", "rules_side_by_side"]

_RULES = {"weighted_mean": "Weighted mean", "weakest_link": "Weakest link"}
_WHOLE = "All focus areas"


def maturity_profile(assessment: MaturityAssessment, model: MaturityModel) -> Exhibit:
    """Draw each focus area's score by every rule on the scale of 0 to 5, with its target as a tick.

    A focus area that is not assessed keeps its row and says so.
    """
    titles = {area: wrapped(title) for area, title in _titles(model).items()}
    rows = assessment.area_scores.to_dict(orient="records")
    dots = [
        {"area": titles[row["area_id"]], "rule": _rule_name(row["rule"], assessment), "score": row["score"]}
        for row in rows
        if not is_missing(row["score"])
    ]
    ticks = [
        {"area": titles[row["area_id"]], "target": row["target"]}
        for row in rows
        if row["is_chosen_rule"] and not is_missing(row["target"])
    ]
    blanks = [
        {"area": titles[row["area_id"]], "text": NOT_ASSESSED}
        for row in rows
        if row["is_chosen_rule"] and is_missing(row["score"])
    ]
    if not dots:
        return paragraph("There is nothing to draw: no focus area is assessed.")
    order = list(titles.values())
    names = ", ".join(_titles(model).values())
    description = f"{assessment.headline}. Scores from 0 to 5 by each rule, with the target as a tick, for {names}."
    return chart(_profile(order, dots, ticks, blanks), description, rules_side_by_side(assessment, model))


def _profile(
    order: list[str], dots: list[dict[str, Any]], ticks: list[dict[str, Any]], blanks: list[dict[str, Any]]
) -> dict[str, Any]:
    area = name_axis("area", order)
    area["axis"]["grid"] = True
    legend = {"orient": "top", "labelLimit": 0, "columnPadding": 44}
    scale = {"domain": [0, 5]}
    axis = {"values": [0, 1, 2, 3, 4, 5], "format": "d", "labelFlush": False}
    score = {"field": "score", "type": "quantitative", "title": "Score (tick: target)", "scale": scale, "axis": axis}
    return {
        "width": 460,
        "height": {"step": row_height(order)},
        "layer": [
            {
                "data": {"values": dots},
                "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
                "encoding": {
                    "y": area,
                    "x": score,
                    "shape": {"field": "rule", "type": "nominal", "title": None, "legend": legend},
                    "color": {"field": "rule", "type": "nominal", "title": None, "legend": legend},
                },
            },
            {
                "data": {"values": ticks},
                "mark": {"type": "tick", "thickness": 3, "size": 24, "opacity": 1, "color": COLOURS["ink"]},
                "encoding": {"y": area, "x": {**score, "field": "target"}},
            },
            {
                "data": {"values": blanks},
                "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": COLOURS["faint"]},
                "encoding": {"y": area, "x": {"datum": 0, "type": "quantitative", "scale": scale}, "text": {"field": "text"}},
            },
        ],
    }


def rules_side_by_side(assessment: MaturityAssessment, model: MaturityModel) -> Exhibit:
    """Show what every rule makes of the same ratings, beside the target."""
    titles = _titles(model)
    scores = assessment.area_scores
    shown = pd.DataFrame({"area_id": list(titles), "area": list(titles.values())})
    columns = [Column("area", "Focus area")]
    for rule in model.scoring_rules:
        name = _rule_name(rule, assessment)
        own = scores.loc[scores["rule"] == rule, ["area_id", "score", "level"]]
        shown = shown.merge(own.rename(columns={"score": f"{rule}_score", "level": f"{rule}_level"}), on="area_id", how="left")
        columns.append(Column(f"{rule}_score", name, "right", _score))
        columns.append(Column(f"{rule}_level", "Level", "right", _level))
    chosen = scores.loc[scores["is_chosen_rule"]].assign(
        coverage=[
            f"{assessed} of {every}"
            for assessed, every in zip(
                scores.loc[scores["is_chosen_rule"], "capabilities_assessed"],
                scores.loc[scores["is_chosen_rule"], "capabilities"],
                strict=True,
            )
        ]
    )
    shown = shown.merge(chosen[["area_id", "target", "gap", "raters", "coverage", "note"]], on="area_id", how="left")
    columns += [
        Column("target", "Target", "right", _target),
        Column("gap", "Gap", "right", _gap),
        Column("raters", "Raters", "right", number, hide_on_phone=True),
        Column("coverage", "Capabilities assessed", "right", hide_on_phone=True),
        Column("note", "Note", hide_on_phone=True),
    ]
    note = (
        "Level: whole levels reached, never rounded up. "
        f"Gap: target less score by the rule chosen here ({_RULES[assessment.chosen_rule].lower()}); "
        "below zero is beyond the target."
    )
    return table(shown, without_blank(shown, columns, "note"), "Both rules on the same ratings", note)


def capability_scores(assessment: MaturityAssessment, model: MaturityModel) -> Exhibit:
    """Show every capability's score with the spread of its ratings and how many people rated it."""
    titles, capabilities = _titles(model), _capability_titles(model)
    scores = assessment.capability_scores
    shown = scores.assign(
        capability=scores["capability_id"].map(capabilities),
        area=scores["area_id"].map(titles),
        spread=[
            "" if is_missing(lowest) else f"{number(lowest)} to {number(highest)}"
            for lowest, highest in zip(scores["lowest"], scores["highest"], strict=True)
        ],
    )
    columns = [
        Column("capability", "Capability"),
        Column("area", "Focus area", hide_on_phone=True),
        Column("score", "Score", "right", _score),
        Column("spread", "Ratings from", "right"),
        Column("raters", "Raters", "right", number),
        Column("note", "Note"),
    ]
    return table(
        shown,
        without_blank(shown, columns, "note"),
        "Scores of the capabilities",
        "A capability's score is the mean of its ratings.",
    )


def how_scored(assessment: MaturityAssessment, model: MaturityModel) -> Exhibit:
    """Show the arithmetic: every capability's ratings, its share of the area's weight and what it contributes."""
    titles, capabilities = _titles(model), _capability_titles(model)
    workings = assessment.workings
    shown = workings.assign(
        capability=workings["capability_id"].map(capabilities),
        area=workings["area_id"].map(titles),
        given=[", ".join(str(rating) for rating in json.loads(ratings)) or "none" for ratings in workings["ratings"]],
    )
    columns = [
        Column("capability", "Capability"),
        Column("area", "Focus area", hide_on_phone=True),
        Column("given", "Ratings"),
        Column("score", "Score", "right", _score),
        Column("weight", "Weight", "right", _plain),
        Column("weight_share", "Share of the area", "right", lambda value: share_as_percent(value, 1)),
        Column("contribution", "Contribution", "right", _score),
    ]
    note = (
        "The contributions of a focus area add up to its weighted mean; its weakest link is the lowest score. "
        "What is not assessed carries no share."
    )
    return table(shown, columns, "How the scores came about", note)


def _titles(model: MaturityModel) -> dict[str, str]:
    return {**{area.area_id: area.title for area in model.areas}, "overall": _WHOLE}


def _capability_titles(model: MaturityModel) -> dict[str, str]:
    return {one.capability_id: one.title for area in model.areas for one in area.capabilities}


def _rule_name(rule: str, assessment: MaturityAssessment) -> str:
    return f"{_RULES[rule]} (chosen)" if rule == assessment.chosen_rule else _RULES[rule]


def _score(value: object) -> str:
    # Two places, so that a score just short of a level does not read as if it had reached it.
    return number(value, 2)


def _plain(value: object) -> str:
    return number(value, 2).rstrip("0").rstrip(".")


def _level(value: object) -> str:
    return "not stated" if is_missing(value) else number(value)


def _target(value: object) -> str:
    return "none set" if is_missing(value) else level(value)


def _gap(value: object) -> str:
    return "not stated" if is_missing(value) else change(value, 2)
