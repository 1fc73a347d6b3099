"""Frames by name, each made when somebody first asks for it: most readers of a pack want a few of its forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import pandas as pd

__all__ = ["FramesWhenAsked"]


class FramesWhenAsked(Mapping[str, pd.DataFrame]):
    """Frames in an order of their own.

    Parameters
    ----------
    makers
        Name to what makes its frame, once.
    """

    def __init__(self, makers: Mapping[str, Callable[[], pd.DataFrame]]) -> None:
        self._makers = dict(makers)
        self._made: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return a frame, the same one each time.

        Raises
        ------
        KeyError
            If there is none of that name.
        """
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        """Return the names, without making any frame."""
        return iter(self._makers)

    def __contains__(self, name: object) -> bool:
        """Say whether there is a frame of that name, without making it."""
        return name in self._makers

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._makers)
