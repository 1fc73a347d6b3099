"""How far a practice or a level is met: none, partial, large or full, by the share achieved."""

from __future__ import annotations

from typing import Any

import numpy as np

from pmobook.assess.scoring.layout import Flags, Numbers
from pmobook.method.scoring_rules import FINDINGS, Finding, ScoringConstants, scoring_rules

__all__ = ["PLACES", "above", "band", "rank", "reaches"]

PLACES = 9
"""Decimal places beyond which a difference is one of arithmetic: three thirds of 85 are 85, and 2.9999999999 is 3."""


def rank(shares: Any, constants: ScoringConstants) -> Any:  # noqa: ANN401 - one number or an array of them
    """Return 0 for none up to 3 for full; a share on a boundary belongs to the lower band."""
    limits = list(constants.limits.values())
    return np.searchsorted(limits, np.round(np.asarray(shares) * 100.0, PLACES), side="left")


def band(percentage: float, constants: ScoringConstants | None = None) -> Finding:
    """Say in which of the four bands a percentage lies.

    Parameters
    ----------
    percentage
        0 to 100.
    constants
        The limits; those of the method if not given.

    Raises
    ------
    ValueError
        If it is no number from 0 to 100.

    References
    ----------
    ISO/IEC 33020, rating scale: none up to 15 %, partial up to 50 %, large up to 85 %, full above.

    Examples
    --------
    >>> band(15), band(15.01), band(50), band(85), band(85.01)
    ('none', 'partial', 'partial', 'large', 'full')
    """
    if not 0 <= percentage <= 100:
        message = f"found {percentage}, expected a percentage from 0 to 100"
        raise ValueError(message)
    return FINDINGS[int(rank(percentage / 100.0, constants or scoring_rules().constants))]


def reaches(shares: Numbers, finding: Finding, constants: ScoringConstants) -> Flags:
    """Say for each share whether it lies in the band of a finding or a better one; NaN does not."""
    if finding == "none":
        return ~np.isnan(shares)
    return above(shares, constants.limits[FINDINGS[FINDINGS.index(finding) - 1]])


def above(shares: Numbers, percent: float) -> Flags:
    """Say for each share whether it lies above a percentage, beyond what arithmetic may add; NaN does not."""
    # One comparison instead of rounding every share: a billionth of a percent is what rounding would forgive.
    return shares > (percent + 0.5 * 10.0**-PLACES) / 100.0
