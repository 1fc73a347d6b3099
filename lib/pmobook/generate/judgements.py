"""What an assessor finds on a practice, from how good a business unit really is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from pmobook.generate.story import Finding, OrganisationStory

__all__ = ["Judgement", "Seen", "Temper", "chosen", "finding_at", "judge"]

_WEAKNESSES = {"large": 0.025, "partial": 0.06}
"""How often a significant weakness is on record beside a finding."""
_NOTED = {"full": 0.2, "large": 0.35, "partial": 0.5, "none": 0.4}
"""How often a note stands beside a finding: shortfalls are explained more often."""
_NEVER_APPLIES = 0.008
_OF_ROUTINE = 0.25
"""By how much more often a document is named for each level that a practice is better than it must be."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Temper:
    """Chance that belongs to a practice and stays the same in all quarters.

    What is found changes with the business unit alone, so that a note or a document stays as long as the finding does.

    Attributes
    ----------
    better
        By how many levels the practice is better than its capability as a whole.
    applies, weak, evidenced, document, noted, note
        From 0 to 1, each for one question about it.
    """

    better: float
    applies: float
    weak: float
    evidenced: float
    document: float
    noted: float
    note: float


@dataclass(frozen=True)
class Seen:
    """What an assessor is shown of a capability.

    Attributes
    ----------
    shared
        With the notes.
    area_id
        Focus area, whose notes can be written.
    codes
        Ids of the evidence.
    care
        How often (0 to 1) a document is named beside a practice that is met.
    """

    shared: OrganisationStory
    area_id: str
    codes: list[str]
    care: float


@dataclass(frozen=True)
class Judgement:
    """A row of the form practices before anybody reviewed it.

    Attributes
    ----------
    capability
        Position of the capability in the model.
    practice_id
        None for a level as a whole.
    instance
        The title of the project looked at; None for the whole.
    finding
        As the form writes it, with ``not assessed: reason``.
    is_judged
        Whether something was found at all: the practice applies and was looked at.
    """

    capability: int
    capability_id: str
    level: int
    practice_id: str | None
    instance: str | None
    finding: str
    is_weak: bool = False
    evidence_ids: str | None = None
    note: str | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the practice applies and was looked at."""
        return self.finding in _NOTED

    def of_project(self, title: str, finding: Finding) -> Judgement:
        """Return the same for one project, without a note; what is not met there rests on no evidence."""
        evidence = None if finding == "none" else self.evidence_ids
        return replace(self, instance=title, finding=finding, is_weak=False, evidence_ids=evidence, note=None)


def chosen(items: tuple[Item, ...] | list[Item], share: float) -> Item:
    """Return the item that lies at a share (0 to below 1) of the way through."""
    return items[int(share * len(items))]


def finding_at(margin: float) -> Finding:
    """Return the finding on a practice that is better, by so many levels, than it must be; negative: worse."""
    return "full" if margin >= 0.5 else "large" if margin >= -0.1 else "partial" if margin >= -0.9 else "none"


def judge(seen: Seen, blank: Judgement, margin: float, temper: Temper) -> Judgement:
    """Return the finding on a practice with its evidence and note.

    Parameters
    ----------
    seen
        What is shown of the capability.
    blank
        Says which practice it is.
    margin
        By how many levels the practice is better than it must be.
    temper
        Chance of this practice.
    """
    shared, codes = seen.shared, seen.codes
    if temper.applies < _NEVER_APPLIES:
        return replace(blank, finding="not applicable", note=chosen(shared.notes_not_applicable, temper.note))
    finding = finding_at(margin)
    is_weak = temper.weak < _WEAKNESSES.get(finding, 0.0)
    note = None
    if is_weak:
        note = chosen(shared.notes_on_weakness, temper.note)
    elif temper.noted < _NOTED[finding]:
        note = chosen([*shared.area_notes[seen.area_id][finding], *shared.notes[finding]], temper.note)
    evidence = None
    # What has long been done leaves records that everybody can find.
    if finding != "none" and codes and temper.evidenced < seen.care + _OF_ROUTINE * max(margin, 0.0):
        start = int(temper.document * len(codes))
        pair = {codes[start], codes[(start + 1) % len(codes)]} if temper.evidenced < 0.4 else {codes[start]}
        evidence = ";".join(sorted(pair))
    return replace(blank, finding=finding, is_weak=is_weak, evidence_ids=evidence, note=note)
