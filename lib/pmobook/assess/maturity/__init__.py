"""Maturity of a PMO: from answers to levels, how sure they are, and the way to the target."""

from pmobook.assess.maturity.assessment import MaturityAssessment, assess_maturity
from pmobook.assess.maturity.plan import Plan
from pmobook.assess.maturity.question import MaturityPolicy, MaturityQuestion, maturity_question
from pmobook.assess.maturity.sureness import Sureness

__all__ = [
    "MaturityAssessment",
    "MaturityPolicy",
    "MaturityQuestion",
    "Plan",
    "Sureness",
    "assess_maturity",
    "maturity_question",
]
