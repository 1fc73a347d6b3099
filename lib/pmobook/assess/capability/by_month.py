"""One skill month by month and level by level, and what that comes to in a quarter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.capability.nesting import count_able, spare_by_level, unmet_by_level
from pmobook.assess.capability.reading import HIGHEST, Inventory
from pmobook.assess.resources.months import label_of
from pmobook.assess.wording import counted
from pmobook.language import say

__all__ = ["SkillMonths", "quarter_of"]

Floats = NDArray[np.float64]


def quarter_of(slot: int) -> str:
    """Return the quarter of a month."""
    return f"{slot // 12:04d}Q{slot % 12 // 3 + 1}"


class SkillMonths:
    """One skill by month and level."""

    def __init__(self, key: str, name: str, needs: pd.DataFrame, inventory: Inventory) -> None:
        self.name = name
        self.able, self.able_highest = count_able(inventory.levels_of(key))
        self.slots, month = np.unique(needs["slot"].to_numpy(), return_inverse=True)
        # Arrays, since a table's columns would be fetched and compared anew for each quarter and level.
        self._month, self._project = month, needs["project_id"].to_numpy(dtype=object)
        self._people, self._level = needs["people"].to_numpy(dtype=np.float64), needs["level"].to_numpy(dtype=np.int64)
        self.needed, self.unknown = np.zeros((len(self.slots), HIGHEST)), np.zeros((len(self.slots), HIGHEST), dtype=np.int64)
        np.add.at(self.needed, (month, self._level - 1), np.nan_to_num(self._people))
        np.add.at(self.unknown, (month, self._level - 1), np.isnan(self._people))
        self.needed = np.round(self.needed, 9)
        self.quarters = np.array([quarter_of(int(slot)) for slot in self.slots])
        # Gaps by month: with those known to be able, and with everybody who may be.
        self.gap, self.least = unmet_by_level(self.needed, self.able), unmet_by_level(self.needed, self.able_highest)
        self.spare = spare_by_level(self.needed, self.able)

    def by_month(self) -> Iterator[tuple[int, Floats, float]]:
        """Yield each month in which somebody is needed, the people needed by level, and those missing."""
        for slot, needed, gap in zip(self.slots.tolist(), self.needed, self.gap, strict=True):
            if needed.any():
                yield slot, needed, float(gap.sum())

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of ``skill_gaps``, by quarter and level."""
        for quarter in np.unique(self.quarters):
            here = np.flatnonzero(self.quarters == quarter)
            for place in range(HIGHEST):
                if self.needed[here, place].any() or self.unknown[here, place].any():
                    yield self._row(str(quarter), here, place)

    def _row(self, quarter: str, here: NDArray[np.int64], place: int) -> dict[str, Any]:
        needed, gap, least = self.needed[here, place], self.gap[here, place], self.least[here, place]
        peak = int(here[np.lexsort((-needed, -gap))[0]])
        most, open_needs = float(needed.max()), self._not_assessed(here, place)
        may_grow = bool(self.unknown[here][:, place:].any())
        low, high = float(least.max()), np.nan if may_grow else float(gap.max())
        is_sure = low == high
        asked = (self._level == place + 1) & np.isin(self._month, here) & ~(self._people <= 0)
        return {
            "skill": self.name, "level": place + 1, "period": quarter,
            "peak_month": label_of(int(self.slots[peak]), is_calendar=True), "needed": most if most > 0 else np.nan,
            "needs_not_assessed": open_needs, "needed_above": round(float(self.needed[peak, place + 1 :].sum()), 9),
            "able": int(self.able[place]), "able_highest": int(self.able_highest[place]),
            "coverage": _share(most, high) if is_sure else np.nan, "coverage_lowest": _share(most, high),
            "coverage_highest": _share(most, low), "gap": high if is_sure else np.nan, "gap_lowest": low, "gap_highest": high,
            "bench": np.nan if may_grow else float(self.spare[here, place].min()), "projects": len(set(self._project[asked])),
            "note": _note(open_needs, may_grow, int(self.able_highest[place] - self.able[place]), is_sure=is_sure),
        }  # fmt: skip

    def _not_assessed(self, here: NDArray[np.int64], place: int | None = None) -> int:
        """Return how many needs of projects, at one level or any, lack a number of people in some of the months."""
        open_needs = np.isnan(self._people) & np.isin(self._month, here)
        if place is not None:
            open_needs &= self._level == place + 1
        return len(set(zip(self._project[open_needs], self._level[open_needs].tolist(), strict=True)))

    def totals(self) -> Iterator[dict[str, Any]]:
        """Yield the needs and gaps of all levels together, by quarter."""
        for quarter in np.unique(self.quarters):
            here = np.flatnonzero(self.quarters == quarter)
            needed, open_needs = float(self.needed[here].sum(axis=1).max()), self._not_assessed(here)
            if not needed and not open_needs:
                continue
            low = round(float(self.least[here].sum(axis=1).max()), 9)
            high = np.nan if open_needs else round(float(self.gap[here].sum(axis=1).max()), 9)
            covered = False if low > 0 else True if high == 0 else pd.NA
            yield {
                "skill": self.name, "period": str(quarter), "needed": round(needed, 9) if needed else np.nan,
                "needs_not_assessed": open_needs, "gap": high if low == high else np.nan, "gap_lowest": low,
                "gap_highest": high, "is_covered": covered,
            }  # fmt: skip


def _share(needed: float, gap: float) -> float:
    return round((needed - gap) / needed, 9) if needed > 0 else np.nan


def _note(open_needs: int, may_grow: bool, not_rated: int, *, is_sure: bool) -> str:
    parts = []
    if open_needs:
        parts.append(say("{need} not assessed", need=counted(open_needs, "need")))
    elif may_grow:
        parts.append(say("needs at higher levels not assessed"))
    if not_rated:
        parts.append(say("the level of {person} not assessed", person=counted(not_rated, "person", "people")))
    if not parts:
        return ""
    said = say(" and ").join(parts)
    return f"{said[0].upper()}{said[1:]}{(say(', whatever it is') if is_sure else '')}."
