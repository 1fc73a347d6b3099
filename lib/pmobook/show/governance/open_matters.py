"""What governance left open: conditions not met, decisions nobody took or owns, and gates that wait."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.governance import GovernanceAssessment
from pmobook.assess.governance.gates import HELD
from pmobook.assess.tables import records_of
from pmobook.language import say
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import count, date, days, is_missing
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["open_matters"]


def open_matters(governance: GovernanceAssessment) -> Exhibit:
    """Show open conditions, the oldest first, then the decisions of the last year with who took them and how old they are."""
    record = governance.gate_record
    if record.empty:
        return paragraph(say("Decisions and conditions are not assessed: the form gates was not handed in."))
    status = governance.governance_status.set_index("project_id")
    rows = record.assign(
        project=[_of(status, one, "title") or one for one in record["project_id"]],
        sponsor=[_of(status, one, "sponsor") for one in record["project_id"]],
    )
    return stack(_conditions(rows), _decisions(rows))


def _of(status: pd.DataFrame, project: Any, name: str) -> str:  # noqa: ANN401 - any cell
    return str(status.loc[project, name]) if project in status.index else ""


def _conditions(rows: pd.DataFrame) -> Exhibit:
    unsaid = rows["note"].str.contains(say("open conditions {not_assessed}", not_assessed=NOT_ASSESSED), regex=False)
    wanted = rows.loc[(rows["conditions_open"].fillna(0) > 0) | unsaid]
    ordered = wanted.sort_values("conditions_days", ascending=False, kind="stable", na_position="last")
    columns = [
        Column("project", say("Project")),
        Column("gate", say("Gate")),
        Column("conditions_open", say("Conditions open"), "right", lambda one: NOT_ASSESSED if is_missing(one) else count(one)),
        Column("conditions_days", say("For"), "right", lambda one: NOT_ASSESSED if is_missing(one) else days(one)),
        Column("sponsor", say("Owner"), form=_named),
        Column("decided_by", say("Set by"), form=_named, hide_on_phone=True),
    ]
    return table(ordered, columns, say("Open conditions"), when_empty=say("No condition of any gate is open."))


def _decisions(rows: pd.DataFrame) -> Exhibit:
    held = rows.loc[rows["status"].isin(HELD) & (rows["decision_days"] <= 366)]
    lacking = held["decision"].isna() | (held["decided_by"] == "")
    ordered = held.assign(first=~lacking).sort_values(["first", "decision_days"], kind="stable")
    shown = ordered.assign(decided=[_decided(row) for row in records_of(ordered)])
    columns = [
        Column("project", say("Project")),
        Column("gate", say("Gate")),
        Column("decided", say("Decision")),
        Column("decided_by", say("Decided by"), form=_named),
        Column("held_on", say("On"), "right", date, hide_on_phone=True),
        Column("decision_days", say("Age"), "right", days),
    ]
    note = say("Of the last year; those without a decision or without who took it come first.")
    return table(shown, columns, say("Decisions"), note, when_empty=say("No gate was held within the last year."))


def _decided(row: dict[str, Any]) -> str:
    return say("none recorded") if is_missing(row["decision"]) else str(row["decision"])


def _named(value: object) -> str:
    return say("nobody named") if is_missing(value) or not str(value).strip() else str(value)
