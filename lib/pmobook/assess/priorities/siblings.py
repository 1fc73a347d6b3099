"""Shares among goals that serve the same wider goal: judged, or given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.assess.goals import weigh_goals
from pmobook.assess.priorities.gathering import Settings
from pmobook.assess.priorities.judgements import Judgements, Label
from pmobook.assess.priorities.results import Priorities
from pmobook.assess.priorities.weighing import weigh_judgements
from pmobook.assess.wording import listed
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import say

__all__ = ["SiblingShares", "given_shares", "judged_shares", "judgements_among"]


@dataclass(frozen=True)
class SiblingShares:
    """Shares among siblings (NaN: counts nothing), where they come from, each one's note."""

    shares: Mapping[str, float]
    basis: str
    note: str


def judgements_among(judgements: Judgements | None, members: list[str]) -> Judgements | None:
    """Return the judgements among siblings, of the judges who made one; None if there is none."""
    if judgements is None:
        return None
    spots = [judgements.options.index(goal) for goal in members]
    square = np.ix_(range(len(judgements.judges)), spots, spots)
    asked = judgements.asked[square]
    who = np.flatnonzero(asked.any(axis=(1, 2)))
    if not len(who):
        return None
    return Judgements(tuple(judgements.judges[one] for one in who), tuple(members), judgements.logs[square][who], asked[who])


def judged_shares(
    judged: Judgements, voices: Mapping[Label, float], how: Settings, parent: str
) -> tuple[SiblingShares, Priorities]:
    """Return shares among siblings from judgements, and what the judgements came to."""
    place = say("comparisons, sub-goals of {parent}", parent=parent) if parent else say("comparisons, goals at the top")
    heard = np.array([voices[judge] for judge in judged.judges])
    if heard.sum() == 0:
        raise ProblemsFound(
            [
                Problem(
                    place, "judges of weight 0 only", "at least one judge who counts", "Give one of them weight, or ask others."
                )
            ]
        )
    found = weigh_judgements(judged, heard / heard.sum(), how, place)
    return SiblingShares({str(goal): float(weight) for goal, weight in found.weights.items()}, "judgements", ""), found


def given_shares(form: pd.DataFrame, siblings: Mapping[str, list[str]], parent: str, whole: float) -> SiblingShares:
    """Return shares among siblings from weights given to them or below them."""
    below: list[str] = []
    waiting = list(siblings[parent])
    while waiting:
        goal = waiting.pop()
        below.append(goal)
        waiting.extend(siblings[goal])
    tree = weigh_goals(form[form["goal_id"].astype(str).isin(below)])
    members = siblings[parent]
    if not tree.problem:
        told = {goal: [tree.weights[leaf] for leaf in tree.leaves[goal] if leaf in tree.weights] for goal in members}
        return SiblingShares({goal: sum(parts) if parts else float("nan") for goal, parts in told.items()}, "given", "")
    if not parent:
        return SiblingShares({}, "not assessed", tree.problem)
    if "zero" in tree.problem and whole > 0:
        message = (
            f"The sub-goals {listed(sorted(members))} all weigh 0 although the goal above them counts. "
            "Give them weights in the form goals, or leave them all empty."
        )
        raise PmobookError(message)
    note = (
        say("no weight was given; it has an equal share")
        if len(members) > 1
        else say("the only sub-goal of {parent}", parent=parent)
    )
    return SiblingShares(dict.fromkeys(members, 1 / len(members)), "equal share", note)
