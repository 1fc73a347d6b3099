"""How long one search may take, and when it may stop."""

from __future__ import annotations

from dataclasses import dataclass

from pmobook.errors import PmobookError
from pmobook.method.selection import selection_method

__all__ = ["LONGEST", "Effort", "effort_of"]

LONGEST = 1e7
"""Seconds that stand for no limit."""


@dataclass(frozen=True)
class Effort:
    """How long one search may take, in seconds, and the gap at which it may stop."""

    time_limit: float
    gap: float


def effort_of(time_limit: float | None = None, gap: float | None = None) -> Effort:
    """Return the method's effort, unless values are given; an infinite time limit searches until the proof.

    Raises
    ------
    PmobookError
        If a value is impossible.
    """
    solving = selection_method().solving
    try:
        seconds = solving.time_limit.value if time_limit is None else float(time_limit)
        share = solving.gap.value if gap is None else float(gap)
    except (TypeError, ValueError):
        message = f"The time limit and the gap of a search are numbers; found {time_limit!r} and {gap!r}."
        raise PmobookError(message) from None
    if not seconds > 0 or not 0 <= share < 1:
        message = f"A search needs a time limit above 0 seconds and a gap from 0 to below 1; found {seconds:g} and {share:g}."
        raise PmobookError(message)
    return Effort(min(seconds, LONGEST), share)
