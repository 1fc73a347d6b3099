"""A level on its scale: a mark for the score, a bar for the target, the gap between them."""

from __future__ import annotations

import html

from pmobook.language import say
from pmobook.method.maturity import LEVELS
from pmobook.show.status import Kind, css_class

__all__ = ["level_scale", "level_track"]

_TOP = LEVELS[-1]
_INSET = 3.0  # percent of the width left free at both ends, so that marks at level 0 and 5 are whole


def _place(level: float) -> str:
    return f"{_INSET + level / _TOP * (100 - 2 * _INSET):.1f}%"


def level_scale() -> str:
    """Return the numbers of the levels, placed over a track, as HTML; read as "level 0 to 5"."""
    figures = "".join(f'<text x="{_place(level)}" y="11">{level}</text>' for level in LEVELS)
    said = html.escape(say("Level, {low} to {high}", low=LEVELS[0], high=_TOP))
    return f'<svg class="pmo-track" role="img" aria-label="{said}" width="100%" height="14">{figures}</svg>'


def level_track(
    score: float | None,
    target: float | None,
    kind: Kind,
    description: str,
    interval: tuple[float, float] | None = None,
) -> str:
    """Return a score and its target on the scale of levels as HTML; it stretches with its column.

    Parameters
    ----------
    score, target
        Levels; None where there is none, and nothing is drawn for it.
    kind
        Decides the mark's shape and colour.
    description
        What it shows, for those who can't see it; escaped.
    interval
        The score's interval, drawn as a band behind it; None if there is none.
    """
    parts = [f'<line class="pmo-track-grid" x1="{_place(level)}" x2="{_place(level)}" y1="0" y2="28"/>' for level in LEVELS]
    if interval is not None:
        low, high = interval
        parts.append(f'<line class="pmo-track-band" x1="{_place(low)}" x2="{_place(high)}" y1="14" y2="14"/>')
    if score is not None and target is not None:
        parts.append(f'<line class="pmo-track-gap" x1="{_place(score)}" x2="{_place(target)}" y1="14" y2="14"/>')
    if target is not None:
        parts.append(f'<line class="pmo-track-target" x1="{_place(target)}" x2="{_place(target)}" y1="4" y2="24"/>')
    if score is not None:
        # A nested drawing is placed by percent while its shape keeps its size in pixels.
        shape = {"act": '<path d="M0-8 8.5 7H-8.5Z"/>', "watch": '<path d="M0-9 9 0 0 9-9 0Z"/>'}.get(kind, '<circle r="7.5"/>')
        parts.append(
            f'<svg x="{_place(score)}" y="14" overflow="visible"><g class="pmo-mark-{css_class(kind)}">{shape}</g></svg>'
        )
    label = html.escape(description)
    return f'<svg class="pmo-track" role="img" aria-label="{label}" width="100%" height="28">{"".join(parts)}</svg>'
