"""The plan as a CSV file, and the link that holds it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.assess.tables import ACTIONS, records_of
from pmobook.language import say
from pmobook.show.csv_file import as_csv
from pmobook.show.downloads import links_to_keep
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing

__all__ = ["plan_csv", "plan_download"]


def plan_csv(assessment: PlanAssessment) -> str:
    """Return every action, what fits first and then by rank, with all that is recorded of it, as the text of a CSV file.

    A text that a spreadsheet could take for a formula begins with an apostrophe; what is not assessed is empty.
    """
    return as_csv(ACTIONS, ([_written(row[name]) for name in ACTIONS] for row in records_of(assessment.actions)))


def plan_download(assessment: PlanAssessment) -> Exhibit:
    """Show a link that holds the plan, so that it can be kept without a server."""
    text = "\N{ZERO WIDTH NO-BREAK SPACE}" + plan_csv(assessment)
    return links_to_keep([("improvement_plan.csv", "text/csv", say("Keep all actions (CSV)"), text)])


def _written(value: Any) -> Any:  # noqa: ANN401 - a cell
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else value
