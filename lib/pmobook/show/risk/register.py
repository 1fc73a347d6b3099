"""The register: every risk with its owner, its response and what it adds to the exposure."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.risk.assessment import RiskAssessment
from pmobook.inputs.engagement_parameters import Money
from pmobook.show.blank_columns import without_blank
from pmobook.show.exhibit import Exhibit
from pmobook.show.figures import is_missing, money, share_as_percent
from pmobook.show.table import Column, table

__all__ = ["register"]


def register(assessment: RiskAssessment, money_of: Money) -> Exhibit:
    """Show every risk, the one that weighs most in bad cases first; what nobody reviewed or owns is said."""
    rows = assessment.register
    columns = [
        Column("title", "Risk"),
        Column("probability", "Probability", "right", share_as_percent),
        Column("impact_likely", "Likely impact", "right", lambda value: money(value, money_of)),
        Column("mean", "Expected loss", "right", lambda value: money(value, money_of)),
        Column("in_bad_cases", "In bad cases", "right", lambda value: money(value, money_of)),
        Column("response", "Response", form=lambda value: str(value) or "none"),
        Column("owner", "Owner", form=lambda value: str(value) or "none named"),
        Column("reviewed", "Last reviewed"),
        Column("note", "Note"),
    ]
    reviewed = [_reviewed(*one) for one in zip(rows["days_since_review"], rows["is_stale"], strict=True)]
    shown = rows.assign(reviewed=pd.Series(reviewed, index=rows.index, dtype="str"))
    empty = "Not assessed: the form risks was not handed in."
    return table(shown, without_blank(rows, columns, "note"), "The register", when_empty=empty)


def _reviewed(days: float, stale: bool) -> str:
    if is_missing(days):
        return "▲ never, as far as is known"
    return f"{'▲ ' if stale else ''}{days:.0f} days before the quarter's end"
