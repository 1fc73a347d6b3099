"""Which project starts later than planned, by how much, and what stands in the way of an earlier start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

from pmobook.assess.resources.months import month_words
from pmobook.assess.resources.network import Network
from pmobook.assess.selection.tables import Ints
from pmobook.assess.wording import counted, listed
from pmobook.language import say
from pmobook.rounding import measured

__all__ = ["Move", "explain_moves"]


@dataclass(frozen=True)
class Move:
    """Why a project does not start one period sooner.

    Attributes
    ----------
    activity
        Its place in the network.
    periods
        By how many it starts later than planned.
    reason
        In words.
    waits_for
        The activities that stand in the way: those that it waits for, or that hold the people it needs.
    role, time
        The role that is lacking, and in which period; None if people are not what stands in the way.
    """

    activity: int
    periods: int
    reason: str
    waits_for: tuple[Any, ...]
    role: Any = None
    time: int | None = None


_Held: TypeAlias = tuple[str, tuple[Any, ...], Any, int | None]


def _linked(network: Network, starts: Ints, one: int) -> _Held | None:
    holding = tuple(
        network.activities[link.before]
        for link in network.before[one]
        if starts[link.before] + network.durations[link.before] + link.lag > starts[one] - 1
    )
    return (say("it waits for {name}", name=listed(str(name) for name in holding)), holding, None, None) if holding else None


def _crowded(network: Network, starts: Ints, use: Ints, one: int, label: Callable[[int], Any]) -> _Held | None:
    for need in network.needs_of[one]:
        own = np.zeros_like(use[need.role])
        for each in network.needs_of[one]:
            if each.role == need.role:
                first = int(starts[one]) + each.offset
                own[first : first + each.length] += each.amount
        first = int(starts[one]) - 1 + need.offset
        for time in range(first, first + need.length):
            there = int(network.profile[need.role, min(time, network.horizon - 1)])
            taken = int((use[need.role] - own)[time]) if time < use.shape[1] else 0
            if taken + need.amount > there:
                back = network.whole[need.role].back
                others = tuple(
                    name
                    for at, name in enumerate(network.activities)
                    if at != one and _uses(network, starts, at, need.role, time)
                )
                left = measured(max(back(there - taken), 0.0))
                beside = say(" beside {name}", name=listed(str(name) for name in others)) if others else ""
                when, role = month_words(label(time)), network.roles[need.role]
                said = say(
                    "in {when} it would need {back} of {role}, of which {left} is left{beside}",
                    when=when,
                    back=measured(back(need.amount)),
                    role=role,
                    left=left,
                    beside=beside,
                )
                return said, others, role, time
    return None


def _uses(network: Network, starts: Ints, one: int, role: int, time: int) -> bool:
    return any(need.role == role and 0 <= time - int(starts[one]) - need.offset < need.length for need in network.needs_of[one])


def explain_moves(network: Network, starts: Ints, label: Callable[[int], Any]) -> dict[int, Move]:
    """Return why each activity that starts later than planned does not start a period sooner.

    Parameters
    ----------
    network
        Projects and people.
    starts
        A schedule in which nothing can start sooner unless something else starts later.
    label
        Writes a period.
    """
    use = network.use_of(starts)
    moves = {}
    for one in np.flatnonzero(starts > network.planned):
        at = int(one)
        found = _linked(network, starts, at) or _crowded(network, starts, use, at, label)
        reason, waits_for, role, time = found or (say("its earliest start"), (), None, None)
        moves[at] = Move(at, int(starts[at] - network.planned[at]), reason, waits_for, role, time)
    return moves


def move_sentence(network: Network, move: Move, when: Any) -> str:  # noqa: ANN401 - a period's label
    """Return a move in a sentence."""
    name = network.activities[move.activity]
    return say(
        "{name} starts {counted} later, in {when}: {reason}.",
        name=name,
        counted=counted(move.periods, "month") if isinstance(when, str) else counted(move.periods, "period"),
        when=month_words(when),
        reason=move.reason,
    )
