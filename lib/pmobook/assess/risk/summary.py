"""What simulated losses come to, each figure with its sampling error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pmobook.assess.loss_measures import conditional_value_at_risk

__all__ = ["Figure", "Summary", "figure_of", "summarise"]

Floats = NDArray[np.float64]

_SHARES = (0.5, 0.8, 0.95)
"""Of the scenarios, that do not exceed P50, P80 and P95."""


@dataclass(frozen=True)
class Figure:
    """A figure read off the scenarios.

    Attributes
    ----------
    value
        In money, or a share for a probability.
    error
        Standard error: how far the figure would differ with other scenarios; missing with fewer than two replicates.
    """

    value: float
    error: float

    def __float__(self) -> float:
        """Return the value."""
        return self.value


@dataclass(frozen=True)
class Summary:
    """The distribution of total loss.

    Attributes
    ----------
    mean, standard_deviation, p50, p80, p95
        Of the loss in money.
    conditional_value_at_risk
        Mean loss of the worst scenarios.
    level
        The share of scenarios that are not among the worst.
    breach
        Probability that the loss exceeds the tolerance; None without one.
    """

    mean: Figure
    standard_deviation: Figure
    p50: Figure
    p80: Figure
    p95: Figure
    conditional_value_at_risk: Figure
    level: float
    breach: Figure | None

    @property
    def cvar95(self) -> float:
        """The mean loss of the worst scenarios, under its usual name."""
        return self.conditional_value_at_risk.value


def figure_of(of: Callable[[Floats], float], losses: Floats, counts: Sequence[int]) -> Figure:
    """Return a figure of losses with its sampling error.

    Parameters
    ----------
    of
        From losses to the figure.
    losses
        (scenarios,) or (scenarios, kinds), replicate after replicate.
    counts
        Scenarios of each replicate.
    """
    return _with_error(of(losses), [of(part) for part in np.split(losses, np.cumsum(counts)[:-1])])


def _with_error(value: float, each: Sequence[float] | Floats) -> Figure:
    """Return a figure of all scenarios with its sampling error, from what each replicate says."""
    error = float(np.std(each, ddof=1)) / len(each) ** 0.5 if len(each) > 1 else float("nan")
    return Figure(value, error)


def summarise(losses: Floats, counts: Sequence[int], level: float, tolerance: float | None) -> Summary:
    """Return the figures of losses that were drawn in independent replicates.

    Parameters
    ----------
    losses
        (scenarios,), replicate after replicate.
    counts
        Scenarios of each replicate.
    level, tolerance
        As for `simulate`.

    Notes
    -----
    The value is read off all scenarios; its error is the standard deviation of the replicates' values over the square root of
    their number, which holds for even and for random draws alike (Owen 1998).
    """

    def figure(of: Callable[[Floats], float]) -> Figure:
        return figure_of(of, losses, counts)

    worst = figure(lambda part: conditional_value_at_risk(part, level))  # refuses losses that are missing
    each = np.array([np.quantile(part, _SHARES) for part in np.split(losses, np.cumsum(counts)[:-1])])
    p50, p80, p95 = (
        _with_error(float(value), column) for value, column in zip(np.quantile(losses, _SHARES), each.T, strict=True)
    )
    return Summary(
        mean=figure(lambda part: float(part.mean())),
        standard_deviation=figure(lambda part: float(part.std())),
        p50=p50,
        p80=p80,
        p95=p95,
        conditional_value_at_risk=worst,
        level=level,
        breach=None if tolerance is None else figure(lambda part: float((part > tolerance).mean())),
    )
