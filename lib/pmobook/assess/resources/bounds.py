"""What no schedule can beat: the longest chain of links, and the work of each role over what there is of it."""

from __future__ import annotations

import numpy as np

from pmobook.assess.resources.network import Network
from pmobook.language import say

__all__ = ["least_delay", "least_makespans"]


def _chain(network: Network) -> int:
    return int((network.heads + network.tails).max(initial=0))


def _work(network: Network, role: int) -> int:
    """Return the first period by whose end a role has done all its work, none of it before it can begin or with no time left."""
    needs = [need for need in network.needs if need.role == role]
    if not needs:
        return 0
    head = min(int(network.heads[need.activity]) + need.offset for need in needs)
    tail = min(int(network.tails[need.activity]) - need.offset - need.length for need in needs)
    work = sum(need.amount * need.length for need in needs)
    there = np.cumsum(network.profile[role, head:])
    enough = int(np.searchsorted(there, work))
    return head + enough + 1 + tail if enough < len(there) else 0


def least_makespans(network: Network) -> dict[str, int]:
    """Return lower bounds on the makespan, by what they rest on.

    Parameters
    ----------
    network
        The projects and people.

    Returns
    -------
    dict
        ``links`` (the longest chain of activities that wait for each other, each at the first time at which its own needs can
        be met) and ``work of <role>`` (all that is needed of a role over all that there is of it).
    """
    bounds = {"links": _chain(network)}
    return bounds | {say("work of {name}", name=name): _work(network, role) for role, name in enumerate(network.roles)}


def least_delay(network: Network) -> int:
    """Return a lower bound on the weighted delay: what links, and an activity's own needs, delay it by."""
    return network.delay_of(network.heads)
