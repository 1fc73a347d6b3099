"""A cell that can't be read as its column asks."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Unreadable"]


class Unreadable(Exception):
    """What stands in the cell, what was expected, and what to do; the place is added where it is known.

    Parameters
    ----------
    found
        What stands there, quoted.
    expected
        What would be right; empty for what the column generally expects.
    remedy
        What to do, or a function that words it.
    """

    def __init__(self, found: str, expected: str = "", remedy: str | Callable[[], str] = "Correct the value.") -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.remedy = remedy
