"""How busy each role is, and how long work waits for it."""

from __future__ import annotations

import pandas as pd

from pmobook.assess.resources.assessment import ResourcesAssessment
from pmobook.assess.resources.waits import WAITS
from pmobook.language import say
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
        return paragraph(say(UNASSESSED))
    waiting = method.waiting
    columns = [
        Column("role", say("Role")),
        Column("people", say("People"), "right", measured, hide_on_phone=True),
        Column("utilisation", say("In use"), "right", share_as_percent),
        Column("wait", say("Wait"), "right"),
        Column("wait_if_even", say("If work came by the clock"), "right"),
        Column("wait_if_uneven", say("If it came less evenly"), "right"),
        Column("wait_if_more", say("If {more} more came", more=share_as_percent(waiting.more.value)), "right"),
    ]
    note = say(
        "Wait: how long a piece of work waits before anybody begins it, as a multiple of how "
        "long it takes; a mean. By the clock: variation 0; as usual {arrivals_variation}; less "
        "evenly {uneven_variation}.",
        arrivals_variation=measured(waiting.arrivals_variation.value),
        uneven_variation=measured(waiting.uneven_variation.value),
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
    return table(shown, columns, say("How long work waits for people"), note)


def _times(wait: float, is_endless: bool) -> str:
    if is_endless:
        return say("longer every month")
    return NOT_ASSESSED if is_missing(wait) else say("{wait} times", wait=measured(wait))
