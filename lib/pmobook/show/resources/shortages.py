"""Who goes short when people go to the highest rank first."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.resources.assessment import ResourcesAssessment
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import is_missing, measured, number, period, share_as_percent
from pmobook.show.resources.balance import UNASSESSED
from pmobook.show.status import Kind, status_mark
from pmobook.show.table import Column, table

__all__ = ["who_goes_short"]

_KINDS: dict[str, Kind] = {
    "served": "good", "needs nobody": "good", "short": "watch", "gets nothing": "act", "not assessed": "not assessed",
}  # fmt: skip


def who_goes_short(assessment: ResourcesAssessment) -> Exhibit:
    """Show each project in the order in which it gets people, with what it lacks, and every month in which one goes short."""
    if assessment.allocated is None:
        return paragraph(say(UNASSESSED))
    by_project = assessment.allocated.by_project.merge(assessment.order.table, on=["project_id", "rank"], how="left")
    where = [_where(*one) for one in zip(by_project["first_role"], by_project["first_period"], strict=True)]
    shown = by_project.assign(where=pd.Series(where, index=by_project.index, dtype="str"))
    columns = [
        Column("rank", say("Rank"), "right", number),
        Column("title", say("Project")),
        Column("why", say("Because")),
        Column("standing", say("People"), form=lambda found: status_mark(_KINDS[str(found)], str(found)), is_html=True),
        Column("asked", say("Needs"), "right", measured),
        Column("short", say("Lacks"), "right", measured),
        Column("where", say("Goes short first of")),
    ]
    reasons = [_why(*one) for one in zip(shown["is_mandated"], shown["value"], strict=True)]
    shown = shown.assign(why=pd.Series(reasons, index=shown.index, dtype="str"))
    note = say("Person-months over the months looked ahead to, as far as needs are assessed.")
    return stack(
        paragraph(assessment.order.sentence),
        table(shown, [columns[1], columns[0], *columns[2:]], say("Who gets the people"), note),
        _months(assessment),
    )


def _why(is_mandated: bool, value: float) -> str:
    if is_mandated:
        return say("mandated")
    return say("no value assessed") if is_missing(value) else say("value {value}", value=number(value, 2))


def _where(role: object, month: object) -> str:
    return "–" if is_missing(role) else f"{role}, {period(month)}"  # noqa: RUF001 - a dash for none


def _months(assessment: ResourcesAssessment) -> Exhibit:
    rows = assessment.allocation
    short = rows.loc[rows["short"].gt(0)].assign(share=lambda one: one["short"] / one["needed"])
    if short.empty:
        return Exhibit("")
    columns = [
        Column("title", say("Project")),
        Column("role", say("Role")),
        Column("period", say("Month"), form=period),
        Column("needed", say("Needs"), "right", measured),
        Column("given", say("Gets"), "right", measured),
        Column("short", say("Lacks"), "right", measured),
        Column("share", say("Of its need"), "right", share_as_percent, hide_on_phone=True),
    ]
    figures = table(short, columns, say("Every month in which a project goes short"))
    return Exhibit(f"<details><summary>{say('Show every month in which a project goes short')}</summary>{figures.html}</details>")
