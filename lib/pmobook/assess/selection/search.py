"""Sets near the linear relaxation, tried one exchange at a time, for a good set before anything is proven."""

from __future__ import annotations

import functools

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.selection.rows import Linear
from pmobook.assess.selection.solver import Relaxation
from pmobook.assess.selection.tables import Bools, Floats, Ints
from pmobook.method.selection import SearchMethod

__all__ = ["search_nearby"]

_Singles = NDArray[np.float32]

_FEW = 10
"""Options up to which all their sets are looked at first, so that a walk over them ends where nothing better is left to meet."""
_ROUNDING = 1e-9


@functools.cache
def _all_sets(size: int) -> Floats:
    """Return every set of so many options, (sets, options)."""
    sets = np.asarray((np.arange(1 << size)[:, None] >> np.arange(size)) & 1, dtype=np.float64)
    sets.flags.writeable = False
    return sets


def _one_sided(linear: Linear, relaxation: Relaxation) -> tuple[Floats, Floats, Floats]:
    """Return the rows as upper limits alone, with the price of each."""
    most, least = np.isfinite(linear.upper), np.isfinite(linear.lower)
    matrix = np.vstack([linear.matrix[most], -linear.matrix[least]])
    room = np.concatenate([linear.upper[most], -linear.lower[least]])
    known = relaxation.price_of(len(linear.upper))
    price = np.concatenate([np.maximum(known[most], 0.0), np.maximum(-known[least], 0.0)])
    return matrix, room, price


def _prices(matrix: Floats, price: Floats, objective: Floats, floor: float) -> Floats:
    """Return what breaking each row by one costs: its price, at least a share of the mean; links may not pay at all."""
    size = np.abs(matrix).sum(axis=1) / np.maximum((matrix != 0).sum(axis=1), 1)
    size[size == 0] = 1.0
    is_rule = (np.abs(matrix) <= 1).all(axis=1)
    paying = price[~is_rule] * size[~is_rule]
    least = floor * (paying.mean() if paying.size and paying.any() else np.abs(objective).mean()) / size
    return np.asarray(np.where(is_rule, np.abs(objective).max(initial=1.0), np.maximum(price, least)))


def search_nearby(linear: Linear, relaxation: Relaxation, method: SearchMethod, steps: int) -> Bools | None:
    """Return the best set met, or None if none kept every row.

    Notes
    -----
    Tabu search with oscillation (Glover and Kochenberger 1996) over the core. Each step takes the best of all exchanges (one
    in, one out, or either alone); a project just moved stays put for a few steps; sets that break a limit are passed through
    at the limit's price in the relaxation times a factor that rises while limits are broken and falls while they hold.
    """
    free = np.flatnonzero(linear.low < linear.high)
    core = free[np.argsort(np.abs(relaxation.reduced[free]), kind="stable")[: int(method.core.value)]]
    base = (relaxation.share > 0.5).astype(np.float64)
    base[core] = 0.0
    if not len(core):
        return base > 0.5 if linear.holds(base > 0.5) else None
    matrix, room, price = _one_sided(linear, relaxation)
    price = _prices(matrix, price, linear.objective[core], method.price_floor.value)
    room = room - matrix @ base
    inside = (matrix[:, core] != 0).any(axis=1)
    if (room[~inside] < -1e-6).any():
        return None
    weight = (matrix[inside][:, core] * price[inside, None]).T.astype(np.float32)
    walk = _Walk(weight, linear.objective[core], (room * price)[inside], relaxation.share[core] > 1 - 1e-9, method)
    best = walk.run(steps)
    if best is None:
        return None
    chosen = base > 0.5
    chosen[core] = best
    return chosen if linear.holds(chosen) else None


class _Walk:
    """One walk over the core; the last column stands for no project, so that an exchange can also add or drop."""

    def __init__(self, weight: _Singles, objective: Floats, room: Floats, start: Bools, method: SearchMethod) -> None:
        self.size = len(objective)
        self.weight = np.vstack([weight, np.zeros((1, weight.shape[1]), np.float32)])
        self.objective = np.append(objective, 0.0)
        self.room = room
        self.inside = start.copy()
        self.over = self.weight[:-1][start].sum(axis=0, dtype=np.float64) - room
        self.value = float(objective[start].sum())
        self.banned_until: Ints = np.zeros(self.size, dtype=np.int64)
        self.method = method
        self.chance = np.random.default_rng(int(method.seed.value))
        self.tolerance = 1e-6 * max(1.0, float(np.abs(room).max(initial=1.0)))

    def run(self, steps: int) -> Bools | None:
        method, factor, enough = self.method, 1.0, self._enough()
        best, record = None, -np.inf
        if (self.over <= self.tolerance).all():
            best, record = self.inside.copy(), self.value
        for step in range(steps):
            if record >= enough:
                break
            if not self._move(step, factor, record):
                continue
            fits = bool((self.over <= self.tolerance).all())
            if fits and self.value > record:
                best, record = self.inside.copy(), self.value
            change = 1.0 - method.penalty_step.value if fits else 1.0 + method.penalty_step.value
            factor = min(max(factor * change, method.penalty_least.value), method.penalty_most.value)
        return best

    def _enough(self) -> float:
        """Return what no set that fits is worth more than; no bound where the sets are too many to look at."""
        if self.size > _FEW:
            return np.inf
        sets = _all_sets(self.size)
        # Twice the tolerance: a set that the walk's running sums may still let pass is not to be missed.
        fits = (sets @ self.weight[:-1] <= self.room + 2 * self.tolerance).all(axis=1)
        most = float((sets @ self.objective[:-1])[fits].max(initial=-np.inf))
        return most - _ROUNDING * abs(most) if np.isfinite(most) else most

    def _move(self, step: int, factor: float, record: float) -> bool:
        """Make the best exchange; False if every one is banned for now."""
        may = self.banned_until <= step
        leaving = np.append(np.flatnonzero(self.inside & may), self.size)
        entering = np.append(np.flatnonzero(~self.inside & may), self.size)
        if len(leaving) + len(entering) == 2:
            return False
        # (leaving, entering, rows): how far beyond each limit every exchange would lead, in value at the limit's price.
        beyond = (self.over - self.weight[leaving]).astype(np.float32)[:, None, :] + self.weight[entering][None, :, :]
        np.maximum(beyond, 0, out=beyond)
        penalty = beyond.sum(axis=2)
        gain = self.objective[entering][None, :] - self.objective[leaving][:, None]
        score = gain - factor * penalty
        score[-1, -1] = -np.inf
        at = int(score.argmax())
        better = np.where(penalty <= self.tolerance, gain, -np.inf)
        if self.value + better.max() > record:
            at = int(better.argmax())
        out, into = leaving[at // len(entering)], entering[at % len(entering)]
        ban = step + self.chance.integers(
            int(self.method.shortest_ban.value), int(self.method.longest_ban.value), size=2, endpoint=True
        )
        for one, until in ((out, ban[0]), (into, ban[1])):
            if one < self.size:
                self.inside[one] = not self.inside[one]
                self.banned_until[one] = until
        self.over += self.weight[into].astype(np.float64) - self.weight[out]
        self.value += float(self.objective[into] - self.objective[out])
        return True
