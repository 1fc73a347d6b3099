"""Weights of goals in a tree: judged or given among siblings, multiplied down to the lowest goals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.goals import weigh_goals
from pmobook.assess.priorities.judgements import Judgements, Label, named, read_judgements
from pmobook.assess.priorities.results import Priorities
from pmobook.assess.priorities.siblings import SiblingShares, given_shares, judged_shares, judgements_among
from pmobook.assess.priorities.voices import read_voices
from pmobook.assess.priorities.weighing import settings
from pmobook.assess.tables import present, text_of
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.language import said_later, say

__all__ = ["JUDGEMENTS_COUNT", "GoalPriorities", "weights_in_tree"]

JUDGEMENTS_COUNT = said_later("judgements count here; the weight given is not used")
"""The note on a goal that was both judged and given a weight."""

_COLUMNS = ("title", "owner", "parent_goal_id", "weight")


@dataclass(frozen=True, eq=False)
class GoalPriorities:
    """Weights of goals in a tree.

    Attributes
    ----------
    goals
        One row a goal, in the form's order: goal_id, title, owner, parent_goal_id, local_weight (share among its siblings),
        weight (share of all), basis (``judgements``, ``given``, ``equal share`` or, without a weight, ``not assessed``), note.
    weights
        Of the goals without sub-goals, by goal, summing to 1 over those that have one.
    by_parent
        For each goal whose sub-goals were judged ("" for the top), what the judgements came to.
    by_judge
        Judges by goals without sub-goals: the weights had this judge decided alone. Where a judge has no weights among some
        siblings, the group's stand in.
    voices
        What each of these judges counts, as a share.
    problem
        Why nothing could be weighed; empty if it could.
    """

    goals: pd.DataFrame
    weights: pd.Series
    by_parent: Mapping[str, Priorities]
    by_judge: pd.DataFrame
    voices: pd.Series
    problem: str


def weights_in_tree(
    goals: pd.DataFrame,
    comparisons: Any = None,  # noqa: ANN401 - as `weights` takes them
    method: str = "eigenvector",
    random_index: str = "saaty",
    *,
    prefer: str = "comparisons",
    aggregation: str = "judgements",
    judge_weights: Mapping[Label, float] | pd.Series | None = None,
) -> GoalPriorities:
    """Weights of goals along their tree, from judgements among siblings and from weights given directly.

    Parameters
    ----------
    goals
        The form goals: goal_id, title, owner, parent_goal_id, weight; all but goal_id may be absent or missing.
    comparisons
        As `weights` takes them; the goals of a pair serve the same wider goal (or are both at the top).
    prefer
        Which counts among siblings that have both: ``comparisons``, or ``given``.
    method, random_index, aggregation, judge_weights
        As for `weights`.

    Raises
    ------
    ProblemsFound
        As `weights`; and for goals that stand twice, and comparisons across the tree.
    PmobookError
        For negative weights, goals that are each other's sub-goals, and sub-goals of a goal that counts which all weigh 0.

    Notes
    -----
    Among siblings with judgements (and `prefer` not ``given``) all must be compared. Without judgements, weights given count
    as in `weigh_goals`; where none is given either, sub-goals share equally, and at the top nothing is assessed.
    """
    if prefer not in {"comparisons", "given"}:
        message = f"There is no precedence {prefer!r}; choose comparisons or given."
        raise PmobookError(message)
    form = goals.assign(**{name: None for name in _COLUMNS if name not in goals.columns}).reset_index(drop=True)
    parents = _parents(form)
    how = settings(method, random_index, aggregation)
    judgements = None
    if comparisons is not None and len(comparisons):
        judgements = read_judgements(comparisons, list(parents), how.data.judging)
        _refuse_across(judgements, parents)
    voices = _voices(judgements, judge_weights)
    siblings = {parent: [goal for goal in parents if parents[goal] == parent] for parent in ["", *parents]}
    held = {"": 1.0}
    locals_, by_parent, problem = {}, {}, ""
    for parent in _downwards(siblings):
        members = siblings[parent]
        judged = judgements_among(judgements, members)
        given = None if judged is not None and prefer == "comparisons" else given_shares(form, siblings, parent, held[parent])
        if judged is not None and (given is None or given.basis != "given"):
            local, by_parent[parent] = judged_shares(judged, voices, how, parent)
        else:
            local = given if given is not None else SiblingShares({}, "not assessed", "")
        if not parent and local.basis == "not assessed":
            problem = local.note
        locals_[parent] = local
        for goal in members:
            held[goal] = held[parent] * local.shares.get(goal, float("nan"))
    leaves = [goal for goal in parents if not siblings[goal]]
    table, counts = _each_judge(by_parent, locals_, parents, leaves, voices)
    weights = pd.Series([held[goal] for goal in leaves], index=pd.Index(leaves, name="option"), name="weight", dtype="float64")
    return GoalPriorities(_rows(form, parents, siblings, locals_, held), weights, by_parent, table, counts, problem)


def _parents(form: pd.DataFrame) -> dict[str, str]:
    ids = [str(goal) for goal in form["goal_id"]]
    twice = sorted({goal for spot, goal in enumerate(ids) if goal in ids[:spot]})
    if twice:
        raise ProblemsFound(
            [Problem(f"goals, {goal}", "a second row", "each goal once", "Remove or rename one of them.") for goal in twice]
        )
    # Refuses negative weights and circles, in the words of the form.
    weigh_goals(form.assign(weight=form["weight"].where(form["weight"].map(_below_zero), None)))
    return {
        goal: str(parent) if present(parent) and str(parent) in ids else ""
        for goal, parent in zip(ids, form["parent_goal_id"], strict=True)
    }


def _below_zero(weight: object) -> bool:
    return present(weight) and float(weight) < 0  # type: ignore[arg-type]


def _refuse_across(judgements: Judgements, parents: Mapping[str, str]) -> None:
    problems = []
    for judge, asked in zip(judgements.judges, judgements.asked, strict=True):
        for row, column in zip(*np.nonzero(asked), strict=True):
            one, other = str(judgements.options[row]), str(judgements.options[column])
            if parents[one] != parents[other]:
                places = " and ".join(
                    say("under {parents}", parents=parents[goal]) if parents[goal] else say("at the top") for goal in (one, other)
                )
                problems.append(
                    Problem(
                        f"comparisons, judge {named(judge)}, {one} with {other}",
                        f"goals that stand {places}",
                        "two goals that serve the same wider goal",
                        "Compare siblings, and their wider goals with each other.",
                    )
                )
    if problems:
        raise ProblemsFound(problems)


def _voices(judgements: Judgements | None, given: Mapping[Label, float] | pd.Series | None) -> dict[Label, float]:
    if judgements is None:
        return {}
    return dict(zip(judgements.judges, read_voices(judgements.judges, given).tolist(), strict=True))


def _downwards(siblings: Mapping[str, list[str]]) -> list[str]:
    order, waiting = [], [""]
    while waiting:
        parent = waiting.pop(0)
        if siblings[parent]:
            order.append(parent)
            waiting.extend(siblings[parent])
    return order


def _each_judge(
    by_parent: Mapping[str, Priorities],
    locals_: Mapping[str, SiblingShares],
    parents: Mapping[str, str],
    leaves: list[str],
    voices: Mapping[Label, float],
) -> tuple[pd.DataFrame, pd.Series]:
    """Return judges by lowest goals, and what each judge counts, for judges who have weights among some siblings."""
    able = [
        judge
        for judge in voices
        if any(judge in found.by_judge and found.by_judge[judge].weights.notna().all() for found in by_parent.values())
    ]
    rows = []
    for judge in able:
        alone: dict[str, Mapping[Any, float]] = {}
        for parent, local in locals_.items():
            own = by_parent[parent].by_judge.get(judge) if parent in by_parent else None
            alone[parent] = dict(own.weights.items()) if own is not None and own.weights.notna().all() else local.shares
        rows.append([_product(leaf, parents, alone) for leaf in leaves])
    index = pd.Index(able, name="judge", tupleize_cols=False)
    counts = np.array([voices[judge] for judge in able])
    table = pd.DataFrame(rows, index=index, columns=pd.Index(leaves, name="option"), dtype="float64")
    return table, pd.Series(counts / counts.sum() if counts.sum() else counts, index=index, name="counts", dtype="float64")


def _product(goal: str, parents: Mapping[str, str], local: Mapping[str, Mapping[Any, float]]) -> float:
    share = 1.0
    while goal:
        share *= local[parents[goal]].get(goal, float("nan"))
        goal = parents[goal]
    return share


def _rows(
    form: pd.DataFrame,
    parents: Mapping[str, str],
    siblings: Mapping[str, list[str]],
    locals_: Mapping[str, SiblingShares],
    held: Mapping[str, float],
) -> pd.DataFrame:
    rows = []
    for goal, title, owner, given in zip(parents, form["title"], form["owner"], form["weight"], strict=True):
        local = locals_[parents[goal]]
        share = local.shares.get(goal, float("nan"))
        note = local.note
        if local.basis == "not assessed":
            note = say("not assessed: {note}", note=local.note)
        elif np.isnan(share):
            note = say("not assessed: no weight was given, so it counts nothing")
        elif np.isnan(held[goal]):
            note = say("not assessed: a goal above it has no weight")
        elif local.basis == "judgements" and present(given):
            note = say(JUDGEMENTS_COUNT)
        elif local.basis == "given" and siblings[goal] and not present(given):
            note = say("it weighs what its sub-goals weigh together")
        rows.append(
            {
                "goal_id": goal,
                "title": text_of(title),
                "owner": text_of(owner),
                "parent_goal_id": parents[goal],
                "local_weight": share,
                "weight": held[goal],
                "basis": "not assessed" if np.isnan(held[goal]) else local.basis,
                "note": note,
            }
        )
    kinds = {"local_weight": "float64", "weight": "float64"}
    names = ("goal_id", "title", "owner", "parent_goal_id", "local_weight", "weight", "basis", "note")
    return pd.DataFrame({name: pd.Series([row[name] for row in rows], dtype=kinds.get(name, "str")) for name in names})
