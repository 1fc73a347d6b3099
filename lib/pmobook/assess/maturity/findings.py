"""What maturity scores mean for their reader: what falls short, what rests on too little, and what to be careful with."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.findings import Finding
from pmobook.assess.maturity.evidence import Coverage
from pmobook.assess.maturity.plan import Plan
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.maturity.sureness import Sureness
from pmobook.assess.tables import OVERALL, each_row, present, records_of
from pmobook.assess.wording import as_number, as_percent, counted, listed
from pmobook.method.thresholds import MaturityThresholds

__all__ = ["maturity_findings", "maturity_headline"]

_FORMS = {"survey": "responses", "appraisal": "practices"}
_RATINGS = {"survey": "ratings", "appraisal": "findings"}


def maturity_headline(question: MaturityQuestion, area_scores: pd.DataFrame) -> str:
    """Say in a sentence how many focus areas meet their target by the chosen rule.

    Areas without a target are left out; areas of which nothing or too little is assessed are counted apart.
    """
    name = question.business_unit.name
    if _form_missing(question):
        return f"Maturity of {name} is not assessed: the form {_FORMS[question.policy.instrument]} was not handed in"
    areas = area_scores.loc[area_scores["is_chosen_rule"] & (area_scores["area_id"] != OVERALL)]
    if areas["target"].isna().all():
        scored = int(areas["score"].notna().sum())
        return f"{name} is assessed in {scored} of {counted(len(areas), 'focus area')}; no targets are set"
    aimed = areas.loc[areas["target"].notna()]
    compared = aimed.loc[aimed["gap"].notna()]
    if compared.empty:
        return f"{name} is not assessed far enough to compare any focus area with its target"
    met = int(compared["gap"].le(0).sum())
    sentence = f"{name} meets its maturity target in {met} of {counted(len(compared), 'focus area')}"
    unsure = len(aimed) - len(compared)
    return f"{sentence}; {unsure} {'is' if unsure == 1 else 'are'} not or hardly assessed" if unsure else sentence


def _form_missing(question: MaturityQuestion) -> bool:
    return (question.responses if question.policy.instrument == "survey" else question.practices).empty


def maturity_findings(
    question: MaturityQuestion,
    capability_scores: pd.DataFrame,
    area_scores: pd.DataFrame,
    sureness: Sureness,
    coverage: Coverage,
    plan: Plan,
    limits: MaturityThresholds,
) -> Iterator[Finding]:
    """Yield findings by the chosen rule and instrument.

    Parameters
    ----------
    question
        For titles, and for the lead of the business unit, who owns them.
    capability_scores, area_scores
        Results; a missing score is "not assessed" and is a finding, not a zero.
    sureness, coverage, plan
        What the results rest on, and what follows from them.
    limits
        When a figure becomes a finding.
    """
    owner = question.business_unit.lead or ""
    if _form_missing(question):
        form = _FORMS[question.policy.instrument]
        yield Finding(f"{form}_missing", "", "watch", f"Maturity is not assessed: the form {form} was not handed in.", owner)
        return
    chosen = {row["area_id"]: row for row in records_of(area_scores.loc[area_scores["is_chosen_rule"]])}
    yield from _levels(question, capability_scores, chosen, limits, owner)
    yield from _how_sure(chosen, sureness, limits, owner)
    yield from _perception(question, sureness, limits, owner)
    yield from _evidence(question, capability_scores, coverage, limits, owner)
    if not plan.steps.empty:
        yield Finding("plan", "", "note", plan.sentence, owner)
    if not plan.questions.empty and plan.questions["overall_levels"].iloc[0] > 0:
        yield Finding("next_question", "", "note", str(plan.questions["sentence"].iloc[0]), owner)


def _levels(
    question: MaturityQuestion,
    capability_scores: pd.DataFrame,
    chosen: Mapping[str, Mapping[str, Any]],
    limits: MaturityThresholds,
    owner: str,
) -> Iterator[Finding]:
    titles = {one.capability_id: one.title for one in question.model.capabilities}
    answers = _RATINGS[question.policy.instrument]
    for area in question.model.areas:
        row = chosen[area.area_id]
        of_area = capability_scores.loc[capability_scores["area_id"] == area.area_id]
        missing = [titles[one] for one in of_area.loc[of_area["score"].isna(), "capability_id"]]
        if not present(row["score"]) and len(missing) == len(of_area):
            sentence = f"{area.title} is not assessed: none of its capabilities has enough {answers}."
            yield Finding("not_assessed", area.area_id, "watch", sentence, owner)
            continue
        if not present(row["score"]):
            lowest, highest = as_number(row["score_lowest"]), as_number(row["score_highest"])
            sentence = f"{area.title} can be anything from {lowest} to {highest}: too much of it is not assessed."
            yield Finding("not_assessed", area.area_id, "watch", sentence, owner)
            continue
        if missing:
            sentence = (
                f"{area.title} rests on {row['capabilities_assessed']} of {len(of_area)} capabilities; "
                f"not assessed: {listed(missing)}."
            )
            yield Finding("partly_assessed", area.area_id, "note" if present(row["level"]) else "watch", sentence, owner)
        if present(row["gap"]) and row["gap"] > 0:
            score, target = _apart(float(row["score"]), float(row["target"]))
            yield Finding(
                kind="below_target",
                subject=area.area_id,
                # A share's gap is counted in levels like any other.
                severity="act"
                if round(row["gap"] * question.model.highest_level / row["scale_maximum"], 9) >= limits.gap_act.value
                else "watch",
                sentence=f"{area.title} stands at {score} against a target of {target}; {_weakest(of_area, titles)}.",
                owner=owner,
                weight=float(row["gap"]),
            )


def _how_sure(
    chosen: Mapping[str, Mapping[str, Any]], sureness: Sureness, limits: MaturityThresholds, owner: str
) -> Iterator[Finding]:
    whole = chosen[OVERALL]
    if present(whole["level"]) and present(whole["probability"]) and whole["probability"] < limits.level_unsure.value:
        sentence = (
            f"Level {whole['level']} overall is not sure: with other respondents of the same kind it would be reached "
            f"with a probability of {as_percent(float(whole['probability']))}."
        )
        yield Finding("level_unsure", "", "note", sentence, owner)
    alpha = sureness.agreement.loc[
        (sureness.agreement["area_id"] == OVERALL) & (sureness.agreement["statistic"] == "krippendorff_alpha")
    ]
    if len(alpha) and present(alpha["value"].iloc[0]) and alpha["value"].iloc[0] < limits.agreement_low.value:
        value, low, high = (float(alpha[name].iloc[0]) for name in ("value", "low", "high"))
        interval = "" if math.isnan(low) else f", {as_number(low, 2)} to {as_number(high, 2)}"
        scale = "1 is full agreement, 0 no more than chance"
        measured = f"agreement {as_number(value, 2)}{interval}; {scale}"
        sentence = f"Raters see the same practices differently ({measured}): talk before deciding."
        yield Finding("agreement_low", "", "note", sentence, owner)
    if sureness.patterns is not None and len(sureness.patterns.straight_liners) and len(sureness.without_straight_liners):
        yield _straight_lining(sureness, owner)


def _straight_lining(sureness: Sureness, owner: str) -> Finding:
    assert sureness.patterns is not None
    people = len(sureness.patterns.straight_liners)
    rows = sureness.without_straight_liners
    whole = rows.loc[rows["scope"] == OVERALL]
    sentence = (
        f"{counted(people, 'person', 'people')} of {sureness.patterns.judged} gave the same rating to everything; "
        + _effect(whole["score_with"].iloc[0], whole["score_without"].iloc[0])
    )
    return Finding("straight_lining", "", "note", sentence, owner)


def _effect(score_with: float, score_without: float) -> str:
    if math.isnan(score_without):
        return "without them nothing would be assessed."
    first, second = _apart(score_with, score_without)
    if first == second:
        return f"without them the score overall would be the same, {first}."
    return f"without them the score overall would be {second} instead of {first}."


def _perception(question: MaturityQuestion, sureness: Sureness, limits: MaturityThresholds, owner: str) -> Iterator[Finding]:
    gaps = sureness.perception_gaps
    known = gaps.loc[(gaps["capability_id"] == "") & gaps["low"].notna()]
    titles = {one.perspective_id: one.title for one in question.model.perspectives}
    for row in each_row(known):
        if abs(row.gap) >= limits.perception_gap.value and row.low * row.high > 0:
            direction = "higher" if row.gap > 0 else "lower"
            nearer, further = sorted((abs(row.low), abs(row.high)))
            sentence = (
                f"{titles[row.perspective]} rate the PMO {as_number(abs(row.gap))} levels {direction} than it rates itself "
                f"({as_number(nearer)} to {as_number(further)}): they do not see the same PMO."
            )
            yield Finding("perception_gap", row.perspective, "watch", sentence, owner, weight=abs(row.gap))


def _evidence(
    question: MaturityQuestion, capability_scores: pd.DataFrame, coverage: Coverage, limits: MaturityThresholds, owner: str
) -> Iterator[Finding]:
    both = capability_scores.assign(difference=capability_scores["self_rating"] - capability_scores["evidence_rating"])
    apart = both.loc[both["difference"] >= limits.self_over_evidence.value].sort_values("difference", ascending=False)
    if len(apart):
        titles = {one.capability_id: one.title for one in question.model.capabilities}
        sentence = (
            f"{counted(len(apart), 'capability', 'capabilities')} rated at least "
            f"{as_number(limits.self_over_evidence.value)} level above what the findings on practices bear: "
            f"{listed([titles[one] for one in apart['capability_id']])}."
        )
        yield Finding("self_over_evidence", "", "watch", sentence, owner)
    if coverage.not_counted:
        sentence = (
            f"{coverage.not_counted} of {counted(coverage.findings, 'finding')} on practices are not counted, because only "
            f"{question.policy.counted} findings are."
        )
        yield Finding("findings_not_counted", "", "note", sentence, owner)
    if coverage.capped:
        sentence = (
            f"{coverage.capped} of {counted(coverage.findings, 'finding')} on practices count as partly met only: their evidence "
            "is missing or has expired."
        )
        yield Finding("evidence_missing", "", "note", sentence, owner)


def _weakest(of_area: pd.DataFrame, titles: dict[str, str]) -> str:
    assessed = of_area.loc[of_area["score"].notna()]
    if assessed.empty:
        return "no capability of it is assessed"
    lowest = float(assessed["score"].min())
    names = [titles[one] for one in assessed.loc[assessed["score"] == lowest, "capability_id"]]
    if len(names) == 1:
        return f"its weakest capability is {names[0]} at {as_number(lowest)}"
    return f"its weakest capabilities are {listed(names)}, each at {as_number(lowest)}"


def _apart(score: float, target: float) -> tuple[str, str]:
    """Write two figures with as many places as it takes to see that they differ, one to three."""
    for digits in (1, 2):
        if as_number(score, digits) != as_number(target, digits):
            return as_number(score, digits), as_number(target, digits)
    return as_number(score, 3), as_number(target, 3)
