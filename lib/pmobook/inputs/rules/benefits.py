"""Benefits: rows of one benefit agree on what it is, and their periods don't overlap."""

from __future__ import annotations

import pandas as pd

from pmobook.inputs.faults import Fault
from pmobook.inputs.rules.agreement import find_disagreements
from pmobook.inputs.rules.overlaps import find_overlaps

__all__ = ["check"]


def check(frame: pd.DataFrame) -> list[Fault]:
    """Return a fault for each row that says something else about its benefit, and for each overlapping period."""
    disagreements = find_disagreements(frame, "benefit_id", ("project_id", "title", "owner", "kind", "unit_of_measure"))
    return [*disagreements, *find_overlaps(frame, "benefit_id")]
