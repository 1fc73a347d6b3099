"""What the business unit has agreed to already: its form of actions, brought together with what the plan proposes."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd

from pmobook.assess.plan.effect import Effect, because
from pmobook.assess.plan.proposal import Proposal, with_note
from pmobook.assess.tables import present, records_of, text_of
from pmobook.language import said_later, say

__all__ = ["OWN", "with_agreed"]

OWN = "own"
"""The matter of actions that the plan has not proposed."""

_COMMITTED = ("agreed", "under way")
_CLOSED = {
    "done": said_later("Reported as done, and the matter is still raised."),
    "dropped": said_later("It was dropped, and the matter is still raised."),
}


def with_agreed(proposals: Iterable[Proposal], form: pd.DataFrame) -> tuple[Proposal, ...]:
    """Return proposals with owner, day, effort, cost and status as the business unit gave them, and its own actions besides.

    Parameters
    ----------
    proposals
        What findings ask for.
    form
        The form actions. A row belongs to the proposal whose id it carries, or else to the first that answers what the row
        addresses: a finding, or its subject. Of several rows for one proposal, the first open one counts, and the others stand as
        actions of their own. What is done or dropped makes no action of its own.
    """
    known = {one.action_id: one for one in proposals}
    taken: set[str] = set()
    own: list[Proposal] = []
    rows = records_of(form)
    for row in sorted(rows, key=lambda one: text_of(one["status"]) in _CLOSED):
        action = _match(row, known.values())
        status = text_of(row["status"])
        if action and action not in taken:
            taken.add(action)
            known[action] = with_note(known[action], say(_CLOSED[status])) if status in _CLOSED else _given(known[action], row)
        elif status not in _CLOSED and text_of(row["action_id"]) not in known:
            own.append(_own(row))
    return (*known.values(), *own)


def _match(row: dict[str, Any], proposals: Iterable[Proposal]) -> str:
    every = list(proposals)
    named, addressed = text_of(row["action_id"]), text_of(row["addresses"]).strip()
    if any(one.action_id == named for one in every):
        return named
    if not addressed:
        return ""
    for fits in (_answers, _is_about):
        for one in every:
            if fits(one, addressed):
                return one.action_id
    return ""


def _answers(proposal: Proposal, addressed: str) -> bool:
    return addressed == proposal.action_id or any(addressed in {one, one.partition("/")[2]} for one in proposal.sources)


def _is_about(proposal: Proposal, addressed: str) -> bool:
    return addressed == proposal.subject


def _given(proposal: Proposal, row: dict[str, Any]) -> Proposal:
    """Return a proposal with what its row of the form says."""
    changes: dict[str, Any] = {"status": text_of(row["status"]), "is_committed": row["status"] in _COMMITTED}
    if present(row["owner"]):
        changes["owner"] = text_of(row["owner"])
    if present(row["due_on"]):
        changes["due_on"] = pd.Timestamp(row["due_on"]).date()
    if present(row["cost"]):
        changes["cost"] = float(row["cost"])
    if present(row["effort_days"]):
        days = float(row["effort_days"])
        changes |= {"days": days, "days_low": days, "days_high": days}
    return replace(proposal, **changes)


def _own(row: dict[str, Any]) -> Proposal:
    empty = Proposal(
        action_id=text_of(row["action_id"]),
        title=text_of(row["title"]),
        matter=OWN,
        subject="",
        why=say("The business unit's own action."),
        first_step="",
        owner="",
        severity="",
        points=0.0,
        days=math.nan,
        days_low=math.nan,
        days_high=math.nan,
        effect=_expected(row),
    )
    return _given(empty, row)


def _expected(row: dict[str, Any]) -> Effect:
    if not all(present(row[name]) for name in ("figure", "figure_from", "figure_to")):
        return because(say("The business unit named no figure with where it is to come from and to go."))
    gain = abs(float(row["figure_to"]) - float(row["figure_from"]))
    basis = say("As the business unit expects it.")
    return Effect(text_of(row["figure"]), text_of(row["figure_of"]), 0.0, gain, gain, basis=basis)
