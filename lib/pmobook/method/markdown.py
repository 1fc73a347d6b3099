"""Pieces of a page in Markdown: tables, and links to a page's own headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["anchor", "flat", "table"]


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    r"""Return the lines of a table and a blank one after it; each cell stands on one line, bars in it are kept.

    Examples
    --------
    >>> table(["level"], [["0 | 1"]])
    ['| level |', '| --- |', '| 0 \\| 1 |', '']
    """
    lines = [headings, ["---"] * len(headings), *rows]
    return [*(f"| {' | '.join(flat(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines), ""]


def flat(text: str) -> str:
    """Return a text on one line."""
    return " ".join(text.split())


def anchor(title: str) -> str:
    """Return how a page links to its own heading.

    Examples
    --------
    >>> anchor("Goals: an owner, a measure")
    'goals-an-owner-a-measure'
    """
    return re.sub(r"[^\w\- ]", "", title.casefold()).replace(" ", "-")
