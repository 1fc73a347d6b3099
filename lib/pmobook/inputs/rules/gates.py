"""Gates: one that was held has a decision, and one that was not has neither a decision nor conditions."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each gate held without a decision, and for each decision or condition of a gate that was not held."""
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
    waiting = frame["conditions_open"].fillna(0) > 0
    faults += [
        Fault(int(row), "held_on", f"nothing, while {int(number)} of its conditions are open", "the day on which they were set",
              "Write the day the gate was held, or clear the conditions.")
        for row, number in frame.loc[~held & ~decided & waiting, ["row", "conditions_open"]].itertuples(index=False)
    ]  # fmt: skip
    return faults
