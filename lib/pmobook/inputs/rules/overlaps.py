"""Periods of one thing don't overlap: money, or people, in a month and again in its quarter would count twice."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.vocabulary import Period

__all__ = ["find_overlaps"]


def find_overlaps(frame: pd.DataFrame, *identity: str, counted: str = "money") -> list[Fault]:
    """Return a fault for each row whose period shares days with another period of the same thing.

    The same period twice is left to the check of keys.

    Parameters
    ----------
    frame
        A form's typed frame with a column ``period``.
    identity
        The columns that name the thing, such as ``project_id``.
    counted
        What would count twice.
    """
    keys = list(identity)
    whole = frame[[*keys, "period", "row"]].dropna()
    periods = {text: Period.parse(text) for text in whole["period"].unique()}
    if len({period.kind for period in periods.values()}) < 2:
        return []
    faults = []
    by_start = whole.assign(start=whole["period"].map({text: period.first_day for text, period in periods.items()}))
    for _, group in by_start.sort_values([*keys, "start", "row"]).groupby(keys, sort=False):
        reach = dt.date.min
        widest: tuple[str, int] = ("", 0)
        for text, row in zip(group["period"], group["row"], strict=True):
            period = periods[text]
            if period.first_day <= reach and text != widest[0]:
                found = f"{text}, which shares days with {widest[0]} in row {widest[1]}"
                faults.append(
                    Fault(int(row), "period", found, f"periods of one {' and '.join(keys)} that don't overlap",
                          f"Keep one of the two; otherwise the same {counted} would count twice.")
                )  # fmt: skip
            if period.last_day > reach:
                reach, widest = period.last_day, (text, int(row))
    return faults
