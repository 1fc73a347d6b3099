"""Many courses of values side by side: one row each, without gaps, so that all of them are judged at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["Grid", "lay_out"]


@dataclass(frozen=True, eq=False)
class Grid:
    """Known values, one row for each course or each phase of one.

    Attributes
    ----------
    numbers
        Rows by places: the row's known values, oldest first, then NaN.
    adjoins
        Whether a value's period is the one right after that of the value before in its row.
    origin
        Where each value stands in the list that was laid out; -1 beyond a row's end.
    """

    numbers: NDArray[np.float64]
    adjoins: NDArray[np.bool_]
    origin: NDArray[np.int64]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value."""
        return self.origin >= 0

    def spread(self, judged: NDArray[np.generic], into: NDArray[np.generic]) -> None:
        """Write what was judged of each value into a list as long as the one that was laid out."""
        into[self.origin[self.known]] = judged[self.known]


def lay_out(values: NDArray[np.float64], follows: NDArray[np.bool_], row_of: NDArray[np.int64], rows: int) -> Grid:
    """Lay a list of values out in rows.

    Parameters
    ----------
    values
        Every course one after the other, each in the order of time; NaN is not assessed.
    follows
        Whether a value's period is the one right after that of the value before it in the list.
    row_of
        Which row each belongs to; values of one row stand together.
    rows
        How many rows there are; a row may be without values.
    """
    known = ~np.isnan(values)
    beside = np.zeros(len(values), dtype=bool)
    beside[1:] = follows[1:] & known[:-1] & (row_of[1:] == row_of[:-1])
    own = row_of[known]
    place = pd.Series(own).groupby(own).cumcount().to_numpy()
    shape = (rows, int(place.max()) + 1 if place.size else 0)
    grid = Grid(np.full(shape, np.nan), np.zeros(shape, dtype=bool), np.full(shape, -1, dtype="int64"))
    grid.numbers[own, place] = values[known]
    grid.adjoins[own, place] = beside[known]
    grid.origin[own, place] = np.flatnonzero(known)
    return grid
