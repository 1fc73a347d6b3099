"""Where every finding went: to which action, or why to none; nothing is lost."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.plan.assessment import PlanAssessment
from pmobook.language import say, say_many
from pmobook.show.exhibit import Exhibit, paragraph, stack
from pmobook.show.table import Column, table
from pmobook.show.words import counted

__all__ = ["where_findings_went"]


def where_findings_went(assessment: PlanAssessment) -> Exhibit:
    """Say how many findings became how many actions, and list each with the action that answers it."""
    routes, actions = assessment.routes, assessment.actions
    if routes.empty:
        return paragraph(say("No findings were gathered."))
    titles = dict(zip(actions["action_id"], actions["title"], strict=True))
    answered = int((routes["action_id"] != "").sum())
    gathered = counted(answered, "finding")
    notebooks = counted(routes["notebook"].nunique(), "notebook")
    acted = counted(routes.loc[routes["action_id"] != "", "action_id"].nunique(), "action")
    left = len(routes) - answered
    found = say_many(
        "{gathered} of {notebooks} is answered by {acted}",
        "{gathered} of {notebooks} are answered by {acted}",
        answered,
        gathered=gathered,
        notebooks=notebooks,
        acted=acted,
    )
    rest = say_many("{n} other should be known and asks for none", "{n:,} others should be known and ask for none", left)
    said = f"{found}; {rest}."
    goes = [titles[action] if action else note for action, note in zip(routes["action_id"], routes["note"], strict=True)]
    shown = routes.assign(goes=pd.Series(goes, index=routes.index, dtype="str"))
    columns = [
        Column("sentence", say("Finding")),
        Column("severity", say("Severity")),
        Column("notebook", say("Notebook"), hide_on_phone=True),
        Column("goes", say("Where it went")),
    ]
    listed = table(shown, columns, say("Every finding and where it went"), caption_shown=False)
    return stack(paragraph(said), Exhibit(f"<details><summary>{say('Show every finding')}</summary>{listed.html}</details>"))
