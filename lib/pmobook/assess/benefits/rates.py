"""Every rate at which amounts over time are worth nothing, found between the places where their sum can turn."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from pmobook.assess.benefits.flows import Floats
from pmobook.errors import Problem, ProblemsFound

__all__ = ["find_rates"]

_MOST_CHANGES = 200
"""Each change of sign takes a search of its own; amounts that turn more often are no project's."""
_SAME = 1e-9


@dataclass(frozen=True)
class _Sum:
    """Σ sign · exp(log_size - s · time): the present value at the continuous rate s, with times from 0 to 1."""

    times: Floats
    signs: Floats
    log_sizes: Floats

    def at(self, s: float) -> float:
        """Return the sum as a share of the sum of its absolute terms, -1 to 1, which neither overflows nor vanishes."""
        exponents = self.log_sizes - s * self.times
        terms = np.exp(exponents - exponents.max())
        return float((self.signs * terms).sum() / terms.sum())

    def sign_at(self, s: float) -> int:
        """Return -1, 0 or 1; 0 where rounding alone could account for the sum."""
        value = self.at(s)
        noise = 8 * np.finfo(np.float64).eps * (4 + abs(s) + float(np.abs(self.log_sizes).max()))
        return 0 if abs(value) <= noise else int(math.copysign(1, value))

    @property
    def turns(self) -> npt.NDArray[np.intp]:
        """Positions after which the sign changes."""
        return np.flatnonzero(self.signs[1:] != self.signs[:-1])

    def derived(self) -> _Sum:
        """Return the derivative of exp(s · t) times the sum, t between the times of one change of sign: it has one fewer."""
        after = self.turns[len(self.turns) // 2]
        split = (self.times[after] + self.times[after + 1]) / 2
        factors = split - self.times
        return _Sum(self.times, self.signs * np.sign(factors), _levelled(self.log_sizes + np.log(np.abs(factors))))


def find_rates(times: Floats, amounts: Floats) -> tuple[float, ...]:
    """Return every rate above -1 at which amounts have a present value of zero, lowest first.

    Parameters
    ----------
    times
        When each amount falls, in periods; in any order, several amounts may fall at one time.
    amounts
        What falls then; zeros don't matter.

    Returns
    -------
    tuple of float
        Rates as shares a period. Empty if there is none, and if every amount is zero (then any rate would do).

    Raises
    ------
    ProblemsFound
        If the sign of the amounts changes more than 200 times.

    Notes
    -----
    With s = log(1 + rate) the present value is Σ a · exp(-s · t). Multiplied by exp(s · τ), τ between two amounts of different
    sign, it has the same zeros, and its derivative is such a sum again with one change of sign fewer. Without a change of sign
    there is no zero; so the zeros of each derivative, found first, split the line into pieces on each of which the function only
    rises or only falls: one zero at most, found by bracketing (Brent). None can be missed, whatever the number of periods. A zero
    that the sum touches without crossing is found where its derivative is zero.

    References
    ----------
    Descartes' rule of signs for sums of exponentials: Pólya and Szegő, Problems and Theorems in Analysis II, part V.
    """
    exponential, span = _as_sum(times, amounts)
    if exponential is None:
        return ()
    if len(exponential.turns) > _MOST_CHANGES:
        remedy = "Add up neighbouring amounts, such as months to years."
        found = f"{len(exponential.turns)} changes of sign"
        raise ProblemsFound([Problem("amounts", found, f"at most {_MOST_CHANGES}", remedy)])
    with np.errstate(under="ignore"):
        zeros = _zeros(exponential)
    rates = [math.expm1(s / span) for s in zeros if s / span < 700]
    return tuple(rate for rate in rates if rate > -1)


def _as_sum(times: Floats, amounts: Floats) -> tuple[_Sum | None, float]:
    moments, places = np.unique(times, return_inverse=True)
    # Scaled first: amounts near the largest number would overflow when they are added.
    largest = float(np.abs(amounts).max(initial=0.0))
    if largest == 0:
        return None, 1.0
    together = np.bincount(places, weights=amounts / largest, minlength=len(moments))
    kept = together != 0
    moments, together = moments[kept], together[kept]
    if len(moments) < 2:
        return None, 1.0
    span = float(moments[-1] - moments[0])
    return _Sum((moments - moments[0]) / span, np.sign(together), _levelled(np.log(np.abs(together)))), span


def _levelled(log_sizes: Floats) -> Floats:
    return np.asarray(log_sizes - log_sizes.max())


def _zeros(exponential: _Sum) -> list[float]:
    if not len(exponential.turns):
        return []
    chain = [exponential]
    while len(chain[-1].turns) > 1:
        chain.append(chain[-1].derived())
    zeros: list[float] = []
    for function in reversed(chain):
        zeros = _zeros_between(function, zeros)
    return zeros


def _zeros_between(function: _Sum, turning: list[float]) -> list[float]:
    """Return a sum's zeros, given the places where it may turn from rising to falling or back."""
    low, high = _ends(function, turning)
    points = [low, *turning, high]
    signs = [int(function.signs[-1]), *map(function.sign_at, turning), int(function.signs[0])]
    found = [point for point, sign in zip(points, signs, strict=True) if sign == 0]
    found += [
        float(brentq(function.at, left, right, xtol=1e-14, rtol=4 * np.finfo(np.float64).eps, maxiter=500))
        for left, right, before, after in zip(points, points[1:], signs, signs[1:], strict=False)
        if before * after < 0
    ]
    apart: list[float] = []
    for zero in sorted(found):
        if not apart or zero - apart[-1] > _SAME * (1 + abs(zero)):
            apart.append(zero)
    return apart


def _ends(function: _Sum, turning: list[float]) -> tuple[float, float]:
    """Return a place on either side beyond which the last, or the first, amount outweighs all others together."""
    low, high = min(turning, default=0.0), max(turning, default=0.0)
    step = 1.0
    while function.at(low) * function.signs[-1] < 0.5:
        low, step = low - step, 2 * step
    step = 1.0
    while function.at(high) * function.signs[0] < 0.5:
        high, step = high + step, 2 * step
    return low, high
