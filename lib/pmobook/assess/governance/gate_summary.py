"""Gates of one project, or of a whole business unit, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.governance.gates import DUE, HELD, is_conditional
from pmobook.assess.governance.reading import quarter_of
from pmobook.assess.tables import present, records_of
from pmobook.language import say
from pmobook.method.governance import GateMethod, governance_method
from pmobook.vocabulary import Quarter

__all__ = ["GateSummary", "summarise_gates", "summary_of"]


@dataclass(frozen=True)
class GateSummary:
    """Gates of one project, or of several together.

    Attributes
    ----------
    due, held, held_when_due, late, overdue, skipped
        Numbers of gates. Due: by the quarter's end, and neither done without nor without a day. Of these, held when due, late
        (held after the day), overdue (not held, and no later one was) and skipped (not held, though a later one was). Skipped
        gates whose day is still to come are skipped and not due.
    share_held_when_due
        Of the gates due; missing if none was.
    days_overdue
        By which the oldest overdue gate is overdue; missing if none is.
    next_gate, next_due
        The gate to be held next and its day; an empty text and NaT if none is known.
    without_owner
        Gates held without a decision, or without a role or board that took it.
    conditions_open
        Not met yet, of all gates; None if for some gate that was held on conditions nobody said.
    conditions_days
        Days that the oldest of them has been open; missing if none is.
    """

    due: int
    held: int
    held_when_due: int
    late: int
    overdue: int
    skipped: int
    days_overdue: float
    next_gate: str
    next_due: Any
    without_owner: int
    conditions_open: int | None
    conditions_days: float

    @property
    def share_held_when_due(self) -> float:
        """Share, 0 to 1, of the gates due that were held by the day."""
        return self.held_when_due / self.due if self.due else float("nan")


def summarise_gates(record: pd.DataFrame, quarter: Quarter | str, method: GateMethod | None = None) -> GateSummary:
    """Count the gates of one project, or of a whole business unit.

    Parameters
    ----------
    record
        Rows that `record_gates` returned.
    quarter
        The quarter they were recorded for.
    method
        Decisions that bring a project back to the same gate.
    """
    rules = method or governance_method().gates
    return summary_of(records_of(record), quarter_of(quarter), rules)


def summary_of(rows: Sequence[Mapping[str, Any]], quarter: Quarter, method: GateMethod) -> GateSummary:
    """Return the same as `summarise_gates` from rows of the record as dictionaries."""
    end = pd.Timestamp(quarter.last_day)
    held = [row for row in rows if row["status"] in HELD]
    due = [row for row in rows if row["status"] in DUE and row["due_on"] <= end]
    statuses = Counter(row["status"] for row in rows)
    due_statuses = Counter(row["status"] for row in due)
    unsaid = any(is_conditional(row["decision"]) and not present(row["conditions_open"]) for row in held)
    next_gate, next_due = _next(rows, held, method)
    return GateSummary(
        due=len(due),
        held=len(held),
        held_when_due=due_statuses["held when due"],
        late=due_statuses["held late"],
        overdue=statuses["overdue"],
        skipped=statuses["skipped"],
        days_overdue=_greatest(row["days_late"] for row in rows if row["status"] == "overdue"),
        next_gate=next_gate,
        next_due=next_due,
        without_owner=sum(not present(row["decision"]) or not row["decided_by"] for row in held),
        conditions_open=None if unsaid else sum(int(row["conditions_open"]) for row in held if present(row["conditions_open"])),
        conditions_days=_greatest(row["conditions_days"] for row in rows),
    )


def _greatest(days: Iterable[float]) -> float:
    return max((float(one) for one in days if present(one)), default=float("nan"))


def _next(rows: Sequence[Mapping[str, Any]], held: Sequence[Mapping[str, Any]], method: GateMethod) -> tuple[str, Any]:
    """Return the gate to be held next: the first that comes back after the last decision, or is not held and not passed over."""
    if len({row["project_id"] for row in rows}) > 1:
        return "", pd.NaT
    if held:
        last = max(held, key=lambda row: (row["held_on"], row["place"]))
        if last["decision"] in method.comes_back:
            return say("{gate} (again)", gate=last["gate"]), pd.NaT
    waiting = [row for row in rows if row["status"] in {"overdue", "due later", "no day set"}]
    if not waiting:
        return "", pd.NaT
    first = min(waiting, key=lambda row: row["due_on"] if present(row["due_on"]) else pd.Timestamp.max)
    return str(first["gate"]), first["due_on"]
