"""What no start date can mend: more of a role needed than there is at any time, or deadlines too early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.resources.network import Network
from pmobook.assess.selection.tables import Ints
from pmobook.assess.wording import counted
from pmobook.language import say
from pmobook.rounding import measured

__all__ = ["Unmendable", "find_unmendable", "late_sentences", "unmendable_table"]


@dataclass(frozen=True)
class Unmendable:
    """A project that can't be staffed whenever it starts.

    Attributes
    ----------
    name
        The project.
    role
        The role that is lacking; None if it waits for a project that can't be staffed, or no start suits all its roles at once.
    needed, most
        Full-time equivalents needed, and the most there are from its earliest start on.
    sentence
        In words.
    """

    name: Any
    role: Any
    needed: float
    most: float
    sentence: str


def _lacking(network: Network, one: int) -> list[Unmendable]:
    name, found = network.activities[one], []
    peaks: dict[int, int] = {}
    for need in network.needs_of[one]:
        peaks[need.role] = max(peaks.get(need.role, 0), need.amount)
    for role, peak in sorted(peaks.items()):
        most = int(network.profile[role, int(network.earliest[one]) :].max(initial=0))
        if peak > most:
            needed, there = network.whole[role].back(peak), network.whole[role].back(most)
            said = say(
                "{name} needs {needed} of {roles}; there are never more than {there}.",
                name=name,
                needed=measured(needed),
                roles=network.roles[role],
                there=measured(there),
            )
            found.append(Unmendable(name, network.roles[role], needed, there, said))
    if not found and not network.starts_alone(one).any():
        said = say("{name} finds no time at which everybody it needs is there for as long as it needs them.", name=name)
        found.append(Unmendable(name, None, np.nan, np.nan, said))
    return found


def find_unmendable(network: Network) -> tuple[Unmendable, ...]:
    """Return projects that find too few people even if they had them to themselves, and those that wait for one of these."""
    out: dict[int, str] = {}
    found: list[Unmendable] = []
    for one in network.order:
        lacking = _lacking(network, one)
        waits = next((link.before for link in network.before[one] if link.before in out), None)
        if not lacking and waits is not None:
            said = say(
                "{activities} waits for {activities_2}, which can't be staffed.",
                activities=network.activities[one],
                activities_2=network.activities[waits],
            )
            lacking = [Unmendable(network.activities[one], None, np.nan, np.nan, said)]
        if not lacking and network.heads[one] >= network.horizon:
            said = say("{activities} finds no time for it after what it waits for.", activities=network.activities[one])
            lacking = [Unmendable(network.activities[one], None, np.nan, np.nan, said)]
        if lacking:
            out[one] = lacking[0].sentence
            found += lacking
    return tuple(found)


def unmendable_table(found: Sequence[Unmendable]) -> pd.DataFrame:
    """Return them as a table: project_id, role, needed, most, sentence."""
    return pd.DataFrame(
        {
            "project_id": pd.Series([one.name for one in found], dtype=object),
            "role": pd.Series([one.role for one in found], dtype=object),
            "needed": pd.Series([one.needed for one in found], dtype="float64"),
            "most": pd.Series([one.most for one in found], dtype="float64"),
            "sentence": pd.Series([one.sentence for one in found], dtype="str"),
        }
    )


def late_sentences(network: Network, late: Ints) -> list[str]:
    """Return by how many periods deadlines are missed, at the least in sum."""
    total = counted(int(late.sum()), "period")
    said = [
        say(
            "The deadlines can't all be kept: they are missed by {total} in sum at the least, for example as follows.",
            total=total,
        )
    ]
    return said + [
        say(
            "{activities} finishes {period} late.",
            activities=network.activities[int(one)],
            period=counted(int(late[one]), "period"),
        )
        for one in np.flatnonzero(late)
    ]
