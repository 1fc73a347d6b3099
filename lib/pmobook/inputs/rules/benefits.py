"""Benefits: rows of one benefit agree on what it is, its periods don't overlap, and a disbenefit is not below zero."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.rules.agreement import find_disagreements
from pmobook.inputs.rules.overlaps import find_overlaps

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each row that says something else about its benefit, overlapping period, and disbenefit below zero."""
    disagreements = find_disagreements(frame, "benefit_id", ("project_id", "title", "owner", "kind", "unit_of_measure"))
    return [*disagreements, *find_overlaps(frame, "benefit_id"), *_losses_below_zero(frame)]


def _losses_below_zero(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each amount of a disbenefit below zero: taken off twice, it would count as a benefit."""
    losses = frame[frame["kind"] == "disbenefit"]
    return [
        Fault(int(row), column, f"{amount:g}, while the kind is disbenefit", "a positive amount of what is lost",
              "Write it without the minus; it is taken off.")
        for column in ("planned", "forecast", "actual")
        for row, amount in losses.loc[losses[column] < 0, ["row", column]].itertuples(index=False)
    ]  # fmt: skip
