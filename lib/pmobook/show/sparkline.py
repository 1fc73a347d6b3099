"""Sparklines: how a figure moved, in the height of a line of text."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pmobook.language import say
from pmobook.show.figures import is_missing

__all__ = ["sparkline"]

_WIDTH = 88
_HEIGHT = 26
_MARGIN = 4


def sparkline(values: Sequence[float | None], description: str, target: float | None = None) -> str:
    """Return a sparkline as HTML.

    Parameters
    ----------
    values
        Oldest first; a missing value leaves a gap, it is not drawn as zero.
    description
        What it shows, for those who can't see it; escaped.
    target
        A dashed line, if there is one.

    Returns
    -------
    str
        An inline SVG; with fewer than two values, the words "too few values".
    """
    known = [float(value) for value in values if value is not None and not is_missing(value)]
    if len(known) < 2:
        return f'<span class="pmo-faint">{say("too few values")}</span>'
    bounds = [*known, *([] if target is None or is_missing(target) else [float(target)])]
    low, spread = min(bounds), (max(bounds) - min(bounds)) or 1.0

    def height_of(value: float) -> float:
        return round(_HEIGHT - _MARGIN - (value - low) / spread * (_HEIGHT - 2 * _MARGIN), 1)

    step = (_WIDTH - 2 * _MARGIN) / (len(values) - 1)
    places = [
        None if value is None or is_missing(value) else (round(_MARGIN + index * step, 1), height_of(float(value)))
        for index, value in enumerate(values)
    ]
    dashed = (
        f'<line class="pmo-spark-target" x1="0" x2="{_WIDTH}" y1="{height_of(bounds[-1])}" y2="{height_of(bounds[-1])}"/>'
        if len(bounds) > len(known)
        else ""
    )
    last = next(place for place in reversed(places) if place is not None)
    return (
        f'<svg class="pmo-spark" role="img" aria-label="{html.escape(description)}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">{dashed}{_lines(places)}<circle cx="{last[0]}" cy="{last[1]}" r="2.6"/></svg>'
    )


def _lines(places: Sequence[tuple[float, float] | None]) -> str:
    """Return one line for each run of values without a gap; a value alone between gaps becomes a dot."""
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(place)
    drawn = []
    for run in filter(None, runs):
        points = " ".join(f"{x:g},{y:g}" for x, y in run)
        drawn.append(f'<polyline points="{points}"/>' if len(run) > 1 else f'<circle cx="{run[0][0]}" cy="{run[0][1]}" r="1.4"/>')
    return "".join(drawn)
