"""Ratings as a matrix of raters by items, checked once for every measure of agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from pmobook.errors import PmobookError

__all__ = ["Floats", "Ratings", "RatingsLike", "as_ratings"]

Floats: TypeAlias = NDArray[np.float64]
RatingsLike: TypeAlias = "pd.DataFrame | ArrayLike"


@dataclass(frozen=True)
class Ratings:
    """What raters said about items.

    Attributes
    ----------
    table
        Raters by items; NaN where an item is not assessed.
    raters, items
        Their names: the frame's index and columns, or positions.
    """

    table: Floats
    raters: pd.Index
    items: pd.Index


def as_ratings(ratings: RatingsLike) -> Ratings:
    """Read a frame or array of raters by items.

    Parameters
    ----------
    ratings
        Rows are raters, columns items; missing (NaN, None, NA) where an item is not assessed.

    Raises
    ------
    PmobookError
        If it is no table, holds something that is no number, or an infinite number.
    """
    frame = ratings if isinstance(ratings, pd.DataFrame) else _as_frame(ratings)
    try:
        values = frame.to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError):
        message = "Ratings must be numbers, missing where an item is not assessed. Turn words into numbers first."
        raise PmobookError(message) from None
    if np.isinf(values).any():
        message = "Ratings hold an infinite number. Leave an item that is not assessed missing."
        raise PmobookError(message)
    return Ratings(values, frame.index, frame.columns)


def _as_frame(ratings: ArrayLike) -> pd.DataFrame:
    table = np.asarray(ratings)
    if table.ndim != 2:
        message = f"Ratings must be a table of raters by items; this has {table.ndim} dimensions."
        raise PmobookError(message)
    return pd.DataFrame(table)
