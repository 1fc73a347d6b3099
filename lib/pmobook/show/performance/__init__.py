"""Exhibits of performance: measures against target with what their charts say, and projects' confidence, cost and dates."""

from pmobook.show.performance.control_chart import control_chart, control_charts
from pmobook.show.performance.delivery import costs_against_plan, finishes_against_plan, project_delivery
from pmobook.show.performance.measures import measures_against_target
from pmobook.show.performance.workings import how_measures_were_judged

__all__ = [
    "control_chart",
    "control_charts",
    "costs_against_plan",
    "finishes_against_plan",
    "how_measures_were_judged",
    "measures_against_target",
    "project_delivery",
]
