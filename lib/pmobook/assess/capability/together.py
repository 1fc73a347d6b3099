"""Skills that need the same people at once: each alone seems covered, together they are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, maximum_flow

__all__ = ["Bottleneck", "find_bottlenecks"]

_PARTS = 1000
"""Needs of part of a person are counted in thousandths."""


@dataclass(frozen=True)
class Bottleneck:
    """Needs that too few people share.

    Attributes
    ----------
    members
        Places of the needs.
    needed
        People they need together.
    able
        People who can serve any of them, each once.
    """

    members: tuple[int, ...]
    needed: float
    able: float

    @property
    def short(self) -> float:
        """People missing."""
        return round(self.needed - self.able, 9)


def find_bottlenecks(needed: Sequence[float], qualifies: NDArray[np.bool_], kinds: Sequence[str]) -> tuple[Bottleneck, ...]:
    """Return the needs that can't be met at once, as the smallest sets that explain every missing person.

    Parameters
    ----------
    needed
        (needs,): people, 0 or more; part of a person to the thousandth.
    qualifies
        (people, needs): whether a person could serve a need. Each person serves one full place.
    kinds
        (needs,): what each need is of; needs of one kind stay in one set.

    Returns
    -------
    tuple of Bottleneck
        Empty if all can be met. The people missing in all of them together are the fewest that any assignment leaves missing,
        and the sets do not depend on the order of people.

    Notes
    -----
    A maximum flow from needs through people who qualify: the needs that stay reachable from the source in what the flow leaves
    are the smallest set S with the largest shortfall, needed(S) - people who qualify for any of S (Hall 1935, Ore 1955). People
    who qualify for the same needs are counted together.

    Examples
    --------
    >>> both = np.array([[True, True]])
    >>> find_bottlenecks([1, 1], both, ["a", "b"])[0].short, find_bottlenecks([1, 0], both, ["a", "b"])
    (1.0, ())
    """
    needs = len(needed)
    scale = 1 if all(float(one).is_integer() for one in needed) else _PARTS
    profiles, counts = _profiles(qualifies)
    groups, source, sink = len(profiles), 0, 1 + needs + len(profiles)
    wanted = np.rint(np.asarray(needed, dtype=np.float64) * scale).astype(np.int64)
    who, which = np.nonzero(profiles)
    starts = np.concatenate([np.zeros(needs, np.int64), 1 + which, 1 + needs + np.arange(groups)])
    ends = np.concatenate([1 + np.arange(needs), 1 + needs + who, np.full(groups, sink)])
    most = np.minimum(wanted, (counts.sum() + 1) * scale)  # what nobody can serve is missing, however much it is
    sizes = np.concatenate([most, most[which], counts * scale]).astype(np.int32)
    network = csr_array((sizes, (starts, ends)), shape=(sink + 1, sink + 1))
    left = csr_array((network - maximum_flow(network, source, sink).flow) > 0)
    reached = breadth_first_order(left, source, return_predecessors=False)
    short = np.array(sorted(int(one) - 1 for one in reached if 0 < one <= needs), dtype=np.int64)
    if not len(short):
        return ()
    return tuple(_bottleneck(members, wanted / scale, profiles, counts) for members in _connected(short, profiles, kinds))


def _profiles(qualifies: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """Return what people qualify for, each sort once, and how many of a sort there are."""
    useful = qualifies[qualifies.any(axis=1)] if qualifies.size else qualifies[:0]
    if not len(useful):
        return np.zeros((0, qualifies.shape[1]), dtype=bool), np.zeros(0, dtype=np.int64)
    profiles, counts = np.unique(useful, axis=0, return_counts=True)
    return profiles, counts.astype(np.int64)


def _connected(short: NDArray[np.int64], profiles: NDArray[np.bool_], kinds: Sequence[str]) -> list[NDArray[np.int64]]:
    """Part needs into sets that share neither people nor a kind."""
    same_people = profiles[:, short].T.astype(np.int64)
    names = sorted({kinds[place] for place in short})
    same_kind = np.array([[int(kinds[place] == name) for name in names] for place in short])
    links = np.hstack([same_people, same_kind])
    _, label = connected_components(csr_array(links @ links.T), directed=False)
    return [short[label == one] for one in sorted(set(label.tolist()))]


def _bottleneck(
    members: NDArray[np.int64], needed: NDArray[np.float64], profiles: NDArray[np.bool_], counts: NDArray[np.int64]
) -> Bottleneck:
    able = float(counts[profiles[:, members].any(axis=1)].sum())
    return Bottleneck(tuple(int(one) for one in members), float(needed[members].sum()), able)
