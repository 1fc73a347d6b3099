"""A value against its target, and whether a measure can be relied on to meet it."""

from __future__ import annotations

import math
from typing import Protocol

from pmobook.assess.performance.icons import Assurance
from pmobook.assess.performance.signals import check_better
from pmobook.errors import PmobookError
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["HasLimits", "assurance", "judge_value"]


class HasLimits(Protocol):
    """Anything with a lower and an upper limit."""

    @property
    def lower(self) -> float:
        """The lower limit; NaN if there is none."""

    @property
    def upper(self) -> float:
        """The upper limit; NaN if there is none."""


def assurance(limits: HasLimits, target: float | None, better: str | None) -> Assurance:
    """Whether a measure meets its target time after time as long as nothing changes.

    Parameters
    ----------
    limits
        As `control_limits` returns them.
    target
        In the measure's unit of measure; None or NaN: none set.
    better
        ``higher`` or ``lower``; None: nobody said.

    Returns
    -------
    Assurance
        ``consistently passes`` where the whole range between the limits meets the target, ``consistently fails`` where none
        of it does, ``hit and miss`` where chance decides; ``not assessed`` without limits, target or direction.

    Raises
    ------
    PmobookError
        If `better` is another word, or the target no number.

    Notes
    -----
    A target exactly on a limit is hit and miss: values on that limit meet it, those a hair beyond chance do not. Limits that
    meet in one value (every value was the same) pass if that value meets the target.

    References
    ----------
    NHS England, Making Data Count.

    Examples
    --------
    >>> from pmobook.assess.performance.limits import control_limits
    >>> answered = control_limits([84, 86, 85, 87, 84, 86])
    >>> [str(assurance(answered, target, "higher")) for target in (70, 85, 99)]
    ['consistently passes', 'hit and miss', 'consistently fails']
    """
    direction = check_better(better)
    wanted = _as_target(target)
    lower, upper = float(limits.lower), float(limits.upper)
    if not direction or math.isnan(wanted) or math.isnan(lower) or math.isnan(upper):
        return Assurance.NOT_ASSESSED
    slack = 1e-12 * max(abs(lower), abs(upper), abs(wanted))
    worst, best = ((lower - wanted), (upper - wanted)) if direction == 1 else ((wanted - upper), (wanted - lower))
    if worst > slack or (upper - lower <= slack and worst >= -slack):
        return Assurance.PASSES
    return Assurance.FAILS if best < -slack else Assurance.HIT_AND_MISS


def _as_target(target: object) -> float:
    if target is None:
        return math.nan
    try:
        return float(target)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        if str(target) in ("<NA>", NOT_ASSESSED):
            return math.nan
        message = f"target: found {target!r}, expected a number. Write it without its unit of measure, or None if there is none."
        raise PmobookError(message) from None


def judge_value(value: float, better: str, target: float, tolerance: float) -> str:
    """Say whether a value met its target: met, near or missed; not assessed without a value or a target.

    Parameters
    ----------
    value, target, tolerance
        In the measure's unit of measure. A missing tolerance is none: short of the target is missed.
    better
        ``higher`` or ``lower``.

    Examples
    --------
    >>> judge_value(84, "higher", 85, 3), judge_value(82, "higher", 85, 3), judge_value(81.9, "higher", 85, 3)
    ('near', 'near', 'missed')
    """
    if math.isnan(value) or math.isnan(target):
        return "not assessed"
    short = target - value if better == "higher" else value - target
    # Decimal fractions as people type them have tiny errors in binary; a value at the limit is within it.
    slack = 1e-9 * max(1.0, abs(target))
    if short <= slack:
        return "met"
    return "near" if short <= (0.0 if math.isnan(tolerance) else tolerance) + slack else "missed"
