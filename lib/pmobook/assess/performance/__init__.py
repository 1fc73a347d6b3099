"""Performance: measures against the targets that leadership set, and what in them is signal rather than noise."""

from pmobook.assess.performance.assessment import MeasuresAssessment, assess_measures

__all__ = ["MeasuresAssessment", "assess_measures"]
