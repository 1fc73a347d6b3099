"""A business unit is recorded whole or not at all: what is held back when another of its notebooks failed, and what is news."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Mapping

from pmobook.record.store import Store
from pmobook.run.report import FAILED, KEPT, RAN, SKIPPED, Outcome
from pmobook.vocabulary import HELD_BACK, Quarter

__all__ = ["GOOD", "hold_back", "is_news", "statuses_of"]

GOOD = {RAN, KEPT}
"""Statuses of results that are recorded."""


def hold_back(outcomes: Mapping[tuple[str, str], Outcome], ready: Collection[tuple[str, str]]) -> tuple[Outcome, ...]:
    """Return the outcomes by business unit and notebook; what is ready waits if another notebook failed."""
    failed: dict[str, list[str]] = {}
    for (unit, notebook), outcome in outcomes.items():
        if outcome.status == FAILED:
            failed.setdefault(unit, []).append(notebook)
    told = []
    for key, outcome in sorted(outcomes.items()):
        unit = outcome.business_unit
        if unit in failed and key in ready:
            reason = f"{HELD_BACK}: {', '.join(failed[unit])} failed, and a business unit is recorded whole"
            told.append(dataclasses.replace(outcome, status=SKIPPED, reason=reason))
        else:
            told.append(outcome)
    return tuple(told)


def is_news(outcomes: Iterable[Outcome], store: Store, quarter: Quarter) -> bool:
    """Say whether any outcome differs from what was told of it last."""
    told = store.outcomes(quarter)
    rows = zip(told["business_unit"], told["notebook"], told["status"], told["reason"], strict=True)
    before = {(unit, notebook): (status, reason) for unit, notebook, status, reason in rows}
    return any(
        _told(one.status, one.reason) != _told(*before.get((one.business_unit, one.notebook), ("", ""))) for one in outcomes
    )


def statuses_of(outcomes: Iterable[Outcome]) -> dict[str, set[str]]:
    """Return the statuses that each business unit's notebooks have."""
    units: dict[str, set[str]] = {}
    for outcome in outcomes:
        units.setdefault(outcome.business_unit, set()).add(outcome.status)
    return units


def _told(status: str, reason: str) -> tuple[str, str]:
    """Return an outcome as far as it is news: results that stand are no news."""
    return ("", "") if status in GOOD else (status, reason)
