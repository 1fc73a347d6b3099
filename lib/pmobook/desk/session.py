"""A consultant at the desk: whose hand it is, which pack is open, what was changed, and what waits for a choice."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Literal

from pmobook.desk import pack as packs
from pmobook.desk import review, store
from pmobook.desk.level import Standing, standing
from pmobook.desk.policy import Policy, policy_of
from pmobook.desk.progress import Item, items_of
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow, problems_of, tidied
from pmobook.errors import PmobookError, Problem
from pmobook.inputs.engagement import Engagement
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import NOT_ASSESSED, Quarter

__all__ = ["Desk", "Told", "now"]


@dataclasses.dataclass(frozen=True)
class Told:
    """What to tell whoever sits at the desk: that it is saved, what is missing, or what is in the way."""

    kind: Literal["good", "watch", "act"]
    text: str


def now() -> str:
    """Return the moment in UTC, to the second, as 2026-10-05T14:30:00Z."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Desk:
    """One person's work on one pack.

    Every change is saved at once, unless the pack would be refused with it or somebody else changed the same row: then it is
    kept here and told.

    Parameters
    ----------
    engagement
        With the business units, their models and the policy.
    business_unit, quarter
        Whose pack to open.
    clock
        Tells the moment; replaced in tests.
    """

    def __init__(self, engagement: Engagement, business_unit: str, quarter: Quarter, *, clock: Callable[[], str] = now) -> None:
        self.engagement = engagement
        self.business_unit = business_unit
        self.quarter = quarter
        self.role = ""
        self._clock = clock
        self._found: dict[Key, PracticeRow | None] = {}
        self._wanted: dict[Key, PracticeRow] = {}
        self._begun: dict[Key, PracticeRow] = {}
        self.conflicts: dict[Key, store.Conflict[PracticeRow]] = {}
        self.pack = packs.open_pack(engagement, business_unit, quarter)

    @property
    def model(self) -> MaturityModel:
        """The business unit's maturity model."""
        return self.engagement.model(self.business_unit)

    @property
    def policy(self) -> Policy:
        """How findings count."""
        return policy_of(self.engagement, self.business_unit, self.quarter)

    @property
    def may_write(self) -> bool:
        """Whether anything can be changed: the pack can be written to, and the role is known."""
        return not self.pack.read_only_because and bool(self.role.strip())

    @property
    def unsaved(self) -> tuple[Key, ...]:
        """Rows that are changed here and not in the pack."""
        return tuple(self._wanted)

    def problems_elsewhere(self) -> list[Problem]:
        """Return what is wrong with the rest of the pack."""
        return packs.problems_elsewhere(self.engagement, self.business_unit, self.quarter, self.pack)

    def items(self, capability_id: str) -> tuple[Item, ...]:
        """Return what is to be rated of a capability."""
        return items_of(self.model, capability_id, {**self.pack.practices, **self._begun})

    def begin(self, key: Key) -> Told:
        """Let a practice be rated in one project or team; nothing is saved until it is."""
        row = tidied(PracticeRow(*key))
        found = self.pack.read_only_because or review.refusal(row, "edit", self.role)
        there = {one._replace(instance=one.instance.casefold()) for one in (*self.pack.practices, *self._begun)}
        if not found and not row.instance:
            found = "Write which project or team was looked at."
        elif not found and row.key._replace(instance=row.instance.casefold()) in there:
            found = f"{row.instance} is on the desk already."
        if found := found or " ".join(map(str, problems_of(dataclasses.replace(row, finding=NOT_ASSESSED, assessor=self.role)))):
            return Told("act", found)
        self._begun[row.key] = row
        return Told("good", f"{row.instance} can be rated now, below the practice; it is saved with its rating.")

    def row(self, key: Key) -> PracticeRow:
        """Return a row as it stands here: with what is not saved yet, or blank."""
        return self._wanted.get(key) or self.pack.practices.get(key) or PracticeRow(*key)

    def standing(self, capability_id: str) -> Standing:
        """Return where a capability stands on what is saved."""
        return standing(self.model, self.pack.practices, self.pack.evidence, self.policy, capability_id)

    def refresh(self) -> None:
        """Read the pack again, for what others changed."""
        self.pack = packs.open_pack(self.engagement, self.business_unit, self.quarter)

    def edit(self, key: Key, **changes: Any) -> Told:  # noqa: ANN401 - the fields of a row
        """Change fields of a finding and save it.

        A note or evidence without a rating makes the finding ``not assessed``.
        """
        before = self.row(key)
        after = tidied(dataclasses.replace(before, **changes))
        if after == before:
            return Told("good", "Nothing changed.")
        if self.pack.read_only_because:
            return Told("act", self.pack.read_only_because)
        if key in self.conflicts:
            return Told("act", "Choose first which of the two versions to keep.")
        if found := review.refusal(before, "edit", self.role):
            return Told("act", f"Not changed. {found}")
        if not after.finding:
            after = dataclasses.replace(after, finding=NOT_ASSESSED)
        return self._put([review.edited(before, after, self.role, self._clock())])

    def take(self, keys: Iterable[Key], step: review.Step, reason: str = "") -> Told:
        """Take a step with findings (submit, take back, validate, return): those for which it is allowed.

        Why others are refused is told.
        """
        if self.pack.read_only_because:
            return Told("act", self.pack.read_only_because)
        rows, refused, pending = [], [], 0
        for key in keys:
            row = self.row(key)
            if key in self._wanted:
                pending += 1
            elif found := review.refusal(row, step, self.role, reason):
                refused.append(found)
            else:
                rows.append(review.taken(row, step, self.role, self._clock(), reason))
        unsaved = [f"{pending} not saved yet."] if pending else []
        if not rows:
            return Told("act", " ".join([*unsaved, *dict.fromkeys(refused)]) or "There is nothing to do that with.")
        told = self._put(rows)
        rest = f" {len(refused)} left as they were: {' '.join(dict.fromkeys(refused))}" if refused else ""
        return Told(told.kind, " ".join([told.text + rest, *unsaved]))

    def ready(self, capability_id: str, step: Literal["submit", "validate"]) -> tuple[Key, ...]:
        """Return the findings on a capability that stand where a step begins, whoever may take it."""
        begins = {"submit": {"", "draft", "returned"}, "validate": {"submitted"}}[step]
        rows = [row for row in self.pack.practices.values() if row.capability_id == capability_id]
        return tuple(row.key for row in rows if row.finding and row.status in begins)

    def add_evidence(self, row: EvidenceRow) -> Told:
        """Add a piece of evidence under an id that is not in use."""
        row = tidied(row)
        if found := self._evidence_refusal(row):
            return Told("act", found)
        try:
            saved = self._save({}, {row.evidence_id: store.Change(None, row)})
        except PmobookError as error:
            return Told("act", str(error))
        if saved.evidence:
            return Told("act", f"Somebody else has just added {row.evidence_id}. Save yours as {self.next_evidence_id()}.")
        return Told("good", f"{row.evidence_id} is saved and can be attached.")

    def _evidence_refusal(self, row: EvidenceRow) -> str:
        if self.pack.read_only_because:
            return self.pack.read_only_because
        if not self.role.strip():
            return review.refusal(PracticeRow("", 0), "edit", "") or ""
        if row.evidence_id in self.pack.evidence:
            return f"{row.evidence_id} is in use already. The next free id is {self.next_evidence_id()}."
        problems = problems_of(row)
        return f"Not saved. {' '.join(map(str, problems))}" if problems else ""

    def next_evidence_id(self) -> str:
        """Return an id that is not in use: one up from the highest of its kind."""
        numbers = [int(one[1:]) for one in self.pack.evidence if one[:1] == "E" and one[1:].isascii() and one[1:].isdigit()]
        return f"E{max(numbers, default=0) + 1:02d}"

    def choose(self, key: Key, keep: Literal["mine", "theirs"]) -> Told:
        """Settle a conflict with one of the two versions; the other is kept beside the pack."""
        conflict = self.conflicts.get(key)
        if conflict is None:
            return Told("good", "There is nothing to choose any more.")
        if keep == "mine" and conflict.theirs is not None:
            store.keep_aside(self.engagement, self.business_unit, self.quarter, conflict.theirs)
        del self.conflicts[key], self._wanted[key], self._found[key]
        if keep == "theirs":
            self.refresh()
            return Told("good", "The other version stays.")
        self._found[key] = conflict.theirs
        return self._put([dataclasses.replace(conflict.mine, changed_at=self._clock())])

    def _put(self, rows: Iterable[PracticeRow]) -> Told:
        missing: list[Problem] = []
        changes: dict[Key, store.Change[PracticeRow]] = {}
        for row in rows:
            self._found.setdefault(row.key, self.pack.practices.get(row.key))
            self._wanted[row.key] = row
        # What could not be saved before is tried again with whatever is saved next.
        for key, row in self._wanted.items():
            if key in self.conflicts:
                continue
            problems = problems_of(row, self.pack.evidence)
            missing += problems
            if not problems:
                changes[key] = store.Change(self._found[key], row)
        told = self._save_practices(changes) if changes else Told("good", "")
        if missing:
            return Told(
                "watch" if told.kind == "good" else told.kind,
                " ".join(filter(None, [told.text, "Not saved yet.", *map(str, missing)])),
            )
        return told

    def _save_practices(self, changes: dict[Key, store.Change[PracticeRow]]) -> Told:
        try:
            saved = self._save(changes, {})
        except PmobookError as error:
            return Told("act", str(error))
        lost = {conflict.mine.key: conflict for conflict in saved.practices}
        self.conflicts |= lost
        for key in changes.keys() - lost.keys():
            del self._wanted[key], self._found[key]
        if lost:
            return Told("act", "Somebody else changed the same finding. Both versions are shown: choose which to keep.")
        count = f"{len(changes)} findings saved" if len(changes) > 1 else "Saved"
        return Told("good", f"{count} at {self._clock()[11:19]} UTC.")

    def _save(
        self, practices: dict[Key, store.Change[PracticeRow]], evidence: dict[str, store.Change[EvidenceRow]]
    ) -> store.Saved:
        saved = store.save(self.engagement, self.business_unit, self.quarter, practices, evidence)
        self.pack = saved.pack
        return saved
