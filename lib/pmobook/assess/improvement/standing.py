"""Where a PMO stands before it improves: which levels it holds, which steps are open to it, and in which combinations."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.improvement.actions import Action, Dependency
from pmobook.assess.scoring import Layout

__all__ = ["Done", "Standing"]

_ARITHMETIC = 5e-12
"""What arithmetic may add to a share: three thirds of a half are no more than a half."""

Done = frozenset[int]
"""The levels of one capability that actions bring about."""


@dataclass(frozen=True, eq=False)
class Standing:
    """What is met today, and what actions can add to it.

    Attributes
    ----------
    layout
        Where each practice stands.
    present
        Share met of each practice, (practices,), 0 to 1, missing where not assessed.
    actions
        All that can be done, by capability, level and id.
    held_above
        A level stands when each of its practices is met by more than this share.
    """

    layout: Layout
    present: NDArray[np.float64]
    actions: tuple[Action, ...]
    held_above: float

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Share met of each practice, with 0 for what is not assessed: only an action makes sure of it."""
        return np.nan_to_num(self.present, nan=0.0)

    @cached_property
    def _places(self) -> Mapping[Dependency, NDArray[np.intp]]:
        layout = self.layout
        keys = [
            (layout.capabilities[capability], int(level))
            for capability, level in zip(layout.capability_of_practice, layout.level_of_practice, strict=True)
        ]
        places: dict[Dependency, list[int]] = {}
        for place, key in enumerate(keys):
            places.setdefault(key, []).append(place)
        return {key: np.array(value, dtype=np.intp) for key, value in places.items()}

    @cached_property
    def _top(self) -> Mapping[str, int]:
        top: dict[str, int] = {}
        for capability, level in self._places:
            top[capability] = max(top.get(capability, 0), level)
        return top

    @cached_property
    def _held(self) -> Mapping[Dependency, bool]:
        """Whether each level that has practices is met well enough to build on."""
        limit = self.held_above + _ARITHMETIC
        return {key: bool(np.all(self.shares[places] > limit)) for key, places in self._places.items()}

    def stands(self, capability: str, level: int) -> bool:
        """Say whether a level is met well enough to build on.

        A level without practices (none applies) asks for nothing, unless it lies above all that was assessed.
        """
        held = self._held.get((capability, level))
        return level < self._top.get(capability, 0) if held is None else held

    @cached_property
    def _missing(self) -> dict[Dependency, Done]:
        """What was asked of `missing` before."""
        return {}

    def missing(self, capability: str, level: int) -> Done:
        """Return the levels up to and including one that do not stand."""
        known = self._missing.get((capability, level))
        if known is None:
            known = frozenset(one for one in range(1, level + 1) if not self.stands(capability, one))
            self._missing[capability, level] = known
        return known

    @cached_property
    def useful_actions(self) -> tuple[Action, ...]:
        """Actions that would change something: not those for a level that is fully met."""
        return tuple(action for action in self.actions if not self.is_full(action.capability, action.level))

    def is_full(self, capability: str, level: int) -> bool:
        """Say whether nothing can be added to a level: each of its practices is fully met."""
        places = self._places.get((capability, level))
        if places is None:
            return self.stands(capability, level)
        return bool(np.all(self.shares[places] >= 1 - _ARITHMETIC))

    @cached_property
    def combinations(self) -> Mapping[str, tuple[Done, ...]]:
        """For each capability, every combination of levels that actions can bring about, nothing done first.

        An action needs each level below its own to stand, or to be brought about by an action too.
        """
        levels: dict[str, set[int]] = {capability: set() for capability in self.layout.capabilities}
        for action in self.useful_actions:
            levels.setdefault(action.capability, set()).add(action.level)
        return {capability: tuple(self._possible(capability, sorted(found))) for capability, found in levels.items()}

    def _possible(self, capability: str, levels: list[int]) -> Iterable[Done]:
        for size in range(len(levels) + 1):
            for chosen in itertools.combinations(levels, size):
                done = frozenset(chosen)
                if not done or self.missing(capability, max(done) - 1) <= done:
                    yield done

    def after(self, done: Mapping[str, Iterable[int]]) -> NDArray[np.float64]:
        """Return the share met of each practice once levels of capabilities are brought about."""
        shares = self.shares.copy()
        for capability, levels in done.items():
            for level in levels:
                places = self._places.get((capability, level))
                if places is not None:
                    shares[places] = 1.0
        return shares

    @cached_property
    def alone(self) -> Mapping[str, NDArray[np.float64]]:
        """Share met of each practice with one capability's combinations brought about, (combinations, practices) each."""
        return {
            capability: np.stack([self.after({capability: done}) for done in found])
            for capability, found in self.combinations.items()
        }

    @cached_property
    def met(self) -> Mapping[str, NDArray[np.float64]]:
        """The sum of shares met of each capability's practices, by combination."""
        own = {one: self.layout.capability_of_practice == place for place, one in enumerate(self.layout.capabilities)}
        return {one: np.array([shares[own[one]].sum() for shares in self.alone[one]]) for one in self.layout.capabilities}

    def holds(self, dependency: Dependency, done: Mapping[str, Iterable[int]]) -> bool:
        """Say whether a capability holds a level, counting what is brought about."""
        capability, level = dependency
        return self.missing(capability, level) <= frozenset(done.get(capability, ()))

    def needs(self, action: Action) -> tuple[Dependency, ...]:
        """Return what an action waits for: its capability's level below, and its dependencies."""
        below = ((action.capability, action.level - 1),) if action.level > 1 else ()
        return (*below, *action.depends_on)

    def may_begin(self, action: Action, done: Mapping[str, Iterable[int]]) -> bool:
        """Say whether everything that an action waits for holds."""
        return all(self.holds(need, done) for need in self.needs(action))

    @cached_property
    def furthest(self) -> Mapping[str, Done]:
        """The levels that all actions together could bring about, whatever the cost."""
        done: dict[str, frozenset[int]] = {}
        waiting = list(self.useful_actions)
        while begun := [action for action in waiting if self.may_begin(action, done)]:
            for action in begun:
                done[action.capability] = done.get(action.capability, frozenset()) | {action.level}
            gone = set(begun)
            waiting = [action for action in waiting if action not in gone]
        return done
