"""How likely a measure is to stand at its target when the year ends, if it goes on as it has."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from pmobook.assess.performance.courses import Numbers, read_course
from pmobook.assess.performance.signals import check_better, signals
from pmobook.errors import PmobookError
from pmobook.language import say, say_many
from pmobook.method.performance import performance_method

__all__ = ["Outlook", "Prospect", "likelihood", "probability_of_target"]


@dataclass(frozen=True)
class Prospect:
    """A probability with what it rests on.

    Attributes
    ----------
    probability
        0 to 1; NaN if not assessed.
    basis
        ``level``: values to come vary around the centre; ``changes``: the measure moves on as it has moved over as many
        periods before; empty if not assessed.
    level, spread
        What values to come are expected around, and their standard deviation with the uncertainty of the level; NaN on the
        basis of changes.
    reason
        Why it is not assessed; empty if it is.
    """

    probability: float
    basis: str = ""
    level: float = math.nan
    spread: float = math.nan
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Outlook:
    """What a chart says about values to come.

    Attributes
    ----------
    course
        Values since limits last started afresh, one a period, oldest first; NaN is not assessed.
    centre, sigma
        Of these.
    ranges
        Moving ranges that `sigma` rests on.
    is_stable
        Whether the latest value is part of no signal.
    """

    course: NDArray[np.float64]
    centre: float
    sigma: float
    ranges: int
    is_stable: bool


def probability_of_target(
    values: Numbers,
    target: float | None,
    better: str | None,
    periods_ahead: int = 1,
    *,
    screen: bool = False,
    rebase_at: object = None,
) -> Prospect:
    """Probability that a value some periods ahead, such as the year's last, meets the target if nothing changes.

    Parameters
    ----------
    values
        In the order of time, as `control_limits` takes them.
    target
        The level wanted; None or NaN: none set.
    better
        ``higher`` or ``lower``.
    periods_ahead
        How many periods after the latest value, 1 or more.
    screen, rebase_at
        As in `control_limits`.

    Returns
    -------
    Prospect
        Not assessed, with the reason, without target or direction, or with fewer than twelve values (or changes) since limits
        last started afresh.

    Raises
    ------
    PmobookError
        If values or target are no numbers, `better` is another word, or `periods_ahead` is below 1.

    Notes
    -----
    Where the latest value is part of no signal, a value to come varies around the centre with the spread of the moving
    ranges; Student's distribution with 0.62 degrees of freedom for each moving range allows for how few there are. It is then
    the same for every period to come.

    Where it is part of a signal, the measure is moving and its centre says nothing about where to. Every change over as many
    periods that history holds is then added to the latest value; the probability is the share of results that meet the
    target, of m changes (k + 1/2) / (m + 1), since history never shows all that can happen.

    Examples
    --------
    >>> round(probability_of_target([84, 86] * 10, 85, "higher").probability, 3)
    0.5
    >>> probability_of_target([84, 86], 85, "higher").reason
    'only 2 values, and it takes 12'
    """
    check_better(better)
    if isinstance(periods_ahead, bool) or not isinstance(periods_ahead, int | np.integer) or periods_ahead < 1:
        message = f"periods_ahead: found {periods_ahead!r}, expected a whole number from 1 on. Write 3 for three months ahead."
        raise PmobookError(message)
    wanted = math.nan if target is None else float(target)
    if math.isinf(wanted):
        message = f"target: found {target!r}, expected a finite number. Write None if there is none."
        raise PmobookError(message)
    course = read_course(values)
    given = pd.Series(course.numbers, index=course.index)
    found = signals(given, better=better, screen=screen, rebase_at=rebase_at)
    now = found.limits
    outlook = Outlook(course.numbers[now.start :], now.centre, now.sigma, now.ranges, is_stable=not found.rules_now)
    return likelihood(outlook, wanted, better, int(periods_ahead))


def likelihood(outlook: Outlook, target: float, better: str | None, ahead: int) -> Prospect:
    """Probability of meeting a target so many periods ahead; see `probability_of_target`."""
    fewest = performance_method().prospects.fewest_values.value
    known = int((~np.isnan(outlook.course)).sum())
    if math.isnan(target):
        return Prospect(math.nan, reason=say("no target"))
    if better not in ("higher", "lower"):
        return Prospect(math.nan, reason=say("nobody said which way is better"))
    if known < fewest:
        return Prospect(
            math.nan,
            reason=say_many(
                "only {n} value, and it takes {fewest:g}", "only {n} values, and it takes {fewest:g}", known, fewest=fewest
            ),
        )
    if not outlook.ranges:
        return Prospect(math.nan, reason=say("no two values are of neighbouring periods"))
    slack = 1e-12 * max(float(np.nanmax(np.abs(outlook.course))), abs(target))
    return (_around_level if outlook.is_stable else _by_changes)(outlook, (target, better, slack), ahead)


def _short(level: float, target: float, better: str) -> float:
    return target - level if better == "higher" else level - target


def _around_level(outlook: Outlook, wanted: tuple[float, str, float], _ahead: int) -> Prospect:
    target, better, slack = wanted
    count = int((~np.isnan(outlook.course)).sum())
    spread = outlook.sigma * math.sqrt(1 + 1 / count)
    short = _short(outlook.centre, target, better)
    if spread <= slack:
        return Prospect(1.0 if short <= slack else 0.0, "level", outlook.centre, spread)
    freedom = performance_method().prospects.degrees.value * outlook.ranges
    return Prospect(float(special.stdtr(freedom, -short / spread)), "level", outlook.centre, spread)


def _by_changes(outlook: Outlook, wanted: tuple[float, str, float], ahead: int) -> Prospect:
    target, better, slack = wanted
    fewest = performance_method().prospects.fewest_values.value
    course = outlook.course
    changes = course[ahead:] - course[:-ahead] if len(course) > ahead else np.zeros(0)
    changes = changes[~np.isnan(changes)]
    if len(changes) < fewest:
        reason = say(
            "it is moving, and history holds only {changes} of the {fewest:g} changes over {ahead} periods that it takes",
            changes=len(changes),
            fewest=fewest,
            ahead=ahead,
        )
        return Prospect(math.nan, reason=reason)
    latest = course[~np.isnan(course)][-1]
    met = sum(_short(float(latest + change), target, better) <= slack for change in changes)
    return Prospect((met + 0.5) / (len(changes) + 1), "changes")
