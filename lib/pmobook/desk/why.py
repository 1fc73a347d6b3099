"""Which practices hold the next level back, and which would raise the score, asked of the scoring rule itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from pmobook.assess.scoring import SHARE_RULES, Scores, evaluate
from pmobook.assess.scoring.layout import Indices, Numbers
from pmobook.assess.scoring.notes import above_what_was_seen
from pmobook.desk.policy import Policy, counts, has_valid_evidence
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["Held", "Why"]

_LEAST_GAIN = 1e-9
_PLACES = 9


@dataclass(frozen=True)
class Held:
    """A practice that is not fully met, why, and by how much at least the score would rise if it were."""

    practice_id: str
    capability_id: str
    level: int
    because: str
    gain: float


class Why:
    """Asks a scoring rule what would happen to a capability, or to the whole focus area, if practices were fully met.

    Parameters
    ----------
    practices, evidence
        All rows, for the reasons.
    policy
        How they count.
    scores
        The focus area's, on what counts.
    capability
        Its place in the layout; None: the whole focus area.
    level
        The level that is stated; None: none is.
    sure_level
        The level that is reached whatever is still to be rated; climbed from where no level is stated.

    Attributes
    ----------
    next_level
        The level after the one that is held; None at the top, and by a rule whose scores are shares.
    out_of_reach
        Whether it is not reached even with every practice fully met.

    Notes
    -----
    Levels above what was looked at add nothing, as in the score. They stay so while one practice is supposed to be met: a
    practice of level 5 would else seem to bring all of its level.
    """

    def __init__(
        self,
        practices: Mapping[Key, PracticeRow],
        evidence: Mapping[str, EvidenceRow],
        policy: Policy,
        scores: Scores,
        *,
        capability: int | None,
        level: int | None,
        sure_level: int,
    ) -> None:
        self._policy, self._evidence, self._capability = policy, evidence, capability
        self._layout = layout = scores.layout
        self._rows = {row.key: row for row in practices.values() if not row.instance}
        nothing = above_what_was_seen(layout, scores.shares) if level is not None else np.isnan(scores.shares)
        self._now = np.where(nothing, 0.0, scores.shares)
        self.next_level = self._next_level(sure_level if level is None else level)
        within = layout.practice_weights > 0
        if capability is not None:
            within &= layout.capability_of_practice == capability
        self._open = np.flatnonzero(within & ~(np.nan_to_num(self._now, nan=0.0) >= 1 - _LEAST_GAIN))
        weak = layout.significant_weakness if policy.rule == "staged_goals" else None
        up_to = layout.level_of_practice <= (self.next_level or 0)
        self._weak = np.flatnonzero(within & weak & up_to) if weak is not None else np.empty(0, dtype=np.intp)
        self._sound = dataclasses.replace(layout, significant_weakness=None)
        self.out_of_reach = self.next_level is not None and bool(self._scores(self._with(self._open))[0] < self.next_level)

    def _next_level(self, level: int) -> int | None:
        return level + 1 if self._policy.rule not in SHARE_RULES and level < self._layout.highest_level else None

    def _with(self, *met: Indices) -> Numbers:
        """Return what is met now with each selection of practices fully met instead."""
        rows = np.tile(self._now, (len(met), 1))
        for row, places in zip(rows, met, strict=True):
            row[places] = 1.0
        return rows

    def _scores(self, shares: Numbers) -> Numbers:
        found = evaluate(self._policy.rule, self._sound, shares)
        scores = found.areas[..., 0] if self._capability is None else found.capabilities[..., self._capability]
        return np.asarray(np.round(np.nan_to_num(scores, nan=0.0), _PLACES), dtype=np.float64)

    def holding(self) -> tuple[Held, ...]:
        """Return the practices without any one of which the next level is not reached, lowest level first."""
        if self.next_level is None or self.out_of_reach:
            return ()
        places = self._open
        without = self._with(*(places[places != one] for one in places))
        short = self._scores(without) < self.next_level if len(places) else np.empty(0, dtype=np.bool_)
        found = {int(one) for one in (*places[short], *self._weak)}
        return tuple(self._held(one, 0.0) for one in sorted(found, key=lambda one: (self._layout.level_of_practice[one], one)))

    def helping(self, told: set[str]) -> tuple[Held, ...]:
        """Return other practices that alone would raise the score, those that raise it most first."""
        if not len(self._open):
            return ()
        alone = self._with(self._open[:0], *(self._open[[one]] for one in range(len(self._open))))
        scores = self._scores(alone)
        found = [self._held(int(place), float(score - scores[0])) for place, score in zip(self._open, scores[1:], strict=True)]
        better = [one for one in found if one.gain > _LEAST_GAIN and one.practice_id not in told]
        return tuple(sorted(better, key=lambda one: (-one.gain, one.level)))

    def _held(self, place: int, gain: float) -> Held:
        layout = self._layout
        capability = layout.capabilities[layout.capability_of_practice[place]]
        level, practice = int(layout.level_of_practice[place]), layout.practices[place]
        row = self._rows.get(Key(capability, level, practice)) or self._rows.get(Key(capability, level))
        return Held(practice, capability, level, self._because(row), gain)

    def _because(self, row: PracticeRow | None) -> str:
        if row is None or not row.finding:
            return "not rated"
        if not counts(row, self._policy.counted):
            return f"rated {row.finding}, not counted: {row.status or 'handed in without review'}"
        if row.finding == NOT_ASSESSED:
            return NOT_ASSESSED
        supported = self._policy.evidence == "advisory" or has_valid_evidence(row, self._evidence, self._policy.last_day)
        if not supported and row.finding in {"full", "large"}:
            lack = "its evidence has expired" if row.evidence_ids else "no evidence is named"
            return f"rated {row.finding}, counts as partial: {lack}"
        return f"rated {row.finding}" + (" with a significant weakness" if row.significant_weakness == "yes" else "")
