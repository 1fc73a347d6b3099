"""Projects: none finishes before it starts."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each finish that lies before the project's start."""
    faults = []
    for finish in ("baseline_finish", "forecast_finish"):
        wrong = frame[frame[finish] < frame["start"]]
        faults += [
            Fault(int(row), finish, f"{end.date().isoformat()}, before the start on {start.date().isoformat()}",
                  "a day after the start", "Correct one of the two dates.")
            for row, start, end in zip(wrong["row"], wrong["start"], wrong[finish], strict=True)
        ]  # fmt: skip
    return faults
