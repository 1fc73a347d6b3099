"""Rows about the same thing say the same about it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.whole_rows import whole_rows
from pmobook.vocabulary import quoted

__all__ = ["find_disagreements"]


def find_disagreements(frame: pd.DataFrame, identity: str, attributes: Sequence[str]) -> list[Fault]:
    """Return a fault for each row that says something else about a thing than the first row that says it.

    Parameters
    ----------
    frame
        A form's typed frame.
    identity
        The column that names the thing, such as ``benefit_id``.
    attributes
        The columns that must not differ; empty cells agree with everything.
    """
    faults = []
    for attribute in attributes:
        first: dict[str, tuple[object, int]] = {}
        for thing, said, row in whole_rows(frame, identity, attribute):
            known, first_row = first.setdefault(thing, (said, row))
            if said != known:
                found = f"{quoted(said)}, while row {first_row} says {quoted(known)}"
                faults.append(Fault(row, attribute, found, f"one {attribute} for each {identity}", "Make the rows agree."))
    return faults
