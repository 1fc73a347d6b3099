"""Why maturity scores moved between two quarters: practice itself, what was assessed or evidenced, or who rated."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from pmobook.assess.causes import telescope
from pmobook.assess.maturity.answers import SurveyAnswers, appraise, survey
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.maturity.scored import area_records, score_answers
from pmobook.assess.tables import OVERALL, build
from pmobook.assess.uncertainty.shares import evaluate_ratings, rated_table
from pmobook.language import say

__all__ = ["MOVEMENT", "movement_parts", "score_movement"]

_PLACES = 9
_EDGE = 1e-8  # published scores are rounded to nine places

MOVEMENT = {
    "area_id": "str", "before": "float64", "now": "float64", "world": "float64", "evidence": "float64", "raters": "float64",
    "note": "str",
}  # fmt: skip

_CELL = ["respondent_id", "capability_id"]
_PRACTICE = ["capability_id", "level", "practice_id", "instance"]


def score_movement(before: MaturityQuestion, now: MaturityQuestion, least: float) -> pd.DataFrame:
    """Split the movement of every focus area's score between two quarters into what it comes from.

    Parameters
    ----------
    before, now
        What the two assessments rest on. Both are scored by the rule, the instrument and the policy of ``now``.
    least
        The share, by weight, that must be assessed before a level is stated.

    Returns
    -------
    DataFrame
        Columns of ``MOVEMENT``, one row a focus area and ``overall`` that is scored in both: both scores, and ``world`` (the
        same people rate the same capabilities otherwise; the same practices are found otherwise), ``evidence`` (rated, found or
        evidenced in one of the two only) and ``raters`` (who rated), which sum to now less before. They are missing, and the
        note says why, where nothing is left in common, and in anonymous surveys: what remains between two groups of people
        would tell what the others answered.

    Notes
    -----
    Survey: everybody; those who rated in both quarters; of these, the capabilities that each rated in both. Appraisal: every
    finding; practices found in both; of these, those that the same assessor found; and the earlier findings on the later
    evidence. What each narrowing changes is that cause's part, see `pmobook.assess.causes.telescope`.
    """
    if before.model != now.model:
        return build((), MOVEMENT)
    past = dataclasses.replace(before, policy=now.policy)
    layers = _layers(past, now)
    scored = {id(one): _scores(one, least) for pair in layers for one in pair}
    scores = [(scored[id(one)], scored[id(other)]) for one, other in layers]
    first, last = scores[0]
    shown = [area for area in last if not math.isnan(first.get(area, math.nan)) and not math.isnan(last[area])]
    return build((_row(area, scores, now) for area in shown), MOVEMENT)


def _layers(before: MaturityQuestion, now: MaturityQuestion) -> list[tuple[MaturityQuestion, MaturityQuestion]]:
    if now.policy.instrument == "appraisal":
        return _appraisals(before, now)
    return [(before, now)] if now.policy.anonymous else _surveys(before, now)


def _row(area: str, scores: list[tuple[dict[str, float], dict[str, float]]], now: MaturityQuestion) -> dict[str, object]:
    before_all = [one.get(area, math.nan) for one, _ in scores]
    now_all = [other.get(area, math.nan) for _, other in scores]
    row: dict[str, object] = {"area_id": area, "before": before_all[0], "now": now_all[0], "note": ""}
    unknown = dict.fromkeys(("world", "evidence", "raters"), math.nan)
    if now.policy.anonymous and now.policy.instrument == "survey":
        return row | unknown | {"note": say("an anonymous survey: who rated is not compared")}
    parts = telescope(before_all, now_all)
    if any(math.isnan(part) for part in parts):
        return row | unknown | {"note": _nothing_in_common(now)}
    if now.policy.instrument == "survey":
        raters, evidence, world = parts
        return row | {"world": world, "evidence": evidence, "raters": raters}
    found, raters, evidenced, world = parts
    return row | {"world": world, "evidence": found + evidenced, "raters": raters}


def _nothing_in_common(now: MaturityQuestion) -> str:
    if now.policy.instrument == "survey":
        return say("too few people rated the same in both quarters")
    return say("too few practices were found by the same assessor in both quarters")


def _scores(question: MaturityQuestion, least: float) -> dict[str, float]:
    """Score by the chosen rule what the chosen instrument rests on; the other's answers are left aside."""
    by_survey, policy = question.policy.instrument == "survey", question.policy
    answers = survey(question, question.responses if by_survey else question.responses.iloc[:0])
    if by_survey and policy.not_assessed == "exclude":
        return _scores_of_survey(answers, policy.rule, max(policy.fewest, 1))
    appraisal = appraise(question, question.practices.iloc[:0] if by_survey else question.practices, question.evidence)
    scores = score_answers(question, answers, appraisal, least, only_chosen=True).of(policy.instrument, policy.rule)
    return {area: float(row["score"]) for area, row in area_records(scores).items()} if scores else {}


def _scores_of_survey(answers: SurveyAnswers, rule: str, fewest: int) -> dict[str, float]:
    """Score ratings as arrays: the same scores as by way of a table of answers, in a fraction of the time."""
    if answers.ratings.empty:
        return {}
    layout = answers.layout
    found = evaluate_ratings(rated_table(answers.ratings, layout), layout, rule, fewest)
    scores = [*zip(layout.areas, found.areas, strict=True), (OVERALL, found.overall)]
    return {area: round(float(score), _PLACES) for area, score in scores}


def _surveys(before: MaturityQuestion, now: MaturityQuestion) -> list[tuple[MaturityQuestion, MaturityQuestion]]:
    """Return everybody; who rated both times; what each of them rated both times."""
    one, other = (each.responses[each.responses["rating"].notna()] for each in (before, now))
    people = set(one["respondent_id"]) & set(other["respondent_id"])
    cells = _keys(one, _CELL) & _keys(other, _CELL)
    again = [rows[rows["respondent_id"].isin(people)] for rows in (one, other)]
    alike = [_only(rows, _CELL, cells) for rows in (one, other)]
    narrowed = [
        (dataclasses.replace(before, responses=past), dataclasses.replace(now, responses=present))
        for past, present in (again, alike)
    ]
    return [(before, now), *narrowed]


def _appraisals(before: MaturityQuestion, now: MaturityQuestion) -> list[tuple[MaturityQuestion, MaturityQuestion]]:
    """Return every finding; practices found both times; those by the same assessor; and then the same evidence."""
    one, other = (each.practices[each.practices["finding"].notna()] for each in (before, now))
    both = _keys(one, _PRACTICE) & _keys(other, _PRACTICE)
    alike = _keys(one, [*_PRACTICE, "assessor"]) & _keys(other, [*_PRACTICE, "assessor"])
    layers = [(before, now)]
    for columns, keys in ((_PRACTICE, both), ([*_PRACTICE, "assessor"], alike)):
        past, present = (_only(rows, columns, keys) for rows in (one, other))
        layers.append((dataclasses.replace(before, practices=past), dataclasses.replace(now, practices=present)))
    past, present = layers[-1][0].practices, layers[-1][1].practices
    attached = dict(zip(_listed(present, _PRACTICE), present["evidence_ids"], strict=True))
    on_later = past.assign(evidence_ids=[attached[key] for key in _listed(past, _PRACTICE)])
    later = dataclasses.replace(before, practices=on_later, evidence=now.evidence, last_day=now.last_day)
    return [*layers, (later, layers[-1][1])]


def _listed(rows: pd.DataFrame, columns: list[str]) -> list[tuple[str, ...]]:
    return list(rows[columns].astype("str").fillna("").itertuples(index=False, name=None))


def _keys(rows: pd.DataFrame, columns: list[str]) -> set[tuple[str, ...]]:
    return set(_listed(rows, columns))


def _only(rows: pd.DataFrame, columns: list[str], keys: set[tuple[str, ...]]) -> pd.DataFrame:
    return rows[np.array([key in keys for key in _listed(rows, columns)], dtype=bool)]


def movement_parts(business_unit: str, movement: pd.DataFrame, published: Mapping[str, tuple[float, float]]) -> pd.DataFrame:
    """Return a movement as known parts of the differences of published scores, for `pmobook.assess.causes.name_causes`.

    Parameters
    ----------
    movement
        What `score_movement` returned.
    published
        Focus area to its published scores before and now. What they differ from the movement's is the method's part.
    """
    rows: list[dict[str, object]] = [
        {
            "business_unit": business_unit, "about": "focus area", "subject": row["area_id"], "figure": "score",
            **{name: row[name] for name in ("world", "evidence", "raters", "note")},
            "method": _rounded((published[row["area_id"]][1] - row["now"]) + (row["before"] - published[row["area_id"]][0])),
        }
        for row in movement.to_dict(orient="records")
        if row["area_id"] in published
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _rounded(part: float) -> float:
    return 0.0 if abs(part) <= _EDGE else part
