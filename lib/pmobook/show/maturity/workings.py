"""How was this scored? Every figure down to the answers that it is made of."""

from __future__ import annotations

import html
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.maturity import MaturityAssessment
from pmobook.assess.scoring import Scores
from pmobook.assess.tables import OVERALL, each_row, records_of
from pmobook.language import said_later, say
from pmobook.method.maturity import Capability, FocusArea
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, measured, number, share_as_percent
from pmobook.show.maturity.names import area_titles, chosen_rows, rule_words, scale_maximum
from pmobook.show.score_figures import score_text
from pmobook.show.table import Column, table

__all__ = ["how_scored"]

_HIDDEN = said_later("The survey is anonymous: single ratings and how they spread are not shown.")
_SHARES = ("share met", "weight")


@dataclass(frozen=True)
class _Parts:
    """What is shown, parted by what it is of, once: to search all rows for each capability would take longer than to show them.

    Attributes
    ----------
    scored
        Each capability's row of the workings.
    levels, steps, practices
        Capability to its shares met, the rule's intermediate values, and what an assessor found.
    area_steps
        Focus area (empty: the whole) to the rule's intermediate values.
    """

    scored: Mapping[str, Any]
    levels: Mapping[str, pd.DataFrame]
    steps: Mapping[str, pd.DataFrame]
    practices: Mapping[str, pd.DataFrame]
    area_steps: Mapping[str, pd.DataFrame]


def _parts_of(maturity: MaturityAssessment, scores: Scores) -> _Parts:
    steps, found = scores.steps, maturity.practice_workings
    between = steps.loc[~steps["quantity"].isin(_SHARES)]
    shown = between.assign(
        quantity=[str(one).capitalize() for one in between["quantity"]],
        at=["" if is_missing(one) else say("level {one}", one=one) for one in between["level"]],
    )
    practices = found.assign(
        finding=found["finding"].replace("", "not assessed"),
        statement=found["statement"].replace("", "The level as a whole"),
        counts=["out" if kind == "not applicable" else share_as_percent(share)
                for kind, share in zip(found["finding"], found["share_met"], strict=True)],
    )  # fmt: skip
    return _Parts(
        scored={row.capability_id: row for row in each_row(maturity.workings)},
        levels=_by(steps.loc[steps["quantity"] == "share met"], "capability"),
        steps=_by(shown.loc[shown["capability"] != ""], "capability"),
        practices=_by(practices, "capability_id"),
        area_steps=_by(shown.loc[shown["capability"] == ""], "area"),
    )


def _by(rows: pd.DataFrame, column: str) -> dict[str, pd.DataFrame]:
    return {str(name): part for name, part in rows.groupby(column, sort=False)}


def how_scored(maturity: MaturityAssessment) -> Exhibit:
    """Show how each score came about, from the whole to its focus areas, their capabilities, and their answers."""
    policy = maturity.question.policy
    scores = maturity.scored.of(policy.instrument, policy.rule)
    if scores is None:
        return paragraph(say("Nothing was scored: the answers that the level rests on were not handed in."))
    words = rule_words(policy.rule)
    rows = {row["area_id"]: row for row in records_of(chosen_rows(maturity))}
    parts = _parts_of(maturity, scores)
    return stack(
        paragraph(f"{words.title}: {words.explanation}"),
        _areas(maturity, rows, parts),
        *(_area(maturity, area, rows[area.area_id], parts) for area in maturity.question.model.areas),
    )


def _areas(maturity: MaturityAssessment, rows: dict[str, dict[str, Any]], parts: _Parts) -> Exhibit:
    """Show how the whole is made of its focus areas."""
    maximum, titles = scale_maximum(maturity), area_titles(maturity.question.model)
    assessed = [area for area in maturity.question.model.areas if not is_missing(rows[area.area_id]["score"])]
    total = math.fsum(area.weight for area in assessed)
    shown = pd.DataFrame(
        {
            "area": [area.title for area in maturity.question.model.areas],
            "score": [rows[area.area_id]["score"] for area in maturity.question.model.areas],
            "weight": [area.weight for area in maturity.question.model.areas],
            "share": [area.weight / total if area in assessed else math.nan for area in maturity.question.model.areas],
        }
    )
    columns = [
        Column("area", say("Focus area")),
        Column("score", say("Score"), "right", lambda value: score_text(value, maximum)),
        Column("weight", say("Weight"), "right", measured),
        Column(
            "share", say("Share of the whole"), "right", lambda value: "none" if is_missing(value) else share_as_percent(value, 1)
        ),
    ]
    whole = rows[OVERALL]
    note = say(
        "{titles}: {score_text}. What is not assessed carries no share.",
        titles=titles[OVERALL],
        score_text=score_text(whole["score"], maximum),
    )
    return stack(table(shown, columns, say("The whole, from its focus areas"), note), _steps(parts.area_steps.get("")))


def _area(maturity: MaturityAssessment, area: FocusArea, row: dict[str, Any], parts: _Parts) -> Exhibit:
    maximum = scale_maximum(maturity)
    own = maturity.workings.loc[maturity.workings["area_id"] == area.area_id]
    titles = {one.capability_id: one.title for one in area.capabilities}
    shown = own.assign(capability=own["capability_id"].map(titles))
    columns = [
        Column("capability", say("Capability")),
        Column("score", say("Score"), "right", lambda value: score_text(value, maximum)),
        Column("weight", say("Weight"), "right", measured),
        Column(
            "weight_share", say("Share of the area"), "right", lambda one: "none" if is_missing(one) else share_as_percent(one, 1)
        ),
    ]
    note = ""
    if _adds_up(own, row):
        columns.append(Column("contribution", say("Contribution"), "right", lambda value: score_text(value, maximum)))
        note = say("The contributions add up to {score_text}.", score_text=score_text(row["score"], maximum))
    steps = _steps(parts.area_steps.get(area.area_id)) if _may_show_steps(maturity) else Exhibit("")
    inside = "".join(_capability(maturity, one, parts) for one in area.capabilities)
    heading = html.escape(f"{area.title}: {score_text(row['score'], maximum)}")
    listed = table(shown, columns, say("{title}, from its capabilities", title=area.title), note).html
    return Exhibit(f'<details class="pmo-nested"><summary>{heading}</summary>{listed}{steps.html}{inside}</details>')


def _adds_up(own: pd.DataFrame, row: dict[str, Any]) -> bool:
    """Say whether a focus area's score is the sum of what its capabilities contribute, as under rules that average."""
    return not is_missing(row["score"]) and abs(float(own["contribution"].sum()) - float(row["score"])) < 1e-6


def _may_show_steps(maturity: MaturityAssessment) -> bool:
    # In an anonymous survey the share of raters at a level, and what rules make of it, can tell what one person said.
    return not maturity.question.policy.anonymous or maturity.question.policy.instrument != "survey"


def _capability(maturity: MaturityAssessment, one: Capability, parts: _Parts) -> str:
    row = parts.scored[one.capability_id]
    heading = html.escape(f"{one.title}: {score_text(row.score, scale_maximum(maturity))}")
    shown = [_ratings(maturity, row)]
    if _may_show_steps(maturity):
        shown += [_levels(maturity, parts.levels.get(one.capability_id)), _steps(parts.steps.get(one.capability_id))]
    shown.append(_practices(maturity, parts.practices.get(one.capability_id)))
    return f'<details class="pmo-nested"><summary>{heading}</summary>{stack(*shown).html}</details>'


def _ratings(maturity: MaturityAssessment, row: Any) -> Exhibit:  # noqa: ANN401 - a named tuple of a row
    if maturity.question.policy.anonymous:
        return paragraph(say(_HIDDEN))
    ratings = json.loads(row.ratings or "[]")
    if not ratings:
        return paragraph(say("Nobody rated it."))
    total = math.fsum(ratings)
    mean = number(total / len(ratings), 2)
    return paragraph(
        say(
            "Ratings: {one}. Mean: {total} ÷ {ratings} = {mean}.",
            one=", ".join(measured(one) for one in ratings),
            total=measured(total),
            ratings=len(ratings),
            mean=mean,
        )
    )


def _levels(maturity: MaturityAssessment, rows: pd.DataFrame | None) -> Exhibit:
    """Show the share that each level's answers are met to; for ratings, the share of raters at that level or higher."""
    if maturity.question.policy.instrument != "survey" or rows is None or rows["value"].isna().all():
        return Exhibit("")
    columns = [
        Column("level", say("Level"), form=number),
        Column("value", say("Raters at this level or higher"), "right", lambda value: share_as_percent(value, 1)),
    ]
    return table(rows, columns, say("What every rule reads"))


def _steps(rows: pd.DataFrame | None) -> Exhibit:
    """Show the rule's intermediate values of a capability, a focus area or the whole; nothing if it has none."""
    if rows is None:
        return Exhibit("")
    columns = [
        Column("quantity", say("Step")),
        Column("at", say("At")),
        Column("value", say("Value"), "right", lambda value: number(value, 3)),
    ]
    return table(rows, without_blank(rows, columns, "at"), say("Steps of the rule"))


def _practices(maturity: MaturityAssessment, rows: pd.DataFrame | None) -> Exhibit:
    if rows is None or not maturity.coverage.findings:
        return Exhibit("")
    columns = [
        Column("statement", say("Practice")),
        Column("level", say("Level"), "right", number),
        Column("instance", say("Looked at")),
        Column("finding", say("Finding")),
        Column("counts", say("Counts as"), "right"),
        Column("evidence", say("Evidence"), form=lambda value: str(value) or "none named"),
        Column("status", say("Status"), hide_on_phone=True),
        Column("reason", say("Why")),
    ]
    caption = say("What an assessor found")
    return table(rows, without_blank(rows, columns, "instance", "reason", "status"), caption)
