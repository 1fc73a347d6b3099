"""How good a generated business unit really is, capability by capability and quarter by quarter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pmobook.generate.chance import Chance
from pmobook.generate.story import Arc, ReviewStory
from pmobook.generate.timeline import Timeline
from pmobook.method.maturity import MaturityModel

__all__ = ["Levels", "draw_arc", "draw_levels"]

_STRONG_AND_WEAK = 0.55
"""Levels by which a business unit's strong area lies above the others, and its weak area below."""


@dataclass(frozen=True)
class Levels:
    """The true level of every capability in every quarter.

    Attributes
    ----------
    level
        Shape (quarters, capabilities), 0 to 5, not rounded; capabilities in the order of the maturity model.
    timeline
        The quarters.
    """

    level: npt.NDArray[np.float64]
    timeline: Timeline

    def discipline(self, month: int) -> float:
        """Return how well the business unit keeps to plans in a month, from 0 to 1; it follows its mean level."""
        mean = float(self.level[self.timeline.position_of_month(month)].mean())
        return min(max((mean - 0.8) / 3.4, 0.05), 0.95)


def draw_arc(chance: Chance, model: MaturityModel) -> Arc:
    """Draw how a business unit develops, where no story says it."""
    generator = chance.stream("arc")
    level_from, change = 1.2 + 2.4 * generator.random(), 0.9 * generator.standard_normal()
    strong, weak = (int(area) for area in generator.permutation(len(model.areas))[:2]) if len(model.areas) > 1 else (0, 0)
    chances = generator.random(7)
    submitted, draft, returned = (int(count) for count in generator.integers(0, (7, 3, 3)))
    return Arc(
        level_from=level_from,
        level_to=min(max(level_from + change, 0.6), 4.4),
        pack="excel" if chances[0] < 0.05 else "csv",
        practice_levels=5 if chances[1] < 0.5 else 3,
        strong_area=model.areas[strong].area_id,
        weak_area=model.areas[weak].area_id,
        late_days=int(1 + 20 * chances[2]) if chances[3] < 0.1 else 0,
        earned_value=bool(chances[4] < 0.8),
        rebaseline=bool(chances[5] < 0.4),
        restatement=bool(chances[5] > 0.8),
        stopped=bool(chances[6] < 0.3),
        review=ReviewStory(submitted=submitted, draft=draft, returned=returned),
    )


def draw_levels(arc: Arc, model: MaturityModel, timeline: Timeline, chance: Chance) -> Levels:
    """Draw the true levels of a business unit along its arc."""
    generator = chance.stream("levels")
    quarters = len(timeline.quarters)
    path = np.linspace(arc.level_from, arc.level_to, quarters) if quarters > 1 else np.array([arc.level_to])
    offsets = []
    for area in model.areas:
        offset = {arc.weak_area: -_STRONG_AND_WEAK, arc.strong_area: _STRONG_AND_WEAK}.get(area.area_id, 0.0)
        offsets += [offset] * len(area.capabilities)
    own = 0.35 * generator.standard_normal(len(offsets))
    wobble = 0.06 * generator.standard_normal((quarters, len(offsets)))
    return Levels(np.clip(path[:, None] + np.array(offsets) + own + wobble, 0.0, 5.0), timeline)
