"""What to train or hire first."""

from __future__ import annotations

from pmobook.assess.capability.assessment import CapabilityAssessment
from pmobook.assess.capability.standing import UNNEEDED
from pmobook.assess.tables import records_of
from pmobook.language import say
from pmobook.show.blank_columns import without_blank
from pmobook.show.capability.matrix import UNASSESSED, gap_range, standing_mark
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, number
from pmobook.show.table import Column, table
from pmobook.show.words import joined

__all__ = ["what_to_train_or_hire"]


def what_to_train_or_hire(assessment: CapabilityAssessment) -> Exhibit:
    """Show the skills to act on in order, with how many to train and to hire, and which skills nobody asks for."""
    if assessment.by_skill.empty:
        return paragraph(say(UNASSESSED))
    rows = assessment.standing[assessment.standing["place"].notna() | assessment.standing["advice"].ne("")]
    shown = rows.assign(
        missing=[gap_range(low, high) for low, high in zip(rows["gap_lowest"], rows["gap_highest"], strict=True)],
        order=[number(place) if not is_missing(place) else "–" for place in rows["place"].tolist()],  # noqa: RUF001
    )
    columns = [
        Column("skill", say("Skill")),
        Column("order", say("First"), "right"),
        Column("advice", say("What to do")),
        Column("standing", say("Standing"), form=standing_mark, is_html=True),
        Column("missing", say("People missing"), "right"),
        Column("projects_hurt", say("Projects at stake"), "right", number),
        Column("mandated_hurt", say("Of these mandated"), "right", number, hide_on_phone=True),
        Column("within_reach", say("Within reach"), "right", number, hide_on_phone=True),
        Column("note", say("Note")),
    ]
    note = say(
        "Skills that mandated projects lack come first, then by what the projects at stake are "
        "worth where that is known, else by people missing times quarters."
    )
    empty = say("Every skill that projects need is covered by more than one person.")
    first = table(shown, without_blank(shown, columns, "note"), say("What to train or hire first"), note, when_empty=empty)
    unneeded = [row["skill"] for row in records_of(assessment.standing) if row["standing"] == UNNEEDED]
    if not unneeded:
        return first
    return stack(first, paragraph(say("No project asks for {unneeded} in the months ahead.", unneeded=joined(unneeded))))
