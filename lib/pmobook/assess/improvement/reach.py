"""What each scoring rule asks of the levels that actions bring about, taken from the rule itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from pmobook.assess.improvement.best_practices import best_practices
from pmobook.assess.improvement.programme import Limits
from pmobook.assess.improvement.standing import Done, Standing
from pmobook.assess.scoring import Evaluated, evaluate
from pmobook.assess.scoring.layout import Numbers
from pmobook.errors import PmobookError
from pmobook.method.scoring_rules import RuleName, scoring_rules
from pmobook.vocabulary import nearest

__all__ = ["REACHED_WITHIN", "Reach"]

REACHED_WITHIN = 1e-9
"""A score this little below its target has reached it: the difference is one of arithmetic."""

_ADDS_UP: frozenset[RuleName] = frozenset({"weighted_mean", "coverage_sum", "goal_stage_share", "service_sophistication"})
"""Rules under which a gain in one capability makes up for a lack in another; under all others the lowest counts."""


@dataclass(frozen=True, eq=False)
class Reach:
    """Scores by one rule of what actions bring about, for the whole or for one focus area.

    Attributes
    ----------
    standing
        Today's levels and the actions.
    rule
        A scoring rule.
    area
        The focus area, or the capability, whose score counts; None for the whole.
    options
        Passed on to the rule.

    Notes
    -----
    Rules are of two kinds. Under the first, what combinations of levels add to the score of today adds up over capabilities:
    each is scored alone, and the gains must add up to what is missing. Under the second, the lowest counts: each combination
    is scored with everything else fully met, and only those that reach the target are allowed. Both are scored by the
    rule itself, so that rule and programme can't disagree, and both are linear in the choice of one combination for each
    capability. A third, goal by stage share with best practices that need others, counts a best practice by the least
    of all that it needs.
    """

    standing: Standing
    rule: RuleName
    area: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        areas = self.standing.layout.areas
        if self.area is not None and self.area not in areas and self.area not in self.standing.layout.capabilities:
            guess = nearest(self.area, areas)
            hint = f"Did you mean {guess}?" if guess else f"There are {', '.join(areas)}."
            message = f"There is no focus area {self.area}. {hint}"
            raise PmobookError(message)

    @property
    def adds_up(self) -> bool:
        """Whether a gain in one capability makes up for a lack in another."""
        return self.rule in _ADDS_UP

    @property
    def _is_capability(self) -> bool:
        return self.area is not None and self.area not in self.standing.layout.areas

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """The capabilities whose scores count."""
        layout = self.standing.layout
        return tuple(
            capability
            for capability, area in zip(layout.capabilities, layout.area_of_capability, strict=True)
            if self.area is None or self.area in (layout.areas[area], capability if self._is_capability else None)
        )

    def evaluated(self, shares: Numbers) -> Evaluated:
        """Score shares met by the rule."""
        return evaluate(self.rule, self.standing.layout, shares, **self.options)

    def evaluated_after(self, alternatives: Sequence[Mapping[str, Done]]) -> Evaluated:
        """Score alternative sets of levels brought about by the rule."""
        return self.evaluated(self._after(alternatives))

    def scores(self, alternatives: Sequence[Mapping[str, Done]]) -> Numbers:
        """Return the score of each alternative set of levels brought about."""
        return self.counted(self.evaluated_after(alternatives))

    def capability_scores(self, alternatives: Sequence[Mapping[str, Done]]) -> Numbers:
        """Return the score of each capability in scope, (alternatives, capabilities in scope)."""
        return self.evaluated_after(alternatives).capabilities[:, self._places]

    def worth(self, target: float, alternatives: Sequence[Mapping[str, Done]]) -> list[tuple[float, ...]]:
        """Return, for each alternative: its score, what its capabilities have of the target, and the mean share met."""
        if self._is_entangled:
            scores = self.scores(alternatives).tolist()
        elif self.adds_up:
            scores = [self._gains[1] + sum(parts) for parts in _taken(self._parts, alternatives)]
        else:
            scores = [min(parts) for parts in _taken(self._parts, alternatives)]
        return [(score, *rest) for score, rest in zip(scores, self.towards(target, alternatives), strict=True)]

    def towards(self, target: float, alternatives: Sequence[Mapping[str, Done]]) -> list[tuple[float, float]]:
        """Return, for each alternative: what its capabilities have of the target, and the mean share met."""
        if target not in self._capped:
            self._capped[target] = {
                one: {done: min(score, target) for done, score in own.items()} for one, own in self._own.items()
            }
        towards = [sum(parts) for parts in _taken(self._capped[target], alternatives)]
        met = [sum(parts) for parts in _taken(self._met, alternatives)]
        return list(zip(towards, met, strict=True))

    @cached_property
    def _capped(self) -> dict[float, dict[str, dict[Done, float]]]:
        """What was asked of `towards` before, by target: each capability's own score by combination, up to the target."""
        return {}

    @property
    def _is_entangled(self) -> bool:
        """Whether a capability's best practices count only together with those of others."""
        return self.rule == "goal_stage_share" and bool(self.standing.layout.needs)

    @cached_property
    def _parts(self) -> dict[str, dict[Done, float]]:
        """What each combination adds to the score of today, or the score that it allows."""
        return self._by_combination(self._gains[0] if self.adds_up else self._limited)

    @cached_property
    def _own(self) -> dict[str, dict[Done, float]]:
        """Each capability's own score by combination; 0 where it has none."""
        combinations = self.standing.combinations
        most = max(len(combinations[capability]) for capability in self.scope)
        rows = [{one: found[min(place, len(found) - 1)] for one, found in combinations.items()} for place in range(most)]
        scores = np.nan_to_num(self.capability_scores(rows))
        return self._by_combination({one: scores[: len(combinations[one]), place] for place, one in enumerate(self.scope)})

    @cached_property
    def _met(self) -> dict[str, dict[Done, float]]:
        return self._by_combination(self.standing.met)

    def _by_combination(self, values: Mapping[str, Numbers]) -> dict[str, dict[Done, float]]:
        combinations = self.standing.combinations
        return {
            capability: dict(zip(combinations[capability], found.tolist(), strict=True)) for capability, found in values.items()
        }

    def limits(self, target: float) -> Limits:
        """Return what reaching a target asks, linear in the choice of a combination for each capability."""
        least = target - REACHED_WITHIN
        if self._is_entangled:
            constants = self.options.get("constants") or scoring_rules().constants
            return Limits(lowest=tuple(best_practices(self.standing, self.area, constants)), lowest_least=least)
        if self.adds_up:
            gains, base = self._gains
            return Limits(sums=((gains, least - base),))
        return Limits(allowed={capability: scores >= least for capability, scores in self._limited.items()})

    @cached_property
    def _places(self) -> list[int]:
        return [self.standing.layout.capabilities.index(capability) for capability in self.scope]

    def _after(self, alternatives: Sequence[Mapping[str, Done]]) -> Numbers:
        return np.stack([self.standing.after(done) for done in alternatives])

    def counted(self, evaluated: Evaluated) -> Numbers:
        """Return the scores that count of what the rule has scored."""
        if self.area is None:
            return np.asarray(evaluated.overall, dtype=np.float64)
        if self._is_capability:
            place = self.standing.layout.capabilities.index(self.area)
            return np.asarray(evaluated.capabilities[..., place], dtype=np.float64)
        return np.asarray(evaluated.areas[..., self.standing.layout.areas.index(self.area)], dtype=np.float64)

    @cached_property
    def _gains(self) -> tuple[dict[str, Numbers], float]:
        """Return what each combination of each capability adds to the score, and the score of today."""
        combinations = self.standing.combinations
        rows = np.concatenate([self._after([{}]), *(self.standing.alone[capability] for capability in self.scope)])
        base, *values = self.counted(self.evaluated(rows)).tolist()
        gains, taken = {}, 0
        for capability in self.scope:
            count = len(combinations[capability])
            gains[capability] = np.array(values[taken : taken + count]) - base
            taken += count
        return gains, base

    @cached_property
    def _limited(self) -> dict[str, Numbers]:
        """Return the score that each combination of each capability allows, everything else fully met."""
        layout, combinations = self.standing.layout, self.standing.combinations
        rows, counts = [], []
        for capability in self.scope:
            own = layout.capability_of_practice == layout.capabilities.index(capability)
            rows.append(np.where(own, self.standing.alone[capability], 1.0))
            counts.append(len(combinations[capability]))
        parts = np.split(self.counted(self.evaluated(np.concatenate(rows))), np.cumsum(counts)[:-1])
        return dict(zip(self.scope, parts, strict=True))


def _taken(values: Mapping[str, Mapping[Done, float]], alternatives: Sequence[Mapping[str, Done]]) -> list[list[float]]:
    """Return, for each alternative, the value of each capability's combination of levels, in the order of ``values``."""
    nothing: Done = frozenset()
    places = {capability: place for place, capability in enumerate(values)}
    usual = [own[nothing] for own in values.values()]
    found = []
    for done in alternatives:
        parts = usual.copy()
        for capability, levels in done.items():
            if capability in places:
                parts[places[capability]] = values[capability][levels]
        found.append(parts)
    return found
