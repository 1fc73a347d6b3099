"""Who goes short when people go to the highest rank first."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.resources.assessment import ResourcesAssessment
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
        return paragraph(UNASSESSED)
    by_project = assessment.allocated.by_project.merge(assessment.order.table, on=["project_id", "rank"], how="left")
    where = [_where(*one) for one in zip(by_project["first_role"], by_project["first_period"], strict=True)]
    shown = by_project.assign(where=pd.Series(where, index=by_project.index, dtype="str"))
    columns = [
        Column("rank", "Rank", "right", number),
        Column("title", "Project"),
        Column("why", "Because"),
        Column("standing", "People", form=lambda word: status_mark(_KINDS[str(word)], str(word)), is_html=True),
        Column("asked", "Needs", "right", measured),
        Column("short", "Lacks", "right", measured),
        Column("where", "Goes short first of"),
    ]
    reasons = [_why(*one) for one in zip(shown["is_mandated"], shown["value"], strict=True)]
    shown = shown.assign(why=pd.Series(reasons, index=shown.index, dtype="str"))
    note = "Person-months over the months looked ahead to, as far as needs are assessed."
    return stack(
        paragraph(assessment.order.sentence),
        table(shown, [columns[1], columns[0], *columns[2:]], "Who gets the people", note),
        _months(assessment),
    )


def _why(is_mandated: bool, value: float) -> str:
    if is_mandated:
        return "mandated"
    return "no value assessed" if is_missing(value) else f"value {number(value, 2)}"


def _where(role: object, month: object) -> str:
    return "–" if is_missing(role) else f"{role}, {period(month)}"  # noqa: RUF001 - a dash for none


def _months(assessment: ResourcesAssessment) -> Exhibit:
    rows = assessment.allocation
    short = rows.loc[rows["short"].gt(0)].assign(share=lambda one: one["short"] / one["needed"])
    if short.empty:
        return Exhibit("")
    columns = [
        Column("title", "Project"),
        Column("role", "Role"),
        Column("period", "Month", form=period),
        Column("needed", "Needs", "right", measured),
        Column("given", "Gets", "right", measured),
        Column("short", "Lacks", "right", measured),
        Column("share", "Of its need", "right", share_as_percent, hide_on_phone=True),
    ]
    figures = table(short, columns, "Every month in which a project goes short")
    return Exhibit(f"<details><summary>Show every month in which a project goes short</summary>{figures.html}</details>")
