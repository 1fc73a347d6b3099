"""Skills that projects need: the periods of one project and skill don't overlap."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.rules.overlaps import find_overlaps

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each period that shares days with another in which the same project needs the same skill."""
    return find_overlaps(frame, "project_id", "skill", counted="people")
