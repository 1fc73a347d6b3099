"""Project links: a project is not linked to itself, and two projects are not both bound together and kept apart."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import quoted

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each link of a project to itself, and for each exclusion that another link contradicts."""
    faults = []
    whole = frame.dropna(subset=["project_id", "link", "other_project_id"])
    rows = list(zip(whole["project_id"], whole["link"], whole["other_project_id"], whole["row"], strict=True))
    bound = {frozenset((one, other)): (link, row) for one, link, other, row in rows if link != "excludes"}
    for one, link, other, row in rows:
        if one == other:
            faults.append(
                Fault(int(row), "other_project_id", f"{quoted(other)}, the same as project_id", "another project",
                      "Correct it, or remove the row.")
            )  # fmt: skip
        elif link == "excludes" and frozenset((one, other)) in bound:
            their_link, their_row = bound[frozenset((one, other))]
            faults.append(
                Fault(int(row), "link", f"excludes, while row {their_row} says {their_link} for the same two projects",
                      "links that can hold together", "Remove one of the two rows.")
            )  # fmt: skip
    return faults
