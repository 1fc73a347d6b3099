"""Columns that would stand empty from top to bottom and only take room."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pmobook.show.figures import is_missing
from pmobook.show.table import Column

__all__ = ["is_blank", "without_blank"]


def is_blank(rows: pd.DataFrame, name: str) -> bool:
    """Say whether a column of texts holds none."""
    return all(is_missing(value) or not str(value).strip() for value in rows[name].tolist())


def without_blank(rows: pd.DataFrame, columns: Sequence[Column], *names: str) -> list[Column]:
    """Return a table's columns without those of the given names in which no row has a text.

    Only for remarks and owners: a column of figures stays, since "not assessed" from top to bottom is a result.
    """
    return [column for column in columns if column.name not in names or not is_blank(rows, column.name)]
