"""How the best set is found and proven: search nearby, listing what is left, the solver, and a longer search."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pmobook.assess.selection.effort import LONGEST, Effort
from pmobook.assess.selection.enumeration import list_better
from pmobook.assess.selection.optimum import Check, Optimum, attempt, narrowed, with_risk
from pmobook.assess.selection.programme import Programme
from pmobook.assess.selection.rows import Linear, linear_of
from pmobook.assess.selection.search import search_nearby
from pmobook.assess.selection.solver import Relaxation
from pmobook.assess.selection.tables import Bools, Floats
from pmobook.assess.selection.verify import broken
from pmobook.method.selection import selection_method

__all__ = ["find", "solve"]

_ROUNDING = 1e-9
_LONGEST_SEARCH = 60.0
_FEW, _HALF = 0.2, 0.5
"""Shares of the options that may be left open.

With few options decided, the solver has been slower without them than with all of them; and without the sets that are better
by less than the gap, it has been slower to find good ones, unless hardly any option was left.
"""


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
    return _Finding(linear, relaxation, effort, check).run(known)


def _rounded(linear: Linear, bound: float) -> float:
    return float(np.floor(bound + 1e-6)) if linear.scale.is_whole and np.isfinite(bound) else bound


class _Finding:
    """One search: the best set so far, its bound, and the seconds spent."""

    def __init__(self, linear: Linear, relaxation: Relaxation, effort: Effort, check: Check) -> None:
        self.linear, self.relaxation, self.effort, self.check = linear, relaxation, effort, check
        self.state = Optimum(None, _rounded(linear, relaxation.bound), linear, relaxation)
        self.spent = 0.0

    def run(self, begun: Bools | None) -> Optimum:
        """Return the best set; each step ends the search if it proves enough."""
        method, effort = selection_method(), self.effort
        is_large = int((self.linear.low < self.linear.high).sum()) > method.search.fewest_options.value
        quick = int(method.search.quick_steps.value * (method.search.longer_list.value if is_large else 1))
        if begun is None:
            self._nearby(quick)
        else:
            self._improve(begun)
        for most in (1.0, method.search.longer_list.value):
            if self.state.chosen is None:
                break
            if self._is_enough() or self._list(int(most * method.search.most_listed.value), 0.0):
                return self.state
            if begun is not None and most == 1.0:
                self._nearby(quick)
        if effort.gap > 0 and self.state.chosen is not None and self._list(int(method.search.most_listed.value), effort.gap):
            return self.state
        unlimited = effort.time_limit >= LONGEST
        # Without a gap allowed the proof of a large selection mostly takes too long, and a longer search brings more.
        is_long = is_large and effort.gap == 0
        share = method.solving.solver_share.value if is_long else 1 - 2 * method.solving.tie_share.value
        self._ask_solver(effort.time_limit if unlimited else share * effort.time_limit - self.spent)
        if is_large and not unlimited and not self._is_enough() and self.state.bound > -np.inf:
            left = max(effort.time_limit - self.spent, 0.0)
            self._nearby(int(method.search.steps_per_second.value * min(left, _LONGEST_SEARCH)))
        return self.state

    def _is_enough(self) -> bool:
        return self.state.gap <= self.effort.gap

    def _improve(self, chosen: Bools | None) -> None:
        if chosen is not None and float(self.linear.objective @ chosen) > self.state.scaled:
            self.state = replace(self.state, chosen=chosen)

    def _nearby(self, steps: int) -> None:
        method = selection_method().search
        nearby = search_nearby(self.linear, self.relaxation, method, steps)
        self.spent += steps / method.steps_per_second.value
        self._improve(None if nearby is None or self.check(nearby) else nearby)

    def _floor(self, gap: float) -> float:
        """Return the least scaled value of sets that matter: better, and by more than the gap; whole values grow by one."""
        value = self.state.scaled
        floor = value + gap * abs(value) * (1 - _ROUNDING)
        return max(floor, value + 1.0) if self.linear.scale.is_whole else floor

    def _below(self, floor: float) -> float:
        """Return what sets worth less than the floor are worth at most."""
        return max(float(np.ceil(floor - 1e-6)) - 1.0 if self.linear.scale.is_whole else floor, self.state.scaled)

    def _list(self, most: int, gap: float) -> bool:
        """List the sets that are better by more than the gap, if they are few enough; say whether that was so."""
        floor = self._floor(gap)
        fewer = narrowed(self.linear, self.relaxation, floor)
        better, is_complete = list_better(fewer, self.relaxation, floor, most, self.check)
        if is_complete:
            below = self._below(floor)
            self._improve(better)
            self.state = replace(self.state, bound=min(self.state.bound, max(below, self.state.scaled)))
        return is_complete

    def _ask_solver(self, seconds: float) -> None:
        """Leave the proof to the solver, without the options that reduced cost decides if these are many."""
        known, rows, below = self.state.chosen, self.linear, self.state.scaled
        for gap, worth_it in () if known is None else ((self.effort.gap, _FEW), (0.0, _HALF)):
            floor = self._floor(gap)
            fewer = narrowed(self.linear, self.relaxation, floor, known)
            if (fewer.low < fewer.high).sum() <= worth_it * (self.linear.low < self.linear.high).sum():
                rows, below = fewer, self._below(floor)
                break
        rows, answer = attempt(rows, max(seconds, 0.0), min(self.effort.gap, 1.0), self.check, known)
        self.spent += answer.seconds
        bound = min(self.state.bound, _rounded(self.linear, max(answer.bound, below)))
        self._improve(answer.chosen)
        found = rows.with_bounds(self.linear.low, self.linear.high)
        self.state = replace(self.state, linear=found, bound=max(bound, self.state.scaled))
