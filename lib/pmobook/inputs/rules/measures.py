"""Measures: a tolerance belongs to a target."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each tolerance of a measure whose target is empty; a target not assessed may have one."""
    no_target = frame["target"].isna() & frame["target_not_assessed"].isna()
    wrong = frame[no_target & (frame["tolerance"] > 0)]
    return [
        Fault(int(row), "tolerance", f"{tolerance:g}, without a target", "a tolerance around a target",
              "Write the target, or clear the tolerance.")
        for row, tolerance in zip(wrong["row"], wrong["tolerance"], strict=True)
    ]  # fmt: skip
