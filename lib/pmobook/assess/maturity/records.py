"""The tables of scores: every rule and instrument for the focus areas, the chosen one for the capabilities."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pmobook.assess.improvement import priority, priority_band
from pmobook.assess.maturity.answers import SurveyAnswers
from pmobook.assess.maturity.evidence import Coverage
from pmobook.assess.maturity.notes import area_note, capability_note
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.maturity.scored import INSTRUMENTS, Scored, area_records, target_of_whole
from pmobook.assess.maturity.sureness import Interval, Sureness
from pmobook.assess.scoring import SHARE_RULES, Scores
from pmobook.assess.tables import AREA_SCORES, CAPABILITY_SCORES, OVERALL, build, records_of
from pmobook.language import say
from pmobook.method.maturity import Capability

__all__ = ["Assessed", "area_scores", "capability_scores"]

_PLACES = 9
_FORMS = {"survey": "responses", "appraisal": "practices"}


@dataclass(frozen=True, eq=False)
class Assessed:
    """What the tables are made from; ``least`` is the share, by weight, from which on a level and a gap are stated."""

    question: MaturityQuestion
    answers: SurveyAnswers
    coverage: Coverage
    scored: Scored
    sureness: Sureness
    least: float

    def interval(self, instrument: str, rule: str, scope: str) -> Interval:
        """Return a score's interval; only people's ratings can be resampled."""
        return self.sureness.interval(rule, scope) if instrument == "survey" else Interval()

    def raters(self, capabilities: list[str]) -> Any:  # noqa: ANN401 - a number, or pandas' missing
        """Return how many people rated any of some capabilities; missing if that may not be shown."""
        policy = self.question.policy
        asked = [self._places[one] for one in capabilities]
        count = int(self._answered[:, asked].any(axis=1).sum())
        return pd.NA if policy.anonymous and count < policy.minimum_group and len(self.question.responses) else count

    @cached_property
    def _answered(self) -> npt.NDArray[np.bool_]:
        """Respondents by capabilities: whether one rated the other."""
        return self.answers.ratings.notna().to_numpy(dtype=np.bool_)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {str(one): place for place, one in enumerate(self.answers.ratings.columns)}

    def is_enough(self, row: Mapping[str, Any]) -> bool:
        """Say whether a score rests on enough to be held against a target."""
        return not pd.isna(row["score"]) and round(float(row["share_assessed"]), _PLACES) >= self.least


def area_scores(assessed: Assessed) -> pd.DataFrame:
    """Return the table area_scores: every focus area and the whole, by every rule, from both instruments."""
    question = assessed.question
    rows = [
        row
        for instrument in INSTRUMENTS
        for rule in question.model.scoring_rules
        for row in _area_rows(assessed, instrument, rule)
        if not question.policy.tells_on_people(instrument, rule)
        and (instrument == question.policy.instrument or assessed.scored.of(instrument, rule) is not None)
    ]
    return build(rows, AREA_SCORES)


def _area_rows(assessed: Assessed, instrument: str, rule: str) -> Iterator[dict[str, Any]]:
    model, scores = assessed.question.model, assessed.scored.of(instrument, rule)
    top = 1.0 if rule in SHARE_RULES else float(model.highest_level)
    targets = {area: target * top / model.highest_level for area, target in assessed.question.targets.items()}
    records = area_records(scores) if scores else {}
    found = {area: float(row["score"]) for area, row in records.items()}
    whole = target_of_whole(rule, model, targets, {area: score for area, score in found.items() if area != OVERALL})
    for area_id, capabilities in (
        *((area.area_id, [one.capability_id for one in area.capabilities]) for area in model.areas),
        (OVERALL, list(model.capability_ids)),
    ):
        row = records.get(area_id)
        target = whole if area_id == OVERALL else targets.get(area_id, math.nan)
        common = {
            "area_id": area_id, "rule": rule, "instrument": instrument,
            "is_chosen_rule": (instrument, rule) == (assessed.question.policy.instrument, assessed.question.policy.rule),
            "scale_maximum": top, "target": target, "capabilities": len(capabilities),
            "raters": assessed.raters(capabilities) if instrument == "survey" else 0,
        }  # fmt: skip
        yield {**common, **(_scored_area(assessed, row, common, found) if row else _unscored(assessed, instrument))}


def _scored_area(
    assessed: Assessed, row: Mapping[str, Any], common: Mapping[str, Any], found: Mapping[str, float]
) -> dict[str, Any]:
    every = [area.area_id for area in assessed.question.model.areas]
    known = sum(not math.isnan(found.get(area, math.nan)) for area in every)
    areas = (known, len(every)) if common["area_id"] == OVERALL else None
    interval = assessed.interval(common["instrument"], common["rule"], common["area_id"])
    score, enough = _plain(row["score"]), assessed.is_enough(row)
    return {
        "score": score,
        "level": row["level"],
        "low": _plain(interval.low),
        "high": _plain(interval.high),
        "probability": _plain(interval.probability) if enough else math.nan,
        "score_lowest": _plain(row["lowest"]),
        "score_highest": _plain(row["highest"]),
        "gap": _plain(common["target"] - score) if enough else math.nan,
        "capabilities_assessed": int(row["capabilities_assessed"]),
        "note": area_note(common["rule"], row, areas),
    }


def _unscored(assessed: Assessed, instrument: str) -> dict[str, Any]:
    given = assessed.question.responses if instrument == "survey" else assessed.question.practices
    policy = assessed.question.policy
    if given.empty:
        why = say("not assessed: the form {forms} was not handed in", forms=_FORMS[instrument])
    elif policy.anonymous:
        why = say("not shown: no capability is rated by {fewest} people or more", fewest=policy.fewest)
    else:
        why = say("not assessed: nobody rated anything")
    nothing = ("score", "low", "high", "probability", "score_lowest", "score_highest", "gap")
    return {
        **dict.fromkeys(nothing, math.nan), "level": pd.NA, "capabilities_assessed": 0, "note": why,
    }  # fmt: skip


def capability_scores(assessed: Assessed) -> pd.DataFrame:
    """Return the table capability_scores: by the chosen rule from the chosen instrument, with what both instruments say."""
    question = assessed.question
    chosen = assessed.scored.of(question.policy.instrument, question.policy.rule)
    evidence = assessed.scored.of("appraisal", "weighted_mean")
    scored, rated = _by_capability(chosen), _by_capability(evidence)
    rows = [
        _capability_row(assessed, area.area_id, one, scored.get(one.capability_id), rated.get(one.capability_id))
        for area in question.model.areas
        for one in area.capabilities
    ]
    return build(rows, CAPABILITY_SCORES)


def _by_capability(scores: Scores | None) -> dict[str, Mapping[str, Any]]:
    return {str(row["capability"]): row for row in records_of(scores.capabilities)} if scores else {}


def _capability_row(
    assessed: Assessed, area_id: str, one: Capability, row: Mapping[str, Any] | None, evidence: Mapping[str, Any] | None
) -> dict[str, Any]:
    question, coverage = assessed.question, assessed.coverage.of(one.capability_id)
    policy, top = question.policy, question.model.highest_level
    maximum = 1.0 if policy.rule in SHARE_RULES else float(top)
    wanted = question.targets.get(one.capability_id, question.targets.get(area_id, math.nan))
    target = wanted * maximum / top
    score = _plain(row["score"]) if row else math.nan
    interval = assessed.interval(policy.instrument, policy.rule, one.capability_id)
    gap = _plain(target - score) if row and assessed.is_enough(row) else math.nan
    urgency = priority(max(gap, 0.0), maximum) if not math.isnan(gap) else math.nan
    return {
        "area_id": area_id,
        "capability_id": one.capability_id,
        "instrument": policy.instrument,
        "score": score,
        "level": row["level"] if row else pd.NA,
        "low": _plain(interval.low),
        "high": _plain(interval.high),
        "score_lowest": _plain(row["lowest"]) if row else math.nan,
        "score_highest": _plain(row["highest"]) if row else math.nan,
        "target": target,
        "gap": gap,
        "priority": _plain(urgency),
        "priority_band": priority_band(urgency),
        **_rated(assessed, one.capability_id),
        "evidence_rating": _plain(evidence["score"]) if evidence else math.nan,
        "practices": coverage.practices,
        "practices_assessed": coverage.assessed,
        "practices_evidenced": coverage.evidenced,
        "note": _capability_note(assessed, one.capability_id, row),
    }


def _capability_note(assessed: Assessed, capability_id: str, row: Mapping[str, Any] | None) -> str:
    policy, answers = assessed.question.policy, assessed.answers
    form_missing = assessed.question.responses.empty if policy.instrument == "survey" else row is None
    if form_missing:
        return say("not assessed: the form {forms} was not handed in", forms=_FORMS[policy.instrument])
    if policy.instrument == "appraisal":
        return str(row["note"]) if row else ""
    raters = int(answers.raters[capability_id])
    if policy.anonymous and raters < policy.fewest:
        return say("not shown: fewer than {fewest} people rated it", fewest=policy.fewest)
    abstained = int(answers.not_assessed[capability_id])
    hidden = policy.anonymous and abstained < policy.minimum_group
    return capability_note(raters, 0 if hidden else abstained, policy.fewest)


def _rated(assessed: Assessed, capability_id: str) -> dict[str, Any]:
    """Return what people said of a capability, as far as it may be shown."""
    policy = assessed.question.policy
    given = assessed.answers.ratings[capability_id].to_numpy(dtype=np.float64)
    ratings = given[~np.isnan(given)]
    enough = len(ratings) >= max(policy.fewest, 1)
    seen = not policy.anonymous
    abstained = int(assessed.answers.not_assessed[capability_id])
    return {
        "raters": assessed.raters([capability_id]),
        "answers_not_assessed": abstained if seen or (enough and abstained >= policy.minimum_group) else pd.NA,
        "lowest": float(ratings.min()) if seen and len(ratings) else math.nan,
        "highest": float(ratings.max()) if seen and len(ratings) else math.nan,
        "self_rating": _plain(float(ratings.mean())) if enough else math.nan,
    }


def _plain(value: float) -> float:
    """Return a figure without the last traces of binary arithmetic."""
    return round(float(value), _PLACES)
