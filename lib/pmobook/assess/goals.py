"""Goals: what each weighs, from the weights that leadership gave, along the tree of goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from pmobook.assess.tables import GOAL_WEIGHTS, build, present, text_of
from pmobook.assess.wording import as_number, listed
from pmobook.errors import PmobookError
from pmobook.language import say

__all__ = ["GoalTree", "places_in_tree", "weigh_goals"]


@dataclass(frozen=True)
class GoalTree:
    """Goals with their weights.

    Attributes
    ----------
    goal_weights
        One row a goal, in the form's order. Weights stand at goals without sub-goals and sum to 1 there; a goal with
        sub-goals has none of its own (its note says where its weight went).
    weights
        Weight of each goal that has one.
    leaves
        For every goal, the goals below it that have no sub-goals; itself if it has none.
    depths
        For every goal, how many goals stand above it: 0 at the top.
    problem
        Why no weights could be worked out; empty if they could.
    """

    goal_weights: pd.DataFrame
    weights: Mapping[str, float]
    leaves: Mapping[str, tuple[str, ...]]
    depths: Mapping[str, int]
    problem: str

    @property
    def leaf_ids(self) -> tuple[str, ...]:
        """Goals without sub-goals, in the form's order."""
        return tuple(goal for goal, below in self.leaves.items() if below == (goal,))


def weigh_goals(goals: pd.DataFrame) -> GoalTree:
    """Work out what each goal weighs from the weights as given.

    Parameters
    ----------
    goals
        The form goals: goal_id, title, owner, parent_goal_id, weight. A missing weight is "not given": such a goal
        counts nothing beside siblings that have one and says so. A weight of 0 is 0.

    Raises
    ------
    PmobookError
        If a weight is negative, goals are each other's sub-goals, or all sub-goals of a goal that counts weigh 0.

    Notes
    -----
    Weights are shares among siblings: a goal's weight is its own over the sum of its siblings', times its parent's. A
    parent without a weight weighs what its sub-goals weigh together, so that weights given at the lowest goals alone
    mean the same. Sub-goals of which none has a weight share their parent's equally. At the top no weight is made up:
    if none is given, or they sum to zero, weights are not assessed.

    References
    ----------
    The product of shares down a hierarchy is the rule of the Analytic Hierarchy Process (Saaty).
    """
    parents, leaves, depths = places_in_tree(goals)
    ids = [str(goal) for goal in goals["goal_id"]]
    given = {goal: Fraction(str(weight)) if present(weight) else None for goal, weight in zip(ids, goals["weight"], strict=True)}
    _refuse_negative(given)
    children = {goal: [one for one in ids if parents[one] == goal] for goal in ids}
    effective = {goal: _effective(goal, given, children) for goal in ids}
    roots = [goal for goal in ids if parents[goal] is None]
    weights, problem = _share_out(roots, children, effective)
    held = {goal: float(weights[goal]) for goal in ids if goal in weights and not children[goal]}
    rows = [_row(goal, held, children[str(goal["goal_id"])], given, problem) for goal in goals.to_dict(orient="records")]
    return GoalTree(build(rows, GOAL_WEIGHTS), held, leaves, depths, problem)


def places_in_tree(goals: pd.DataFrame) -> tuple[dict[str, str | None], dict[str, tuple[str, ...]], dict[str, int]]:
    """Return each goal's wider goal (None at the top), the lowest goals below it, and how many goals stand above it.

    Raises
    ------
    PmobookError
        If goals are each other's sub-goals.
    """
    ids = [str(goal) for goal in goals["goal_id"]]
    parents = {
        goal: str(parent) if present(parent) and str(parent) in ids else None
        for goal, parent in zip(ids, goals["parent_goal_id"], strict=True)
    }
    _refuse_circles(parents)
    children = {goal: [one for one in ids if parents[one] == goal] for goal in ids}
    leaves = {goal: _leaves(goal, children) for goal in ids}
    return parents, leaves, {goal: _depth(goal, parents) for goal in ids}


def _refuse_negative(given: Mapping[str, Fraction | None]) -> None:
    negative = [f"{goal} ({as_number(float(weight))})" for goal, weight in given.items() if weight is not None and weight < 0]
    if negative:
        message = f"Weights of goals are 0 or more; below 0 are {listed(negative)}. Correct them in the form goals."
        raise PmobookError(message)


def _refuse_circles(parents: Mapping[str, str | None]) -> None:
    for goal in parents:
        path, above = [goal], parents[goal]
        while above is not None and above not in path:
            path.append(above)
            above = parents[above]
        if above == goal:
            circle = " > ".join([*path, goal])
            message = f"Goals are each other's sub-goals: {circle}. Correct parent_goal_id in the form goals."
            raise PmobookError(message)


def _effective(goal: str, given: Mapping[str, Fraction | None], children: Mapping[str, list[str]]) -> Fraction | None:
    """Return a goal's weight among its siblings: as given, else what its sub-goals weigh together."""
    if given[goal] is not None:
        return given[goal]
    below = [weight for one in children[goal] if (weight := _effective(one, given, children)) is not None]
    return sum(below, Fraction(0)) if below else None


def _share_out(
    roots: list[str], children: Mapping[str, list[str]], effective: Mapping[str, Fraction | None]
) -> tuple[dict[str, Fraction], str]:
    if not roots:
        return {}, say("the form goals was not handed in")
    top = [weight for goal in roots if (weight := effective[goal]) is not None]
    if not top:
        return {}, say("no goal has a weight")
    if sum(top) == 0:
        return {}, say("the goals' weights sum to zero")
    weights: dict[str, Fraction] = {}
    waiting = [(Fraction(1), roots)]
    while waiting:
        whole, siblings = waiting.pop()
        known = {goal: weight for goal in siblings if (weight := effective[goal]) is not None}
        total = sum(known.values(), Fraction(0))
        if known and total == 0 and whole > 0:
            message = (
                f"The sub-goals {listed(sorted(known))} all weigh 0 although the goal above them counts. "
                "Give them weights in the form goals, or leave them all empty."
            )
            raise PmobookError(message)
        # Siblings of which none has a weight share what their parent has: it was given to them together.
        counting = known if total else dict.fromkeys(known or siblings, Fraction(1))
        among = sum(counting.values(), Fraction(0))
        shares = {goal: weight / among for goal, weight in counting.items()}
        for goal, share in shares.items():
            weights[goal] = whole * share
            if children[goal]:
                waiting.append((weights[goal], children[goal]))
    return weights, ""


def _leaves(goal: str, children: Mapping[str, list[str]]) -> tuple[str, ...]:
    if not children[goal]:
        return (goal,)
    return tuple(leaf for one in children[goal] for leaf in _leaves(one, children))


def _depth(goal: str, parents: Mapping[str, str | None]) -> int:
    above = parents[goal]
    return 0 if above is None else 1 + _depth(above, parents)


def _row(
    goal: Mapping[Any, Any],
    held: Mapping[str, float],
    below: list[str],
    given: Mapping[str, Fraction | None],
    problem: str,
) -> dict[str, Any]:
    goal_id = str(goal["goal_id"])
    weight, method = given[goal_id], ""
    if problem:
        note = say("not assessed: {problem}", problem=problem)
    elif below:
        note = say("its weight stands at its sub-goals {below}", below=listed(sorted(below)))
    elif goal_id not in held:
        note = say("not assessed: no weight was given, so it counts nothing")
    elif weight is None:
        note, method = say("no weight was given; it has an equal share of its parent goal's"), "equal share"
    else:
        note, method = "", "given"
    return {
        "goal_id": goal_id,
        "title": text_of(goal["title"]),
        "owner": text_of(goal["owner"]),
        "weight_given": float("nan") if weight is None else float(weight),
        "weight": held.get(goal_id, float("nan")),
        "low": float("nan"),
        "high": float("nan"),
        "method": method or None,
        "judges": 0,
        "consistency_ratio": float("nan"),
        "note": note,
    }
