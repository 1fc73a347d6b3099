"""What to decide and what changed, side by side on the enterprise scorecard."""

from __future__ import annotations

from pmobook.language import say
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import count
from pmobook.show.page import side_by_side
from pmobook.show.scorecard_changes import changes_list
from pmobook.show.scorecard_context import Context
from pmobook.show.scorecard_matters import matters_list, matters_said
from pmobook.show.topic import topic

__all__ = ["changes_and_decisions"]

_MOST_MATTERS = 5


def changes_and_decisions(context: Context) -> Exhibit:
    """Show the matters that ask for a decision beside what changed since the quarter that the page is compared with."""
    findings = context.findings()
    asked = findings["severity"] == "act"
    fresh = count((asked & findings["is_new"]).sum())
    said = matters_said(findings)
    new = (
        say("{said}, {fresh} of them new since {earlier}.", said=said, fresh=fresh, earlier=context.earlier)
        if said and context.earlier
        else ""
    )
    since = say("What changed since {earlier}", earlier=context.earlier) if context.earlier else say("What changed")
    return side_by_side(
        topic("decide", say("What to decide"), new, Exhibit(""), above=matters_list(findings, context.names, most=_MOST_MATTERS)),
        topic("changes", since, "", Exhibit(""), above=changes_list(context, context.names, most=1)),
    )
