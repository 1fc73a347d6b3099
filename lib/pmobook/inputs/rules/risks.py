"""Risks: impacts rise from low to high, now and after the response; residual impacts come three at a time."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]

_PARTS = ("low", "likely", "high")


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each pair of a risk's impacts in the wrong order, and for each residual impact without the others."""
    return [*_out_of_order(frame, "impact"), *_out_of_order(frame, "residual_impact"), *_given_in_part(frame)]


def _out_of_order(frame: pd.DataFrame, kind: str) -> Iterator[Fault]:
    low, likely, high = (f"{kind}_{part}" for part in _PARTS)
    for lower, higher in ((low, likely), (likely, high), (low, high)):
        wrong = frame[frame[lower] > frame[higher]]
        if (lower, higher) == (low, high):
            wrong = wrong[wrong[likely].isna()]  # with a likely impact, one of the other pairs tells it
        for row, under, over in zip(wrong["row"], wrong[lower], wrong[higher], strict=True):
            found = f"{over:g}, while {lower} is {under:g}"
            yield Fault(int(row), higher, found, f"at least {lower}", "Put the impacts in order.")


def _given_in_part(frame: pd.DataFrame) -> Iterator[Fault]:
    names = [f"residual_impact_{part}" for part in _PARTS]
    missing = frame[names].isna()
    for name in names:
        wrong = frame.loc[missing[name] & ~missing.all(axis=1), "row"]
        for row in wrong:
            remedy = "Fill it in; leave all three empty if the response leaves impacts as they are."
            yield Fault(
                int(row), name, "nothing, while another residual impact is given", "all three residual impacts, or none", remedy
            )
