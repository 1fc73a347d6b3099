"""Where the numbers of points stand in a picture, so that none covers another number or a point."""

from __future__ import annotations

from collections.abc import Sequence

from pmobook.language import say

__all__ = ["SIDES", "numbers_said", "place_labels"]

SIDES = {
    "right": {"align": "left", "baseline": "middle", "dx": 8},
    "left": {"align": "right", "baseline": "middle", "dx": -8},
    "above": {"align": "center", "baseline": "bottom", "dy": -7},
    "below": {"align": "center", "baseline": "top", "dy": 8},
}
"""On which side of its point a number may stand, best first, and how Vega-Lite is told so."""

_LETTER, _LINE, _POINT = 7.0, 13.0, 6.0
"""Pixels: the width of a letter, the height of a line, half the width of a point."""
_MOST_NUMBERS = 4

_Box = tuple[float, float, float, float]


def numbers_said(numbers: Sequence[int]) -> str:
    """Return numbers as one label: the first few, and how many more.

    Examples
    --------
    >>> numbers_said([3]), numbers_said([9, 4]), numbers_said([1, 2, 3, 4, 5, 6])
    ('3', '4, 9', '1, 2, 3 and 3 more')
    """
    every = sorted(numbers)
    if len(every) <= _MOST_NUMBERS:
        return ", ".join(map(str, every))
    return say(
        "{map} and {every} more", map=", ".join(map(str, every[: _MOST_NUMBERS - 1])), every=len(every) - _MOST_NUMBERS + 1
    )


def place_labels(points: Sequence[tuple[float, float, str]], width: float, height: float) -> list[str]:
    """Return on which side of its point each label stands; empty where no side is free.

    Parameters
    ----------
    points
        x and y in pixels from the top left, and the label; those first in the list choose first.
    width, height
        Of the picture, in pixels; a label stays within it.
    """
    marks = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y, _ in points]
    taken: list[_Box] = []
    sides = []
    for place, (x, y, label) in enumerate(points):
        others = [box for other, box in enumerate(marks) if other != place] + taken
        free = next((side for side in SIDES if _is_free(_box(side, x, y, label), others, width, height)), "")
        if free:
            taken.append(_box(free, x, y, label))
        sides.append(free)
    return sides


def _box(side: str, x: float, y: float, label: str) -> _Box:
    wide = _LETTER * len(label)
    left = {"right": x + 8, "left": x - 8 - wide}.get(side, x - wide / 2)
    top = {"above": y - 7 - _LINE, "below": y + 8}.get(side, y - _LINE / 2)
    return left, top, left + wide, top + _LINE


def _is_free(box: _Box, others: Sequence[_Box], width: float, height: float) -> bool:
    left, top, right, bottom = box
    if left < 0 or top < 0 or right > width or bottom > height:
        return False
    return all(right <= one[0] or left >= one[2] or bottom <= one[1] or top >= one[3] for one in others)
