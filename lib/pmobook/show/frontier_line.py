"""A frontier in a table's cell: the best value that each budget buys, with the present choice and the best one on it."""

from __future__ import annotations

import html
from collections.abc import Sequence

from pmobook.language import say

__all__ = ["frontier_line"]

_WIDTH, _HEIGHT, _MARGIN = 200.0, 44.0, 7.0


def frontier_line(
    points: Sequence[tuple[float, float]],
    present: tuple[float, float] | None,
    best: tuple[float, float] | None,
    description: str,
) -> str:
    """Return a drawing as HTML: steps of the best value by budget, a square for the present choice, a diamond for the best.

    Parameters
    ----------
    points
        Budget and best value, cheapest first; those without a value are to be left out.
    present, best
        Cost and value of the choices; None where there is none.
    description
        What it shows with its figures, for those who can't see it and those who point at it; escaped.
    """
    marked = [one for one in (present, best) if one is not None]
    if len(points) < 2:
        return f'<span class="pmo-faint">{html.escape(say("too few budgets"))}</span>'
    most = max(budget for budget, _ in (*points, *marked)) or 1.0
    top = max(value for _, value in (*points, *marked)) or 1.0

    def place(point: tuple[float, float]) -> tuple[float, float]:
        across = _MARGIN + point[0] / most * (_WIDTH - 2 * _MARGIN)
        return round(across, 1), round(_HEIGHT - _MARGIN - point[1] / top * (_HEIGHT - 2 * _MARGIN), 1)

    steps, (_, last) = [], place(points[0])
    for x, y in map(place, points):
        steps += [f"{x:g},{last:g}", f"{x:g},{y:g}"]
        last = y
    line = f'<polyline points="{" ".join(steps)} {_WIDTH - _MARGIN:g},{last:g}"/>'
    shapes = []
    if present is not None:
        x, y = place(present)
        shapes.append(f'<rect class="pmo-frontier-present" x="{x - 4.5:g}" y="{y - 4.5:g}" width="9" height="9"/>')
    if best is not None:
        x, y = place(best)
        shapes.append(f'<path class="pmo-frontier-best" d="M{x:g} {y - 6:g}l6 6-6 6-6-6Z"/>')
    return (
        f'<svg class="pmo-frontier" role="img" aria-label="{html.escape(description)}" width="{_WIDTH:g}" height="{_HEIGHT:g}" '
        f'viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}">{line}{"".join(shapes)}</svg>'
    )
