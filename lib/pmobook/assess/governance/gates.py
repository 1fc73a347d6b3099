"""Governance gates: which were due, which were held, how late, which were passed over, and which comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.governance.reading import Rows, days_of, frame_of, is_blank, named_texts, quarter_of, refuse_twice
from pmobook.assess.tables import GATE_RECORD, build, present, records_of, text_of
from pmobook.assess.wording import counted, listed
from pmobook.errors import Problem, ProblemsFound
from pmobook.language import say
from pmobook.method.governance import GateMethod, governance_method
from pmobook.vocabulary import NOT_ASSESSED, Quarter, day_in_words, quoted

__all__ = ["DUE", "HELD", "gates_in_words", "is_conditional", "record_gates"]

HELD = ("held when due", "held late", "held")
"""Statuses of gates that were held; ``held`` alone where no day was due."""
DUE = ("held when due", "held late", "overdue", "skipped")

_WHAT = "gates"
_REASONS = ("due_on_not_assessed", "decision_not_assessed", "conditions_open_not_assessed")


@dataclass(frozen=True)
class _Gate:
    gate: str
    due: Any
    held: Any
    decision: str
    is_outside: bool

    @property
    def key(self) -> Any:  # noqa: ANN401 - a Timestamp or NaT
        """The day that the gate is placed by."""
        return self.due if present(self.due) else self.held


def record_gates(gates: Rows, quarter: Quarter | str, method: GateMethod | None = None) -> pd.DataFrame:
    """Say of every gate whether it was held when it was due, as things stood at the quarter's end.

    Parameters
    ----------
    gates
        The form gates: project_id, gate and, where known, due_on, held_on, decision, decided_by, conditions_open and the reasons
        in ``<name>_not_assessed``. Days may be dates or texts. In any order.
    quarter
        The quarter that is assessed. What was held after its end counts as not held yet, and is said.
    method
        Gates outside the order, and decisions that end a project or bring it back.

    Returns
    -------
    DataFrame
        Columns of `pmobook.assess.tables.GATE_RECORD`, by project, then by the day a gate was due (or held, if none was due).

    Raises
    ------
    ProblemsFound
        If a gate stands twice, or a day or a number of conditions is none.
    PmobookError
        If project_id or gate is absent.

    Notes
    -----
    *Skipped*: not held by the quarter's end while a gate of the same project that was due later was held. Gates outside the order
    (a change control, say) skip none. *Overdue*: due, not held, and none later was held. *Not needed*: due after a decision
    that ended the project. Without a day a gate is neither due nor late nor overdue.
    """
    rules = method or governance_method().gates
    end = pd.Timestamp(quarter_of(quarter).last_day)
    frame = frame_of(
        gates, _WHAT, ("project_id", "gate"), ("due_on", "held_on", "decision", "decided_by", "conditions_open", *_REASONS)
    )
    frame = frame.assign(
        project_id=named_texts(frame["project_id"]), gate=named_texts(frame["gate"]), due_on=days_of(frame, "due_on", _WHAT),
        held_on=days_of(frame, "held_on", _WHAT), open=_conditions(frame), decision=named_texts(frame["decision"]),
    )  # fmt: skip
    refuse_twice(frame, ("project_id", "gate"), _WHAT)
    by_project: dict[str, list[dict[str, Any]]] = {}
    for row in records_of(frame):
        by_project.setdefault(row["project_id"], []).append(row)
    rows = [row for project in sorted(by_project) for row in _rows_of_project(project, by_project[project], end, rules)]
    return build(rows, GATE_RECORD)


def _conditions(frame: pd.DataFrame) -> list[Any]:
    found, problems = [], []
    for place, cell in enumerate(frame["conditions_open"].tolist(), 1):
        try:
            number = None if is_blank(cell) else float(cell)
        except (TypeError, ValueError):
            number = -1.0
        if number is not None and not (number >= 0 and number == int(number)):
            where = f"{_WHAT}, row {place}, column conditions_open"
            problems.append(Problem(where, quoted(cell), "a whole number of 0 or more", "Count the conditions not met yet."))
        found.append(None if number is None else number)
    if problems:
        raise ProblemsFound(problems)
    return [None if one is None else int(one) for one in found]


def _rows_of_project(
    project: str, records: Sequence[Mapping[str, Any]], end: pd.Timestamp, method: GateMethod
) -> list[dict[str, Any]]:
    prefixes = tuple(one.casefold() for one in method.outside_the_order)
    gates = [
        _Gate(row["gate"], row["due_on"], row["held_on"] if present(row["held_on"]) and row["held_on"] <= end else pd.NaT,
              row["decision"], bool(prefixes) and row["gate"].casefold().startswith(prefixes))
        for row in records
    ]  # fmt: skip
    last = pd.Timestamp.max
    order = sorted(range(len(gates)), key=lambda at: (gates[at].key if present(gates[at].key) else last, gates[at].gate))
    held_keys = [one.key for one in gates if present(one.held) and not one.is_outside]
    latest = max(held_keys) if held_keys else pd.NaT
    ended = min((one.held for one in gates if present(one.held) and one.decision in method.ends), default=pd.NaT)
    rows = []
    for place, at in enumerate(order, 1):
        status = _status(gates[at], latest, ended, end)
        rows.append(_row(project, place if present(gates[at].key) else None, gates[at], status, records[at], end))
    return rows


def _status(one: _Gate, latest: Any, ended: Any, end: pd.Timestamp) -> str:  # noqa: ANN401 - Timestamps or NaT
    if present(one.held):
        if not present(one.due):
            return "held"
        return "held when due" if one.held <= one.due else "held late"
    if present(ended) and not (present(one.due) and one.due <= ended):
        return "not needed"
    if not present(one.due):
        return "no day set"
    if present(latest) and latest > one.due and not one.is_outside:
        return "skipped"
    return "overdue" if one.due <= end else "due later"


def _row(project: str, place: int | None, one: _Gate, status: str, given: Mapping[str, Any], end: pd.Timestamp) -> dict[str, Any]:
    held, due = present(one.held), present(one.due)
    until = one.held if held else end
    late = float((until - one.due).days) if due and (held or (status in DUE and one.due <= end)) else np.nan
    is_open = held and present(given["open"]) and given["open"] > 0
    decided = one.decision if held and one.decision else None
    return {
        "project_id": project,
        "gate": one.gate,
        "place": place,
        "due_on": one.due,
        "held_on": one.held,
        "status": status,
        "days_late": late,
        "decision": decided,
        "decided_by": "" if is_blank(given["decided_by"]) else str(given["decided_by"]).strip(),
        "decision_days": float((end - one.held).days) if held else np.nan,
        "conditions_open": int(given["open"]) if held and present(given["open"]) else None,
        "conditions_days": float((end - one.held).days) if is_open else np.nan,
        "note": "; ".join(_notes(one, given, decided)),
    }


def _notes(one: _Gate, given: Mapping[str, Any], decided: str | None) -> Iterable[str]:
    if not present(one.due):
        reason = text_of(given["due_on_not_assessed"])
        yield say("no day due{reason}", reason=f": {reason}" if reason else "")
    if present(given["held_on"]) and not present(one.held):
        yield say("held on {held_on}, after the quarter's end", held_on=day_in_words(given["held_on"]))
    if present(one.held) and decided is None:
        reason = text_of(given["decision_not_assessed"])
        yield say("decision {not_assessed}{reason}", not_assessed=NOT_ASSESSED, reason=f": {reason}" if reason else "")
    if present(one.held) and not present(given["open"]) and is_conditional(decided):
        reason = text_of(given["conditions_open_not_assessed"])
        yield say("open conditions {not_assessed}{reason}", not_assessed=NOT_ASSESSED, reason=f": {reason}" if reason else "")


def is_conditional(decision: object) -> bool:
    """Say whether a decision let a project go on while conditions were still to be met."""
    return isinstance(decision, str) and "condition" in decision


def gates_in_words(names: Iterable[str]) -> str:
    """Return names of gates as a sentence counts them.

    Examples
    --------
    >>> gates_in_words(["G4 Delivery review"]), gates_in_words(["G4", "G5"])
    ("gate 'G4 Delivery review'", "2 gates ('G4' and 'G5')")
    """
    every = [say("'{title}'", title=name) for name in names]
    return say("gate {every}", every=every[0]) if len(every) == 1 else f"{counted(len(every), 'gate')} ({listed(every)})"
