"""Gates of one project, or of a whole business unit, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.governance.gates import DUE, HELD, is_conditional
from pmobook.assess.governance.reading import quarter_of
from pmobook.assess.tables import present
from pmobook.method.governance import GateMethod, governance_method
from pmobook.vocabulary import Quarter

__all__ = ["GateSummary", "summarise_gates"]


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
    end = pd.Timestamp(quarter_of(quarter).last_day)
    status = record["status"]
    held = status.isin(HELD)
    due = status.isin(DUE) & (record["due_on"] <= end)
    conditional = np.array([is_conditional(one if present(one) else None) for one in record["decision"]], dtype=bool)
    unsaid = held & record["conditions_open"].isna() & conditional
    next_gate, next_due = _next(record, rules)
    return GateSummary(
        due=int(due.sum()),
        held=int(held.sum()),
        held_when_due=int((due & (status == "held when due")).sum()),
        late=int((due & (status == "held late")).sum()),
        overdue=int((status == "overdue").sum()),
        skipped=int((status == "skipped").sum()),
        days_overdue=_greatest(record.loc[status == "overdue", "days_late"]),
        next_gate=next_gate,
        next_due=next_due,
        without_owner=int((held & (record["decision"].isna() | (record["decided_by"] == ""))).sum()),
        conditions_open=None if bool(unsaid.any()) else int(record.loc[held, "conditions_open"].sum()),
        conditions_days=_greatest(record["conditions_days"]),
    )


def _greatest(days: pd.Series) -> float:
    return float(days.max()) if days.notna().any() else float("nan")


def _next(record: pd.DataFrame, method: GateMethod) -> tuple[str, Any]:
    """Return the gate to be held next: the first that comes back after the last decision, or is not held and not passed over."""
    if len(set(record["project_id"])) > 1:
        return "", pd.NaT
    held = record.loc[record["status"].isin(HELD)]
    if len(held):
        last = held.sort_values(["held_on", "place"], kind="stable").iloc[-1]
        if present(last["decision"]) and last["decision"] in method.comes_back:
            return f"{last['gate']} (again)", pd.NaT
    waiting = record.loc[record["status"].isin(["overdue", "due later", "no day set"])]
    if waiting.empty:
        return "", pd.NaT
    first = waiting.sort_values("due_on", kind="stable", na_position="last").iloc[0]
    return str(first["gate"]), first["due_on"]
