"""The best set and the proof: relaxation, search, reduction, solver, and every answer verified by exact addition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pmobook.assess.selection.effort import LONGEST, Effort
from pmobook.assess.selection.enumeration import list_better
from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.rows import Linear, linear_of
from pmobook.assess.selection.search import search_nearby
from pmobook.assess.selection.solver import Answer, Relaxation, maximise, relax
from pmobook.assess.selection.tables import Bools, Floats
from pmobook.assess.selection.verify import Cut, broken, broken_tolerances
from pmobook.method.selection import selection_method

__all__ = ["Optimum", "attempt", "find", "narrowed", "solve", "with_cuts", "with_risk"]

_MOST_UNFINISHED = 6
_ROUNDING = 1e-9
_LONGEST_SEARCH = 60.0
_WORTH_NARROWING = 0.5
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
        factor = 1.0 if cut.risk < 0 else 1e4 / max(float(np.abs(cut.row).max()), 1e-300)
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


def solve(programme: Programme, effort: Effort, value: Floats | None = None) -> Optimum:
    """Return the best set of a selection.

    Parameters
    ----------
    value
        (options,), what to maximise instead of the value.
    """
    linear, relaxation = with_risk(programme, linear_of(programme, value))
    if relaxation is None:
        return Optimum(None, -np.inf, linear, None)
    return find(linear, relaxation, effort, lambda chosen: broken(programme, chosen))


def attempt(linear: Linear, seconds: float, gap: float, check: Check) -> tuple[Linear, Answer]:
    """Ask the solver, verify its answer exactly, and ask again without it if it breaks anything."""
    answer = Answer(None, np.inf, is_final=False)
    unfinished = 0
    for _ in range(int(selection_method().risk.most_rounds.value)):
        answer = maximise(linear, seconds, gap)
        if answer.chosen is None:
            return linear, answer
        cuts = check(answer.chosen)
        if not cuts and linear.holds(answer.chosen):
            return linear, answer
        if not cuts:
            message = "the solver's answer breaks a link or a mandate"
            raise RuntimeError(message)
        linear = with_cuts(linear, cuts)
        unfinished += not answer.is_final
        seconds = seconds if answer.is_final else seconds / 2
        if unfinished > _MOST_UNFINISHED:
            break
    return linear, Answer(None, answer.bound, is_final=False)


def narrowed(linear: Linear, relaxation: Relaxation, floor: float) -> Linear:
    """Fix the options that every set worth at least the floor (scaled) has in, or out, by their reduced cost."""
    room = relaxation.bound - floor + 1e-6 + 1e-7 * abs(relaxation.bound)
    decided = (np.abs(relaxation.reduced) > room) & (linear.low < linear.high)
    low = np.where(decided & (relaxation.reduced > 0), linear.high, linear.low)
    return linear.with_bounds(low, np.where(decided & (relaxation.reduced < 0), linear.low, linear.high))


def _least_better(linear: Linear, value: float) -> float:
    """Return the least scaled value that is better: whole values grow by one."""
    return value + 1.0 if linear.scale.is_whole else value


def _rounded(linear: Linear, bound: float) -> float:
    return float(np.floor(bound + 1e-6)) if linear.scale.is_whole and np.isfinite(bound) else bound


def find(linear: Linear, relaxation: Relaxation, effort: Effort, check: Check, known: Bools | None = None) -> Optimum:
    """Return the best choice over given rows.

    Parameters
    ----------
    linear, relaxation
        Rows and their relaxation.
    effort
        How long and how exact.
    check
        Returns what a choice breaks beyond the rows.
    known
        An allowed choice to begin from.
    """
    method = selection_method()
    is_large = int((linear.low < linear.high).sum()) > method.search.fewest_options.value
    quick = int(method.search.quick_steps.value * (method.search.longer_list.value if is_large else 1))
    begun = known
    if known is None:
        known = _nearby(linear, relaxation, check, quick)
    state = Optimum(known, _rounded(linear, relaxation.bound), linear, relaxation)
    for most in (1.0, method.search.longer_list.value):
        if state.chosen is None:
            break
        if state.gap <= effort.gap:
            return state
        listed = _listed(state, linear, relaxation, int(most * method.search.most_listed.value), check)
        if listed is not None:
            return listed
        if begun is not None and most == 1.0:
            state = _better(state, _nearby(linear, relaxation, check, quick))
    if not is_large or effort.time_limit >= LONGEST:
        return _by_solver(state, linear, relaxation, effort, check)
    seconds = effort.time_limit * method.solving.solver_share.value
    state = _by_solver(state, linear, relaxation, Effort(seconds, effort.gap), check)
    if state.gap <= effort.gap or state.bound == -np.inf:
        return state
    steps = int(method.search.steps_per_second.value * min(effort.time_limit, _LONGEST_SEARCH))
    return _better(state, _nearby(linear, relaxation, check, steps))


def _listed(state: Optimum, linear: Linear, relaxation: Relaxation, most: int, check: Check) -> Optimum | None:
    """Return the proven optimum if the sets that could still be better are few enough to list."""
    floor = _least_better(linear, state.scaled)
    better, is_complete = list_better(narrowed(linear, relaxation, floor), relaxation, floor, most, check)
    if not is_complete:
        return None
    state = _better(state, better)
    return replace(state, bound=state.scaled)


def _better(state: Optimum, chosen: Bools | None) -> Optimum:
    if chosen is None or float(state.linear.objective @ chosen) <= state.scaled:
        return state
    return replace(state, chosen=chosen)


def _by_solver(state: Optimum, linear: Linear, relaxation: Relaxation, effort: Effort, check: Check) -> Optimum:
    """Leave the proof to the solver, without the options that reduced cost decides if these are many."""
    before, gap, rows = state.scaled, effort.gap, state.linear
    fewer = rows if state.chosen is None else narrowed(rows, relaxation, _least_better(linear, before))
    open_before, open_now = (int((one.low < one.high).sum()) for one in (rows, fewer))
    # With few options decided, the solver has been slower without them than with all of them.
    if open_now <= _WORTH_NARROWING * open_before and state.chosen is not None:
        rows = fewer
        base = float(rows.objective @ np.where(rows.low == rows.high, rows.low, 0.0))
        # The solver's gap is a share of what the open options bring; ours of the whole value.
        gap = gap * before / max(before - base, _ROUNDING) if before > base >= 0 else gap
    rows, answer = attempt(rows, effort.time_limit, min(gap, 1.0), check)
    return _merged(replace(state, linear=rows.with_bounds(linear.low, linear.high)), answer)


def _merged(state: Optimum, answer: Answer) -> Optimum:
    """Return the better choice; a search among better sets alone proves the known one best if it finds none."""
    bound = min(state.bound, _rounded(state.linear, max(answer.bound, state.scaled)))
    found = -np.inf if answer.chosen is None else float(state.linear.objective @ answer.chosen)
    chosen = answer.chosen if found > state.scaled else state.chosen
    return replace(state, chosen=chosen, bound=max(bound, found))


def _nearby(linear: Linear, relaxation: Relaxation, check: Check, steps: int) -> Bools | None:
    nearby = search_nearby(linear, relaxation, selection_method().search, steps)
    return None if nearby is None or check(nearby) else nearby
