"""Delivery confidence of many projects as one bar, from red to green, then what nobody has rated."""

from __future__ import annotations

import html
from collections.abc import Mapping

from pmobook.language import say, word
from pmobook.show.words import joined
from pmobook.vocabulary import NOT_ASSESSED, Confidence

__all__ = ["confidence_bar", "confidence_legend"]

_ORDER = (*(str(one) for one in Confidence), NOT_ASSESSED)


def _css(confidence: str) -> str:
    return "pmo-bar-" + confidence.replace("/", "-").replace(" ", "-")


def confidence_bar(counts: Mapping[str, int]) -> str:
    """Return a bar whose parts are as long as their counts, as HTML.

    Parameters
    ----------
    counts
        Confidence, or "not assessed", to a number of projects; what is not there counts as none.
    """
    parts = [(name, counts.get(name, 0)) for name in _ORDER if counts.get(name, 0)]
    if not parts:
        return f'<span class="pmo-faint">{word(NOT_ASSESSED)}</span>'
    label = joined(f"{number} {word(name)}" for name, number in parts)
    drawn = "".join(f'<span class="{_css(name)}" style="flex-grow:{number}">{number}</span>' for name, number in parts)
    return f'<span class="pmo-bar" role="img" aria-label="{html.escape(label)}">{drawn}</span>'


def confidence_legend() -> str:
    """Return what the parts of the bar stand for, as HTML."""
    items = "".join(f'<li><span class="pmo-swatch {_css(name)}" aria-hidden="true"></span>{word(name)}</li>' for name in _ORDER)
    return f'<ul class="pmo-legend" aria-label="{say("Legend")}">{items}</ul>'
