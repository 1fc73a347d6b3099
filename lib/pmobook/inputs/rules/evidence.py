"""Evidence: none expires before its own date."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each piece of evidence that expires before it is dated."""
    wrong = frame[frame["expires"] < frame["dated"]]
    return [
        Fault(int(row), "expires", f"{end.date().isoformat()}, before its date {day.date().isoformat()}",
              "a day after dated", "Correct one of the two dates.")
        for row, day, end in zip(wrong["row"], wrong["dated"], wrong["expires"], strict=True)
    ]  # fmt: skip
