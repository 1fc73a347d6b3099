"""Names of projects that change from pack to pack, and those that may be the same project under another name."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable

__all__ = ["core_name", "likeness", "match_names"]

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_IN_NUMBERS = re.compile(r"(?<=\d)[/,.](?=\d)")
_FORMERLY = re.compile(r"\b(?:formerly|formally|previously)(?:\s+part\s+of)?\s+([^()\[\]]+)", flags=re.IGNORECASE)


def core_name(name: str, common: Iterable[str]) -> str:
    """Return what tells a project's name from others: without bracketed parts, punctuation and common words.

    Examples
    --------
    >>> core_name("Home Office Biometrics (HOB) Programme", ["programme", "of"])
    'home office biometrics'
    """
    return _core(name, frozenset(common))


@functools.lru_cache(maxsize=8192)
def _core(name: str, common: frozenset[str]) -> str:
    bare = _IN_NUMBERS.sub("", _BRACKETS.sub(" ", name))
    words = re.sub(r"[^\w\s]", "", bare.casefold().replace("&", " and ").replace("-", " ").replace("/", " ")).split()
    kept = [word for word in words if word not in common]
    # A name of nothing but common words is told by them.
    return " ".join(kept or words) or name.casefold().strip()


def likeness(one: str, other: str, common: Iterable[str]) -> float:
    """Return how alike two names are, 0 to 1; 1 also where one says that it was formerly the other.

    Examples
    --------
    >>> likeness("Universal Credit Programme", "Universal Credit", ["programme"])
    1.0
    >>> likeness("Urenco Future Options", "Project Eagle (formerly Urenco Future Options)", ["project"])
    1.0
    """
    words = frozenset(common)
    first, second = _core(one, words), _core(other, words)
    former = {_core(found, words) for name in (one, other) for found in _FORMERLY.findall(name)}
    if first == second or first in former or second in former:
        return 1.0
    if set(re.findall(r"\d+", first)) != set(re.findall(r"\d+", second)):
        # Phase 1 and phase 2 differ by one letter, and are two projects.
        return 0.0
    # The two ways round can differ a little; sorted, they don't.
    one_way, other_way = sorted((first, second))
    return float(difflib.SequenceMatcher(None, one_way, other_way, autojunk=False).ratio())


def match_names(
    left: dict[str, str], entered: dict[str, str], least: float, common: Iterable[str]
) -> list[tuple[str, str, float]]:
    """Return the pairs of names at least so alike, the most alike first; no name is in two pairs.

    Parameters
    ----------
    left, entered
        Id to name of what is to be paired.
    least
        Likeness from which two names are a pair.
    common
        Words that tell nothing.
    """
    words = frozenset(common)
    found = [
        (alike, before, after)
        for before, old in left.items()
        for after, new in entered.items()
        if old and new and (alike := likeness(old, new, words)) >= least
    ]
    pairs: list[tuple[str, str, float]] = []
    used: set[tuple[str, str]] = set()
    for alike, before, after in sorted(found, key=lambda one: (-one[0], one[1], one[2])):
        if ("left", before) not in used and ("entered", after) not in used:
            used |= {("left", before), ("entered", after)}
            pairs.append((before, after, alike))
    return pairs
