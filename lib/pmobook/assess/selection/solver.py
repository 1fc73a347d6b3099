"""The two questions put to HiGHS: the linear relaxation and the best whole choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from pmobook.assess.selection.rows import Linear
from pmobook.assess.selection.tables import Bools, Floats

__all__ = ["Answer", "Relaxation", "maximise", "relax"]

_PROVEN, _STOPPED, _IMPOSSIBLE, _UNCLEAR = 0, 1, 2, 4
"""How scipy's solvers say how they ended."""


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
    """

    chosen: Bools | None
    bound: float
    is_final: bool


def relax(linear: Linear) -> Relaxation | None:
    """Return the linear relaxation, or None if not even parts of projects can keep the rows."""
    # Half a second to import, and only who asks for a selection needs it.
    from scipy.optimize import linprog  # noqa: PLC0415

    most, least = np.isfinite(linear.upper), np.isfinite(linear.lower)
    result: Any = linprog(
        -linear.objective,
        A_ub=np.vstack([linear.matrix[most], -linear.matrix[least]]),
        b_ub=np.concatenate([linear.upper[most], -linear.lower[least]]),
        bounds=np.column_stack([linear.low, linear.high]),
        method="highs",
    )
    if result.status == _IMPOSSIBLE or (result.status == _UNCLEAR and result.x is None):
        return None
    if result.x is None:
        message = f"the linear relaxation failed: {result.message}"
        raise RuntimeError(message)
    price = np.zeros(len(linear.upper))
    marginal = -result.ineqlin.marginals
    price[most] += marginal[: most.sum()]
    price[least] -= marginal[most.sum() :]
    # Recomputed from the prices: for an option fixed at both bounds the solver may report either bound's.
    reduced = linear.objective - price @ linear.matrix
    return Relaxation(-float(result.fun), np.asarray(result.x), reduced, price)


def maximise(linear: Linear, time_limit: float, gap: float) -> Answer:
    """Return the best whole choice found in the time; options that are fixed don't reach the solver."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - as above

    free = linear.low < linear.high
    fixed = np.where(free, 0.0, linear.low)
    base, taken = float(linear.objective @ fixed), linear.matrix @ fixed
    if not free.any():
        chosen = fixed > 0.5
        return Answer(chosen, base, is_final=True) if linear.holds(chosen) else Answer(None, -np.inf, is_final=True)
    result: Any = milp(
        -linear.objective[free],
        integrality=np.ones(int(free.sum())),
        bounds=Bounds(linear.low[free], linear.high[free]),
        constraints=LinearConstraint(linear.matrix[:, free], linear.lower - taken, linear.upper - taken),
        options={"mip_rel_gap": gap, "time_limit": max(time_limit, 0.01)},
    )
    if result.status == _IMPOSSIBLE:
        return Answer(None, -np.inf, is_final=True)
    if result.status not in {_PROVEN, _STOPPED, _UNCLEAR}:
        message = f"the search for the best set failed: {result.message}"
        raise RuntimeError(message)
    dual = result.mip_dual_bound
    bound = base - float(dual) if dual is not None and np.isfinite(dual) else np.inf
    if result.x is None:
        return Answer(None, bound, is_final=False)
    chosen = fixed > 0.5
    chosen[free] = result.x > 0.5
    return Answer(chosen, bound, is_final=result.status == _PROVEN)
