"""Arrows from the end of a required project to the start of the one that requires it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Arrow", "Box", "Ends", "run_arrows"]

_ROOM = 13.0
_INSIDE = 4.0
_STEP = 3.0
_LANES = 4


@dataclass(frozen=True)
class Box:
    """A rectangle that something takes up."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Say whether the two overlap."""
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Ends:
    """A project's bar and its row, from left to right and from top to bottom."""

    left: float
    right: float
    top: float
    bottom: float
    row_top: float
    row_bottom: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Arrow:
    """Straight legs from point to point; the last ends in a head.

    Attributes
    ----------
    points
        (x, y) from the required project to the other.
    is_broken
        Whether the dates, after levelling if there was one, leave the dependency broken or circular.
    project, other
        Ids of who requires and who is required.
    """

    points: tuple[tuple[float, float], ...]
    is_broken: bool
    project: str
    other: str

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What its legs take up."""
        pairs = zip(self.points, self.points[1:], strict=False)
        return tuple(Box(min(a[0], b[0]) - 2, min(a[1], b[1]) - 2, max(a[0], b[0]) + 2, max(a[1], b[1]) + 2) for a, b in pairs)


def run_arrows(links: Sequence[Mapping[str, Any]], ends: Mapping[str, Ends]) -> Iterator[Arrow]:
    """Yield an arrow for each dependency of which both projects have a bar.

    Notes
    -----
    Where there is room, an arrow leaves at the end of one bar and arrives at the start of the other. Else it goes down (or up)
    inside the first bar's end, along the edge of the other's row, where no text stands, and into the other's bar.
    """
    for number, link in enumerate(links):
        one, other = ends.get(link["project_id"]), ends.get(link["other_project_id"])
        if one is None or other is None or one is other or link["as_levelled"] == "past":
            continue
        is_broken = link["as_levelled"] in {"broken", "circle"}
        shift = _STEP * (number % _LANES)
        yield Arrow(_path(one, other, shift), is_broken, link["project_id"], link["other_project_id"])


def _path(one: Ends, other: Ends, shift: float) -> tuple[tuple[float, float], ...]:
    gap = one.left - other.right
    if gap >= _ROOM:
        turn = min(other.right + 5 + shift, one.left - 8)
        return ((other.right, other.middle), (turn, other.middle), (turn, one.middle), (one.left, one.middle))
    is_below = one.row_top > other.row_top
    turn = max(other.right - _INSIDE - shift, (other.left + other.right) / 2)
    arrive = min(one.left + _INSIDE, (one.left + one.right) / 2)
    edge = one.row_top if is_below else one.row_bottom
    return (
        (turn, other.bottom if is_below else other.top),
        (turn, edge),
        (arrive, edge),
        (arrive, one.top if is_below else one.bottom),
    )
