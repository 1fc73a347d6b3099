"""Skills: a person has one role."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.rules.agreement import find_disagreements

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each row that gives a person another role than the person's first row."""
    return find_disagreements(frame, "person_id", ("role",))
