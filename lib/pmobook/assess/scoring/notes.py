"""What a reader must know beside a score: why there is none, what is missing, what was limited."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.scoring.layout import Flags, Layout, Numbers
from pmobook.assess.wording import counted, listed
from pmobook.language import say, say_many

__all__ = ["above_what_was_seen", "area_note", "capability_note", "unseen_levels"]


def unseen_levels(layout: Layout, shares: Numbers) -> list[list[int]]:
    """Return for each capability the levels that have practices, none of which is assessed."""
    shape = (len(layout.capabilities), layout.highest_level)
    counting = (layout.practice_weights > 0).astype(np.float64)
    exists = (counting @ layout.in_cell > 0).reshape(shape)
    known = ((counting * ~np.isnan(shares)) @ layout.in_cell > 0).reshape(shape)
    return [[int(level) + 1 for level in np.flatnonzero(row)] for row in exists & ~known]


def above_what_was_seen(layout: Layout, shares: Numbers) -> Flags:
    """Say of each practice whether it stands at a level above the highest of its capability of which anything is assessed.

    Returns
    -------
    (P,); False throughout a capability of which nothing is assessed.
    """
    known = ~np.isnan(shares) & (layout.practice_weights > 0)
    highest = np.zeros(len(layout.capabilities), dtype=np.intp)
    np.maximum.at(highest, layout.capability_of_practice[known], layout.level_of_practice[known])
    seen = highest[layout.capability_of_practice]
    above: Flags = (seen > 0) & (layout.level_of_practice > seen)
    return above


def capability_note(row: Any, minimum_answers: int, unseen: list[int]) -> str:  # noqa: ANN401 - a named tuple of a row
    """Return what is to be said about a capability's score, empty if nothing."""
    answers = int(row.answers)
    total = answers + int(row.answers_not_assessed)
    notes = []
    if total == 0:
        return say("not assessed: nothing in it applies") if row.not_applicable else say("not assessed: its weight is 0")
    if answers == 0:
        return say("not assessed: no answers")
    if answers < minimum_answers:
        return say(
            "not assessed: {answer}, at least {minimum_answers} are asked for",
            answer=counted(answers, "answer"),
            minimum_answers=minimum_answers,
        )
    if row.answers_not_assessed:
        notes.append(say("{answers} of {answer} assessed", answers=answers, answer=counted(total, "answer")))
    if pd.isna(row.score):
        notes.insert(
            0, say("not assessed: could be anything from {lowest:g} to {highest:g}", lowest=row.lowest, highest=row.highest)
        )
    if unseen:
        notes.append(
            say_many(
                "nothing assessed at level {map}", "nothing assessed at levels {map}", len(unseen), map=listed(map(str, unseen))
            )
        )
    if row.undecided:
        notes.append(
            say(
                "{practice} counted as not met until a person decides: projects differ",
                practice=counted(int(row.undecided), "practice"),
            )
        )
    if row.capped:
        notes.append(
            say("{answer} limited because the evidence is missing or expired", answer=counted(int(row.capped), "answer"))
        )
    return "; ".join(notes)


def area_note(row: Any, *, has_weight: bool) -> str:  # noqa: ANN401 - a named tuple of a row
    """Return what is to be said about the score of an area or the whole, empty if nothing."""
    if row.capabilities == 0:
        return say("not assessed: no answers")
    if not has_weight:
        return say("not assessed: every weight is 0")
    if row.capabilities_assessed == 0:
        return say(
            "not assessed: 0 of {capability} assessed", capability=counted(int(row.capabilities), "capability", "capabilities")
        )
    notes = []
    if row.capabilities_assessed < row.capabilities:
        notes.append(
            say(
                "{capabilities_assessed} of {capability} assessed",
                capabilities_assessed=int(row.capabilities_assessed),
                capability=counted(int(row.capabilities), "capability", "capabilities"),
            )
        )
    elif row.answers_not_assessed:
        total = int(row.answers + row.answers_not_assessed)
        notes.append(say("{answers} of {answer} assessed", answers=int(row.answers), answer=counted(total, "answer")))
    if pd.isna(row.score):
        notes.insert(
            0, say("not assessed: could be anything from {lowest:g} to {highest:g}", lowest=row.lowest, highest=row.highest)
        )
    if row.undecided:
        notes.append(
            say("{practice} counted as not met until a person decides", practice=counted(int(row.undecided), "practice"))
        )
    if row.capped:
        notes.append(
            say("{answer} limited because the evidence is missing or expired", answer=counted(int(row.capped), "answer"))
        )
    return "; ".join(notes)
