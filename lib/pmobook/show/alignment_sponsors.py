"""Exhibit of sponsors: how many projects and how much money each answers for."""

from __future__ import annotations

from pmobook.assess.alignment import AlignmentAssessment
from pmobook.assess.wording import listed
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.method.alignment import alignment_method
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, money, number, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["sponsors"]


def sponsors(assessment: AlignmentAssessment, money_of: Money) -> Exhibit:
    """Show what each sponsor carries, the greatest number of projects under way first."""
    rows = assessment.sponsors
    shown = rows.assign(
        said=[
            money(spend, money_of)
            + (say(" (not known of {unknown})", unknown=unknown) if unknown and not is_missing(spend) else "")
            for spend, unknown in zip(rows["spend"], rows["spend_not_assessed"], strict=True)
        ]
    )
    columns = [
        Column("sponsor", say("Sponsor"), form=lambda value: say("none named") if is_missing(value) or not value else str(value)),
        Column("projects", say("Projects under way"), "right", number),
        Column("all_projects", say("In any stage"), "right", number, hide_on_phone=True),
        Column("said", say("Spend on those under way"), "right"),
        Column("spend_share", say("Share of it"), "right", lambda value: "–" if is_missing(value) else share_as_percent(value)),  # noqa: RUF001
    ]
    stages = listed(alignment_method().sponsored_stages)
    note = say("Under way, and so taking their sponsor's time: {stages}. Spend is over the periods of the pack.", stages=stages)
    return table(
        shown, columns, say("What sponsors carry"), note, when_empty=say("Not assessed: the form projects was not handed in.")
    )
