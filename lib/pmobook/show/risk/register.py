"""The register: every risk with its owner, its response and what it adds to the exposure."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.language import say
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, money, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["register"]


def register(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Show every risk, the one that weighs most in bad cases first; what nobody reviewed or owns is said."""
    rows = assessment.register
    columns = [
        Column("title", say("Risk")),
        Column("probability", say("Probability"), "right", share_as_percent),
        Column("impact_likely", say("Likely impact"), "right", lambda value: money(value, money_of)),
        Column("mean", say("Expected loss"), "right", lambda value: money(value, money_of)),
        Column("in_bad_cases", say("In bad cases"), "right", lambda value: money(value, money_of)),
        Column("response", say("Response"), form=lambda value: str(value) or "none"),
        Column("owner", say("Owner"), form=lambda value: str(value) or "none named"),
        Column("reviewed", say("Last reviewed")),
        Column("note", say("Note")),
    ]
    reviewed = [_reviewed(*one) for one in zip(rows["days_since_review"], rows["is_stale"], strict=True)]
    shown = rows.assign(reviewed=pd.Series(reviewed, index=rows.index, dtype="str"))
    empty = say("Not assessed: the form risks was not handed in.")
    return table(shown, without_blank(rows, columns, "note"), say("The register"), when_empty=empty)


def _reviewed(days: float, stale: bool) -> str:
    if is_missing(days):
        return say("▲ never, as far as is known")
    return say("{it}{days:.0f} days before the quarter's end", it="▲ " if stale else "", days=days)
