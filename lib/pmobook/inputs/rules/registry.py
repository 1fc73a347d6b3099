"""Which rule looks at which form."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.rules import (
    actions,
    benefits,
    evidence,
    gates,
    goal_comparisons,
    goals,
    measures,
    practices,
    project_costs,
    project_links,
    projects,
    risks,
    skill_needs,
    skills,
)

__all__ = ["RULES"]

RULES: dict[str, Callable[[pd.DataFrame], list[Fault]]] = {
    "actions": actions.check,
    "benefits": benefits.check,
    "evidence": evidence.check,
    "gates": gates.check,
    "goal_comparisons": goal_comparisons.check,
    "goals": goals.check,
    "measures": measures.check,
    "practices": practices.check,
    "project_costs": project_costs.check,
    "project_links": project_links.check,
    "projects": projects.check,
    "risks": risks.check,
    "skill_needs": skill_needs.check,
    "skills": skills.check,
}
"""Form to a function from its typed frame to what is wrong with it. Values that are missing or could not be read are no
business of a rule."""
