"""Needs of several skills that the same people would have to meet at once."""

from __future__ import annotations

from pmobook.assess.capability.assessment import CapabilityAssessment
from pmobook.language import say
from pmobook.show.blank_columns import without_blank
from pmobook.show.capability.matrix import UNASSESSED, people
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import number
from pmobook.show.table import Column, table

__all__ = ["needs_that_collide"]


def needs_that_collide(assessment: CapabilityAssessment) -> Exhibit:
    """Show which skills need the same people in a quarter, and how many are missing beyond each skill's own gap."""
    if assessment.by_skill.empty:
        return paragraph(say(UNASSESSED))
    if assessment.clashes.empty:
        return paragraph(say("No two skills need the same people at once: what each skill covers alone, all cover together."))
    columns = [
        Column("skills", say("Skills")),
        Column("period", say("Quarter")),
        Column("needed", say("People needed together"), "right", people),
        Column("able", say("People who can serve any"), "right", number),
        Column("short", say("Missing beyond each alone"), "right", people),
        Column("note", say("Note")),
    ]
    note = say("One person fills one place at a time. Which of the skills goes short is for whoever plans to decide.")
    return table(assessment.clashes, without_blank(assessment.clashes, columns, "note"), say("Needs that collide"), note)
