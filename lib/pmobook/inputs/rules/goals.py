"""Goals: following parents upwards ends at the top."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import quoted

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for the first row of each ring of goals that are each other's parents."""
    known = frame.dropna(subset="goal_id").drop_duplicates("goal_id")
    children = known.dropna(subset="parent_goal_id")
    parents: dict[str, str] = dict(zip(children["goal_id"], children["parent_goal_id"], strict=True))
    rows: dict[str, int] = dict(zip(known["goal_id"], known["row"], strict=True))
    settled: set[str] = set()
    faults = []
    for start in parents:
        path: list[str] = []
        on_path: set[str] = set()
        goal: str | None = start
        while goal is not None and goal not in settled and goal not in on_path:
            path.append(goal)
            on_path.add(goal)
            goal = parents.get(goal)
        if goal in on_path:
            ring = path[path.index(goal) :]
            first = min(ring, key=lambda one: rows[one])
            at = ring.index(first)
            shown = " > ".join([*ring[at:], *ring[:at], first][:12])
            found = f"{quoted(parents[first])}, which leads round in a circle ({shown})"
            faults.append(
                Fault(int(rows[first]), "parent_goal_id", found, "a wider goal, up to one without a parent",
                      "Leave the parent of one of them empty.")
            )  # fmt: skip
        settled |= on_path
    return faults
