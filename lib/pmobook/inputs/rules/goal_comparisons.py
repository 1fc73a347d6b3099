"""Goal comparisons: two different goals, and each pair once for each judge whichever way round."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import quoted

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each goal compared with itself, and for each pair judged again the other way round."""
    faults = []
    first_row: dict[tuple[str, str, str], int] = {}
    whole = frame.dropna(subset=["judge", "goal_a", "goal_b"])
    for judge, goal_a, goal_b, row in zip(whole["judge"], whole["goal_a"], whole["goal_b"], whole["row"], strict=True):
        if goal_a == goal_b:
            faults.append(
                Fault(
                    int(row), "goal_b", f"{quoted(goal_b)}, the same as goal_a", "another goal", "Correct it, or remove the row."
                )
            )
        elif (judge, goal_b, goal_a) in first_row:
            earlier = first_row[judge, goal_b, goal_a]
            faults.append(
                Fault(int(row), "goal_a and goal_b", f"the pair that {judge} judged the other way round in row {earlier}",
                      "each pair once for each judge", "Keep the row that holds the judgement.")
            )  # fmt: skip
        first_row.setdefault((judge, goal_a, goal_b), int(row))
    return faults
