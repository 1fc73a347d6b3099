"""Exhibits of performance: measures against target with what their charts say, and projects' confidence, cost and dates."""

from pmobook.show.performance.delivery import costs_against_plan, finishes_against_plan, project_delivery
from pmobook.show.performance.measures import measures_against_target

__all__ = ["costs_against_plan", "finishes_against_plan", "measures_against_target", "project_delivery"]
