"""Exhibits of skills against needs."""

from pmobook.show.capability.actions import what_to_train_or_hire
from pmobook.show.capability.matrix import skills_matrix
from pmobook.show.capability.roles import skills_by_role
from pmobook.show.capability.singles import single_points_of_failure
from pmobook.show.capability.together import needs_that_collide
from pmobook.show.capability.workings import how_skills_were_held_against_needs

__all__ = [
    "how_skills_were_held_against_needs",
    "needs_that_collide",
    "single_points_of_failure",
    "skills_by_role",
    "skills_matrix",
    "what_to_train_or_hire",
]
