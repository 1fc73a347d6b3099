"""What keeps an anonymous survey anonymous: random codes, and no perspective that few people share."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping

from pmobook.inputs.perspectives import NOT_STATED

__all__ = ["generalised", "new_code", "new_token"]

# Without vowels no code spells a word or a month, without 0, 1 and l none is misread; a letter first, so that no
# spreadsheet takes it for a number.
_LETTERS = "bcdfghjkmnpqrstvwxz"
_SIGNS = _LETTERS + "23456789"
_CODE_SIGNS, _TOKEN_SIGNS = 8, 24


def new_code(taken: Collection[str]) -> str:
    """Return a random code for a respondent that is not taken yet."""
    while True:
        code = _random(_CODE_SIGNS)
        if code not in taken:
            return code


def new_token() -> str:
    """Return a random text that nobody can guess (115 bits), by which a file of ours is known when it comes back."""
    return _random(_TOKEN_SIGNS)


def _random(length: int) -> str:
    return secrets.choice(_LETTERS) + "".join(secrets.choice(_SIGNS) for _ in range(length - 1))


def generalised(counts: Mapping[str, int], minimum: int) -> dict[str, str]:
    """Return the perspective to state for each perspective, so that none that is stated points at few people.

    Perspectives with fewer people than the minimum become `NOT_STATED`. If those are still too few together, whoever
    knows the list could tell them apart by what they are not, so the next smallest join them until they are enough.
    Where the whole business unit has fewer people than the minimum, nobody's perspective is stated.

    Parameters
    ----------
    counts
        Perspective to its number of people in one business unit.
    minimum
        The smallest group that may be told apart.

    Examples
    --------
    >>> generalised({"executive": 1, "pmo": 5, "project_manager": 9}, 5)
    {'executive': 'not_stated', 'pmo': 'not_stated', 'project_manager': 'project_manager'}
    """
    hidden = {name for name, count in counts.items() if count < minimum or name == NOT_STATED}
    others = sorted((count, name) for name, count in counts.items() if name not in hidden)
    while hidden and others and sum(counts[name] for name in hidden) < minimum:
        hidden.add(others.pop(0)[1])
    return {name: NOT_STATED if name in hidden else name for name in counts}
