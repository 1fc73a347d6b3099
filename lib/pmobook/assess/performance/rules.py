"""The rules by which a value, or several in a row, are a signal and not chance: four of the NHS and Nelson's eight."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.performance.patterns import (
    alternating,
    part_of_pattern,
    part_of_two_of_three,
    runs_in_one_direction,
    runs_on_one_side,
    unbroken,
    windows,
)
from pmobook.errors import PmobookError
from pmobook.language import language, say
from pmobook.method.performance import performance_method
from pmobook.vocabulary import nearest, quoted

__all__ = ["NELSON_RULES", "NHS_RULES", "Marks", "Rule", "Standing", "rule_names", "rules_by_name"]

_ROUNDING = 1e-12
"""Of the largest value: what adding up binary fractions leaves between figures that people wrote as equal."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Rows of values beside their centre and the distance to their limits, one each for every row; NaN where there is none."""

    values: NDArray[np.float64]
    centre: NDArray[np.float64]
    distance: NDArray[np.float64]

    @cached_property
    def slack(self) -> NDArray[np.float64]:
        """Differences up to this are rounding."""
        if not self.values.shape[1]:
            return np.zeros((len(self.values), 1))
        largest: NDArray[np.float64] = np.nan_to_num(np.abs(self.values)).max(axis=1, keepdims=True)
        return largest * _ROUNDING

    @cached_property
    def apart(self) -> NDArray[np.float64]:
        """Each value less its centre."""
        return self.values - self.centre[:, None]

    @cached_property
    def side(self) -> NDArray[np.int64]:
        """1 above the centre, -1 below, 0 on it or without a value."""
        above: NDArray[np.int64] = (self.apart > self.slack).astype("int64")
        return above - (self.apart < -self.slack)

    @cached_property
    def can_vary(self) -> NDArray[np.bool_]:
        """Whether a row has limits that lie apart."""
        return self.distance[:, None] > self.slack

    def beyond(self, sigmas: float) -> NDArray[np.bool_]:
        """Return which values lie further from the centre than so many standard deviations, three of which make a limit."""
        reach = self.distance[:, None] * (sigmas / performance_method().limits.sigmas.value)
        return np.abs(self.apart) > reach + self.slack

    def within(self, sigmas: float) -> NDArray[np.bool_]:
        """Return which values lie no further from the centre than that; none where there are no limits that lie apart."""
        return self.can_vary & ~np.isnan(self.values) & ~self.beyond(sigmas)


@dataclass(frozen=True, eq=False)
class Marks:
    """What a rule finds.

    Attributes
    ----------
    flags
        Values at which the pattern is complete, or goes on.
    parts
        Every value that belongs to one.
    side
        1 where it speaks of higher values, -1 of lower ones, 0 where it has no direction.
    """

    flags: NDArray[np.bool_]
    parts: NDArray[np.bool_]
    side: NDArray[np.int64]


@dataclass(frozen=True)
class Rule:
    """One rule: its name, what it looks for in words, and how it is judged."""

    name: str
    words: str
    judge: Callable[[Standing], Marks]


def _beyond_limits(standing: Standing) -> Marks:
    found = standing.beyond(performance_method().limits.sigmas.value)
    return Marks(found, found, standing.side)


def _run(flags: NDArray[np.int64], length: int, side: NDArray[np.int64]) -> Marks:
    return Marks(flags != 0, part_of_pattern(flags, length), side)


def _shift(standing: Standing, length: int) -> Marks:
    return _run(runs_on_one_side(standing.side, length), length, standing.side)


def _trend(standing: Standing, length: int) -> Marks:
    found = runs_in_one_direction(standing.values, length, standing.slack)
    parts = {sign: part_of_pattern(found == sign, length) for sign in (1, -1)}
    # The turning value belongs to the fall and to the rise; the newer one names it.
    side = np.where(found != 0, found, parts[1].astype("int64") - parts[-1])
    return Marks(found != 0, parts[1] | parts[-1], side)


def _near_limit(standing: Standing) -> Marks:
    near = standing.beyond(performance_method().limits.near_sigmas.value)
    found = part_of_two_of_three(near, standing.side) != 0
    return Marks(found, found, standing.side)


def _so_many_beyond(standing: Standing, sigmas: float, points: float, window: float) -> Marks:
    far, length = standing.beyond(sigmas), int(window)
    flags, parts = np.zeros(far.shape, dtype=bool), np.zeros(far.shape, dtype=bool)
    for sign in (1, -1):
        one = far & (standing.side == sign)
        # The window may reach back before the first value, where there is nothing to count.
        padded = np.concatenate([np.zeros((len(one), length - 1), dtype=bool), one], axis=1)
        complete = windows(padded, length)[:, length - 1 :] >= points
        flags |= complete & one
        parts |= part_of_pattern(complete & one, length) & one
    return Marks(flags, parts, standing.side)


def _alternating(standing: Standing, length: int) -> Marks:
    return _run(alternating(standing.values, length, standing.slack), length, np.zeros_like(standing.side))


def _hugging(standing: Standing, length: int) -> Marks:
    return _run(unbroken(standing.within(1), length), length, np.zeros_like(standing.side))


def _avoiding(standing: Standing, length: int) -> Marks:
    return _run(unbroken(standing.beyond(1), length), length, np.zeros_like(standing.side))


def _nhs() -> tuple[Rule, ...]:
    method = performance_method().nhs
    side, direction = int(method.one_side.value), int(method.one_direction.value)
    return (
        Rule("beyond_limits", say("a value beyond a limit"), _beyond_limits),
        Rule("shift", say("{side} or more in a row on one side of the centre", side=side), lambda at: _shift(at, side)),
        Rule(
            "trend",
            say("{direction} or more in a row that only rise or only fall", direction=direction),
            lambda at: _trend(at, direction),
        ),
        Rule(
            "two_of_three",
            say(
                "{near_points:g} of {near_window:g} in a row near a limit, all on one side",
                near_points=method.near_points.value,
                near_window=method.near_window.value,
            ),
            _near_limit,
        ),
    )


def _nelson() -> tuple[Rule, ...]:
    method = performance_method().nelson
    side, direction, turns = (int(one.value) for one in (method.one_side, method.one_direction, method.alternating))
    hugging, avoiding = int(method.hugging.value), int(method.avoiding.value)
    outer, middle = (
        (method.outer_points.value, method.outer_window.value),
        (method.middle_points.value, method.middle_window.value),
    )
    return (
        Rule("nelson_1", say("a value beyond a limit"), _beyond_limits),
        Rule("nelson_2", say("{side} or more in a row on one side of the centre", side=side), lambda at: _shift(at, side)),
        Rule(
            "nelson_3",
            say("{direction} or more in a row that only rise or only fall", direction=direction),
            lambda at: _trend(at, direction),
        ),
        Rule(
            "nelson_4",
            say("{turns} or more in a row that go up and down in turn", turns=turns),
            lambda at: _alternating(at, turns),
        ),
        Rule(
            "nelson_5",
            say("{outer:g} of {outer_2:g} in a row beyond two standard deviations on one side", outer=outer[0], outer_2=outer[1]),
            lambda at: _so_many_beyond(at, 2, *outer),
        ),
        Rule(
            "nelson_6",
            say(
                "{middle:g} of {middle_2:g} in a row beyond one standard deviation on one side",
                middle=middle[0],
                middle_2=middle[1],
            ),
            lambda at: _so_many_beyond(at, 1, *middle),
        ),
        Rule(
            "nelson_7",
            say("{hugging} or more in a row within one standard deviation", hugging=hugging),
            lambda at: _hugging(at, hugging),
        ),
        Rule(
            "nelson_8",
            say("{avoiding} or more in a row beyond one standard deviation, on either side", avoiding=avoiding),
            lambda at: _avoiding(at, avoiding),
        ),
    )


NHS_RULES = ("beyond_limits", "shift", "trend", "two_of_three")
NELSON_RULES = tuple(f"nelson_{number}" for number in range(1, 9))
_SETS = {"nhs": NHS_RULES, "nelson": NELSON_RULES, "all": (*NHS_RULES, *NELSON_RULES)}


def rules_by_name() -> dict[str, Rule]:
    """Return every rule by its name, with the method's numbers in it."""
    return _rules_by_name(language())


@functools.cache
def _rules_by_name(_: str) -> dict[str, Rule]:
    return {rule.name: rule for rule in (*_nhs(), *_nelson())}


def rule_names(rules: str | Iterable[str]) -> tuple[str, ...]:
    """Return the names of the rules asked for: ``nhs``, ``nelson``, ``all``, one name or several.

    Raises
    ------
    PmobookError
        If there is no such rule, or none is asked for.

    Examples
    --------
    >>> rule_names("nhs")
    ('beyond_limits', 'shift', 'trend', 'two_of_three')
    """
    asked = [rules] if isinstance(rules, str) else list(rules)
    wanted = [name for one in asked for name in _SETS.get(str(one).strip().lower(), (str(one).strip().lower(),))]
    unknown = [name for name in wanted if name not in (*NHS_RULES, *NELSON_RULES)]
    if unknown or not wanted:
        known = [*_SETS, *NHS_RULES, *NELSON_RULES]
        guess = nearest(unknown[0], known) if unknown else None
        found = quoted(unknown[0]) if unknown else "no rule"
        remedy = f"Did you mean {guess}?" if guess else "Choose some of these."
        message = f"rules: found {found}, expected {', '.join(known)}. {remedy}"
        raise PmobookError(message)
    return tuple(dict.fromkeys(wanted))
