"""What goals weigh: from pairwise judgements, given directly, along their tree, and how far that could lie elsewhere."""

from __future__ import annotations

from pmobook.assess.priorities.admissible import AdmissibleWeights, admissible_weights
from pmobook.assess.priorities.direct import direct_weights
from pmobook.assess.priorities.disturbing import Disturbance
from pmobook.assess.priorities.intervals import interval_weights
from pmobook.assess.priorities.results import ByJudge, JudgeWeights, Priorities
from pmobook.assess.priorities.tree import GoalPriorities, weights_in_tree
from pmobook.assess.priorities.weighing import weights

__all__ = [
    "AdmissibleWeights",
    "ByJudge",
    "Disturbance",
    "GoalPriorities",
    "JudgeWeights",
    "Priorities",
    "admissible_weights",
    "direct_weights",
    "interval_weights",
    "weights",
    "weights_in_tree",
]
