"""A good schedule at once: activities placed one by one as early as they fit, forwards and backwards, in several orders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from pmobook.assess.resources.network import Link, Need, Network
from pmobook.assess.selection.tables import Floats, Ints

__all__ = ["place_by_rank", "quick_schedule", "shift_left"]


def _fit(left: Ints, needs: Sequence[Need], time: int) -> int:
    """Return the first time, no sooner than given, at which needs fit into what is left."""
    while True:
        later = 0
        for need in needs:
            first = time + need.offset
            lacking = np.flatnonzero(left[need.role, first : first + need.length] < need.amount)
            if len(lacking):
                later = max(later, int(lacking[-1]) + 1)
        if not later:
            return time
        time += later


def _fit_back(left: Ints, needs: Sequence[Need], time: int) -> int:
    """Return the last time, no later than given, at which needs fit into what is left; there is one."""
    while True:
        sooner = 0
        for need in needs:
            first = time + need.offset
            lacking = np.flatnonzero(left[need.role, first : first + need.length] < need.amount)
            if len(lacking):
                sooner = max(sooner, need.length - int(lacking[0]))
        if not sooner:
            return time
        time -= sooner


def _take(left: Ints, needs: Sequence[Need], time: int, sign: int = 1) -> None:
    for need in needs:
        first = time + need.offset
        left[need.role, first : first + need.length] -= sign * need.amount


def _room(network: Network) -> Ints:
    """Return what there is, long enough for a schedule in which everything is done one after the other, twice."""
    extra = int(network.durations.sum()) + 1
    return np.pad(network.profile, ((0, 0), (0, extra)), mode="edge").copy()


def _place(network: Network, keys: Floats) -> Ints:
    """Return the schedule that places, of all activities ready, the one with the least key as early as it fits."""
    left = _room(network)
    starts = np.zeros(len(network.activities), dtype=np.int64)
    waiting = np.array([len(links) for links in network.before])
    ready = [int(one) for one in np.flatnonzero(waiting == 0)]
    while ready:
        one = min(ready, key=lambda at: (keys[at], at))
        ready.remove(one)
        soonest = max([int(network.earliest[one]), *(_end(network, starts, link) for link in network.before[one])])
        starts[one] = _fit(left, network.needs_of[one], soonest)
        _take(left, network.needs_of[one], int(starts[one]))
        for link in network.after[one]:
            waiting[link.after] -= 1
            if not waiting[link.after]:
                ready.append(link.after)
    return starts


def _end(network: Network, starts: Ints, link: Link) -> int:
    return int(starts[link.before] + network.durations[link.before]) + link.lag


def _pushed_right(network: Network, starts: Ints) -> Ints:
    """Return starts as late as the makespan allows, latest finish first; only their order is used."""
    late, end = starts.copy(), network.makespan_of(starts)
    left = _room(network)
    for one, time in enumerate(starts):
        _take(left, network.needs_of[one], int(time))
    for one in sorted(range(len(starts)), key=lambda at: (-(starts[at] + network.durations[at]), -at)):
        limit = min([end, *(int(late[link.after]) - link.lag for link in network.after[one])]) - int(network.durations[one])
        needs = network.needs_of[one]
        _take(left, needs, int(late[one]), sign=-1)
        time = _fit_back(left, needs, limit) if limit > late[one] else int(late[one])
        late[one] = time
        _take(left, needs, time)
    return late


def _improved(network: Network, starts: Ints) -> Ints:
    """Push a schedule to the right and back to the left until it gets no shorter."""
    best = starts
    while True:
        tried = _place(network, _pushed_right(network, best).astype(np.float64))
        if network.makespan_of(tried) >= network.makespan_of(best):
            return best
        best = tried


def place_by_rank(network: Network, ranks: Sequence[int]) -> Ints:
    """Return the schedule that serves projects one by one in the order of their rank: what is done without a search."""
    return _place(network, np.asarray(ranks, dtype=np.float64))


def quick_schedule(network: Network, ranks: Sequence[int], measure: Callable[[Ints], int], tries: int, seed: int) -> Ints:
    """Return the best of several schedules placed one by one.

    Parameters
    ----------
    network
        Projects and people.
    ranks
        (activities,), the order of the first try.
    measure
        What is to be least.
    tries
        How many orders are tried beside the rank: by time left after an activity, then the same, disturbed.
    seed
        Of the disturbance.

    Notes
    -----
    Serial schedule generation with the rule of the latest finish time and forward-backward improvement.

    References
    ----------
    Kolisch and Hartmann, European Journal of Operational Research 174, 2006; Tormos and Lova, Annals of Operations Research
    102, 2001.
    """
    chance = np.random.default_rng(seed)
    best = place_by_rank(network, ranks)
    urgency = -network.tails.astype(np.float64)
    spread = 0.15 * max(float(network.tails.max(initial=1)), 1.0)
    for number in range(tries):
        keys = urgency if number == 0 else urgency + chance.normal(0.0, spread, len(urgency))
        tried = _improved(network, _place(network, keys))
        if measure(tried) < measure(best):
            best = tried
    return best


def shift_left(network: Network, starts: Ints) -> Ints:
    """Return the schedule in which nothing can start sooner unless something else starts later."""
    moved = starts.copy()
    left = _room(network)
    for one, time in enumerate(moved):
        _take(left, network.needs_of[one], int(time))
    is_moving = True
    while is_moving:
        is_moving = False
        for one in sorted(range(len(moved)), key=lambda at: (moved[at], at)):
            soonest = max([int(network.earliest[one]), *(_end(network, moved, link) for link in network.before[one])])
            _take(left, network.needs_of[one], int(moved[one]), sign=-1)
            time = _fit(left, network.needs_of[one], soonest) if soonest < moved[one] else int(moved[one])
            is_moving |= time < moved[one]
            moved[one] = min(time, int(moved[one]))
            _take(left, network.needs_of[one], int(moved[one]))
    return moved
