"""Tables as CSV files for elsewhere, in which a spreadsheet takes no cell for a formula."""

from __future__ import annotations

import csv
import io
import math
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from pmobook.show.figures import is_missing

__all__ = ["as_csv", "plain_cell"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_UNSEEN = {"Cf", "Zs"}
"""Classes of characters, such as marks of direction and spaces, that a spreadsheet may strip before it reads a cell."""


def plain_cell(value: Any) -> Any:  # noqa: ANN401 - text or number
    r"""Return a value as it may stand in a CSV file: what a spreadsheet could take for a formula begins with an apostrophe.

    Full-width forms of the signs count as well, and so do signs behind spaces and unseen marks. A missing or infinite number is
    an empty cell; other numbers stay numbers.

    Examples
    --------
    >>> [plain_cell(one) for one in ("=1+1", " @cmd", "a-b", -2.5, float("nan"))]
    ["'=1+1", "' @cmd", 'a-b', -2.5, '']
    """
    if isinstance(value, str):
        rest = value
        while rest and unicodedata.category(rest[0]) in _UNSEEN:
            rest = rest[1:]
        return f"'{value}" if unicodedata.normalize("NFKC", rest[:1]).startswith(_STARTS_A_FORMULA) else value
    if is_missing(value) or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return value


def as_csv(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a table as the text of a CSV file, its headings first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([plain_cell(column) for column in columns])
    writer.writerows([plain_cell(value) for value in row] for row in rows)
    return text.getvalue()
