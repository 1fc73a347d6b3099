"""Last quarter's actions looked at again: done or not, and whether what they should move has moved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pmobook.assess.plan.figures import noise_of_change, read_figure
from pmobook.assess.plan.gathered import Gathered
from pmobook.assess.tables import ACTION_CHECKS, build, present, records_of, text_of
from pmobook.language import said_later, say
from pmobook.method.improvement_plan import Certainty
from pmobook.vocabulary import Quarter

__all__ = ["check_actions"]

_CLOSED = ("done", "dropped")
_ALMOST = 1e-12
_OTHER_PLAN = said_later("The plan that it is held against was itself changed, so the two quarters can't be compared.")


@dataclass(frozen=True)
class _Before:
    """An action as it stood at the last quarter: in the pack's form, in the plan, or in both."""

    form: dict[str, Any] | None
    plan: dict[str, Any] | None


def check_actions(
    form: pd.DataFrame, form_before: pd.DataFrame, gathered: Gathered, quarter: Quarter, certainty: Certainty
) -> pd.DataFrame:
    """Return what became of each action that was open or proposed at the last quarter, and whether its figure moved.

    Parameters
    ----------
    form, form_before
        The form actions of this pack and of the last one; without rows if it wasn't handed in.
    gathered
        What was recorded at both quarters; the plan of the last one stands there under ``actions``.
    quarter
        The quarter assessed; what was due by its last day and isn't done is late.
    certainty
        How much of a change is noise where no interval is known.

    Returns
    -------
    DataFrame
        Table ``action_checks``: one row an action that was open in the last pack, that fitted into the last plan, or that this
        pack reports as done although the last one didn't hold it; by id. A change beyond noise towards where the action was to
        bring the figure has moved it, whatever else happened in the quarter: it shows no cause.
    """
    now = {text_of(row["action_id"]): row for row in records_of(form)}
    told = {text_of(row["action_id"]): row for row in records_of(form_before)}
    plan = {text_of(row["action_id"]): row for row in records_of(gathered.table_before("actions")) if _was_planned(row)}
    open_before = {name: row for name, row in told.items() if row["status"] not in _CLOSED}
    fresh = {name for name, row in now.items() if row["status"] == "done" and name not in told}
    answered = _addressed(now) | _addressed(told)
    ids = sorted({*open_before, *fresh, *(name for name in plan if name not in told)} - (answered & set(plan) - set(now)))
    rows = (
        _row(name, _Before(told.get(name), plan.get(name)), now.get(name), gathered, quarter, certainty, is_known=bool(len(form)))
        for name in ids
    )
    return build(rows, ACTION_CHECKS)


def _was_planned(row: dict[str, Any]) -> bool:
    return present(row["fits"]) and bool(row["fits"]) and row["matter"] != "own"


def _addressed(rows: dict[str, dict[str, Any]]) -> set[str]:
    """Return the plan's actions that rows of a form answer under an id of their own."""
    return {text_of(row["addresses"]).strip() for name, row in rows.items() if present(row["addresses"])} - set(rows)


def _row(
    name: str,
    before: _Before,
    row: dict[str, Any] | None,
    gathered: Gathered,
    quarter: Quarter,
    certainty: Certainty,
    *,
    is_known: bool,
) -> dict[str, Any]:
    latest = row or before.form or before.plan or {}
    known = [one for one in (row, before.form, before.plan) if one is not None]
    outcome, note = _outcome(row, before, quarter, is_known=is_known)
    figure = _figure(known, gathered, certainty)
    return {
        "action_id": name,
        "title": text_of(latest["title"]),
        "owner": next((text_of(one["owner"]) for one in known if present(one["owner"])), ""),
        "due_on": next((one["due_on"] for one in reversed(known) if present(one["due_on"])), pd.NaT),
        "status_before": text_of(before.form["status"]) if before.form else "",
        "status": text_of(row["status"]) if row else "",
        "done_on": row["done_on"] if row else pd.NaT,
        "outcome": outcome,
        **{key: value for key, value in figure.items() if key != "note"},
        "note": " ".join(filter(None, (note, figure["note"]))),
    }


def _outcome(row: dict[str, Any] | None, before: _Before, quarter: Quarter, *, is_known: bool) -> tuple[str, str]:
    if row is None:
        if before.form is None:
            return "not taken up", say("Proposed by the last plan; no pack has it.")
        note = say("The last pack had it and this one doesn't.") if is_known else say("This pack has no form actions.")
        return "lost from the list", note
    due = next((one["due_on"] for one in (before.form, before.plan, row) if one and present(one["due_on"])), None)
    if row["status"] == "done":
        late = due is not None and present(row["done_on"]) and row["done_on"] > due
        return ("done late" if late else "done"), ""
    if row["status"] == "dropped":
        return "dropped", ""
    moved = present(row["due_on"]) and due is not None and row["due_on"] > due
    note = say("Its day was moved to {timestamp:%Y-%m-%d}.", timestamp=pd.Timestamp(row["due_on"])) if moved else ""
    is_late = due is not None and pd.Timestamp(due).date() <= quarter.last_day
    return ("late" if is_late else "not due yet"), note


def _figure(known: list[dict[str, Any]], gathered: Gathered, certainty: Certainty) -> dict[str, Any]:
    kind, of, start, end, gain = _told(known)
    before, now = read_figure(kind, of, gathered.table_before), read_figure(kind, of, gathered.table)
    value, notes = before.value, []
    if math.isnan(value) and not math.isnan(start):
        value = start
        notes.append(say("Where it stood is as the form says; no result of the last quarter is recorded."))
    better = before.better or now.better
    if math.isnan(end) and gain > 0 and better:
        end = value + better * gain
    is_other_plan = bool(before.plan and now.plan) and before.plan != now.plan
    change = math.nan if is_other_plan else now.value - value
    noise = noise_of_change(kind, before, now, certainty) if kind else math.nan
    verdict = _verdict(change, noise, _way(value, end) or better)
    if verdict == "not measured":
        notes.append(say(_OTHER_PLAN) if is_other_plan else _why_not(kind, value, now.value, noise))
    return {
        "figure": kind,
        "figure_of": of,
        "unit_of_measure": now.unit_of_measure or before.unit_of_measure,
        "before": value,
        "expected": end,
        "now": now.value,
        "change": change,
        "noise": noise,
        "verdict": verdict,
        "note": " ".join(filter(None, notes)),
    }


def _told(known: list[dict[str, Any]]) -> tuple[str, str, float, float, float]:
    """Return kind and owner of the figure, from where to where it was to go, and by how much the plan expected it to."""
    for one in known:
        if present(one.get("figure")):
            start, end = (float(one[name]) if present(one[name]) else math.nan for name in ("figure_from", "figure_to"))
            return text_of(one["figure"]), text_of(one["figure_of"]), start, end, math.nan
    for one in known:
        if text_of(one.get("effect_kind")):
            return text_of(one["effect_kind"]), text_of(one["effect_of"]), math.nan, math.nan, float(one["effect_likely"])
    return "", "", math.nan, math.nan, math.nan


def _way(start: float, end: float) -> int:
    return 0 if math.isnan(start) or math.isnan(end) else int(end > start) - int(end < start)


def _verdict(change: float, noise: float, way: int) -> str:
    if math.isnan(change) or math.isnan(noise) or not way:
        return "not measured"
    if abs(change) <= noise + _ALMOST:
        return "within noise"
    return "moved" if change * way > 0 else "moved the wrong way"


def _why_not(kind: str, before: float, now: float, noise: float) -> str:
    if not kind:
        return say("No figure was named that it should move.")
    if math.isnan(before) or math.isnan(now):
        return say("The figure isn't recorded for both quarters.")
    return (
        say("Too little is known to tell a change from chance.")
        if math.isnan(noise)
        else say("Nobody said which way it should move.")
    )
