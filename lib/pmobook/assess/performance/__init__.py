"""Performance: measures against the targets that leadership set, and what in them is signal rather than noise."""

from pmobook.assess.performance.assessment import Charting, MeasuresAssessment, assess_measures
from pmobook.assess.performance.icons import Assurance, Variation
from pmobook.assess.performance.limits import ControlLimits, Phase, control_limits
from pmobook.assess.performance.patterns import (
    part_of_two_of_three,
    runs_in_one_direction,
    runs_on_one_side,
    two_of_three,
)
from pmobook.assess.performance.prospects import Prospect, probability_of_target
from pmobook.assess.performance.rules import NELSON_RULES, NHS_RULES
from pmobook.assess.performance.seasons import Seasonality, seasonality
from pmobook.assess.performance.signals import Signals, signals
from pmobook.assess.performance.targets import assurance, judge_value

__all__ = [
    "NELSON_RULES",
    "NHS_RULES",
    "Assurance",
    "Charting",
    "ControlLimits",
    "MeasuresAssessment",
    "Phase",
    "Prospect",
    "Seasonality",
    "Signals",
    "Variation",
    "assess_measures",
    "assurance",
    "control_limits",
    "judge_value",
    "part_of_two_of_three",
    "probability_of_target",
    "runs_in_one_direction",
    "runs_on_one_side",
    "seasonality",
    "signals",
    "two_of_three",
]
