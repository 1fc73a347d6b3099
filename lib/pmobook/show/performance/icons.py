"""Icons for how a measure varies and whether it can be relied on: shape and letter first, colour on top."""

from __future__ import annotations

import html

from pmobook.assess.performance.icons import ASSURANCE_ICONS, VARIATION_ICONS, Assurance, Icon, Variation
from pmobook.language import say, word
from pmobook.show.figures import is_missing
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["ICON_COLOURS", "assurance_icon", "measure_icons", "variation_icon"]

ICON_COLOURS = {"better": "#0B5A9D", "worse": "#B84A00", "neutral": "#5A6675"}
"""Blue, orange and grey: told apart with any of the common colour blindnesses, and dark enough to stand on white."""

_SIZE = 30
_DRAWN = {
    "rising": '<polyline points="6,22 12,19 18,20 24,12"/><circle cx="24" cy="12" r="2.2"/>',
    "falling": '<polyline points="6,13 12,16 18,15 24,23"/><circle cx="24" cy="23" r="2.2"/>',
    "wave": '<polyline points="5,20 10,17 15,21 20,17 25,20"/>',
    "above": '<line x1="5" x2="25" y1="24" y2="24" stroke-dasharray="2 2"/><polyline points="6,20 12,18 18,20 24,18"/>',
    "across": '<line x1="5" x2="25" y1="20" y2="20" stroke-dasharray="2 2"/><polyline points="6,23 12,17 18,23 24,17"/>',
    "below": '<line x1="5" x2="25" y1="17" y2="17" stroke-dasharray="2 2"/><polyline points="6,22 12,24 18,22 24,24"/>',
    "none": "",
}
"""Under the letter: a course of values, and for assurance the dashed line of the target above, below or across it."""


def variation_icon(variation: object, direction: object = "") -> str:
    """Return the icon of a variation as HTML: a circle with H or L where values are higher or lower than chance explains.

    Parameters
    ----------
    variation
        A `Variation` or its word; missing: not assessed.
    direction
        ``higher``, ``lower`` or empty.
    """
    kind = Variation(_word(variation))
    side = {"higher": 1, "lower": -1}.get(str(direction), 0)
    # A signal recorded without its direction still has its word.
    icon = VARIATION_ICONS.get((kind, side)) or Icon("!", "wave", "neutral", str(kind))
    return _drawing(icon, '<circle cx="15" cy="15" r="13.5"/>')


def assurance_icon(assurance: object) -> str:
    """Return the icon of an assurance as HTML: a square with P (passes), F (fails) or ? (hit and miss); missing: not assessed."""
    icon = ASSURANCE_ICONS[Assurance(_word(assurance))]
    return _drawing(icon, '<rect x="1.5" y="1.5" width="27" height="27" rx="5"/>')


def measure_icons(variation: object, direction: object, assurance: object) -> str:
    """Return both icons side by side as HTML."""
    both = f"{variation_icon(variation, direction)} {assurance_icon(assurance)}"
    return f'<span style="white-space:nowrap">{both}</span>'


def _word(value: object) -> str:
    return NOT_ASSESSED if is_missing(value) or not str(value) else str(value)


def _drawing(icon: Icon, frame: str) -> str:
    colour, words = ICON_COLOURS[icon.colour], html.escape(word(say(icon.words)))
    height = 13 if _DRAWN[icon.shape] else 20
    # What is worse is filled, so that it stands out without its colour too.
    inside, lines = (colour, "#fff") if icon.colour == "worse" else ("#fff", colour)
    return (
        f'<svg role="img" aria-label="{words}" width="{_SIZE}" height="{_SIZE}" viewBox="0 0 {_SIZE} {_SIZE}" '
        f'style="min-width:{_SIZE}px;vertical-align:middle"><title>{words}</title>'
        f'<g fill="{inside}" stroke="{colour}" stroke-width="2">{frame}</g>'
        f'<g fill="none" stroke="{lines}" stroke-width="1.6" stroke-linejoin="round">{_DRAWN[icon.shape]}</g>'
        f'<text x="15" y="{height}" text-anchor="middle" font-size="11" font-weight="700" fill="{lines}" '
        f'font-family="sans-serif">{html.escape(icon.letter)}</text></svg>'
    )
