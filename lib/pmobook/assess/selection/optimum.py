"""The best set known and what is proven of it; rows for money at risk; every answer of the solver verified by exact addition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.rows import Linear
from pmobook.assess.selection.solver import Answer, Relaxation, maximise, relax
from pmobook.assess.selection.tables import Bools
from pmobook.assess.selection.verify import Cut, broken_tolerances
from pmobook.method.selection import selection_method

__all__ = ["Check", "Optimum", "attempt", "narrowed", "with_cuts", "with_risk"]

_ROUNDING = 1e-9
_RELAXED_ALLOWANCE = 1e-5
"""The relaxation only guides and bounds; it need not keep a tolerance to the last digit."""

Check = Callable[[Bools], list[Cut]]


@dataclass(frozen=True, eq=False)
class Optimum:
    """The best set found and what is proven of it.

    Attributes
    ----------
    chosen
        (options,), or None if none was found.
    bound
        Scaled value that no allowed set exceeds; minus infinity if no set is allowed.
    linear
        The rows, with those for money at risk that mattered.
    relaxation
        Of these rows; None if not even parts of projects fit.
    """

    chosen: Bools | None
    bound: float
    linear: Linear
    relaxation: Relaxation | None

    @property
    def scaled(self) -> float:
        """The value found, scaled."""
        return -np.inf if self.chosen is None else float(self.linear.objective @ self.chosen)

    @property
    def gap(self) -> float:
        """By how much another set could be better at most, as a share of the value found; 0 is the proof that none is."""
        if self.chosen is None:
            return np.inf
        missing = self.bound - self.scaled
        if missing <= _ROUNDING * max(1.0, abs(self.scaled)):
            return 0.0
        return missing / abs(self.scaled) if self.scaled else np.inf

    @property
    def is_proven(self) -> bool:
        """Whether no allowed set is better."""
        return self.gap == 0.0


def with_cuts(linear: Linear, cuts: list[Cut]) -> Linear:
    """Return rows with those that rule out what was found broken."""
    for cut in cuts:
        largest = float(np.abs(cut.row).max(initial=0.0))
        factor = 1e4 / largest if cut.risk >= 0 and largest > 0 else 1.0
        linear = linear.with_rows(cut.row[None, :] * factor, np.array([-np.inf]), np.array([cut.most * factor]))
    return linear


def with_risk(programme: Programme, linear: Linear) -> tuple[Linear, Relaxation | None]:
    """Return the relaxation, with a row for each group of worst scenarios that it would break."""
    relaxation = relax(linear)
    for _ in range(int(selection_method().risk.most_rounds.value) if programme.risks else 0):
        if relaxation is None:
            break
        cuts = broken_tolerances(programme, relaxation.share, _RELAXED_ALLOWANCE)
        if not cuts:
            break
        linear = with_cuts(linear, cuts)
        relaxation = relax(linear)
    return linear, relaxation


def attempt(linear: Linear, seconds: float, gap: float, check: Check, start: Bools | None = None) -> tuple[Linear, Answer]:
    """Ask the solver, verify its answer exactly, and ask again without it if it breaks anything.

    Parameters
    ----------
    seconds
        For all times that it is asked.
    start
        A choice to begin from.
    """
    answer, spent = Answer(None, np.inf, is_final=False), 0.0
    for _ in range(int(selection_method().risk.most_rounds.value)):
        answer = maximise(linear, seconds - spent, gap, start)
        spent += answer.seconds
        answer = replace(answer, seconds=spent)
        if answer.chosen is None:
            return linear, answer
        cuts = check(answer.chosen)
        if not cuts and linear.holds(answer.chosen):
            return linear, answer
        if not cuts:
            message = "the solver's answer breaks a link or a mandate"
            raise RuntimeError(message)
        linear = with_cuts(linear, cuts)
        if spent >= seconds:
            break
    return linear, Answer(None, answer.bound, is_final=False, seconds=spent)


def narrowed(linear: Linear, relaxation: Relaxation, floor: float, known: Bools | None = None) -> Linear:
    """Fix the options that every set worth at least the floor (scaled) has in, or out, by their reduced cost.

    Parameters
    ----------
    known
        A choice that stays possible, whatever it is worth.
    """
    room = relaxation.bound - floor + 1e-6 + 1e-7 * abs(relaxation.bound)
    decided = (np.abs(relaxation.reduced) > room) & (linear.low < linear.high)
    into, out = decided & (relaxation.reduced > 0), decided & (relaxation.reduced < 0)
    if known is not None:
        into, out = into & known, out & ~known
    return linear.with_bounds(np.where(into, linear.high, linear.low), np.where(out, linear.low, linear.high))
