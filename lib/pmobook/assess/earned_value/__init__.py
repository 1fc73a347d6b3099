"""Money: what work done was worth beside its cost and plan, and what projects will come to."""

from pmobook.assess.earned_value.assessment import MoneyAssessment, MoneyForms, assess_money
from pmobook.assess.earned_value.drift import forecast_drift
from pmobook.assess.earned_value.enterprise import EnterpriseMoney, enterprise_curve, enterprise_money
from pmobook.assess.earned_value.indices import Indices, indices
from pmobook.assess.earned_value.projects import ProjectMoney
from pmobook.assess.earned_value.records import Joint
from pmobook.assess.earned_value.reference_class import ReferenceClass, past_outcomes, recorded_outcomes, reference_class
from pmobook.assess.earned_value.schedule import EarnedSchedule, earned_schedule

__all__ = [
    "EarnedSchedule",
    "EnterpriseMoney",
    "Indices",
    "Joint",
    "MoneyAssessment",
    "MoneyForms",
    "ProjectMoney",
    "ReferenceClass",
    "assess_money",
    "earned_schedule",
    "enterprise_curve",
    "enterprise_money",
    "forecast_drift",
    "indices",
    "past_outcomes",
    "recorded_outcomes",
    "reference_class",
]
