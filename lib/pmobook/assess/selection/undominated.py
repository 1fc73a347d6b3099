"""Every portfolio that no other beats under all admissible weightings, listed one by one for small cases."""

from __future__ import annotations

import numpy as np

from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.rows import linear_of
from pmobook.assess.selection.tables import Bools, Floats
from pmobook.assess.selection.verify import broken

__all__ = ["allowed_portfolios", "free_options", "undominated"]

_AT_A_TIME = 1 << 14


def free_options(programme: Programme) -> Bools:
    """Return which options mandates leave open, (options,)."""
    linear = linear_of(programme)
    return linear.low < linear.high


def allowed_portfolios(programme: Programme) -> Bools:
    """Return every choice that keeps all limits and rules, (portfolios, options)."""
    linear, free = linear_of(programme), np.flatnonzero(free_options(programme))
    numbers = np.arange(1 << len(free), dtype=np.int64)
    # Whole rows decide by themselves; only tolerances and fractions need the exact addition, one by one.
    is_decided = not programme.risks and all(one.is_whole for one in programme.options.scales)
    kept: list[Bools] = []
    for start in range(0, len(numbers), _AT_A_TIME):
        some = numbers[start : start + _AT_A_TIME]
        choices = np.repeat((linear.low > 0.5)[None, :], len(some), axis=0)
        choices[:, free] = (some[:, None] >> np.arange(len(free))) & 1 == 1
        activity = choices @ linear.matrix.T
        size = 1e-7 * np.maximum(1.0, np.abs(linear.matrix).sum(axis=1))
        fits = ((activity >= linear.lower - size) & (activity <= linear.upper + size)).all(axis=1)
        kept.extend(choice for choice in choices[fits] if is_decided or not broken(programme, choice))
    return np.array(kept, dtype=np.bool_).reshape(-1, len(free_options(programme)))


def undominated(portfolios: Bools, values: Floats) -> Bools:
    """Return the portfolios that no other one equals under every weighting and beats under one.

    Parameters
    ----------
    portfolios
        (portfolios, options).
    values
        (portfolios, corners): value at each corner of the admissible weightings; between corners value is linear.
    """
    order = np.argsort(-values.sum(axis=1), kind="stable")
    portfolios, values = portfolios[order], values[order]
    tiny = 1e-9 * max(1.0, float(np.abs(values).max(initial=0.0)))
    kept = []
    while len(values):
        # Nothing that comes later in the order can dominate the first.
        first = values[0]
        equal = (np.abs(values - first) <= tiny).all(axis=1)
        kept.append(portfolios[equal])
        beaten = (values <= first + tiny).all(axis=1)
        portfolios, values = portfolios[~beaten], values[~beaten]
    return np.concatenate(kept) if kept else portfolios
