"""The calendar of gates: when each was due, when it was held, and which is overdue, passed over or still to come."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.governance import GovernanceAssessment
from pmobook.assess.tables import records_of
from pmobook.language import say, word
from pmobook.method.governance import GateMethod, governance_method
from pmobook.show.axis import name_axis, row_height, wrapped
from pmobook.show.blank_columns import without_blank
from pmobook.show.chart import POINTED, chart, pointed
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.figures import date, is_missing, slip
from pmobook.show.status import Kind, status_mark
from pmobook.show.style import COLOURS
from pmobook.show.table import Column, table
from pmobook.show.words import counted, joined

__all__ = ["governance_calendar"]

GATE_KINDS: dict[str, Kind] = {
    "held when due": "good", "held late": "watch", "held": "good", "overdue": "act", "skipped": "act",
    "due later": "not assessed", "not needed": "not assessed", "no day set": "not assessed",
}  # fmt: skip
"""Status of a gate."""

_DRAWN = {
    "held when due": ("circle", COLOURS["good"]), "held late": ("diamond", COLOURS["watch"]),
    "overdue": ("triangle-up", COLOURS["act"]), "skipped": ("cross", COLOURS["act"]), "due later": ("square", COLOURS["navy"]),
}  # fmt: skip
"""Status to shape and colour of what stands on the calendar; others have no day or no need."""
_OPEN = ("overdue", "skipped", "due later")
_BACK, _AHEAD = pd.Timedelta(days=366), pd.Timedelta(days=184)


def governance_calendar(governance: GovernanceAssessment, method: GateMethod | None = None) -> Exhibit:
    """Draw the gates of a year back and half a year ahead, one row a project; every gate is one click away, as a table.

    A shape stands on the day a gate was held, or is due; a line goes back to the day it was due. Projects that have something
    overdue come first; of very many, only so many are drawn as the method says.
    """
    record = governance.gate_record
    if record.empty:
        return paragraph(say("Gates are not assessed: the form gates was not handed in."))
    titles = dict(zip(governance.governance_status["project_id"], governance.governance_status["title"], strict=True))
    named = record.assign(project=[titles.get(one) or one for one in record["project_id"]])
    figures = _figures(named)
    end = pd.Timestamp(governance.quarter.last_day)
    every = _shown(named, end)
    most = int((method or governance_method().gates).calendar_projects.value)
    shown = every.loc[every["project_id"].isin(every["project_id"].drop_duplicates().head(most))]
    if shown.empty:
        return stack(paragraph(say("No gate was held or due within a year back and half a year ahead.")), figures)
    return chart(_drawing(shown, end), _description(shown, every), figures)


def _shown(record: pd.DataFrame, end: pd.Timestamp) -> pd.DataFrame:
    at = record["held_on"].where(record["held_on"].notna(), record["due_on"])
    rows = record.assign(at=at).loc[record["status"].isin(list(_DRAWN)) & at.between(end - _BACK, end + _AHEAD)]
    trouble = rows["status"].map({"overdue": 0, "skipped": 1}).fillna(2)
    first = trouble.groupby(rows["project_id"]).transform("min")
    return rows.assign(first=first).sort_values(["first", "project", "at"], kind="stable")


def _description(shown: pd.DataFrame, every: pd.DataFrame) -> str:
    counts = shown["status"].value_counts()
    parts = [f"{status}: {counts[status]}" for status in _DRAWN if counts.get(status, 0)]
    projects = counted(len(set(shown["project_id"])), "project")
    left = len(set(every["project_id"])) - len(set(shown["project_id"]))
    more = say(" {more_project} stand in the figures.", more_project=counted(left, "more project")) if left else ""
    return say(
        "Gates of {projects} over a year back and half a year ahead; {parts}.{more}",
        projects=projects,
        parts=joined(parts),
        more=more,
    )


def _said(row: dict[str, Any]) -> str:
    """Return what a gate says to those who point at it: its days, and what was decided."""
    held = say("not held") if is_missing(row["held_on"]) else say("held {day}", day=date(row["held_on"]))
    due = _day(row["due_on"]) if is_missing(row["due_on"]) else say("due {day}", day=date(row["due_on"]))
    decided = "" if is_missing(row["decision"]) else word(str(row["decision"]))
    parts = [word(due), held, decided]
    return f"{row['project']}, {row['gate']}, {word(str(row['status']))}: {'; '.join(filter(None, parts))}"


def _drawing(shown: pd.DataFrame, end: pd.Timestamp) -> dict[str, Any]:
    values = [
        {
            "name": wrapped(str(row["project"])), "at": f"{row['at']:%Y-%m-%d}", "gate": str(row["gate"]).split(maxsplit=1)[0],
            "due": "" if is_missing(row["due_on"]) else f"{max(row['due_on'], end - _BACK):%Y-%m-%d}", "status": row["status"],
            "said": pointed(_said(row)),
        }
        for row in records_of(shown)
    ]  # fmt: skip
    names = [str(row["name"]) for row in values]
    used = [status for status in _DRAWN if status in {row["status"] for row in values}]
    y = name_axis("name", names)
    limits = [f"{end - _BACK:%Y-%m-%d}", f"{end + _AHEAD:%Y-%m-%d}"]
    x = {"field": "at", "type": "temporal", "title": None, "scale": {"type": "utc", "domain": limits},
         "axis": {"format": "%b %Y", "tickCount": 6, "labelOverlap": True}}  # fmt: skip
    legend = {"title": None, "orient": "top", "columns": 3, "labelFontSize": 13, "symbolSize": 130}
    late = [row for row in values if row["status"] == "held late" and row["due"]]
    return {
        "width": 470,
        "height": {"step": row_height(names)},
        "layer": [
            {"data": {"values": [{"at": f"{end:%Y-%m-%d}"}]},
             "mark": {"type": "rule", "color": COLOURS["faint"], "strokeDash": [4, 3]}, "encoding": {"x": x}},
            {"data": {"values": late}, "mark": {"type": "rule", "strokeWidth": 2, "color": COLOURS["watch"]},
             "encoding": {"y": y, "x": {**x, "field": "due"}, "x2": {"field": "at"}}},
            {"data": {"values": values}, "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
             "encoding": {"y": y, "x": x,
                          "color": {"field": "status", "type": "nominal", "legend": legend,
                                    "scale": {"domain": used, "range": [_DRAWN[one][1] for one in used]}},
                          "description": POINTED,
                          "shape": {"field": "status", "type": "nominal", "legend": legend,
                                    "scale": {"domain": used, "range": [_DRAWN[one][0] for one in used]}}}},
            {"data": {"values": values},
             "mark": {"type": "text", "dy": -13, "fontSize": 11, "color": COLOURS["ink"]},
             "encoding": {"y": y, "x": x, "text": {"field": "gate"}}},
        ],
    }  # fmt: skip


def _figures(record: pd.DataFrame) -> Exhibit:
    order = {status: place for place, status in enumerate(("overdue", "skipped", "due later", "no day set"))}
    rows = record.assign(rank=record["status"].map(order).fillna(len(order))).sort_values(
        ["rank", "days_late"], ascending=[True, False], kind="stable"
    )
    columns = [
        Column("project", say("Project")),
        Column("gate", say("Gate")),
        Column("status", say("Status"), form=lambda one: status_mark(GATE_KINDS[str(one)], str(one)), is_html=True),
        Column("due_on", say("Due"), "right", _day),
        Column("held_on", say("Held"), "right", lambda one: say("not held") if is_missing(one) else date(one)),
        Column("days_late", say("Late by"), "right", _late),
        Column("decision", say("Decision"), form=lambda one: "none" if is_missing(one) else str(one)),
        Column("decided_by", say("Decided by"), form=lambda one: str(one) or say("nobody named"), hide_on_phone=True),
        Column("note", say("Note")),
    ]
    note = say("Overdue: due and not held. Skipped: not held, while a later gate of the project was.")
    return table(rows, without_blank(rows, columns, "note"), say("Gates, what is open first"), note)


def _day(value: object) -> str:
    return "no day set" if is_missing(value) else date(value)


def _late(value: object) -> str:
    return "" if is_missing(value) else slip(value)
