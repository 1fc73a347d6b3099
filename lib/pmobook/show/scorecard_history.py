"""The portfolio over its quarters on the enterprise scorecard: confidence, movements, who came and went, and new names."""

from __future__ import annotations

from pmobook.assess.portfolio_history import portfolio_history
from pmobook.language import said_later, say
from pmobook.show.exhibit import Exhibit, stack
from pmobook.show.governance import changed_names, confidence_over_time, movements_between_years, projects_that_came_and_went
from pmobook.show.scorecard_context import Context
from pmobook.show.topic import topic

__all__ = ["OVER_TIME", "over_time_panel"]

OVER_TIME = said_later("The portfolio over time")
"""Title of the panel."""


def over_time_panel(context: Context) -> Exhibit:
    """Show confidence by business unit and quarter, movements, projects that came and went, and names that changed."""
    rows = context.results.project_status
    known = rows.loc[rows["quarter"] <= str(context.quarter)]
    if known["quarter"].nunique() < 2:
        return topic("history", say(OVER_TIME), say("There is one published quarter so far; movements need two."))
    found = portfolio_history(known)
    body = stack(
        confidence_over_time(found, context.names),
        movements_between_years(found, str(context.quarter)),
        projects_that_came_and_went(found),
        changed_names(found, context.names),
    )
    said = say("Confidence as owners rate it, who came and went, and names that changed.")
    return topic("history", say(OVER_TIME), said, body, opens=say("Open quarter by quarter"))
