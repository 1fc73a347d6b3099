"""The improvement plan: findings of every notebook become a few actions that fit the effort there is."""

from pmobook.assess.plan.assessment import PlanAssessment, assess_plan
from pmobook.assess.plan.checks import check_actions
from pmobook.assess.plan.choice import Ranked, choose_actions, rank_actions
from pmobook.assess.plan.gathered import Gathered
from pmobook.assess.plan.matters import Raised, gather_matters

__all__ = [
    "Gathered",
    "PlanAssessment",
    "Raised",
    "Ranked",
    "assess_plan",
    "check_actions",
    "choose_actions",
    "gather_matters",
    "rank_actions",
]
