"""Rows of a typed frame as plain values: a form has few rows, and a check that walks over them beats any table operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

__all__ = ["whole_rows"]


def whole_rows(frame: pd.DataFrame, *columns: str, blanks: Mapping[str, object] | None = None) -> Iterator[tuple[Any, ...]]:
    """Give the rows in which nothing is missing, in order, as tuples of the columns asked for and the row's number.

    Parameters
    ----------
    frame
        A form's typed frame, with its column ``row``.
    columns
        Which to look at; what is missing elsewhere doesn't matter.
    blanks
        Column to what stands there for nothing; a row is not left out for such a column.
    """
    said = []
    for name in columns:
        values, missing = frame[name].tolist(), frame[name].isna().tolist()
        blank = None if blanks is None else blanks.get(name)
        said.append([blank if lacks else value for value, lacks in zip(values, missing, strict=True)])
    for *values, row in zip(*said, frame["row"].tolist(), strict=True):
        if None not in values:
            yield (*values, row)
