"""Risks: the low impact is not above the likely one, nor the likely one above the high one."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each pair of a risk's impacts that stands in the wrong order."""
    faults = []
    for lower, higher in (("impact_low", "impact_likely"), ("impact_likely", "impact_high"), ("impact_low", "impact_high")):
        wrong = frame[frame[lower] > frame[higher]]
        if higher == "impact_high" and lower == "impact_low":
            wrong = wrong[wrong["impact_likely"].isna()]  # with a likely impact, one of the other pairs tells it
        faults += [
            Fault(int(row), higher, f"{high:g}, while {lower} is {low:g}", f"at least {lower}", "Put the impacts in order.")
            for row, low, high in zip(wrong["row"], wrong[lower], wrong[higher], strict=True)
        ]
    return faults
