"""Governance in practice: gates, decisions and conditions, and delivery confidence beside what the evidence implies."""

from pmobook.assess.governance.agreement import RatingAgreement, compare_ratings, judge_agreement
from pmobook.assess.governance.assessment import GovernanceAssessment, assess_governance
from pmobook.assess.governance.evidence import Evidence, ImpliedRating, band_of, imply_rating
from pmobook.assess.governance.gate_summary import GateSummary, summarise_gates
from pmobook.assess.governance.gates import record_gates
from pmobook.assess.governance.losses import expected_losses
from pmobook.assess.governance.staleness import Standing, rating_standing
from pmobook.assess.governance.standards import Standards, compare_standards

__all__ = [
    "Evidence",
    "GateSummary",
    "GovernanceAssessment",
    "ImpliedRating",
    "RatingAgreement",
    "Standards",
    "Standing",
    "assess_governance",
    "band_of",
    "compare_ratings",
    "compare_standards",
    "expected_losses",
    "imply_rating",
    "judge_agreement",
    "rating_standing",
    "record_gates",
    "summarise_gates",
]
