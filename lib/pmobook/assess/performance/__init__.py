"""Performance: measures against the targets that leadership set, and what in them is signal rather than noise."""

from pmobook.assess.performance.assessment import MeasuresAssessment, assess_measures
from pmobook.assess.performance.icons import Assurance, Variation
from pmobook.assess.performance.limits import ControlLimits, Phase, control_limits
from pmobook.assess.performance.patterns import (
    part_of_two_of_three,
    runs_in_one_direction,
    runs_on_one_side,
    two_of_three,
)
from pmobook.assess.performance.rules import NELSON_RULES, NHS_RULES
from pmobook.assess.performance.signals import Signals, signals
from pmobook.assess.performance.targets import assurance, judge_value

__all__ = [
    "NELSON_RULES",
    "NHS_RULES",
    "Assurance",
    "ControlLimits",
    "MeasuresAssessment",
    "Phase",
    "Signals",
    "Variation",
    "assess_measures",
    "assurance",
    "control_limits",
    "judge_value",
    "part_of_two_of_three",
    "runs_in_one_direction",
    "runs_on_one_side",
    "signals",
    "two_of_three",
]
