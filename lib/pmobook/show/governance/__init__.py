"""Exhibits of governance: gates, decisions and conditions, confidence beside the evidence, and a portfolio over its quarters."""

from pmobook.show.governance.agreement import agreement_summary, standards_compared
from pmobook.show.governance.calendar import governance_calendar
from pmobook.show.governance.confidence import confidence_against_evidence
from pmobook.show.governance.history import (
    changed_names,
    confidence_over_time,
    cost_over_time,
    movements_between_years,
    projects_that_came_and_went,
)
from pmobook.show.governance.open_matters import open_matters
from pmobook.show.governance.workings import why_implied

__all__ = [
    "agreement_summary",
    "changed_names",
    "confidence_against_evidence",
    "confidence_over_time",
    "cost_over_time",
    "governance_calendar",
    "movements_between_years",
    "open_matters",
    "projects_that_came_and_went",
    "standards_compared",
    "why_implied",
]
