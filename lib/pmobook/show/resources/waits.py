"""How busy each role is, and how long work waits for it."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.resources.assessment import ResourcesAssessment
from pmobook.assess.resources.waits import WAITS
from pmobook.method.resources import ResourcesMethod
from pmobook.show.exhibit import Exhibit, paragraph
from pmobook.show.figures import is_missing, measured, share_as_percent
from pmobook.show.resources.balance import UNASSESSED
from pmobook.show.table import Column, table
from pmobook.vocabulary import NOT_ASSESSED

__all__ = ["waits"]


def waits(assessment: ResourcesAssessment, method: ResourcesMethod) -> Exhibit:
    """Show each role's utilisation with the wait to expect, and what if work came more or less evenly, or more of it."""
    if assessment.people is None:
        return paragraph(UNASSESSED)
    waiting = method.waiting
    columns = [
        Column("role", "Role"),
        Column("people", "People", "right", measured, hide_on_phone=True),
        Column("utilisation", "In use", "right", share_as_percent),
        Column("wait", "Wait", "right"),
        Column("wait_if_even", "If work came by the clock", "right"),
        Column("wait_if_uneven", "If it came less evenly", "right"),
        Column("wait_if_more", f"If {share_as_percent(waiting.more.value)} more came", "right"),
    ]
    note = (
        "Wait: how long a piece of work waits before anybody begins it, as a multiple of how long it takes; a mean. "
        f"By the clock: variation 0; as usual {measured(waiting.arrivals_variation.value)}; less evenly "
        f"{measured(waiting.uneven_variation.value)}."
    )
    rows = assessment.role_waits.sort_values("utilisation", ascending=False, kind="stable")
    shown = rows.assign(
        **{
            name: pd.Series(
                [
                    _times(wait, name in str(endless).split())
                    for wait, endless in zip(rows[name], rows["without_end"], strict=True)
                ],
                index=rows.index,
                dtype="str",
            )
            for name in WAITS
        }
    )
    return table(shown, columns, "How long work waits for people", note)


def _times(wait: float, is_endless: bool) -> str:
    if is_endless:
        return "longer every month"
    return NOT_ASSESSED if is_missing(wait) else f"{measured(wait)} times"
