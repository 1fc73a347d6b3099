"""Titles that are worth comparing letter by letter, out of thousands; and how far two of them agree."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

__all__ = ["Similar", "alikeness", "plain_text", "similar_pairs"]

_LETTERS = 4
"""By so many first letters are words the same, whatever their endings."""
_ROWS, _PAIRS = 500, 50_000
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


@dataclass(frozen=True)
class Similar:
    """What is worth comparing among texts.

    Attributes
    ----------
    pairs
        Positions of pairs that could agree, the first before the second, in order.
    common
        Positions of texts that resemble more others than say anything; they are in no pair.
    """

    pairs: tuple[tuple[int, int], ...]
    common: tuple[int, ...]


def similar_pairs(texts: Sequence[str], least: float, most: int | None = None) -> Similar:
    """Return the pairs of plain texts that could agree to a share, and the texts that resemble too many others.

    Parameters
    ----------
    texts
        Plain texts; one without a word is like no other.
    least
        The share of the text that must agree.
    most
        A text that could agree with more others than so many is common; None: with however many.

    Notes
    -----
    Kept are pairs that share at least half of the words of the one with more (by their first four letters), and whose letters
    could make up the share in whatever order they stand. What is kept is still to be compared. Equal texts are looked at once,
    and no text brings more than ``most`` pairs, so thousands of nearly equal ones cost seconds and little memory.
    """
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if text.split():
            places.setdefault(text, []).append(place)
    every, known = list(places.values()), list(places)
    limit = len(texts) if most is None else most
    number = np.array([len(each) for each in every], dtype=np.int64)
    related, is_common = _related(known, least, number, limit)
    pairs = [pair for each, common in zip(every, is_common, strict=True) if not common for pair in combinations(each, 2)]
    pairs += [(min(pair), max(pair)) for one, other in related for pair in product(every[one], every[other])]
    common_places = (place for each, common in zip(every, is_common, strict=True) if common for place in each)
    return Similar(tuple(sorted(pairs)), tuple(sorted(common_places)))


def _related(
    texts: Sequence[str], least: float, number: _Counts, limit: int
) -> tuple[list[tuple[int, int]], npt.NDArray[np.bool_]]:
    """Return pairs of different texts that could agree, neither of them common, and which of them are common."""
    is_common = number - 1 > limit
    if len(texts) < 2:
        return [], is_common
    holds, sizes, letters = *_words(texts), _letters(texts)
    lengths = letters.sum(axis=1)
    ones, others = [], []
    for start in range(0, len(texts), _ROWS):
        shared = (holds[start : start + _ROWS] @ holds.T).tocoo()
        one, other = shared.coords[0] + start, shared.coords[1]
        kept = (one != other) & (2 * shared.data >= np.maximum(sizes[one], sizes[other]))
        one, other = one[kept], other[kept]
        could = np.empty(len(one), dtype=bool)
        for at in range(0, len(one), _PAIRS):
            some = slice(at, at + _PAIRS)
            common = np.minimum(letters[one[some]], letters[other[some]]).sum(axis=1)
            could[some] = 2 * common >= (least - 1e-9) * (lengths[one[some]] + lengths[other[some]])
        one, other = one[could], other[could]
        rows = slice(start, start + _ROWS)
        is_common[rows] |= number[rows] - 1 + np.bincount(one - start, number[other], len(number[rows])) > limit
        ones.append(one[~is_common[one]])
        others.append(other[~is_common[one]])
    one, other = np.concatenate(ones), np.concatenate(others)
    kept = (one < other) & ~is_common[other]
    return list(zip(one[kept].tolist(), other[kept].tolist(), strict=True)), is_common


def _words(texts: Sequence[str]) -> tuple[csr_array, _Counts]:
    """Return which words, by their beginnings, each text holds, and how many."""
    words = [sorted({word[:_LETTERS] for word in text.split()}) for text in texts]
    sizes = np.array([len(one) for one in words])
    known = {word: place for place, word in enumerate(sorted({word for one in words for word in one}))}
    columns = [known[word] for one in words for word in one]
    starts = np.concatenate([[0], sizes.cumsum()])
    return csr_array((np.ones(len(columns), dtype=np.int64), columns, starts), shape=(len(texts), len(known))), sizes


def _letters(texts: Sequence[str]) -> _Counts:
    """Return how often each character stands in each text."""
    known = {letter: place for place, letter in enumerate(sorted(set("".join(texts))))}
    counts = np.zeros((len(texts), len(known)), dtype=np.int64)
    for row, text in enumerate(texts):
        np.add.at(counts[row], [known[letter] for letter in text], 1)
    return counts
