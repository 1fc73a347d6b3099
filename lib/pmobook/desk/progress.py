"""How far a capability, a focus area or the whole has been rated, evidenced and validated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmobook.desk.policy import Policy, counts, has_valid_evidence
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow
from pmobook.method.capabilities import Capability
from pmobook.method.maturity import MaturityModel
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["Item", "Progress", "items_of", "not_counted", "progress_of"]

_STATUSES = {"draft": "drafts", "submitted": "submitted", "returned": "returned", "": "without review"}


@dataclass(frozen=True)
class Item:
    """Something to be rated: a practice, or a level as a whole, maybe in one project or team.

    Attributes
    ----------
    statement
        What is done.
    evidence
        What would prove it.
    """

    key: Key
    title: str
    statement: str
    evidence: str = ""


@dataclass(frozen=True)
class Progress:
    """Counts of practices.

    Attributes
    ----------
    practices
        All there are.
    rated
        Those with a rating, ``not applicable`` included.
    not_assessed
        Those that somebody said could not be assessed.
    met, evidenced
        Of those rated, full, large or partial: they need evidence; and those that name evidence which holds.
    validated
        Those that a second person checked.
    """

    practices: int
    rated: int
    not_assessed: int
    met: int
    evidenced: int
    validated: int


def items_of(model: MaturityModel, capability_id: str, practices: Mapping[Key, PracticeRow]) -> tuple[Item, ...]:
    """Return what is to be rated of a capability, level by level.

    That is each practice, or the level as a whole where the model has none or somebody judged it so; and whatever was judged
    for one project or team.
    """
    capability = model.capability(capability_id)
    extra = [row.key for row in practices.values() if row.capability_id == capability_id]
    items: list[Item] = []
    for level in range(1, model.highest_level + 1):
        whole = Key(capability_id, level)
        own = capability.practices_at(level)
        if not own or whole in extra:
            items.append(Item(whole, f"Level {level} as a whole", capability.statement(level) or f"Level {level}."))
        for practice in own:
            key = Key(capability_id, level, practice.practice_id)
            short = practice.practice_id.removeprefix(f"{capability_id}_")
            items.append(Item(key, f"Practice {short}", practice.statement, practice.evidence))
        items += _instances(items, [key for key in extra if key.level == level and key.instance])
    return tuple(items)


def _instances(items: Sequence[Item], keys: Iterable[Key]) -> list[Item]:
    about = {item.key: item for item in items}
    found = []
    for key in keys:
        whole = about.get(key._replace(instance=""))
        title = whole.title if whole else f"Level {key.level} as a whole"
        found.append(Item(key, f"{title}, in {key.instance}", whole.statement if whole else "", whole.evidence if whole else ""))
    return found


def progress_of(
    capabilities: Iterable[Capability],
    highest_level: int,
    practices: Mapping[Key, PracticeRow],
    evidence: Mapping[str, EvidenceRow],
    policy: Policy,
) -> Progress:
    """Return the counts of some capabilities, whatever the policy counts; a level judged as a whole counts for its practices."""
    found: list[PracticeRow | None] = []
    for capability in capabilities:
        for level in range(1, highest_level + 1):
            whole = Key(capability.capability_id, level)
            ids = [practice.practice_id for practice in capability.practices_at(level)] or [""]
            found += [practices.get(whole._replace(practice_id=one), practices.get(whole)) for one in ids]
    rows = [row for row in found if row is not None]
    met = [row for row in rows if row.finding in {"full", "large", "partial"}]
    return Progress(
        practices=len(found),
        rated=sum(row.is_rated for row in rows),
        not_assessed=sum(row.finding == NOT_ASSESSED for row in rows),
        met=len(met),
        evidenced=sum(has_valid_evidence(row, evidence, policy.last_day) for row in met),
        validated=sum(row.status == "validated" for row in rows),
    )


def not_counted(practices: Mapping[Key, PracticeRow], counted: str) -> str:
    """Say which findings the engagement's policy leaves out; empty if none."""
    rows = list(practices.values())
    left_out = [row.status for row in rows if not counts(row, counted)]
    parts = [f"{left_out.count(status)} {words}" for status, words in _STATUSES.items() if status in left_out]
    if not parts:
        return ""
    one = len(left_out) == 1
    if len(parts) == 1:
        status = left_out[0]
        what = {"draft": "is a draft" if one else "are drafts"}.get(
            status,
            f"{'is' if one else 'are'} {_STATUSES[status]}" if status != "returned" else f"{'was' if one else 'were'} returned",
        )
        return f"{len(left_out)} of {len(rows)} findings {what} and {'is' if one else 'are'} not counted."
    return f"{len(left_out)} of {len(rows)} findings are not counted: {', '.join(parts)}."
