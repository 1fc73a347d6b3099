"""Start dates as planned, and as the people there are can deliver."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.resources.assessment import ResourcesAssessment
from pmobook.assess.tables import records_of
from pmobook.language import say, word
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, period
from pmobook.show.resources.balance import UNASSESSED
from pmobook.show.status import Kind, status_mark
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["START_KINDS", "start_dates", "start_table"]

START_KINDS: dict[str, Kind] = {
    "under way": "good", "as planned": "good", "later": "watch", "can't be staffed": "act", "not assessed": "not assessed",
}  # fmt: skip
"""What a project's start asks of its reader."""


def start_dates(assessment: ResourcesAssessment) -> Exhibit:
    """Show when each project is planned, when it can start and finish, and what holds it."""
    if assessment.starts is None:
        return paragraph(say(UNASSESSED))
    found = assessment.starts.levelling
    said = (
        f"{found.sentence}"
        if found is not None
        else say("No project that needs people is still to begin: there is no start to move.")
    )
    return stack(paragraph(said), start_table(assessment.start_dates, say("Start dates")))


def start_table(rows: pd.DataFrame, caption: str, leads: Callable[[Mapping[str, Any], str], str] | None = None) -> Exhibit:
    """Show recorded start dates: standing, planned and possible start and finish, and what holds a project.

    Parameters
    ----------
    rows
        Of the table start_dates.
    caption
        What the table is.
    leads
        Given a row and when it can start, returns that as a link, as HTML.
    """
    starts = [period(one) for one in rows["start"]]
    shown = rows.assign(
        standing_shown=[_standing(*one) for one in zip(rows["standing"], rows["months_later"], strict=True)],
        holds=[_holds(*one) for one in zip(rows["reason"], rows["note"], strict=True)],
        can_start=[leads(*one) for one in zip(records_of(rows), starts, strict=True)] if leads else starts,
    )
    columns = [
        Column("title", say("Project")),
        Column("standing_shown", say("Standing"), is_html=True),
        Column("planned_start", say("Planned start"), form=period),
        Column("can_start", say("Can start"), is_html=leads is not None),
        Column("planned_finish", say("Planned finish"), form=period, hide_on_phone=True),
        Column("finish", say("Can finish"), form=period),
        Column("holds", say("What holds it")),
    ]
    note = say("Projects under way keep their dates and their people. A finish moves with its start.")
    empty = say("No project needs anybody in the months to come.")
    return table(shown, without_blank(shown, columns, "holds"), caption, note, when_empty=empty)


def _standing(standing: object, months: object) -> str:
    kind = START_KINDS[str(standing)]
    if standing != "later" or is_missing(months):
        return status_mark(kind, word(str(standing)))
    return status_mark(kind, say("{month} later", month=counted(int(months), "month")))  # type: ignore[call-overload]


def _holds(reason: object, note: object) -> str:
    return next((str(text) for text in (reason, note) if not is_missing(text) and str(text)), "")
