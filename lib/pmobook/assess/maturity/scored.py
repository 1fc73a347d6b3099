"""Every rule on both instruments' answers, and what the scores come to beside their targets."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pmobook.assess.maturity.answers import SurveyAnswers
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.scoring import AppraisalAnswers, Scores, score_by_rules
from pmobook.assess.tables import OVERALL, records_of
from pmobook.method.maturity import MaturityModel

__all__ = ["INSTRUMENTS", "LOWEST_COUNTS", "Scored", "area_records", "score_answers", "target_of_whole"]

INSTRUMENTS = ("survey", "appraisal")

LOWEST_COUNTS = frozenset(
    {"weakest_link", "weakest_link_nearness", "cumulative_practices", "staged_goals", "nplf_bands", "ladder"}
)
"""Rules by which the whole is its lowest focus area."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Scores by instrument and rule.

    Attributes
    ----------
    by
        Instrument to rule to scores; an instrument whose form was not handed in has none. The appraisal is scored by the
        weighted mean in any case: that is what people's mean ratings are compared with.
    """

    by: Mapping[str, Mapping[str, Scores]]

    def of(self, instrument: str, rule: str) -> Scores | None:
        """Return the scores of one instrument by one rule; None if its form was not handed in."""
        return self.by.get(instrument, {}).get(rule)


def score_answers(
    question: MaturityQuestion,
    answers: SurveyAnswers,
    appraisal: AppraisalAnswers,
    least: float,
    *,
    only_chosen: bool = False,
) -> Scored:
    """Score both instruments' answers by every rule that the model offers.

    Parameters
    ----------
    least
        The share, by weight, that must be assessed before a level is stated.
    only_chosen
        Only by the chosen rule, from the chosen instrument.
    """
    policy, model = question.policy, question.model
    rules = [policy.rule] if only_chosen else model.scoring_rules
    instruments = [policy.instrument] if only_chosen else INSTRUMENTS
    given: dict[str, Any] = {
        "not_assessed": policy.not_assessed,
        "highest_level": model.highest_level,
        "area_weights": {area.area_id: area.weight for area in model.areas},
        "least_share_for_level": least,
    }
    by: dict[str, dict[str, Scores]] = {}
    if "survey" in instruments and not answers.ratings.empty:
        told = [rule for rule in rules if not policy.tells_on_people("survey", rule)]
        by["survey"] = score_by_rules(told, answers.long, minimum_answers=max(policy.fewest, 1), **given)
    if "appraisal" in instruments and appraisal.findings:
        every = rules if only_chosen or "weighted_mean" in rules else [*rules, "weighted_mean"]
        given["levels_not_seen"] = "not_claimed"
        by["appraisal"] = score_by_rules(every, appraisal.ratings, **given)
    return Scored(by)


def area_records(scores: Scores) -> dict[str, Mapping[str, Any]]:
    """Return focus area, and ``overall``, to its row of scores."""
    rows = {str(row["area"]): row for row in records_of(scores.areas)}
    return {**rows, OVERALL: {str(name): value for name, value in scores.overall.items()}}


def target_of_whole(rule: str, model: MaturityModel, targets: Mapping[str, float], scores: Mapping[str, float]) -> float:
    """Return the target that belongs to the whole's score, made from the same focus areas by the same rule.

    Where the lowest focus area counts, its target does (the highest, if several are lowest). Otherwise it is the mean of
    the assessed areas' targets by their weights, if each of them has one.

    Parameters
    ----------
    targets
        Focus area to target, on the scale of the scores.
    scores
        Focus area to score; NaN is not assessed.

    Returns
    -------
    float
        NaN if there is none.
    """
    assessed = [area for area in model.areas if not math.isnan(scores.get(area.area_id, math.nan))]
    counting = assessed or list(model.areas)
    if rule in LOWEST_COUNTS and assessed:
        lowest = min(scores[area.area_id] for area in assessed)
        of_lowest = [targets[one.area_id] for one in assessed if scores[one.area_id] == lowest and one.area_id in targets]
        return max(of_lowest, default=math.nan)
    aimed = [(targets[area.area_id], area.weight) for area in counting if area.area_id in targets]
    if len(aimed) < len(counting):
        return math.nan
    return float(round(math.fsum(target * weight for target, weight in aimed) / math.fsum(weight for _, weight in aimed), 9))
