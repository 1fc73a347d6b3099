"""Figures of a distribution of losses: the loss at a share of scenarios, and the mean of the worst."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pmobook.errors import PmobookError

__all__ = ["conditional_value_at_risk", "value_at_risk", "worst_scenarios"]

Floats = NDArray[np.float64]


def value_at_risk(losses: Any, level: float = 0.95) -> float:  # noqa: ANN401 - a series, a list or an array
    """Return the loss that a share of the scenarios does not exceed (P95 at 0.95), interpolated between scenarios.

    Parameters
    ----------
    losses
        One loss a scenario, in money; gains are negative. None may be missing.
    level
        Share of scenarios, between 0 and 1.

    Examples
    --------
    >>> value_at_risk([0, 10, 20, 30, 40], 0.5)
    20.0
    """
    if not 0 < level < 1:
        message = f"Losses: found the level {level:g}, expected one between 0 and 1."
        raise PmobookError(message)
    return float(np.quantile(_read(losses, level), level))


def worst_scenarios(losses: Floats, level: float) -> Floats:
    """Return the weight of each scenario in the mean of the worst, (scenarios,); a scenario on the edge counts in part.

    Parameters
    ----------
    losses
        (scenarios,).
    level
        The share of scenarios that are not among the worst, as in 0.95.
    """
    each = 1.0 / (len(losses) * (1.0 - level))
    order = np.argsort(-losses, kind="stable")
    weights = np.zeros(len(losses))
    weights[order] = np.clip(1.0 - each * np.arange(len(losses)), 0.0, each)
    return weights


def conditional_value_at_risk(losses: Any, level: float = 0.95) -> float:  # noqa: ANN401 - as above
    """Return the mean loss of the worst scenarios: at 0.95, of the worst twentieth (CVaR, expected shortfall).

    Parameters
    ----------
    losses, level
        As for `value_at_risk`; at level 0 all scenarios are averaged. A scenario on the edge counts in part, so that exactly the
        share 1 - level is averaged.

    Raises
    ------
    PmobookError
        If there is no loss, one is missing, or the level lies outside 0 to below 1.

    Notes
    -----
    The least over η of η + mean(max(loss - η, 0)) ÷ (1 - level), reached by weighting the worst scenarios by
    1 ÷ (scenarios · (1 - level)) each, one of them in part, so that the weights add up to 1.

    References
    ----------
    Rockafellar and Uryasev, Optimization of conditional value-at-risk, Journal of Risk 2, 2000.

    Examples
    --------
    >>> conditional_value_at_risk([0, 0, 10, 20], 0.5), conditional_value_at_risk([0, 0, 10, 20], 0.375)
    (15.0, 12.0)
    """
    numbers = _read(losses, level)
    share = len(numbers) * (1.0 - level)
    # 100 scenarios times 0.05 is 5.000000000000004 in binary: the crumb is no scenario.
    share = float(round(share)) if abs(share - round(share)) < 1e-9 * max(1.0, share) else share
    whole = int(share)
    kept = min(whole + 1, len(numbers))
    worst = np.sort(np.partition(numbers, len(numbers) - kept)[len(numbers) - kept :])[::-1]
    edge = (share - whole) * worst[whole] if share > whole else 0.0
    return float((worst[:whole].sum() + edge) / share)


def _read(losses: Any, level: float) -> Floats:  # noqa: ANN401 - as above
    numbers = np.asarray(losses, dtype=np.float64).ravel()
    if not len(numbers) or np.isnan(numbers).any() or not 0 <= level < 1:
        found = (
            "no scenario" if not len(numbers) else "a loss that is missing" if np.isnan(numbers).any() else f"the level {level:g}"
        )
        message = f"Losses: found {found}, expected a loss for each scenario, and a level from 0 to below 1."
        raise PmobookError(message)
    return numbers
