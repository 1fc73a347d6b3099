"""By how much an action should move a figure: a gain with its ends, its unit of measure and what it rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pmobook.language import said_later
from pmobook.method.improvement_plan import Certainty

__all__ = ["NOT_ESTIMATED", "NO_FIGURE", "Effect", "because", "gap_effect"]


@dataclass(frozen=True)
class Effect:
    """By how much an action should move a figure, always as a gain.

    Attributes
    ----------
    kind
        level (of the score), alignment (share of all spend), exposure (money lost in bad cases), measure, benefit, cost (money
        over plan), finish (months late), start (months later), people (person-months lacking) or skill (people lacking); empty:
        not estimated. Gains of two kinds, or of two units of measure, are never added up.
    of
        Of which focus area, goal, driver, risk, measure, benefit, project, role or skill; empty for the business unit.
    low, likely, high
        At least, most likely, at most; NaN if not estimated.
    unit_of_measure
        What the gain counts.
    basis
        What it is computed from, or why it is not estimated, as a sentence.
    scale
        The gain that is worth the kind's points in full; NaN: it adds none.
    """

    kind: str = ""
    of: str = ""
    low: float = math.nan
    likely: float = math.nan
    high: float = math.nan
    unit_of_measure: str = ""
    basis: str = ""
    scale: float = math.nan


NOT_ESTIMATED = Effect()
NO_FIGURE = said_later("It puts in order what other figures rest on; no figure of its own is computed.")


def because(reason: str) -> Effect:
    """Return an effect that is not estimated, with the reason."""
    return Effect(basis=reason)


def gap_effect(
    kind: str, of: str, gap: float, certainty: Certainty, unit_of_measure: str, basis: str, scale: float = math.nan
) -> Effect:
    """Return the effect of closing a gap: a weak and a fair response close a share of it, a complete one all.

    Parameters
    ----------
    gap
        Above zero.
    certainty
        The shares.
    """
    low, likely = certainty.gap_low.value * gap, certainty.gap_likely.value * gap
    return Effect(kind, of, low, likely, gap, unit_of_measure, basis, scale)
