"""Exhibits of the improvement plan."""

from pmobook.show.plan.checked import last_quarter
from pmobook.show.plan.effort import worth_and_effort
from pmobook.show.plan.files import plan_csv
from pmobook.show.plan.one_page import the_plan, what_waits
from pmobook.show.plan.routes import where_findings_went
from pmobook.show.plan.workings import how_planned

__all__ = ["how_planned", "last_quarter", "plan_csv", "the_plan", "what_waits", "where_findings_went", "worth_and_effort"]
