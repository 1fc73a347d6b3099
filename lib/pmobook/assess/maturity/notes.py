"""What a reader must know beside a score of people's ratings: who could not say, and what could still be lower."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmobook.assess.maturity.scored import LOWEST_COUNTS
from pmobook.assess.wording import counted
from pmobook.language import say

__all__ = ["area_note", "capability_note"]


def capability_note(raters: int, not_assessed: int, fewest: int) -> str:
    """Say why people's ratings of a capability make no score, or how many could not say; empty if there is nothing to say."""
    abstained = say("{person} could not say", person=counted(not_assessed, "person", "people")) if not_assessed else ""
    aside = f" ({abstained})" if abstained else ""
    if raters == 0:
        return say("not assessed: nobody rated it{aside}", aside=aside)
    if raters < fewest:
        return say(
            "not assessed: rated by {person}, at least {fewest} are asked for{aside}",
            person=counted(raters, "person", "people"),
            fewest=fewest,
            aside=aside,
        )
    return abstained


def area_note(rule: str, row: Mapping[str, Any], areas: tuple[int, int] | None) -> str:
    """Say what a focus area's score, or the whole's, rests on.

    Parameters
    ----------
    row
        As `pmobook.assess.scoring.score` gives it, with its note.
    areas
        Of the whole: focus areas assessed, and all of them.
    """
    note = str(row["note"])
    so_many, some = int(row["capabilities_assessed"]), int(row["capabilities"])
    if 0 < so_many < some and rule in LOWEST_COUNTS:
        stated = say(
            "{so_many} of {capability} assessed", so_many=so_many, capability=counted(some, "capability", "capabilities")
        )
        note = note.replace(stated, say("at most this: {stated}, and the others could be lower", stated=stated), 1)
    if areas is not None and 0 < areas[0] < areas[1]:
        note += say("; {areas} of {focus_area} assessed", areas=areas[0], focus_area=counted(areas[1], "focus area"))
    return note
