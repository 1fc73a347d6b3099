"""Needs of different skills that can't be met at once, though each skill alone seems covered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.capability.by_month import quarter_of
from pmobook.assess.capability.reading import Inventory
from pmobook.assess.capability.together import find_bottlenecks
from pmobook.assess.resources.months import label_of
from pmobook.assess.wording import counted, listed
from pmobook.language import say

__all__ = ["find_clashes"]

Floats = NDArray[np.float64]


def find_clashes(
    months: dict[int, dict[str, tuple[Floats, float]]], inventory: Inventory, names: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of ``skill_clashes``: the worst month of each quarter and set of skills.

    Parameters
    ----------
    months
        Month to skill to the people it needs by level, and those missing of it alone.
    inventory
        Who masters what.
    names
        How skills are written.
    """
    worst: dict[tuple[str, tuple[str, ...]], dict[str, Any]] = {}
    seen: dict[bytes, list[tuple[tuple[str, ...], float, float, float]]] = {}
    for slot in sorted(months):
        skills = sorted(months[slot])
        needed = np.stack([months[slot][skill][0] for skill in skills])
        known = "\0".join(skills).encode() + needed.tobytes()
        if known not in seen:
            seen[known] = list(_clashes_of(skills, needed, [months[slot][skill][1] for skill in skills], inventory))
        for members, wanted, able, short in seen[known]:
            key = (quarter_of(slot), members)
            if key in worst and worst[key]["short"] >= short:
                continue
            unrated = sum(int(np.isnan(inventory.levels_of(one)).sum()) for one in members)
            worst[key] = {
                "period": key[0], "skills": listed([names[one] for one in members], most=len(members)),
                "peak_month": label_of(slot, is_calendar=True), "needed": wanted, "able": int(able), "short": short,
                "note": say("{level} not assessed could change this.", level=counted(unrated, "level")) if unrated else "",
            }  # fmt: skip
    yield from (worst[key] for key in sorted(worst))


def _clashes_of(
    skills: list[str], needed: Floats, alone: list[float], inventory: Inventory
) -> Iterator[tuple[tuple[str, ...], float, float, float]]:
    """Yield sets of skills with the people they need, those able to serve any, and those missing beyond the gaps of each."""
    which, level = np.nonzero(needed)
    held = np.stack([np.nan_to_num(inventory.levels_of(skill), nan=-1.0) for skill in skills], axis=1)
    qualifies = held[:, which] >= level + 1
    for found in find_bottlenecks(needed[which, level].tolist(), qualifies, [skills[place] for place in which]):
        members = sorted({int(which[one]) for one in found.members})
        short = round(found.short - sum(alone[one] for one in members), 9)
        if len(members) > 1 and short > 0:
            yield tuple(skills[one] for one in members), found.needed, found.able, short
