"""Projects that share people, as whole numbers: durations, needs by role, links, and what there is of each role."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.resources.wholes import Whole
from pmobook.assess.selection.tables import Bools, Ints

__all__ = ["NO_DEADLINE", "Link", "Need", "Network"]

NO_DEADLINE = 2**40
"""A finish that is no limit."""


@dataclass(frozen=True, order=True)
class Need:
    """What an activity needs of a role over part of its life: from ``offset`` periods after its start, for ``length``."""

    activity: int
    role: int
    offset: int
    length: int
    amount: int


@dataclass(frozen=True, order=True)
class Link:
    """The second activity starts no sooner than ``lag`` periods after the first has finished."""

    before: int
    after: int
    lag: int


@dataclass(frozen=True, eq=False)
class Network:
    """Everything that a schedule depends on, from time 0, the first period.

    The order of the activities doesn't depend on that of the input.

    Attributes
    ----------
    activities, roles
        Ids and names.
    durations, earliest, planned, latest, weights
        (activities,): periods; earliest start; start as planned, from which a delay counts; finish at the latest; weight of a
        delay by one period.
    needs, links
        Sorted.
    capacity
        (roles, periods); the last period's goes on for ever.
    whole
        By role, what amounts were multiplied by.
    weight_whole
        What the weights were multiplied by.
    """

    activities: tuple[Any, ...]
    roles: tuple[Any, ...]
    durations: Ints
    earliest: Ints
    planned: Ints
    latest: Ints
    weights: Ints
    needs: tuple[Need, ...]
    links: tuple[Link, ...]
    capacity: Ints
    whole: tuple[Whole, ...]
    weight_whole: Whole

    @functools.cached_property
    def horizon(self) -> int:
        """By when everything can have finished, if it can at all."""
        waits = sum(max(link.lag, 0) for link in self.links)
        first = int(self.earliest.max(initial=0))
        return int(max(self.capacity.shape[1], first) + self.durations.sum() + waits + 1)

    @functools.cached_property
    def profile(self) -> Ints:
        """(roles, horizon), what there is of each role."""
        short = self.horizon - self.capacity.shape[1]
        return np.pad(self.capacity, ((0, 0), (0, max(short, 0))), mode="edge")[:, : self.horizon]

    @functools.cached_property
    def needs_of(self) -> tuple[tuple[Need, ...], ...]:
        """By activity, what it needs."""
        groups: list[list[Need]] = [[] for _ in self.activities]
        for need in self.needs:
            groups[need.activity].append(need)
        return tuple(tuple(group) for group in groups)

    @functools.cached_property
    def order(self) -> tuple[int, ...]:
        """Activities such that each stands after all that it waits for."""
        waiting = np.zeros(len(self.activities), dtype=np.int64)
        for link in self.links:
            waiting[link.after] += 1
        ready = [int(one) for one in np.flatnonzero(waiting == 0)]
        done: list[int] = []
        while ready:
            done.append(ready.pop(0))
            for link in self.after[done[-1]]:
                waiting[link.after] -= 1
                if not waiting[link.after]:
                    ready.append(link.after)
        return tuple(done)

    @functools.cached_property
    def after(self) -> tuple[tuple[Link, ...], ...]:
        """By activity, the links to those that wait for it."""
        return tuple(tuple(link for link in self.links if link.before == one) for one in range(len(self.activities)))

    @functools.cached_property
    def before(self) -> tuple[tuple[Link, ...], ...]:
        """By activity, the links to those that it waits for."""
        return tuple(tuple(link for link in self.links if link.after == one) for one in range(len(self.activities)))

    def starts_alone(self, activity: int) -> Bools:
        """Say at which times an activity could start if there were no other, (horizon,)."""
        allowed = np.ones(self.horizon, dtype=np.bool_)
        allowed[: self.earliest[activity]] = False
        allowed[max(self.horizon - int(self.durations[activity]) + 1, 0) :] = False
        for need in self.needs_of[activity]:
            lacking = np.concatenate([[0], np.cumsum(self.profile[need.role] < need.amount)])
            times = np.arange(self.horizon) + need.offset
            ends = np.minimum(times + need.length, self.horizon)
            allowed &= lacking[ends] == lacking[np.minimum(times, self.horizon)]
        return allowed

    @functools.cached_property
    def heads(self) -> Ints:
        """(activities,), the earliest start that links and the activity's own needs allow; the horizon if there is none."""
        heads = np.zeros(len(self.activities), dtype=np.int64)
        for one in self.order:
            soonest = max(
                (int(heads[link.before] + self.durations[link.before]) + link.lag for link in self.before[one]), default=0
            )
            allowed = np.flatnonzero(self.starts_alone(one)[max(soonest, 0) :])
            heads[one] = max(soonest, 0) + allowed[0] if len(allowed) else self.horizon
        return heads

    @functools.cached_property
    def tails(self) -> Ints:
        """(activities,), periods from an activity's start to the end of all that waits for it."""
        tails = self.durations.astype(np.int64).copy()
        for one in reversed(self.order):
            for link in self.after[one]:
                tails[one] = max(tails[one], self.durations[one] + link.lag + tails[link.after])
        return tails

    def use_of(self, starts: Ints) -> Ints:
        """(roles, periods), what a schedule uses of each role."""
        last = int((starts + self.durations).max(initial=0))
        use = np.zeros((len(self.roles), max(last, 1)), dtype=np.int64)
        for need in self.needs:
            first = int(starts[need.activity]) + need.offset
            use[need.role, first : first + need.length] += need.amount
        return use

    def makespan_of(self, starts: Ints) -> int:
        """Return the periods to the last finish."""
        return int((starts + self.durations).max(initial=0))

    def delay_of(self, starts: Ints) -> int:
        """Return the weighted delays added up."""
        return int((self.weights * np.maximum(starts - self.planned, 0)).sum())

    def keeps_everything(self, starts: Ints, *, deadlines: bool = True) -> bool:
        """Say whether a schedule keeps capacity, links, earliest starts and, if asked, deadlines."""
        if (starts < self.earliest).any() or (deadlines and (starts + self.durations > self.latest).any()):
            return False
        if any(starts[one.after] < starts[one.before] + self.durations[one.before] + one.lag for one in self.links):
            return False
        use = self.use_of(starts)
        wide = max(use.shape[1], self.profile.shape[1])
        there = np.pad(self.profile, ((0, 0), (0, wide - self.profile.shape[1])), mode="edge")[:, : use.shape[1]]
        return bool((use <= there).all())
