"""Rows about the same thing say the same about it."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from pmobook.inputs.faults import Fault
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
        known = frame[[identity, attribute, "row"]].dropna()
        first = known.drop_duplicates(identity).rename(columns={attribute: "first", "row": "first_row"})
        joined = known.merge(first, on=identity, how="left")
        wrong = joined[joined[attribute] != joined["first"]]
        faults += [
            Fault(int(record["row"]), attribute,
                  f"{quoted(record[attribute])}, while row {record['first_row']} says {quoted(record['first'])}",
                  f"one {attribute} for each {identity}", "Make the rows agree.")
            for record in wrong.to_dict("records")
        ]  # fmt: skip
    return faults
