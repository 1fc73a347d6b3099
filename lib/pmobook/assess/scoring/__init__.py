"""Ten ways to score the same answers, side by side."""

from pmobook.assess.scoring.appraisal import AppraisalAnswers, appraisal_answers
from pmobook.assess.scoring.bands import band
from pmobook.assess.scoring.evaluation import SHARE_RULES, STRICTER, evaluate, known_rule, levels_of
from pmobook.assess.scoring.layout import Evaluated, Intermediate, Layout
from pmobook.assess.scoring.scores import Scores
from pmobook.assess.scoring.scoring import score, score_by_rules
from pmobook.assess.scoring.survey import rater_shares, survey_layout, survey_shares
from pmobook.method.scoring_rules import RULE_NAMES

__all__ = [
    "RULE_NAMES",
    "SHARE_RULES",
    "STRICTER",
    "AppraisalAnswers",
    "Evaluated",
    "Intermediate",
    "Layout",
    "Scores",
    "appraisal_answers",
    "band",
    "evaluate",
    "known_rule",
    "levels_of",
    "rater_shares",
    "score",
    "score_by_rules",
    "survey_layout",
    "survey_shares",
]
