"""The two questions put to HiGHS: the linear relaxation and the best whole choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.selection.highs import ENDED, IMPOSSIBLE, Rows, ask
from pmobook.assess.selection.rows import Linear
from pmobook.assess.selection.tables import Bools, Floats

__all__ = ["Answer", "Relaxation", "maximise", "relax"]


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The best choice if parts of projects could be done.

    Attributes
    ----------
    bound
        Its value, scaled; no whole choice is better.
    share
        (options,), how much of each is done.
    reduced
        (options,), by how much the bound falls when the option is moved from 0 to 1 (negative) or from 1 to 0 (positive).
    price
        (rows,), what one more of each row's bound is worth, scaled.
    """

    bound: float
    share: Floats
    reduced: Floats
    price: Floats

    def price_of(self, rows: int) -> Floats:
        """Return the prices of so many rows; those added after the relaxation have none."""
        return np.concatenate([self.price, np.zeros(rows - len(self.price))])


@dataclass(frozen=True, eq=False)
class Answer:
    """A whole choice and how good another could be at most.

    Attributes
    ----------
    chosen
        The choice, (options,), or None if none was found.
    bound
        Scaled; minus infinity if no choice is possible.
    is_final
        Whether the search ended by itself, within the gap asked for.
    seconds
        What the solver took, by its own clock.
    """

    chosen: Bools | None
    bound: float
    is_final: bool
    seconds: float = 0.0


def relax(linear: Linear) -> Relaxation | None:
    """Return the linear relaxation, or None if not even parts of projects can keep the rows."""
    result = ask(Rows(-linear.objective, linear.matrix, linear.lower, linear.upper, linear.low, linear.high))
    if result.status == IMPOSSIBLE:
        return None
    if result.status != ENDED or result.choice is None:
        message = f"the linear relaxation failed: {result.words}"
        raise RuntimeError(message)
    # Recomputed from the prices: for an option fixed at both bounds the solver may report either bound's.
    reduced = linear.objective - result.price @ linear.matrix
    return Relaxation(float(linear.objective @ result.choice), result.choice, reduced, result.price)


def maximise(linear: Linear, time_limit: float, gap: float, start: Bools | None = None) -> Answer:
    """Return the best whole choice found in the time; options that are fixed don't reach the solver.

    Parameters
    ----------
    start
        A choice to begin from, if it keeps the rows.
    """
    free = linear.low < linear.high
    fixed = np.where(free, 0.0, linear.low)
    base, taken = float(linear.objective @ fixed), linear.matrix @ fixed
    if not free.any():
        chosen = fixed > 0.5
        holds = linear.holds(chosen)
        return Answer(chosen if holds else None, base if holds else -np.inf, is_final=True)
    rows = Rows(
        -linear.objective[free], linear.matrix[:, free], linear.lower - taken, linear.upper - taken,
        linear.low[free], linear.high[free], -base,
    )  # fmt: skip
    effort: dict[str, Any] = {"mip_rel_gap": gap, "time_limit": max(time_limit, 0.01)}
    begun = start[free].astype(np.float64) if start is not None and linear.holds(start) else None
    result = ask(rows, whole=np.ones(int(free.sum()), dtype=np.bool_), start=begun, options=effort)
    if result.status == IMPOSSIBLE:
        return Answer(None, -np.inf, is_final=True, seconds=result.seconds)
    bound = -result.bound if np.isfinite(result.bound) else np.inf
    if result.choice is None:
        return Answer(None, bound, is_final=False, seconds=result.seconds)
    chosen = fixed > 0.5
    chosen[free] = result.choice > 0.5
    return Answer(chosen, bound, is_final=result.status == ENDED, seconds=result.seconds)
