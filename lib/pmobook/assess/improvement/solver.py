"""A programme of yes-or-no choices in whole numbers, solved to proven optimality."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pmobook.errors import PmobookError

__all__ = ["Optimum", "Rows", "minimise"]

_TOLERANCE = 1e-6
"""By so much may a row miss its limit; what comes out is scored again, and ruled out if it falls short."""
_FINE = 1e12
"""The largest coefficient of a choice in a row with fractions, in whole numbers."""
_FINEST = 1e15
"""Into more parts nothing is divided, however small all of a row is."""
_STEPS = 1e7
"""Steps into which one of an amount is divided."""
_FINE_OF_STEPS = 1e8
"""The largest coefficient of such a step."""
_LARGEST_AMOUNT = 100
"""Above any level: how large an amount may get."""
_UNLIMITED = 2**61
_SEED = 20260701


@dataclass
class Rows:
    """Constraints, each least <= sum of coefficient times variable <= most.

    Attributes
    ----------
    coefficients
        By the place of the variable.
    least, most
        Minus and plus infinity where there is no limit.
    """

    coefficients: list[Mapping[int, float]] = field(default_factory=list)
    least: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)

    def add(self, row: Mapping[int, float], least: float, most: float) -> None:
        """Add a constraint."""
        self.coefficients.append(row)
        self.least.append(least)
        self.most.append(most)

    def cut(self, count: int) -> None:
        """Keep only so many, the first."""
        del self.coefficients[count:], self.least[count:], self.most[count:]

    def __len__(self) -> int:
        return len(self.least)


@dataclass(frozen=True)
class Optimum:
    """The best choice.

    Attributes
    ----------
    chosen
        Of the choices that cost something, (costs,): which are made.
    bound
        No choice costs less than this.
    is_proven
        Whether the search came to its end.
    """

    chosen: NDArray[np.bool_]
    bound: float
    is_proven: bool


def minimise(
    rows: Rows, cost: Sequence[int], upper: NDArray[np.float64], free: Sequence[int], most_conflicts: int
) -> Optimum | None:
    """Return the cheapest choice that satisfies every row.

    Parameters
    ----------
    rows
        The constraints.
    cost
        Of the first variables, in whole numbers; the others cost nothing.
    upper
        The most of each variable, (variables,): 0 rules a choice out.
    free
        Places of variables that are no choices but amounts.
    most_conflicts
        Dead ends after which the search stops.

    Returns
    -------
    Optimum or None
        None if nothing satisfies every row.

    Raises
    ------
    PmobookError
        If the search stopped before it found any choice.
    RuntimeError
        If the solver refuses the programme.

    Notes
    -----
    One search in one process with a fixed seed: the same programme gives the same choice.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 - half a second, and only who asks for a path needs it

    model = cp_model.CpModel()
    amounts = set(free)
    variables: list[Any] = [
        model.new_int_var(0, int(_LARGEST_AMOUNT * _STEPS), "") if place in amounts else model.new_int_var(0, int(most > 0), "")
        for place, most in enumerate(upper)
    ]
    for row, least, most in zip(rows.coefficients, rows.least, rows.most, strict=True):
        _add_row(model, variables, amounts, row, (least, most))
    model.minimize(cp_model.LinearExpr.weighted_sum(variables[: len(cost)], list(cost)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = _SEED
    solver.parameters.linearization_level = 2  # sums of gains are proven by the linear relaxation
    solver.parameters.max_number_of_conflicts = most_conflicts
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status == cp_model.UNKNOWN:
        message = (
            f"The search for the cheapest path stopped after {most_conflicts:,} branches without finding any path. "
            "Raise most_nodes in params/method/improvement.yaml, or ask for the path of one focus area at a time."
        )
        raise PmobookError(message)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        message = f"the search for the cheapest path failed: {model.validate() or solver.status_name(status)}"
        raise RuntimeError(message)
    chosen = np.array([solver.value(one) > 0 for one in variables[: len(cost)]], dtype=bool)
    return Optimum(chosen, solver.best_objective_bound, status == cp_model.OPTIMAL)


def _add_row(model: Any, variables: list[Any], amounts: set[int], row: Mapping[int, float], limits: tuple[float, float]) -> None:  # noqa: ANN401
    """Add a row in whole numbers, never tighter than it is in fractions."""
    # Nearly all of the thousands of rows are short and whole already: arrays are for the others.
    if amounts.isdisjoint(row) and all(value.is_integer() for value in row.values()):
        whole, scale, spare = [int(value) for value in row.values()], 1.0, 0.0
    else:
        whole, scale, spare = _in_whole_numbers(row, amounts)
    least, most = limits
    low = math.ceil(max((least - _TOLERANCE) * scale - spare, -_UNLIMITED))
    high = math.floor(min((most + _TOLERANCE) * scale + spare, _UNLIMITED))
    low, high = min(low, _UNLIMITED), max(high, -_UNLIMITED)
    if any(whole):
        said = sum(coefficient * variables[place] for coefficient, place in zip(whole, row, strict=True))
        model.add_linear_constraint(said, low, high)
    elif not low <= 0 <= high:
        model.add_bool_or([])  # which nothing satisfies


def _in_whole_numbers(row: Mapping[int, float], amounts: set[int]) -> tuple[list[int], float, float]:
    """Return coefficients as whole numbers, how many times as large they are, and what rounding may take away."""
    values = np.fromiter(row.values(), dtype=np.float64, count=len(row))
    stepped = np.array([place in amounts for place in row])
    scale, spare = 1.0, 0.0
    if stepped.any():
        scale = min(_STEPS * _FINE_OF_STEPS / float(np.abs(values[stepped]).max()), _FINEST)
    elif (values != np.round(values)).any():
        scale = min(_FINE / float(np.abs(values).max()), _FINEST)
    exact = values * np.where(stepped, scale / _STEPS, scale)
    whole = np.round(exact).astype(np.int64)
    if scale != 1.0:  # what rounding takes away, of coefficients and of amounts, is given back
        spare = float(np.abs(exact - whole) @ np.where(stepped, _LARGEST_AMOUNT * _STEPS, 1.0) + np.abs(exact)[stepped].sum())
    return whole.tolist(), scale, spare
