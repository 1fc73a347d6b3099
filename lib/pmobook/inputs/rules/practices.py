"""Practices: a practice that does not apply says why."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each practice that is not applicable and has no note."""
    wrong = frame[(frame["finding"] == "not applicable") & frame["note"].isna()]
    return [
        Fault(int(row), "note", "nothing, while the finding is not applicable", "why the practice does not apply",
              "Write the reason; what does not apply leaves the score.")
        for row in wrong["row"]
    ]  # fmt: skip
