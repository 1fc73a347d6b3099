"""Single points of failure: skills that hang on one person, told of the skill and not of the person."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.capability.assessment import CapabilityAssessment
from pmobook.language import say
from pmobook.show.blank_columns import is_blank
from pmobook.show.capability.matrix import UNASSESSED, standing_mark
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import number
from pmobook.show.table import Column, table

__all__ = ["single_points_of_failure"]


def single_points_of_failure(assessment: CapabilityAssessment) -> Exhibit:
    """Show each skill that one person alone masters at a level that projects need."""
    if assessment.by_skill.empty:
        return paragraph(say(UNASSESSED))
    rows: pd.DataFrame = assessment.standing[assessment.standing["single_level"].notna()]
    if rows.empty:
        return paragraph(say("No needed skill hangs on one person."))
    columns = [
        Column("skill", say("Skill")),
        Column("single_level", say("One person from level"), "right", number),
        Column("single_projects", say("Projects that need it"), "right", number),
        Column("standing", say("Standing"), form=standing_mark, is_html=True),
        Column("within_reach", say("Within reach of it"), "right", number),
        Column("single_person", say("Person")),
    ]
    shown = [column for column in columns if column.name != "single_person" or not is_blank(rows, "single_person")]
    note = say("Within reach: people near enough to the level to be trained.") + (
        "" if len(shown) == len(columns) else say(" Who the one person is, is not shown.")
    )
    return table(rows, shown, say("Skills that hang on one person"), note)
