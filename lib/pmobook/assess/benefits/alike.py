"""Titles that are worth comparing letter by letter, out of thousands; and how far two of them agree."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

__all__ = ["alikeness", "plain_text", "similar_pairs"]

_LETTERS = 4
"""By so many first letters are words the same, whatever their endings."""
_ROWS = 500
_Counts = npt.NDArray[np.int64]


def plain_text(text: str) -> str:
    """Return a text in lower case with its words alone.

    Examples
    --------
    >>> plain_text("Fewer  calls, about returns!")
    'fewer calls about returns'
    """
    return " ".join(re.findall(r"\w+", text.casefold()))


def alikeness(one: str, other: str) -> float:
    """Return the share of two plain texts that agrees, 0 to 1, whichever stands first (Python's difflib)."""
    if one == other:
        return 1.0
    first, second = sorted((one, other))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def similar_pairs(texts: Sequence[str], least: float) -> list[tuple[int, int]]:
    """Return the positions of pairs of plain texts that could agree to a share, the first before the second.

    Parameters
    ----------
    texts
        Plain texts; one without a word is like no other.
    least
        The share of the text that must agree.

    Notes
    -----
    Kept are pairs that share at least half of the words of the one with more (by their first four letters), and whose letters
    could make up the share in whatever order they stand. What is kept is still to be compared.
    """
    words = [sorted({word[:_LETTERS] for word in text.split()}) for text in texts]
    if len(texts) < 2 or not any(words):
        return []
    sizes, letters = np.array([len(one) for one in words]), _letters(texts)
    lengths = letters.sum(axis=1)
    known = {word: place for place, word in enumerate(sorted({word for one in words for word in one}))}
    columns = [known[word] for one in words for word in one]
    shape = (len(texts), len(known))
    holds = csr_array((np.ones(len(columns), dtype=np.int64), columns, np.concatenate([[0], sizes.cumsum()])), shape=shape)
    pairs: list[tuple[int, int]] = []
    for start in range(0, len(texts), _ROWS):
        shared = (holds[start : start + _ROWS] @ holds.T).tocoo()
        one, other = shared.coords[0] + start, shared.coords[1]
        kept = (one < other) & (2 * shared.data >= np.maximum(sizes[one], sizes[other]))
        one, other = one[kept], other[kept]
        common = np.minimum(letters[one], letters[other]).sum(axis=1)
        could = 2 * common >= (least - 1e-9) * (lengths[one] + lengths[other])
        pairs += zip(one[could].tolist(), other[could].tolist(), strict=True)
    return sorted(pairs)


def _letters(texts: Sequence[str]) -> _Counts:
    """Return how often each character stands in each text."""
    known = {letter: place for place, letter in enumerate(sorted(set("".join(texts))))}
    counts = np.zeros((len(texts), len(known)), dtype=np.int64)
    for row, text in enumerate(texts):
        np.add.at(counts[row], [known[letter] for letter in text], 1)
    return counts
