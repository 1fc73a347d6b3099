"""What level a capability has reached on the findings so far, and which practice holds the next one back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.scoring import appraisal_answers, levels_of, score
from pmobook.desk.policy import Policy
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow
from pmobook.desk.why import Held, Why
from pmobook.method.capabilities import FocusArea
from pmobook.method.forms import form
from pmobook.method.maturity import MaturityModel
from pmobook.method.scoring_rules import RuleName
from pmobook.method.thresholds import thresholds

__all__ = ["Reached", "Standing", "standing"]


@dataclass(frozen=True)
class Reached:
    """A score so far.

    Attributes
    ----------
    score, lowest, highest
        0 to the highest level (to 1 by a rule whose scores are shares); the score is None while it is not assessed. The others
        are what it would be were everything that is not assessed at its worst or best.
    level
        None where none is stated.
    note
        Why there is no score, and what limits it.
    sure_level
        The level that is reached whatever is still to be rated; of use while too little is assessed to state one.
    """

    score: float | None
    level: int | None
    lowest: float
    highest: float
    note: str
    sure_level: int = 0


@dataclass(frozen=True)
class Standing:
    """Where a capability and its focus area stand.

    Attributes
    ----------
    next_level
        The level after the one that is held; None at the top, and by a rule whose scores are shares.
    held_back_by
        The practices of the capability without any one of which the next level is not reached.
    out_of_reach
        Whether the next level is not reached even with all of them, as where nothing at that level applies.
    would_help
        Other practices of the capability that would raise its score, those that raise it most first.
    area_next_level, area_held_back_by
        The same for the focus area, with practices of any of its capabilities.
    """

    rule: RuleName
    highest_level: int
    capability: Reached
    next_level: int | None
    out_of_reach: bool
    held_back_by: tuple[Held, ...]
    would_help: tuple[Held, ...]
    area: Reached
    area_next_level: int | None
    area_held_back_by: tuple[Held, ...]


def standing(
    model: MaturityModel,
    practices: Mapping[Key, PracticeRow],
    evidence: Mapping[str, EvidenceRow],
    policy: Policy,
    capability_id: str,
) -> Standing:
    """Return where a capability and its focus area stand, and what holds them back.

    Parameters
    ----------
    model
        The business unit's.
    practices, evidence
        All rows; what the policy does not count is left out as not assessed.
    capability_id
        One of the model's.

    Notes
    -----
    Levels above the highest that was looked at add nothing, as in the assessment of the pack.

    A practice holds a level back if, with every other one fully met, the level is still not reached. That is asked of the
    scoring rule itself, so it holds for each of them; by an average no single practice may hold anything back, and then those
    that would raise it most are told.
    """
    answers = _answers(model, practices, evidence, policy, model.area_of(capability_id))
    # One focus area is scored at a time: no rule lets another area change it, and the desk answers at once.
    scores = score(
        policy.rule,
        answers,
        not_assessed=policy.not_assessed,
        highest_level=model.highest_level,
        least_share_for_level=thresholds().maturity.least_share_for_level.value,
        levels_not_seen="not_claimed",
    )
    place = scores.layout.capabilities.index(capability_id)
    reached, area_reached = _reached(scores.capabilities.iloc[place]), _reached(scores.areas.iloc[0])
    own, whole = (
        Why(practices, evidence, policy, scores, capability=which, level=one.level, sure_level=one.sure_level)
        for which, one in ((place, reached), (None, area_reached))
    )
    held = own.holding()
    return Standing(
        rule=policy.rule,
        highest_level=model.highest_level,
        capability=reached,
        next_level=own.next_level,
        out_of_reach=own.out_of_reach,
        held_back_by=held,
        would_help=own.helping({one.practice_id for one in held}),
        area=area_reached,
        area_next_level=whole.next_level,
        area_held_back_by=whole.holding(),
    )


@dataclass(frozen=True)
class _OneArea:
    """A model's focus area as a model of its own."""

    areas: tuple[FocusArea, ...]


def _answers(
    model: MaturityModel,
    practices: Mapping[Key, PracticeRow],
    evidence: Mapping[str, EvidenceRow],
    policy: Policy,
    area: FocusArea,
) -> pd.DataFrame:
    """Return a focus area's findings as ratings, counted and capped just as the assessment of the pack does it."""
    within = {capability.capability_id for capability in area.capabilities}
    rows = [row.cells for row in practices.values() if row.capability_id in within]
    seen = pd.DataFrame({
        "evidence_id": list(evidence),
        "expires": pd.to_datetime(pd.Series([row.expires or None for row in evidence.values()], dtype="str")),
    })  # fmt: skip
    answers = appraisal_answers(
        _OneArea((area,)),
        pd.DataFrame(rows, columns=list(form("practices").column_names)).astype({"level": "int64"}),
        counted=policy.counted,
        evidence=seen,
        evidence_policy=policy.evidence,
        as_of=policy.last_day,
    ).ratings
    # A capability that the model gives no practices is rated level by level; until it is, it is not assessed.
    silent = [one for one in area.capabilities if one.capability_id not in set(answers["capability"])]
    blank = [
        {"area": area.area_id, "capability": one.capability_id, "level": level, "practice": "", "instance": "", "rating": np.nan,
         "scale_maximum": 1.0, "weight": one.weight, "significant_weakness": False, "applicable": True}
        for one in silent
        for level in range(1, model.highest_level + 1)
    ]  # fmt: skip
    return pd.concat([answers, pd.DataFrame(blank)], ignore_index=True) if blank else answers


def _reached(row: pd.Series[Any]) -> Reached:
    value, level = row["score"], row["level"]
    return Reached(
        None if pd.isna(value) else float(value),
        None if pd.isna(level) else int(level),
        float(row["lowest"]),
        float(row["highest"]),
        str(row["note"]),
        int(np.nan_to_num(levels_of(np.array([float(row["lowest"])])))[0]),
    )
