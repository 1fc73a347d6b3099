"""Maturity: what people's ratings and an assessor's findings come to, how sure that is, and the way to the target."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd

from pmobook.assess.comparison import Comparison, compare_with_pool
from pmobook.assess.findings import findings_table
from pmobook.assess.maturity.answers import SurveyAnswers, appraise, survey
from pmobook.assess.maturity.evidence import Coverage, coverage, practice_workings
from pmobook.assess.maturity.findings import maturity_findings, maturity_headline
from pmobook.assess.maturity.movements import score_movements
from pmobook.assess.maturity.plan import Plan, plan_improvement
from pmobook.assess.maturity.question import MaturityQuestion
from pmobook.assess.maturity.records import Assessed, area_scores, capability_scores
from pmobook.assess.maturity.scored import Scored, score_answers
from pmobook.assess.maturity.sureness import Sureness, how_sure
from pmobook.assess.tables import AREA_SCORES, build, records_of
from pmobook.method.comparison import comparison_rules
from pmobook.method.thresholds import MaturityThresholds
from pmobook.vocabulary import Quarter

__all__ = ["MaturityAssessment", "assess_maturity"]

NOTEBOOK = "10_maturity"

WORKINGS = {
    "area_id": "str", "capability_id": "str", "weight": "float64", "weight_share": "float64", "ratings": "str",
    "score": "float64", "contribution": "float64",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class MaturityAssessment:
    """How mature a PMO is, how sure that is, what to do next, and everything needed to say how it was scored.

    Attributes
    ----------
    question
        What it rests on.
    capability_scores, area_scores, findings
        Tables of those names.
    scored
        Scores by instrument and rule, with the steps on the way.
    sureness
        Intervals, probabilities of levels, agreement, perception gaps, ways of answering.
    coverage
        How far the appraisal has come.
    plan
        The cheapest way to the targets, its price under every rule, and what to find out first.
    comparison
        Beside other organisations.
    earlier_scores
        The table area_scores by the chosen rule and instrument on the latest answers before; no rows if there are none.
    score_movements
        Table of that name: why scores moved since the latest answers before, and since those of the year before.
    workings
        One row a capability: its ratings (a JSON list, lowest first; empty in an anonymous survey), its weight, the share of
        the area's weight that it carries among what was assessed, and its contribution (share times score). Under rules
        that average, the contributions of an area add up to its score.
    practice_workings
        One row a practice: what was found, what it counts as and why.
    headline
        The result in a sentence.
    """

    question: MaturityQuestion
    capability_scores: pd.DataFrame
    area_scores: pd.DataFrame
    findings: pd.DataFrame
    scored: Scored
    sureness: Sureness
    coverage: Coverage
    plan: Plan
    comparison: Comparison
    earlier_scores: pd.DataFrame
    score_movements: pd.DataFrame
    workings: pd.DataFrame
    practice_workings: pd.DataFrame
    headline: str

    @property
    def chosen_rule(self) -> str:
        """The rule that targets are compared with."""
        return self.question.policy.rule

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """What is recorded, by the name of its table."""
        return {
            "capability_scores": self.capability_scores,
            "area_scores": self.area_scores,
            "score_movements": self.score_movements,
            "level_probabilities": self.sureness.level_probabilities,
            "agreement": self.sureness.agreement,
            "perception_gaps": self.sureness.perception_gaps,
            "improvement_steps": self.plan.steps,
            "findings": self.findings,
        }


def assess_maturity(question: MaturityQuestion, limits: MaturityThresholds) -> MaturityAssessment:
    """Score a PMO's maturity from both instruments by every rule that the model offers, and say how sure that is.

    Parameters
    ----------
    question
        The model, the answers, the targets and how answers count. A missing rating or finding is "not assessed": it is
        counted as such and never as zero. A form without rows was not handed in.
    limits
        When a figure becomes a finding, and how much must be assessed before a level is stated.

    Returns
    -------
    MaturityAssessment
        Scores 0 to the model's highest level (0 to 1 by rules of shares); a missing score is "not assessed".

    Notes
    -----
    Survey: a capability's level n is held to the share of raters who see it at n or higher, so that its weighted mean is the
    mean of its ratings, every rater counting the same. Appraisal: a practice is held to the share that its finding stands
    for. Every rule then scores the same shares; see `pmobook.assess.scoring`.

    The level is the number of whole levels reached, never rounded up; level and gap are stated once enough is assessed.
    The whole's target is made from the focus areas' targets by the same rule.
    """
    answers = survey(question, question.responses)
    appraisal = appraise(question, question.practices, question.evidence)
    least = limits.least_share_for_level.value
    scored = score_answers(question, answers, appraisal, least)
    sureness = how_sure(question, answers)
    covered = coverage(question, appraisal)
    assessed = Assessed(question, answers, covered, scored, sureness, least)
    areas, capabilities = area_scores(assessed), capability_scores(assessed)
    chosen = areas.loc[areas["is_chosen_rule"]]
    plan = plan_improvement(question, scored, appraisal)
    found = maturity_findings(question, capabilities, areas, sureness, covered, plan, limits)
    return MaturityAssessment(
        question=question,
        capability_scores=capabilities,
        area_scores=areas,
        findings=findings_table(NOTEBOOK, found),
        scored=scored,
        sureness=sureness,
        coverage=covered,
        plan=plan,
        comparison=compare_with_pool(
            chosen, question.pool, (question.model.model_id, question.model.version), question.sector, question.size,
            comparison_rules(),
        ),
        earlier_scores=_earlier(question, least),
        score_movements=score_movements(question, least),
        workings=_workings(question, answers, capabilities),
        practice_workings=practice_workings(question, appraisal),
        headline=maturity_headline(question, areas),
    )  # fmt: skip


def _earlier(question: MaturityQuestion, least: float) -> pd.DataFrame:
    """Score the latest answers before by the same rule, instrument and model, as of their own quarter, without resampling."""
    kept = ["area_id", "score", "level"]
    if not question.earlier:
        return build((), {name: AREA_SCORES[name] for name in kept})
    as_of = Quarter.parse(question.earlier_quarter).last_day if question.earlier_quarter else None
    answers = survey(question, question.earlier["responses"])
    appraisal = appraise(question, question.earlier["practices"], question.earlier["evidence"], as_of)
    scored = score_answers(question, answers, appraisal, least, only_chosen=True)
    rows = area_scores(Assessed(question, answers, Coverage({}, 0, 0, 0, {}), scored, Sureness(), least))
    return rows.loc[rows["is_chosen_rule"], kept].reset_index(drop=True)


def _workings(question: MaturityQuestion, answers: SurveyAnswers, capabilities: pd.DataFrame) -> pd.DataFrame:
    weights = {one.capability_id: one.weight for one in question.model.capabilities}
    rows = capabilities[["area_id", "capability_id", "score"]].assign(
        weight=[weights[one] for one in capabilities["capability_id"]],
        ratings=[
            "" if question.policy.anonymous else json.dumps(sorted(answers.ratings[one].dropna().tolist()))
            for one in capabilities["capability_id"]
        ],
    )
    counting = rows["weight"].where(rows["score"].notna())
    share = counting / counting.groupby(rows["area_id"]).transform("sum")
    return build(records_of(rows.assign(weight_share=share, contribution=share * rows["score"])), WORKINGS)
