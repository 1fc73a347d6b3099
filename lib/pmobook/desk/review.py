"""Who may take a finding how far: draft, submitted, returned with a reason, validated by a second person."""

from __future__ import annotations

import dataclasses
from typing import Literal

from pmobook.desk.sheet import PracticeRow
from pmobook.errors import PmobookError

__all__ = ["STEPS", "Step", "edited", "refusal", "same_person", "taken"]

Step = Literal["edit", "submit", "take back", "validate", "return"]
STEPS: tuple[Step, ...] = ("submit", "take back", "validate", "return")
"""What can be done with a finding besides editing it."""

_LEADS_TO: dict[Step, str] = {"submit": "submitted", "take back": "draft", "validate": "validated", "return": "returned"}
_IN_WORDS = {
    "": "was handed in without review",
    "draft": "is a draft",
    "submitted": "is submitted",
    "returned": "was returned",
    "validated": "is validated",
}


def same_person(one: str, other: str) -> bool:
    """Say whether two roles are the same; letter case and blanks don't matter."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def refusal(row: PracticeRow, step: Step, person: str, reason: str = "") -> str | None:
    """Say why a person may not take a step with a finding; None if they may.

    Parameters
    ----------
    row
        The finding as it stands.
    step
        ``edit``, while nobody else relies on it. ``submit`` and ``take back``: only who made it. ``validate`` and ``return``:
        only somebody else, and a return needs a reason.
    person
        The role of whoever asks.
    reason
        Why it is returned.
    """
    if not person.strip():
        return "Enter your role first: every change is saved with it."
    rules = {"edit": _edit, "submit": _submit, "take back": _take_back, "validate": _validate, "return": _return}
    return rules[step](row, person, reason)


def _edit(row: PracticeRow, person: str, _reason: str) -> str | None:
    if row.status == "submitted":
        who = "Take it back" if same_person(row.assessor, person) else f"Return it to {row.assessor} with a reason"
        return f"It is submitted and waits for a second person. {who} to change it."
    if row.status == "validated":
        return f"{row.validated_by} validated it. A second person must return it before it can be changed."
    return None


def _submit(row: PracticeRow, person: str, _reason: str) -> str | None:
    if row.status in {"submitted", "validated"}:
        return f"It {_IN_WORDS[row.status]} already."
    if not row.finding:
        return "It has no rating yet."
    return _only_assessor(row, person, "submit")


def _take_back(row: PracticeRow, person: str, _reason: str) -> str | None:
    if row.status != "submitted":
        return f"Only what is submitted can be taken back; this {_IN_WORDS[row.status]}."
    return _only_assessor(row, person, "take it back")


def _validate(row: PracticeRow, person: str, _reason: str) -> str | None:
    if row.status != "submitted":
        return f"Only what is submitted can be validated; this {_IN_WORDS[row.status]}."
    return _only_another(row, person, "validate")


def _return(row: PracticeRow, person: str, reason: str) -> str | None:
    if row.status not in {"submitted", "validated"}:
        return f"Only what is submitted or validated can be returned; this {_IN_WORDS[row.status]}."
    return _only_another(row, person, "return") or (None if reason.strip() else "Write the reason why it is returned.")


def _only_assessor(row: PracticeRow, person: str, what: str) -> str | None:
    if same_person(row.assessor, person):
        return None
    return f"Only {row.assessor}, who made this finding, can {what}."


def _only_another(row: PracticeRow, person: str, what: str) -> str | None:
    if not same_person(row.assessor, person):
        return None
    return f"{row.assessor} made this finding; a second person must {what} it."


def edited(before: PracticeRow, after: PracticeRow, person: str, moment: str) -> PracticeRow:
    """Return a finding as it stands after an edit.

    Whoever changes the rating or the weakness makes the finding. It becomes a draft; the reason of a return stays until it is
    validated.

    Parameters
    ----------
    before, after
        As it stands, and as it should.
    person
        The role of whoever edits.
    moment
        UTC, as 2026-10-05T14:30:00Z.

    Raises
    ------
    PmobookError
        If it can't be edited now.
    """
    if found := refusal(before, "edit", person):
        raise PmobookError(found)
    judged = ("finding", "not_assessed_because", "significant_weakness")
    is_theirs = not before.assessor or any(getattr(before, name) != getattr(after, name) for name in judged)
    assessor = person.strip() if is_theirs else before.assessor
    return dataclasses.replace(
        after, assessor=assessor, status="draft", validated_by="", changed_by=person.strip(), changed_at=moment
    )


def taken(row: PracticeRow, step: Step, person: str, moment: str, reason: str = "") -> PracticeRow:
    """Return a finding after a step other than an edit.

    Raises
    ------
    PmobookError
        If the person may not take it; says why.
    """
    if found := refusal(row, step, person, reason):
        raise PmobookError(found)
    status = _LEADS_TO[step]
    why = reason.strip() if step == "return" else "" if step == "validate" else row.reason
    return dataclasses.replace(
        row,
        status=status,
        reason=why,
        validated_by=person.strip() if step == "validate" else "",
        changed_by=person.strip(),
        changed_at=moment,
    )
