"""Maturity: what people's ratings come to, per capability, focus area and overall, by every rule the model offers."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from pmobook.assess.findings import findings_table
from pmobook.assess.maturity_findings import maturity_findings, maturity_headline
from pmobook.assess.tables import AREA_SCORES, CAPABILITY_SCORES, OVERALL, build
from pmobook.assess.wording import counted
from pmobook.errors import PmobookError
from pmobook.inputs.engagement import BusinessUnit
from pmobook.method.maturity import FocusArea, MaturityModel
from pmobook.method.thresholds import MaturityThresholds

__all__ = ["MaturityAssessment", "assess_maturity"]

NOTEBOOK = "10_maturity"

WORKINGS = {
    "area_id": "str", "capability_id": "str", "weight": "float64", "weight_share": "float64", "ratings": "str",
    "score": "float64", "contribution": "float64",
}  # fmt: skip


@dataclass(frozen=True)
class MaturityAssessment:
    """How mature a PMO is, with everything needed to say how it was scored.

    Attributes
    ----------
    capability_scores
        One row a capability: mean rating, raters, lowest and highest rating.
    area_scores
        One row a focus area (and ``overall``) and rule.
    findings
        By the chosen rule.
    workings
        One row a capability: its ratings (a JSON list, lowest first), its weight, the share of the area's weight that it
        carries among what was assessed, and its contribution (share times score). Contributions of an area add up to
        its weighted mean.
    headline
        The result in a sentence.
    chosen_rule
        The rule that targets are compared with.
    """

    capability_scores: pd.DataFrame
    area_scores: pd.DataFrame
    findings: pd.DataFrame
    workings: pd.DataFrame
    headline: str
    chosen_rule: str

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {"capability_scores": self.capability_scores, "area_scores": self.area_scores, "findings": self.findings}


@dataclass(frozen=True)
class _Capability:
    """One capability's ratings; the score is exact, so that three times 3 is 3 and not a little less."""

    area_id: str
    capability_id: str
    weight: Fraction
    ratings: tuple[int, ...]
    raters: frozenset[str]
    not_assessed: int
    score: Fraction | None
    note: str


@dataclass(frozen=True)
class _Area:
    """One focus area (or all of them) scored by one rule."""

    area_id: str
    rule: str
    score: Fraction | None
    target: Fraction | None
    share_assessed: Fraction
    capabilities: int
    capabilities_assessed: int
    raters: frozenset[str] = field(default_factory=frozenset)
    note: str = ""


def assess_maturity(
    model: MaturityModel,
    responses: pd.DataFrame,
    target_levels: Mapping[str, float],
    chosen_rule: str,
    minimum_raters: int,
    limits: MaturityThresholds,
    business_unit: BusinessUnit,
) -> MaturityAssessment:
    """Score a PMO's maturity from people's ratings, by every rule that the model offers.

    Parameters
    ----------
    model
        Focus areas, capabilities and their weights.
    responses
        The form responses: respondent_id, capability_id, rating (0 to 5). A missing rating is "not assessed": it is
        counted as such and takes no part in a score. A form without rows was not handed in.
    target_levels
        Focus area to the level that leadership wants; an area without one has no gap.
    chosen_rule
        The rule that findings go by.
    minimum_raters
        A capability rated by fewer people is not assessed.
    limits
        When a gap asks for action, and how much must be assessed before a level is stated.
    business_unit
        Named in sentences; its lead owns the findings.

    Returns
    -------
    MaturityAssessment
        Scores 0 to 5; a missing score is "not assessed".

    Raises
    ------
    PmobookError
        If the model does not offer the chosen rule.
    ValueError
        If a response names a capability that the model lacks; reading the pack refuses that.

    Notes
    -----
    A capability's score is the mean of its ratings, every rater counting the same.

    *Weighted mean*: an area's score is the sum of score times weight over the sum of weights of its assessed capabilities;
    the whole is the same over the assessed areas. The whole's target is the mean of those areas' targets by the same
    weights, if each has one.

    *Weakest link*: an area is as mature as its lowest capability, the whole as its lowest area, whose target it takes
    (the highest, if several areas are lowest). With capabilities that are not assessed it is an upper bound.

    An area without an assessed capability is not assessed. The level is the number of whole levels reached, never rounded
    up; level and gap are stated once enough is assessed. Arithmetic is exact (fractions), so a level can't be lost to rounding.

    References
    ----------
    Weakest link: the rule of P3M3 assessments.
    """
    if chosen_rule not in model.scoring_rules:
        message = f"The model {model.model_id} offers {' and '.join(model.scoring_rules)}; it has no rule {chosen_rule}."
        raise PmobookError(message)
    _refuse_unknown(model, responses)
    capabilities = {
        area.area_id: [
            _score_capability(area, capability.capability_id, capability.weight, responses, minimum_raters)
            for capability in area.capabilities
        ]
        for area in model.areas
    }
    targets = {area: Fraction(str(level)) for area, level in target_levels.items()}
    areas = [one for rule in model.scoring_rules for one in _score_areas(rule, model, capabilities, targets)]
    capability_scores = build((_capability_row(one) for group in capabilities.values() for one in group), CAPABILITY_SCORES)
    least = Fraction(str(limits.least_share_for_level.value))
    area_scores = build((_area_row(one, chosen_rule, least) for one in areas), AREA_SCORES)
    found = maturity_findings(model, capability_scores, area_scores, responses.empty, limits, business_unit.lead or "")
    return MaturityAssessment(
        capability_scores=capability_scores,
        area_scores=area_scores,
        findings=findings_table(NOTEBOOK, found),
        workings=build((row for group in capabilities.values() for row in _workings(group)), WORKINGS),
        headline=maturity_headline(area_scores, business_unit.name, responses.empty),
        chosen_rule=chosen_rule,
    )


def _refuse_unknown(model: MaturityModel, responses: pd.DataFrame) -> None:
    unknown = sorted(set(responses["capability_id"].dropna()) - set(model.capability_ids))
    if unknown:
        message = f"responses name capabilities that the model {model.model_id} lacks: {', '.join(unknown)}"
        raise ValueError(message)


def _score_capability(
    area: FocusArea, capability_id: str, weight: float, responses: pd.DataFrame, minimum_raters: int
) -> _Capability:
    answers = responses.loc[responses["capability_id"] == capability_id]
    rated = answers.loc[answers["rating"].notna()]
    ratings = tuple(sorted(int(rating) for rating in rated["rating"]))
    raters = frozenset(str(respondent) for respondent in rated["respondent_id"])
    not_assessed = len(answers) - len(rated)
    enough = len(raters) >= minimum_raters and len(raters) > 0
    return _Capability(
        area_id=area.area_id,
        capability_id=capability_id,
        weight=Fraction(str(weight)),
        ratings=ratings,
        raters=raters,
        not_assessed=not_assessed,
        score=Fraction(sum(ratings), len(ratings)) if enough else None,
        note=_capability_note(len(raters), not_assessed, minimum_raters, form_missing=responses.empty),
    )


def _capability_note(raters: int, not_assessed: int, minimum_raters: int, *, form_missing: bool) -> str:
    if form_missing:
        return "not assessed: the form responses was not handed in"
    abstained = f"{counted(not_assessed, 'person', 'people')} could not say" if not_assessed else ""
    if raters == 0:
        return "not assessed: nobody rated it" + (f" ({abstained})" if abstained else "")
    if raters < minimum_raters:
        note = f"not assessed: rated by {counted(raters, 'person', 'people')}, at least {minimum_raters} are asked for"
        return note + (f" ({abstained})" if abstained else "")
    return abstained


def _score_areas(
    rule: str, model: MaturityModel, capabilities: Mapping[str, list[_Capability]], targets: Mapping[str, Fraction]
) -> list[_Area]:
    """Return every focus area and the whole, scored by one rule."""
    areas = []
    for area in model.areas:
        group = capabilities[area.area_id]
        assessed = [(one.score, one.weight) for one in group if one.score is not None]
        areas.append(
            _Area(
                area_id=area.area_id,
                rule=rule,
                score=_combine(rule, assessed),
                target=targets.get(area.area_id),
                share_assessed=sum((weight for _, weight in assessed), Fraction(0)) / sum(one.weight for one in group),
                capabilities=len(group),
                capabilities_assessed=len(assessed),
                raters=frozenset().union(*(one.raters for one in group)),
                note=_area_note(rule, len(assessed), len(group)),
            )
        )
    weights = {area.area_id: Fraction(str(area.weight)) for area in model.areas}
    return [*areas, _score_whole(rule, areas, weights)]


def _combine(rule: str, scores: list[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return the score of pairs of score and weight by a rule; None if there are none."""
    if not scores:
        return None
    if rule == "weakest_link":
        return min(score for score, _ in scores)
    return sum((score * weight for score, weight in scores), Fraction(0)) / sum(weight for _, weight in scores)


def _area_note(rule: str, assessed: int, capabilities: int) -> str:
    if assessed == capabilities:
        return ""
    so_many = f"{assessed} of {counted(capabilities, 'capability', 'capabilities')} assessed"
    if assessed == 0:
        return f"not assessed: {so_many}"
    return f"at most this: {so_many}, and the others could be lower" if rule == "weakest_link" else so_many


def _score_whole(rule: str, areas: list[_Area], weights: Mapping[str, Fraction]) -> _Area:
    assessed = [(area.score, weights[area.area_id]) for area in areas if area.score is not None]
    capabilities = sum(area.capabilities for area in areas)
    capabilities_assessed = sum(area.capabilities_assessed for area in areas)
    note = _area_note(rule, capabilities_assessed, capabilities)
    if 0 < len(assessed) < len(areas):
        note += f"; {len(assessed)} of {counted(len(areas), 'focus area')} assessed"
    score = _combine(rule, assessed)
    return _Area(
        area_id=OVERALL,
        rule=rule,
        score=score,
        target=_target_of_whole(rule, areas, weights, score),
        share_assessed=sum((area.share_assessed * weights[area.area_id] for area in areas), Fraction(0)) / sum(weights.values()),
        capabilities=capabilities,
        capabilities_assessed=capabilities_assessed,
        raters=frozenset().union(*(area.raters for area in areas)),
        note=note,
    )


def _target_of_whole(rule: str, areas: list[_Area], weights: Mapping[str, Fraction], score: Fraction | None) -> Fraction | None:
    """Return the target that belongs to the whole's score: over the same areas, by the same rule."""
    counting = [area for area in areas if area.score is not None] or areas
    if rule == "weakest_link" and score is not None:
        lowest = [area.target for area in counting if area.score == score and area.target is not None]
        return max(lowest, default=None)
    pairs = [(area.target, weights[area.area_id]) for area in counting if area.target is not None]
    return _combine("weighted_mean", pairs) if len(pairs) == len(counting) else None


def _capability_row(one: _Capability) -> dict[str, Any]:
    return {
        "area_id": one.area_id,
        "capability_id": one.capability_id,
        "score": _as_float(one.score),
        "raters": len(one.raters),
        "answers_not_assessed": one.not_assessed,
        "lowest": float(one.ratings[0]) if one.ratings else math.nan,
        "highest": float(one.ratings[-1]) if one.ratings else math.nan,
        "note": one.note,
    }


def _area_row(one: _Area, chosen_rule: str, least: Fraction) -> dict[str, Any]:
    enough = one.share_assessed >= least
    withheld = one.score is not None and not enough
    gap = None if one.score is None or one.target is None or withheld else one.target - one.score
    return {
        "area_id": one.area_id,
        "rule": one.rule,
        "is_chosen_rule": one.rule == chosen_rule,
        "score": _as_float(one.score),
        "level": pd.NA if one.score is None or withheld else math.floor(one.score),
        "target": _as_float(one.target),
        "gap": _as_float(gap),
        "capabilities": one.capabilities,
        "capabilities_assessed": one.capabilities_assessed,
        "raters": len(one.raters),
        "note": f"{one.note}; too few to state a level or a gap" if withheld else one.note,
    }


def _workings(group: list[_Capability]) -> list[dict[str, Any]]:
    total = sum((one.weight for one in group if one.score is not None), Fraction(0))
    rows = []
    for one in group:
        share = one.weight / total if one.score is not None else None
        rows.append(
            {
                "area_id": one.area_id,
                "capability_id": one.capability_id,
                "weight": float(one.weight),
                "weight_share": _as_float(share),
                "ratings": json.dumps(one.ratings),
                "score": _as_float(one.score),
                "contribution": _as_float(None if share is None or one.score is None else share * one.score),
            }
        )
    return rows


def _as_float(value: Fraction | None) -> float:
    return math.nan if value is None else float(value)
