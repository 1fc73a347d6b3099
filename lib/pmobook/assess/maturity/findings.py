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
from pmobook.language import say, say_many
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
        return say(
            "Maturity of {name} is not assessed: the form {forms} was not handed in",
            name=name,
            forms=_FORMS[question.policy.instrument],
        )
    areas = area_scores.loc[area_scores["is_chosen_rule"] & (area_scores["area_id"] != OVERALL)]
    if areas["target"].isna().all():
        scored = int(areas["score"].notna().sum())
        return say(
            "{name} is assessed in {scored} of {focus_area}; no targets are set",
            name=name,
            scored=scored,
            focus_area=counted(len(areas), "focus area"),
        )
    aimed = areas.loc[areas["target"].notna()]
    compared = aimed.loc[aimed["gap"].notna()]
    if compared.empty:
        return say("{name} is not assessed far enough to compare any focus area with its target", name=name)
    met = int(compared["gap"].le(0).sum())
    sentence = say(
        "{name} meets its maturity target in {met} of {focus_area}",
        name=name,
        met=met,
        focus_area=counted(len(compared), "focus area"),
    )
    unsure = len(aimed) - len(compared)
    return (
        say_many(
            "{sentence}; {unsure} is not or hardly assessed",
            "{sentence}; {unsure} are not or hardly assessed",
            unsure,
            sentence=sentence,
            unsure=unsure,
        )
        if unsure
        else sentence
    )


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
        yield Finding(
            f"{form}_missing", "", "watch", say("Maturity is not assessed: the form {form} was not handed in.", form=form), owner
        )
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
            sentence = say(
                "{title} is not assessed: none of its capabilities has enough {answers}.", title=area.title, answers=answers
            )
            yield Finding("not_assessed", area.area_id, "watch", sentence, owner)
            continue
        if not present(row["score"]):
            lowest, highest = as_number(row["score_lowest"]), as_number(row["score_highest"])
            sentence = say(
                "{title} can be anything from {lowest} to {highest}: too much of it is not assessed.",
                title=area.title,
                lowest=lowest,
                highest=highest,
            )
            yield Finding("not_assessed", area.area_id, "watch", sentence, owner)
            continue
        if missing:
            sentence = say(
                "{title} rests on {capabilities_assessed} of {of_area} capabilities; not assessed: {missing}.",
                title=area.title,
                capabilities_assessed=row["capabilities_assessed"],
                of_area=len(of_area),
                missing=listed(missing),
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
                sentence=say(
                    "{title} stands at {score} against a target of {target}; {weakest}.",
                    title=area.title,
                    score=score,
                    target=target,
                    weakest=_weakest(of_area, titles),
                ),
                owner=owner,
                weight=float(row["gap"]),
            )


def _how_sure(
    chosen: Mapping[str, Mapping[str, Any]], sureness: Sureness, limits: MaturityThresholds, owner: str
) -> Iterator[Finding]:
    whole = chosen[OVERALL]
    if present(whole["level"]) and present(whole["probability"]) and whole["probability"] < limits.level_unsure.value:
        sentence = say(
            "Level {level} overall is not sure: with other respondents of the same kind it would be "
            "reached with a probability of {probability}.",
            level=whole["level"],
            probability=as_percent(float(whole["probability"])),
        )
        yield Finding("level_unsure", "", "note", sentence, owner)
    alpha = sureness.agreement.loc[
        (sureness.agreement["area_id"] == OVERALL) & (sureness.agreement["statistic"] == "krippendorff_alpha")
    ]
    if len(alpha) and present(alpha["value"].iloc[0]) and alpha["value"].iloc[0] < limits.agreement_low.value:
        value, low, high = (float(alpha[name].iloc[0]) for name in ("value", "low", "high"))
        interval = "" if math.isnan(low) else say(", {low} to {high}", low=as_number(low, 2), high=as_number(high, 2))
        scale = say("1 is full agreement, 0 no more than chance")
        measured = say("agreement {value}{interval}; {scale}", value=as_number(value, 2), interval=interval, scale=scale)
        sentence = say("Raters see the same practices differently ({measured}): talk before deciding.", measured=measured)
        yield Finding("agreement_low", "", "note", sentence, owner)
    if sureness.patterns is not None and len(sureness.patterns.straight_liners) and len(sureness.without_straight_liners):
        yield _straight_lining(sureness, owner)


def _straight_lining(sureness: Sureness, owner: str) -> Finding:
    assert sureness.patterns is not None
    people = len(sureness.patterns.straight_liners)
    rows = sureness.without_straight_liners
    whole = rows.loc[rows["scope"] == OVERALL]
    sentence = say(
        "{person} of {judged} gave the same rating to everything; ",
        person=counted(people, "person", "people"),
        judged=sureness.patterns.judged,
    ) + _effect(whole["score_with"].iloc[0], whole["score_without"].iloc[0])
    return Finding("straight_lining", "", "note", sentence, owner)


def _effect(score_with: float, score_without: float) -> str:
    if math.isnan(score_without):
        return say("without them nothing would be assessed.")
    first, second = _apart(score_with, score_without)
    if first == second:
        return say("without them the score overall would be the same, {first}.", first=first)
    return say("without them the score overall would be {second} instead of {first}.", second=second, first=first)


def _perception(question: MaturityQuestion, sureness: Sureness, limits: MaturityThresholds, owner: str) -> Iterator[Finding]:
    gaps = sureness.perception_gaps
    known = gaps.loc[(gaps["capability_id"] == "") & gaps["low"].notna()]
    titles = {one.perspective_id: one.title for one in question.model.perspectives}
    for row in each_row(known):
        if abs(row.gap) >= limits.perception_gap.value and row.low * row.high > 0:
            direction = say("higher") if row.gap > 0 else say("lower")
            nearer, further = sorted((abs(row.low), abs(row.high)))
            sentence = say(
                "{titles} rate the PMO {gap} levels {direction} than it rates itself ({nearer} to "
                "{further}): they do not see the same PMO.",
                titles=titles[row.perspective],
                gap=as_number(abs(row.gap)),
                direction=direction,
                nearer=as_number(nearer),
                further=as_number(further),
            )
            yield Finding("perception_gap", row.perspective, "watch", sentence, owner, weight=abs(row.gap))


def _evidence(
    question: MaturityQuestion, capability_scores: pd.DataFrame, coverage: Coverage, limits: MaturityThresholds, owner: str
) -> Iterator[Finding]:
    both = capability_scores.assign(difference=capability_scores["self_rating"] - capability_scores["evidence_rating"])
    apart = both.loc[both["difference"] >= limits.self_over_evidence.value].sort_values("difference", ascending=False)
    if len(apart):
        titles = {one.capability_id: one.title for one in question.model.capabilities}
        sentence = say(
            "{capability} rated at least {self_over_evidence} level above what the findings on practices bear: {titles}.",
            capability=counted(len(apart), "capability", "capabilities"),
            self_over_evidence=as_number(limits.self_over_evidence.value),
            titles=listed([titles[one] for one in apart["capability_id"]]),
        )
        yield Finding("self_over_evidence", "", "watch", sentence, owner)
    if coverage.not_counted:
        sentence = say(
            "{not_counted} of {finding} on practices are not counted, because only {counted} findings are.",
            not_counted=coverage.not_counted,
            finding=counted(coverage.findings, "finding"),
            counted=question.policy.counted,
        )
        yield Finding("findings_not_counted", "", "note", sentence, owner)
    if coverage.capped:
        sentence = say(
            "{capped} of {finding} on practices count as partly met only: their evidence is missing or has expired.",
            capped=coverage.capped,
            finding=counted(coverage.findings, "finding"),
        )
        yield Finding("evidence_missing", "", "note", sentence, owner)


def _weakest(of_area: pd.DataFrame, titles: dict[str, str]) -> str:
    assessed = of_area.loc[of_area["score"].notna()]
    if assessed.empty:
        return say("no capability of it is assessed")
    lowest = float(assessed["score"].min())
    names = [titles[one] for one in assessed.loc[assessed["score"] == lowest, "capability_id"]]
    if len(names) == 1:
        return say("its weakest capability is {names} at {lowest}", names=names[0], lowest=as_number(lowest))
    return say("its weakest capabilities are {names}, each at {lowest}", names=listed(names), lowest=as_number(lowest))


def _apart(score: float, target: float) -> tuple[str, str]:
    """Write two figures with as many places as it takes to see that they differ, one to three."""
    for digits in (1, 2):
        if as_number(score, digits) != as_number(target, digits):
            return as_number(score, digits), as_number(target, digits)
    return as_number(score, 3), as_number(target, 3)
