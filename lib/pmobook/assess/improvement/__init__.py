"""From where a PMO stands to where leadership wants it: gaps, the cheapest path, and what to find out first."""

from pmobook.assess.improvement.actions import Action, actions_of, read_actions
from pmobook.assess.improvement.cheapest import cheapest_path, cheapest_path_from, next_level_paths, next_level_paths_from
from pmobook.assess.improvement.path import CheapestPath
from pmobook.assess.improvement.plan import CheapestPlan, cheapest_plan
from pmobook.assess.improvement.questions import next_best_question, next_best_question_from
from pmobook.assess.improvement.targets import Gaps, priority, priority_band, targets_and_gaps

__all__ = [
    "Action",
    "CheapestPath",
    "CheapestPlan",
    "Gaps",
    "actions_of",
    "cheapest_path",
    "cheapest_path_from",
    "cheapest_plan",
    "next_best_question",
    "next_best_question_from",
    "next_level_paths",
    "next_level_paths_from",
    "priority",
    "priority_band",
    "read_actions",
    "targets_and_gaps",
]
