"""Skills by role, without giving single people away: small counts are hidden, and others that would tell them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pmobook.assess.capability.reading import Inventory, same_name
from pmobook.assess.tables import build
from pmobook.assess.wording import as_plain_text
from pmobook.language import said_later, say

__all__ = ["ALL_ROLES", "OTHER_ROLES", "HiddenCount", "count_by_role", "hide_small"]

OTHER_ROLES = said_later("Other roles, with few people")
"""Stands for roles that have too few people to be shown."""

ALL_ROLES = said_later("All roles together")
"""Stands for all roles where none can be shown apart."""

_COLUMNS = {"role": "str", "skill": "str", "people": "Int64", "note": "str"}


@dataclass(frozen=True)
class HiddenCount:
    """How many people a role has of a skill: the number, or what is said in its place."""

    people: int | None
    note: str = ""


def hide_small(counts: Sequence[int], sizes: Sequence[int], fewest: int) -> tuple[HiddenCount, ...]:
    """Return the counts of one skill by role with those hidden that could tell of single people.

    Parameters
    ----------
    counts, sizes
        Of each role: people with the skill, and people at all. Both totals are taken to be known to readers.
    fewest
        The smallest count that is shown; 1 or less hides nothing.

    Notes
    -----
    Every count below `fewest`, nobody included, reads "fewer than". While a reader who takes the counts shown from the total,
    and who knows that each hidden count is at most its role's people, could work out one of somebody, the smallest count still
    shown is hidden too; of equal ones the last. Where there is nothing left to hide, everybody of those roles has the skill.

    References
    ----------
    Hundepool and others (2012), Statistical Disclosure Control (primary and secondary suppression).

    Examples
    --------
    >>> [one.note or one.people for one in hide_small([8, 5, 1], [9, 6, 4], 3)]
    [8, 'not shown', 'fewer than 3']
    >>> [one.note or one.people for one in hide_small([8, 2, 1], [9, 6, 4], 3)]
    [8, 'fewer than 3', 'fewer than 3']
    """
    if fewest <= 1:
        return tuple(HiddenCount(count) for count in counts)
    small = {place for place, count in enumerate(counts) if count < fewest}
    others: set[int] = set()
    while _is_told(counts, sizes, small, others, fewest):
        shown = [place for place in range(len(counts)) if place not in small | others]
        if not shown:
            break
        others.add(min(reversed(shown), key=lambda place: counts[place]))
    return tuple(
        HiddenCount(None, say("fewer than {fewest}", fewest=fewest)) if place in small
        else HiddenCount(None, say("not shown")) if place in others
        else HiddenCount(count)
        for place, count in enumerate(counts)
    )  # fmt: skip


def _is_told(counts: Sequence[int], sizes: Sequence[int], small: set[int], others: set[int], fewest: int) -> bool:
    """Say whether a hidden count of somebody follows from the total and the bounds that its words give."""
    hidden = small | others
    total = sum(counts[place] for place in hidden)
    low = {place: 0 if place in small else fewest for place in hidden}
    high = {place: min(fewest - 1, sizes[place]) if place in small else sizes[place] for place in hidden}
    for place in small:
        most = min(high[place], total - sum(low.values()) + low[place])
        least = max(low[place], total - sum(high.values()) + high[place])
        if counts[place] > 0 and least >= most:
            return True
    return False


def count_by_role(inventory: Inventory, fewest: int) -> pd.DataFrame:
    """Return how many people of each role have each skill at any level, with small counts hidden.

    Parameters
    ----------
    inventory
        Who masters what.
    fewest
        The smallest count that is shown; 1 or less hides nothing.

    Returns
    -------
    DataFrame
        role, skill, people (missing: hidden), note (what is said in its place). Roles of fewer than `fewest` people stand
        together as `OTHER_ROLES`, with more roles, the smallest first, until they are enough; no rows if all people are too few.
    """
    groups = _groups(inventory.roles, fewest)
    if not groups:
        return build((), _COLUMNS)
    sizes = [len(places) for places in groups.values()]
    rows = []
    for column, skill in enumerate(inventory.names.values()):
        held = inventory.levels[:, column] >= 1
        counts = [int(held[places].sum()) for places in groups.values()]
        for role, shown in zip(groups, hide_small(counts, sizes, fewest), strict=True):
            rows.append({"role": role, "skill": skill, "people": shown.people, "note": shown.note})
    return build(rows, _COLUMNS)


def _groups(roles: Sequence[str], fewest: int) -> Mapping[str, NDArray[np.int64]]:
    """Return the roles that may be shown with the places of their people; the others together."""
    named: dict[str, list[int]] = {}
    written: dict[str, str] = {}
    for place, role in enumerate(roles):
        written.setdefault(same_name(role), as_plain_text(role) or "no role named")
        named.setdefault(same_name(role), []).append(place)
    few = [key for key, places in named.items() if len(places) < fewest]
    left = sorted((key for key in named if key not in few), key=lambda key: (len(named[key]), key))
    together = [place for key in few for place in named[key]]
    while 0 < len(together) < fewest and left:
        together += named[left.pop(0)]
    if 0 < len(together) < fewest:
        return {}
    shown = {written[key]: np.array(named[key]) for key in sorted(left)}
    return {**shown, say(OTHER_ROLES) if shown else say(ALL_ROLES): np.array(sorted(together))} if together else shown
