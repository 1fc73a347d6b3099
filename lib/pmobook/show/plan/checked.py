"""Last quarter's actions: done or not, and whether the figure moved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.assess.tables import records_of
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import said_later, say, word
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import date, is_missing
from pmobook.show.plan.effects import figure_words
from pmobook.show.status import Kind, status_mark
from pmobook.show.table import Column, table

__all__ = ["last_quarter"]

_KINDS: dict[str, Kind] = {
    "done": "good", "done late": "watch", "late": "act", "lost from the list": "act", "not due yet": "not assessed",
    "dropped": "not assessed", "not taken up": "not assessed",
}  # fmt: skip
_NAMES = {
    "level": "level",
    "alignment": said_later("share of spend"),
    "exposure": said_later("loss in bad cases"),
    "measure": "measure",
    "benefit": said_later("benefit expected in all"),
    "cost": said_later("cost over plan"),
    "finish": said_later("finish later than planned"),
    "start": said_later("start later than planned"),
}


def last_quarter(assessment: PlanAssessment, money_of: Money) -> Exhibit:
    """Show what became of each action of the last quarter, and its figure before and now."""
    places = assessment.checks["outcome"].map({outcome: place for place, outcome in enumerate(_KINDS)})
    checks = assessment.checks.loc[places.sort_values(kind="stable").index]
    rows = records_of(checks)
    shown = checks.assign(
        what_became=pd.Series([_became(row) for row in rows], index=checks.index, dtype="str"),
        moved=pd.Series([_moved(row, money_of) for row in rows], index=checks.index, dtype="str"),
    )
    columns = [
        Column("title", say("Action")),
        Column("owner", say("Who"), form=lambda value: str(value) or say("nobody is named"), hide_on_phone=True),
        Column("due_on", say("Was due"), form=lambda value: say("no day given") if is_missing(value) else date(value)),
        Column("what_became", say("What became of it"), is_html=True),
        Column("moved", say("Did the figure move?")),
        Column("note", say("Note"), form=str, hide_on_phone=True),
    ]
    note = say(
        "A figure has moved if it changed by more than chance could change it, towards where the "
        "action was to bring it. Other things changed in the quarter too: it shows no cause."
    )
    empty = say("There is no action of an earlier quarter to check: none is recorded and no pack has any.")
    return table(shown, columns, say("Last quarter's actions"), note, when_empty=empty)


def _became(row: Mapping[str, Any]) -> str:
    outcome = str(row["outcome"])
    return status_mark(_KINDS[outcome], f"{word(outcome)[:1].upper()}{word(outcome)[1:]}")


def _moved(row: Mapping[str, Any], money_of: Money) -> str:
    kind = str(row["figure"])
    if is_missing(row["before"]) or is_missing(row["now"]):
        return str(row["verdict"])
    unit = "" if is_missing(row["unit_of_measure"]) else str(row["unit_of_measure"])
    before, now = (figure_words(kind, row[name], money_of, unit) for name in ("before", "now"))
    noise = (
        ""
        if is_missing(row["noise"])
        else say(", give or take {figure_words}", figure_words=figure_words(kind, row["noise"], money_of, unit))
    )
    return f"{word(str(row['verdict']))}: {say(_NAMES.get(kind, kind))} {before} → {now}{noise}"
