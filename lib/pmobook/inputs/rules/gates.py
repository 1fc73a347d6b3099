"""Gates: one that was held has a decision, and one that was not has none."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each gate held without a decision, and for each decision of a gate that was not held."""
    held = frame["held_on"].notna()
    decided = frame["decision"].notna()
    unknown = frame["decision_not_assessed"].notna()
    faults = [
        Fault(int(row), "decision", "nothing, while the gate was held", "the decision of a gate that was held",
              f"Write the decision, or {NOT_ASSESSED}: and why it is not known.")
        for row in frame.loc[held & ~decided & ~unknown, "row"]
    ]  # fmt: skip
    faults += [
        Fault(int(row), "held_on", f"nothing, while the decision is {decision}", "the day on which the decision was taken",
              "Write the day, or clear the decision.")
        for row, decision in frame.loc[~held & decided, ["row", "decision"]].itertuples(index=False)
    ]  # fmt: skip
    return faults
