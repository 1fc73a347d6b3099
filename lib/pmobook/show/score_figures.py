"""How scores are written on every output: levels with decimal places, shares as percentages, both with how sure they are."""

from __future__ import annotations

import math

from pmobook.assess.wording import as_percent
from pmobook.language import said_later, say
from pmobook.rounding import level_apart
from pmobook.rounding import number as rounded
from pmobook.show.figures import change, is_missing, number, share_as_percent

__all__ = [
    "NO_INTERVAL",
    "apart",
    "difference",
    "interval_text",
    "level_text",
    "probability_text",
    "reach",
    "reach_text",
    "score_text",
    "short_probability",
]

NO_INTERVAL = said_later("not stated")
_MOST_CERTAIN = 0.999


def score_text(value: object, maximum: float, digits: int = 2) -> str:
    """Write a score: a share as a percentage, a level with two places, so that 2.96 does not read as 3."""
    return share_as_percent(value) if maximum <= 1 else number(value, digits)


def difference(value: object, maximum: float, digits: int = 2) -> str:
    """Write a difference of scores with its sign; of shares in percentage points."""
    if maximum <= 1 and not is_missing(value):
        return say("{value} points", value=change(float(str(value)) * 100, 0))
    return change(value, digits)


def apart(score: object, target: object, maximum: float) -> tuple[str, str]:
    """Write a score and its target so that one that falls short never reads as if it had reached it."""
    if maximum > 1:
        return level_apart(score, target)
    digits = 0 if share_as_percent(score) != share_as_percent(target) or score == target else 1
    return share_as_percent(score, digits), share_as_percent(target, digits)


def level_text(value: object) -> str:
    """Write a level; one that rests on too little, or on a rule of shares, is not stated."""
    return say("not stated") if is_missing(value) else number(value)


def interval_text(low: object, high: object, maximum: float, digits: int = 2) -> str:
    """Write an interval, such as 3.42 to 3.71."""
    if is_missing(low) or is_missing(high):
        return say(NO_INTERVAL)
    return say(
        "{score_text} to {score_text_2}",
        score_text=score_text(low, maximum, digits),
        score_text_2=score_text(high, maximum, digits),
    )


def reach(score: float, low: float, high: float) -> float:
    """Return how far an interval reaches from its score, on its longer side; NaN without an interval."""
    return max(score - low, high - score, 0.0) if not math.isnan(score + low + high) else math.nan


def probability_text(value: object) -> str:
    """Write a probability as a percentage; next to certain in words, since no number of resamples makes anything certain."""
    if is_missing(value):
        return share_as_percent(value)
    return as_percent(min(float(str(value)), _MOST_CERTAIN))


def short_probability(value: object) -> str:
    """Write a probability where there is little room.

    Examples
    --------
    >>> short_probability(1.0), short_probability(0.834), short_probability(0.001)
    ('>99%', '83%', '<1%')
    """
    return probability_text(value).replace("more than ", ">").replace("less than ", "<")


def reach_text(value: float, maximum: float) -> str:
    """Write how far an interval reaches, such as ±0.3; nothing without one.

    Examples
    --------
    >>> reach_text(0.26, 5), reach_text(0.04, 1), reach_text(float("nan"), 5)
    ('±0.3', '±4 points', '')
    """
    if math.isnan(value):
        return ""
    return say("±{rounded} points", rounded=rounded(value * 100, 0)) if maximum <= 1 else f"±{rounded(value, 1)}"
