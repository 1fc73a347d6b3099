"""The goals that leadership set, and how three executives compare them in pairs."""

from __future__ import annotations

import itertools
import math

from pmobook.generate.chance import Chance
from pmobook.generate.columns import Rows
from pmobook.generate.story import BusinessStory, OrganisationStory
from pmobook.generate.timeline import Timeline

__all__ = ["Comparisons", "draw_comparisons", "goal_rows", "is_renewed"]

_JUDGES = 3
_SCALE = (1 / 9, 1 / 8, 1 / 7, 1 / 6, 1 / 5, 1 / 4, 1 / 3, 1 / 2, 1, 2, 3, 4, 5, 6, 7, 8, 9)

Comparisons = dict[bool, Rows]
"""The rows of goal_comparisons before (False) and after (True) the strategy was renewed."""


def is_renewed(timeline: Timeline, position: int) -> bool:
    """Say whether a quarter lies after the renewal of the strategy, which comes with the last quarter's year."""
    return timeline.quarters[position].year == timeline.quarters[-1].year


def goal_rows(shared: OrganisationStory, story: BusinessStory, *, renewed: bool) -> Rows:
    """Return the rows of the form goals: the organisation's as they weigh here, and an own one, which has no weight."""
    weights = story.weights if renewed else story.weights_before
    rows: Rows = [(goal.goal_id, goal.title, goal.owner, goal.purpose, None, weights[goal.goal_id]) for goal in shared.goals]
    if own := story.local_goal:
        rows.append((own.goal_id, own.title, own.owner, own.purpose, own.parent, "not assessed: leadership has not weighted it"))
    return rows


def draw_comparisons(shared: OrganisationStory, story: BusinessStory, chance: Chance) -> Comparisons:
    """Draw the judgements of three executives: near the weights, the third much less consistent and with one pair left open."""
    generator = chance.stream("goals")
    comparisons: Comparisons = {}
    for renewed, weights in ((False, story.weights_before), (True, story.weights)):
        rows: Rows = []
        for place, judge in enumerate(story.executives[:_JUDGES]):
            own_view = dict(
                zip((goal.goal_id for goal in shared.goals), 0.25 * generator.standard_normal(len(shared.goals)), strict=True)
            )
            for first, second in itertools.combinations(shared.goals, 2):
                ratio = math.log(weights[first.goal_id] / weights[second.goal_id])
                ratio = 1.3 * ratio + float(own_view[first.goal_id] - own_view[second.goal_id])
                ratio += (0.15 if place < 2 else 0.5) * float(generator.standard_normal())
                rows.append((judge, first.goal_id, second.goal_id, _fraction(math.exp(ratio))))
            if place == 2:
                judged = rows[-1]
                rows[-1] = (*judged[:3], "not assessed: no opinion")
        comparisons[renewed] = rows
    return comparisons


def _fraction(ratio: float) -> str | int:
    """Return the nearest step of the scale as people write it: 3, or 1/3."""
    step = min(_SCALE, key=lambda value: abs(math.log(value / ratio)))
    return round(step) if step >= 1 else f"1/{round(1 / step)}"
