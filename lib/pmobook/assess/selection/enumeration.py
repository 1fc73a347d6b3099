"""Proof by listing: every set that the relaxation's prices do not rule out, built up project by project."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from pmobook.assess.selection.rows import Linear
from pmobook.assess.selection.solver import Relaxation
from pmobook.assess.selection.tables import Bools, Floats, Ints
from pmobook.assess.selection.verify import Cut

__all__ = ["list_better", "list_worth"]

_MOST_OPEN = 62
_MOST_CHECKED = 500


def list_better(
    linear: Linear, relaxation: Relaxation, floor: float, most: int, check: Callable[[Bools], list[Cut]]
) -> tuple[Bools | None, bool]:
    """Return the best allowed choice worth at least the floor (scaled), or None, and whether the listing was complete.

    Parameters
    ----------
    linear
        Rows, with the options that reduced cost decides already fixed.
    floor
        Scaled value.
    most
        Partial sets kept at once; if there are more, the listing is given up.

    Notes
    -----
    The value of any set is the relaxation's bound less the reduced cost of every option that differs from the relaxation and
    less the price of everything left unused. Sets are built from the option with the largest reduced cost on; a partial set is
    dropped once this alone leaves it below the floor, or once no completion can keep a row.
    """
    choices = list_worth(linear, relaxation, floor, most)
    for tried, choice in enumerate(() if choices is None else choices):
        if tried >= _MOST_CHECKED:
            return None, False
        if not check(choice):
            return choice, True
    return None, choices is not None


def list_worth(linear: Linear, relaxation: Relaxation, floor: float, most: int) -> Bools | None:
    """Return every choice that keeps the rows and is worth at least the floor, best first, or None if there are too many."""
    free = np.flatnonzero(linear.low < linear.high)
    if len(free) > _MOST_OPEN:
        return None
    free = free[np.argsort(-np.abs(relaxation.reduced[free]), kind="stable")]
    base = np.where(linear.low < linear.high, (relaxation.share > 1 - 1e-7).astype(np.float64), linear.low)
    room = relaxation.bound - floor + 1e-6 + 1e-7 * abs(relaxation.bound)
    flips = _listed(linear, relaxation, base, free, (room, most))
    if flips is None:
        return None
    choices = np.repeat(base[None, :] > 0.5, len(flips), axis=0)
    choices[:, free] ^= (flips[:, None] >> np.arange(len(free))) & 1 == 1
    worth = choices @ linear.objective
    order = np.argsort(-worth, kind="stable")
    order = order[worth[order] >= floor - 1e-9 * max(1.0, abs(floor))]
    return choices[[at for at in order if linear.holds(choices[at])]]


def _listed(linear: Linear, relaxation: Relaxation, base: Floats, free: Ints, size: tuple[float, int]) -> Ints | None:
    """Return every set of options that may differ from the base, each as the bits of a number; None if there are too many."""
    room, most = size
    change = (1.0 - 2.0 * base[free]) * linear.matrix[:, free]
    touched = (change != 0).any(axis=1)
    change, price = change[touched].T, relaxation.price_of(len(linear.upper))
    start = linear.matrix @ base
    tiny = 1e-7 * np.maximum(1.0, np.abs(linear.matrix).sum(axis=1))
    upper, lower = (linear.upper + tiny)[touched], (linear.lower - tiny)[touched]
    # What a difference costs counts only where the base is where the relaxation is; a fractional option costs nothing.
    toll = np.where(np.abs(relaxation.share[free] - base[free]) <= 1e-7, np.abs(relaxation.reduced[free]), 0.0)
    edge = np.where(price > 0, linear.upper, np.where(price < 0, linear.lower, 0.0))
    unused = float(price @ np.where(price == 0, 0.0, edge - start))
    priced = change @ price[touched]
    fall, rise = _remaining(np.minimum(change, 0.0)), _remaining(np.maximum(change, 0.0))
    gain = _remaining(np.maximum(priced, 0.0)[:, None])[:, 0]
    # All of the state of the partial sets: bits, activity of each row, reduced cost spent, price of what is left unused.
    bits, activity = np.zeros(1, dtype=np.int64), start[touched][None, :]
    spent, left = np.zeros(1), np.full(1, unused)
    for at in range(len(free)):
        bits = np.concatenate([bits, bits | (1 << at)])
        activity = np.concatenate([activity, activity + change[at]])
        spent = np.concatenate([spent, spent + toll[at]])
        left = np.concatenate([left, left - priced[at]])
        kept = spent + np.maximum(left - gain[at + 1], 0.0) <= room
        kept &= (activity + fall[at + 1] <= upper).all(axis=1) & (activity + rise[at + 1] >= lower).all(axis=1)
        bits, activity, spent, left = bits[kept], activity[kept], spent[kept], left[kept]
        if len(bits) > most:
            return None
    return bits


def _remaining(change: Floats) -> Floats:
    """Return what the options from each place on can still add, (options + 1, rows)."""
    sums = np.zeros((len(change) + 1, change.shape[1]))
    sums[:-1] = np.cumsum(change[::-1], axis=0)[::-1]
    return sums
