"""Improvement actions: days in order, a day of completion for what is done and for nothing else, figures that say of what."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault

__all__ = ["check"]

_OF_ONE = {
    "alignment": "goal", "measure": "measure", "benefit": "benefit", "cost": "project", "finish": "project", "start": "project",
}  # fmt: skip


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each action whose days, status or figure contradict one another."""
    done = frame["status"] == "done"
    told = frame["status"].notna()
    faults = [
        Fault(row, "done_on", "nothing, while the action is done", "the day on which it was finished",
              "Write the day, or correct the status.")
        for row in _rows(frame, done & frame["done_on"].isna())
    ]  # fmt: skip
    faults += [
        Fault(row, "status", f"{status}, while done_on is given", "done", "Correct the status, or clear done_on.")
        for row, status in frame.loc[told & ~done & frame["done_on"].notna(), ["row", "status"]].itertuples(index=False)
    ]
    for later in ("due_on", "done_on"):
        faults += [
            Fault(int(row), later, f"{day:%Y-%m-%d}, before agreed_on ({agreed:%Y-%m-%d})", "a day on or after agreed_on",
                  "Correct one of the two days.")
            for row, day, agreed in frame.loc[frame[later] < frame["agreed_on"], ["row", later, "agreed_on"]].itertuples(
                index=False
            )
        ]  # fmt: skip
    return faults + _on_figures(frame)


def _on_figures(frame: pd.DataFrame) -> list[Fault]:
    without = frame["figure"].isna()
    faults = []
    for name in ("figure_of", "figure_from", "figure_to"):
        faults += [
            Fault(row, "figure", f"nothing, while {name} is given", "the kind of figure", f"Write the kind, or clear {name}.")
            for row in _rows(frame, without & frame[name].notna())
        ]
    for kind, of in _OF_ONE.items():
        faults += [
            Fault(row, "figure_of", f"nothing, while figure is {kind}", f"the id of the {of}",
                  "Write the id.")
            for row in _rows(frame, (frame["figure"] == kind) & frame["figure_of"].isna())
        ]  # fmt: skip
    return faults


def _rows(frame: pd.DataFrame, which: pd.Series) -> list[int]:
    return [int(row) for row in frame.loc[which, "row"]]
