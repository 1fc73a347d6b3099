"""What happens on a project's line: its gates, and the days its benefits begin and come in full."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from pmobook.assess.roadmap.bars import OVER, later
from pmobook.assess.roadmap.streams import Stream, month_after
from pmobook.assess.tables import records_of, text_of
from pmobook.language import say
from pmobook.vocabulary import Quarter

__all__ = ["BEGINS", "GATE", "GATES", "IN_FULL", "benefit_marks", "gate_marks", "months_moved"]

GATE, BEGINS, IN_FULL = "gate", "benefit begins", "benefit in full"
GATES = ("project_id", "gate", "due_on", "held_on", "decision", "decided_by")


def months_moved(bars: pd.DataFrame) -> dict[str, int]:
    """Return project to the months by which levelling moves its gates and benefits; one that is over or not levelled stays."""
    moved = bars.loc[bars["months_later"].notna() & (bars["state"] != OVER)]
    return dict(zip(moved["project_id"], moved["months_later"].astype("int64").tolist(), strict=True))


def gate_marks(gates: pd.DataFrame, moved: Mapping[str, int], quarter: Quarter) -> Iterator[dict[str, Any]]:
    """Yield one row for each gate.

    Notes
    -----
    A gate that is to come moves with its project. One that was held stands where it was held; one that is overdue is due now,
    whenever its project goes on.
    """
    end = pd.Timestamp(quarter.last_day)
    for row in records_of(gates.drop_duplicates(["project_id", "gate"])):
        due, held = row["due_on"], row["held_on"]
        is_held = not pd.isna(held)
        state = "held" if is_held else "not assessed" if pd.isna(due) else "overdue" if due <= end else "to come"
        months = moved.get(str(row["project_id"]), 0) if state == "to come" else 0
        decision = text_of(row["decision"])
        yield {
            "project_id": str(row["project_id"]),
            "mark": GATE,
            "subject": text_of(row["gate"]),
            "title": text_of(row["gate"]),
            "planned_on": due,
            "levelled_on": held if is_held else later(due, months),
            "held_on": held,
            "state": state,
            "owner": text_of(row["decided_by"]),
            "amount": math.nan,
            "unit_of_measure": "",
            "note": say("decided: {decision}", decision=decision) if decision else "",
        }


def benefit_marks(streams: Iterable[Stream], moved: Mapping[str, int], quarter: Quarter) -> Iterator[dict[str, Any]]:
    """Yield two rows for each benefit: the day it begins, and the first day on which as much comes as ever.

    Notes
    -----
    A benefit that has not begun by the quarter's end moves with its project; one that already comes stays. A benefit of which
    nothing is expected has no days.
    """
    after = month_after(quarter)
    for one in streams:
        begins = one.begins
        has_come = begins is not None and begins < after
        months = 0 if has_come else moved.get(one.project_id, 0)
        amount = one.between(after, max(one.last, after))
        for mark, month in ((BEGINS, begins), (IN_FULL, one.in_full)):
            day = pd.NaT if month is None else pd.Timestamp(year=month // 12, month=month % 12 + 1, day=1)
            yield {
                "project_id": one.project_id,
                "mark": mark,
                "subject": one.benefit_id,
                "title": one.title,
                "planned_on": day,
                "levelled_on": later(day, months),
                "held_on": pd.NaT,
                "state": "not assessed" if month is None else "come" if month < after else "to come",
                "owner": one.owner,
                "amount": amount,
                "unit_of_measure": one.unit_of_measure,
                "note": one.note or (say("nothing is expected") if month is None else ""),
            }
