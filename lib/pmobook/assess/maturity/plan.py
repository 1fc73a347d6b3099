"""From where a PMO stands to its targets: the cheapest set of actions, its price under every rule, what to find out first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pmobook.assess.improvement import cheapest_plan, next_best_question_from, next_level_paths_from
from pmobook.assess.maturity.evidence import practice_workings
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.maturity.scored import Scored
from pmobook.assess.scoring import SHARE_RULES, AppraisalAnswers, Scores
from pmobook.assess.tables import IMPROVEMENT_STEPS, build, each_row, records_of
from pmobook.assess.wording import counted, listed
from pmobook.language import say, say_many
from pmobook.method.maturity import MaturityModel
from pmobook.rounding import measured

__all__ = ["Plan", "plan_improvement"]


@dataclass(frozen=True, eq=False)
class Plan:
    """The way to the targets.

    Attributes
    ----------
    steps
        The table improvement_steps; no rows if nothing is to be done or there is nothing to plan from.
    sentence
        What it comes to, and what it rests on.
    by_rule
        What the next whole level takes under each rule, see `pmobook.assess.improvement.next_level_paths`; no rows without
        answers.
    questions
        What is open, what could change the conclusion most first; see `pmobook.assess.improvement.next_best_question`.
    """

    steps: pd.DataFrame = field(default_factory=lambda: build((), IMPROVEMENT_STEPS))
    sentence: str = "There is no plan: nothing is assessed that it could begin from."
    by_rule: pd.DataFrame = field(default_factory=pd.DataFrame)
    questions: pd.DataFrame = field(default_factory=pd.DataFrame)


def plan_improvement(question: MaturityQuestion, scored: Scored, appraisal: AppraisalAnswers) -> Plan:
    """Plan the cheapest way to the targets by the chosen rule, from the chosen instrument's answers.

    Parameters
    ----------
    question
        For the model's actions, the targets and the effort a week.
    scored
        Scores by the chosen rule give what is met today; what is not assessed counts as not met.
    appraisal
        Findings that are not counted or limited are open questions.
    """
    policy, model = question.policy, question.model
    scores = scored.of(policy.instrument, policy.rule)
    if scores is None:
        return Plan()
    titles = _titles(model)
    questions = _questions(question, scores, appraisal, titles)
    actions = _actions(model)
    if actions.empty:
        return Plan(sentence=say("There is no plan: the maturity model names no actions."), questions=questions)
    by_rule = next_level_paths_from(
        scores.layout, scores.shares, actions, rules=model.scoring_rules, days_per_week=policy.days_per_week
    )
    top = model.highest_level
    scale = (1.0 if policy.rule in SHARE_RULES else float(top)) / top
    ids = (*(area.area_id for area in model.areas), *model.capability_ids)
    targets = {one: question.targets[one] * scale for one in ids if one in question.targets}
    if not targets:
        return Plan(sentence=say("There is no plan: no target level is set."), by_rule=by_rule, questions=questions)
    found = cheapest_plan(
        scores.layout, scores.shares, actions, policy.rule, targets,
        days_per_week=policy.days_per_week, start=question.last_day + dt.timedelta(days=1), titles=titles,
    )  # fmt: skip
    renamed = {"area": "area_id", "capability": "capability_id", "reason": "note"}
    steps = build(records_of(found.steps.rename(columns=renamed)[list(IMPROVEMENT_STEPS)]), IMPROVEMENT_STEPS)
    if steps.empty and found.out_of_reach:
        sentence = (
            say("There is no plan: everything else with a target has reached it.") if found.reached else say("There is no plan.")
        )
    elif steps.empty:
        sentence = say("Everything with a target has reached it: nothing needs to be done for that.")
    else:
        proof = say("no cheaper set of actions reaches them") if found.is_proven else say("a cheaper set can't be ruled out")
        pace = (
            ""
            if policy.days_per_week is None
            else say(" at {days_per_week} person-days a week", days_per_week=measured(policy.days_per_week))
        )
        brought = [one for one in targets if one not in found.out_of_reach and one not in found.reached]
        areas = sum(one not in model.capability_ids for one in brought)
        parts = [counted(areas, "focus area")] if areas else []
        parts += [counted(len(brought) - areas, "capability", "capabilities")] if len(brought) > areas else []
        sentence = say_many(
            "{n} action brings {parts} to target: {person_days} person-days, {weeks} weeks{pace}; {proof}.",
            "{n:,} actions bring {parts} to target: {person_days} person-days, {weeks} weeks{pace}; {proof}.",
            len(steps),
            parts=listed(parts),
            person_days=measured(found.person_days),
            weeks=measured(found.weeks),
            pace=pace,
            proof=proof,
        )
    if found.out_of_reach:
        names = listed(titles[area] for area in found.out_of_reach)
        sentence += say(" No set of actions is enough for {names}.", names=names)
    return Plan(steps, sentence, by_rule, questions)


def _titles(model: MaturityModel) -> dict[str, str]:
    areas = {area.area_id: area.title for area in model.areas}
    practices = {key: practice.statement for key, (_, practice) in model.places_of_practices.items()}
    return {**areas, **{one.capability_id: one.title for one in model.capabilities}, **practices}


def _actions(model: MaturityModel) -> pd.DataFrame:
    rows = [
        {
            "action_id": action.action_id, "capability": one.capability_id, "level": action.to_level, "title": action.title,
            "person_days": action.person_days, "weeks": action.weeks,
            "depends_on": tuple((need.capability_id, need.level) for need in action.depends_on),
        }
        for one in model.capabilities
        for action in one.actions
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["action_id", "capability", "level", "title", "person_days", "weeks", "depends_on"])


def _questions(
    question: MaturityQuestion, scores: Scores, appraisal: AppraisalAnswers, titles: Mapping[str, str]
) -> pd.DataFrame:
    reasons: dict[tuple[str, int | None, str], str] = {}
    if question.policy.instrument == "appraisal":
        for row in each_row(practice_workings(question, appraisal)):
            if row.reason:
                reasons[row.capability_id, int(row.level), row.practice_id] = row.reason
    return next_best_question_from(scores.layout, scores.shares, scores.rule, reasons=reasons, titles=titles)
