"""Skills by role, small counts hidden."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.capability.assessment import CapabilityAssessment
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, number
from pmobook.show.table import Column, table

__all__ = ["skills_by_role"]


def skills_by_role(assessment: CapabilityAssessment) -> Exhibit:
    """Show how many people of each role have each skill; small counts, and those that would give them away, are not shown."""
    rows = assessment.by_role
    if rows.empty:
        return paragraph(say("Skills by role are not shown: too few people are listed, or none."))
    said = [note if is_missing(people) else number(people) for people, note in zip(rows["people"], rows["note"], strict=True)]
    roles = list(dict.fromkeys(rows["role"].tolist()))
    wide = pd.DataFrame({"skill": list(dict.fromkeys(rows["skill"].tolist()))})
    for place, role in enumerate(roles):
        of_role = {skill: text for skill, name, text in zip(rows["skill"], rows["role"], said, strict=True) if name == role}
        wide[f"role_{place}"] = wide["skill"].map(of_role)
    columns = [Column("skill", say("Skill")), *(Column(f"role_{place}", role, "right") for place, role in enumerate(roles))]
    return table(wide, columns, say("People with each skill, by role"), _note(assessment.fewest))


def _note(fewest: int) -> str:
    if fewest <= 1:
        return say("Every count is shown: the engagement allows single people to be shown.")
    return say(
        "Counts of fewer than {fewest} people, nobody included, are not shown, nor others from "
        "which they could be worked out. Roles of fewer than {fewest} people stand together.",
        fewest=fewest,
    )
