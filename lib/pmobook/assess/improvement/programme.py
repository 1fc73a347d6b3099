"""The cheapest combination of actions as a mixed-integer programme, solved to proven optimality."""

from __future__ import annotations

import contextlib
import itertools
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.improvement.actions import Action
from pmobook.assess.improvement.solver import Optimum, Rows, minimise
from pmobook.assess.improvement.standing import Done, Standing
from pmobook.errors import PmobookError

__all__ = ["Limits", "Programme", "Solution"]

_SHARPER = 1e2
"""A limit may be missed by 1e-6; a score limit is multiplied by this, so that 1e-8 of a score is accepted."""

_PARTS = (1, 2, 4, 5, 10, 20, 100)
_FINEST = 10**6
_SLACK = 1e-6
"""Person-days and weeks come in these parts of one; closer than a millionth, they are the same."""

_LARGEST = 2**60
"""What the solver's whole numbers hold."""


@dataclass(frozen=True)
class Limits:
    """What a scoring rule asks of the levels that are brought about, linear in one choice for each capability.

    Attributes
    ----------
    sums
        Each is a pair (gains, least): over all capabilities, the gain of the combination chosen must add up to at least
        ``least``. Gains stand by capability, in the order of ``Standing.combinations``.
    lowest
        Groups of capabilities of which only the lowest counts, each with the weight of that lowest in one more sum.
    lowest_least
        What the weighted lowest scores must add up to.
    allowed
        For each capability that is restricted, which of its combinations may be chosen.
    """

    sums: tuple[tuple[Mapping[str, NDArray[np.float64]], float], ...] = ()
    lowest: tuple[tuple[Mapping[str, NDArray[np.float64]], float], ...] = ()
    lowest_least: float = 0.0
    allowed: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)


@dataclass(frozen=True)
class Solution:
    """A cheapest set of actions.

    Attributes
    ----------
    actions
        What to do, by capability, level and id.
    is_proven
        No cheaper set exists; otherwise the search stopped at its limit.
    gap
        How far the best that could not be ruled out lies below, as a share of its cost; 0 if proven.
    """

    actions: tuple[Action, ...]
    is_proven: bool
    gap: float


class Programme:
    """Binary variables for actions and for each capability's combination of levels, with every constraint on them.

    Parameters
    ----------
    standing
        Today's levels and the actions.
    limits
        What the rule asks.
    most_nodes
        Branches after which the search stops.
    """

    def __init__(self, standing: Standing, limits: Limits, most_nodes: int) -> None:
        self._standing = standing
        self._actions = standing.useful_actions
        self._most_nodes = most_nodes
        self._columns: dict[tuple[str, Done], int] = {}
        for capability, combinations in standing.combinations.items():
            for done in combinations:
                self._columns[capability, done] = len(self._actions) + len(self._columns)
        self._lowest_columns = [len(self._actions) + len(self._columns) + place for place in range(len(limits.lowest))]
        self._size = len(self._actions) + len(self._columns) + len(limits.lowest)
        self._upper = np.ones(self._size)
        self._upper[self._lowest_columns] = np.inf
        self._rows = Rows()
        self._choose_once()
        self._tie_actions_to_levels()
        self._respect_dependencies()
        self._reach(limits)

    def solve(self) -> Solution | None:
        """Return the set with the fewest person-days; of several, fewest weeks; of several, earliest by id.

        Returns
        -------
        Solution or None
            None if no set satisfies every constraint.

        Raises
        ------
        PmobookError
            If the search stopped at its limit before it found any set.
        RuntimeError
            If the solver fails for another reason than that nothing is feasible.
        """
        while (solution := self._in_stages()) is not None:
            circle = self._circle(solution.actions)
            if not circle:
                return solution
            # Actions that wait for one another can never begin: at least one of them must go.
            self.add({self._actions.index(action): 1.0 for action in circle}, most=len(circle) - 1)
        return None

    def demand_more_than(self, actions: Iterable[Action]) -> None:
        """Rule out a set of actions and every part of it."""
        chosen = set(actions)
        self.add({place: 1.0 for place, action in enumerate(self._actions) if action not in chosen}, least=1)

    def add(self, row: Mapping[int, float], *, least: float = -np.inf, most: float = np.inf) -> None:
        """Add a constraint: least <= sum of coefficient times variable <= most."""
        self._rows.add(row, least, most)

    def _circle(self, actions: Iterable[Action]) -> list[Action]:
        """Return those of a set of actions that can't begin, however long one waits."""
        waiting, done = list(actions), dict[str, Done]()
        while begun := [action for action in waiting if self._standing.may_begin(action, done)]:
            for action in begun:
                done[action.capability] = done.get(action.capability, frozenset()) | {action.level}
            waiting = [action for action in waiting if action not in begun]
        return waiting

    def _choose_once(self) -> None:
        for capability, combinations in self._standing.combinations.items():
            self.add({self._columns[capability, done]: 1.0 for done in combinations}, least=1, most=1)

    def _tie_actions_to_levels(self) -> None:
        """A level is brought about by exactly one of the alternatives for it, or by none."""
        steps = itertools.groupby(enumerate(self._actions), key=lambda pair: (pair[1].capability, pair[1].level))
        for (capability, level), group in steps:
            row = {place: 1.0 for place, _ in group}
            for done in self._standing.combinations[capability]:
                if level in done:
                    row[self._columns[capability, done]] = -1.0
            self.add(row, least=0, most=0)

    def _respect_dependencies(self) -> None:
        for place, action in enumerate(self._actions):
            for capability, level in action.depends_on:
                missing = self._standing.missing(capability, level)
                if not missing:
                    continue
                combinations = self._standing.combinations.get(capability, ())
                row = {self._columns[capability, done]: 1.0 for done in combinations if missing <= done}
                self.add({**row, place: -1.0}, least=0)

    def _reach(self, limits: Limits) -> None:
        for capability, allowed in limits.allowed.items():
            for done, is_allowed in zip(self._standing.combinations[capability], allowed, strict=True):
                if not is_allowed:
                    self._upper[self._columns[capability, done]] = 0.0
        for gains, least in limits.sums:
            row = {column: value for capability, values in gains.items() for column, value in self._scored(capability, values)}
            self.add({column: _SHARPER * value for column, value in row.items()}, least=_SHARPER * least)
        for column, (scores, _) in zip(self._lowest_columns, limits.lowest, strict=True):
            for capability, values in scores.items():
                row = {place: _SHARPER * value for place, value in self._scored(capability, values)}
                self.add({**row, column: -_SHARPER}, least=0)
        if limits.lowest:
            weights = zip(self._lowest_columns, limits.lowest, strict=True)
            self.add({column: _SHARPER * weight for column, (_, weight) in weights}, least=_SHARPER * limits.lowest_least)

    def _scored(self, capability: str, values: NDArray[np.float64]) -> list[tuple[int, float]]:
        combinations = self._standing.combinations[capability]
        return [(self._columns[capability, done], float(value)) for done, value in zip(combinations, values, strict=True)]

    def _in_stages(self) -> Solution | None:
        """Minimise person-days, then weeks among the cheapest, then places by id among those."""
        days = _in_whole_numbers([action.person_days for action in self._actions])
        weeks = _in_whole_numbers([action.weeks for action in self._actions])
        by_id = {action: place for place, action in enumerate(sorted(self._actions, key=lambda one: one.action_id))}
        places = [1 + by_id[action] for action in self._actions]
        more_weeks, more_places = sum(weeks) + 1, sum(places) + 1
        joined = [
            (some * more_weeks + others) * more_places + place for some, others, place in zip(days, weeks, places, strict=True)
        ]
        if sum(joined) < _LARGEST:  # one search for all three: no saving in one is worth anything in the one before
            found = self._minimise(joined)
            least = math.nan if found is None else max(0.0, math.floor(found.bound / more_weeks / more_places))
        else:
            found, least = self._one_after_the_other(days, weeks, places)
        if found is None:
            return None
        actions = tuple(action for action, is_chosen in zip(self._actions, found.chosen, strict=True) if is_chosen)
        cost = sum(some for some, is_chosen in zip(days, found.chosen, strict=True) if is_chosen)
        gap = 0.0 if found.is_proven or cost <= least else (cost - least) / cost
        return Solution(actions, is_proven=gap == 0, gap=gap)

    def _one_after_the_other(self, *costs: list[int]) -> tuple[Optimum | None, float]:
        """Minimise one cost after the other, each among the choices that are best by those before."""
        kept = len(self._rows)
        cheapest = found = self._minimise(costs[0])
        for before, following in itertools.pairwise(costs):
            if found is None or not found.is_proven:
                break
            reached = sum(cost for cost, is_chosen in zip(before, found.chosen, strict=True) if is_chosen)
            self.add(dict(enumerate(map(float, before))), most=reached)
            with contextlib.suppress(PmobookError):  # without a better one among the cheapest, any of them will do
                found = self._minimise(following) or found
        self._rows.cut(kept)
        if cheapest is None or found is None:
            return None, math.nan
        return replace(found, is_proven=cheapest.is_proven), cheapest.bound

    def _minimise(self, cost: list[int]) -> Optimum | None:
        return minimise(self._rows, cost, self._upper, self._lowest_columns, self._most_nodes)


def _in_whole_numbers(values: list[float]) -> list[int]:
    """Return amounts as whole numbers of the coarsest part that they are all made of; at worst, of a millionth."""
    for parts in (*_PARTS, _FINEST):
        whole = [round(value * parts) for value in values]
        if all(abs(number - value * parts) <= _SLACK for number, value in zip(whole, values, strict=True)):
            break
    return whole
