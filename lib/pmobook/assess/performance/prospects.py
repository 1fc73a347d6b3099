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
from pmobook.method.performance import performance_method

__all__ = ["Prospect", "likelihood", "probability_of_target"]


@dataclass(frozen=True)
class Prospect:
    """A probability with what it rests on.

    Attributes
    ----------
    probability
        0 to 1; NaN if not assessed.
    level
        The level that values are expected around.
    spread
        Standard deviation of a value to come, the uncertainty of the level included.
    reason
        Why it is not assessed; empty if it is.
    """

    probability: float
    level: float = math.nan
    spread: float = math.nan
    reason: str = ""


def probability_of_target(
    values: Numbers, target: float | None, better: str | None, *, screen: bool = False, rebase_at: object = None
) -> Prospect:
    """Probability that a value to come, such as the year's last, meets the target if nothing changes.

    Parameters
    ----------
    values
        In the order of time, as `control_limits` takes them.
    target
        The level wanted; None or NaN: none set.
    better
        ``higher`` or ``lower``.
    screen, rebase_at
        As in `control_limits`.

    Returns
    -------
    Prospect
        Not assessed, with the reason, without target or direction, with fewer than twelve values since limits last started
        afresh, or while the latest value is part of a trend: where a trend ends is not in its history.

    Raises
    ------
    PmobookError
        If values or target are no numbers, or `better` is another word.

    Notes
    -----
    A value to come is expected around the centre; where the latest value is part of a shift, around the mean of the latest
    seven. Its spread is that of the moving ranges; Student's distribution with 0.62 degrees of freedom for each moving range
    allows for how few there are. It is the same for every period to come: a measure that only varies by chance is as likely to
    meet its target next month as in the year's last.

    Examples
    --------
    >>> round(probability_of_target([84, 86] * 10, 85, "higher").probability, 3)
    0.5
    >>> probability_of_target([84, 86], 85, "higher").reason
    'only 2 values, and it takes 12'
    """
    check_better(better)
    wanted = math.nan if target is None else float(target)
    if math.isinf(wanted):
        message = f"target: found {target!r}, expected a finite number. Write None if there is none."
        raise PmobookError(message)
    course = read_course(values)
    given = pd.Series(course.numbers, index=course.index)
    found = signals(given, better=better, screen=screen, rebase_at=rebase_at)
    now = found.limits
    recent = given.iloc[now.start :].dropna().to_numpy()[-int(performance_method().prospects.recent_values.value) :]
    return likelihood(now.centre, now.sigma, (now.points, now.ranges), recent, found.rules_now, wanted, better)


def likelihood(
    centre: float,
    sigma: float,
    counts: tuple[int, int],
    recent: NDArray[np.floating],
    rules_now: tuple[str, ...],
    target: float,
    better: str | None,
) -> Prospect:
    """Probability of meeting a target from what a chart says; see `probability_of_target`.

    Parameters
    ----------
    centre, sigma
        Of the latest phase.
    counts
        Values and moving ranges that these rest on.
    recent
        The latest values of the phase.
    rules_now
        Names of the rules by which the latest value is part of a pattern.
    target, better
        What is wanted.
    """
    method = performance_method().prospects
    points, ranges = counts
    if math.isnan(target):
        return Prospect(math.nan, reason="no target")
    if better not in ("higher", "lower"):
        return Prospect(math.nan, reason="nobody said which way is better")
    if points < method.fewest_values.value or not ranges:
        fewest = f"{method.fewest_values.value:g}"
        return Prospect(math.nan, reason=f"only {points} value{'' if points == 1 else 's'}, and it takes {fewest}")
    if {"trend", "nelson_3"} & set(rules_now):
        return Prospect(math.nan, reason="the latest values are a trend, and history does not say where it ends")
    shifted = bool({"shift", "nelson_2"} & set(rules_now))
    level, count = (float(recent.mean()), len(recent)) if shifted else (centre, points)
    spread = sigma * math.sqrt(1 + 1 / count)
    short = target - level if better == "higher" else level - target
    if spread <= 1e-12 * max(abs(level), abs(target)):
        return Prospect(1.0 if short <= 1e-12 * max(abs(level), abs(target)) else 0.0, level, spread)
    return Prospect(float(special.stdtr(method.degrees.value * ranges, -short / spread)), level, spread)
