"""Which judgement, once made, would settle most of the projects that are still open."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.assess.selection.core import CoreIndex
from pmobook.assess.selection.tables import Bools, Id
from pmobook.assess.wording import as_number, counted
from pmobook.errors import PmobookError
from pmobook.language import say
from pmobook.method.selection import selection_method

__all__ = ["SettlingJudgement", "settling_judgement"]


@dataclass(frozen=True, eq=False)
class SettlingJudgement:
    """The pair of goals to ask about first.

    Attributes
    ----------
    goals
        The pair; None if no project is open or there is one goal only.
    open_now
        How many projects are in the best portfolio under some of the weightings drawn, but not under all.
    pairs
        One row a pair, best first: goal_a, goal_b, open_after (expected number of open projects once the ratio of their
        weights is known), open_by_chance (after as many weightings were ruled out at random), settled (the difference),
        lowest_ratio and highest_ratio (of weights, among the weightings drawn).
    sentence
        In words.
    """

    goals: tuple[Id, Id] | None
    open_now: int
    pairs: pd.DataFrame
    sentence: str


def _open(best: Bools) -> int:
    return int((best.any(axis=0) & ~best.all(axis=0)).sum())


def settling_judgement(core: CoreIndex, *, answers: int | None = None) -> SettlingJudgement:
    """Return which pair of goals' weights, if their ratio were known, would leave fewest projects open.

    Parameters
    ----------
    core
        From `core_index`.
    answers
        Into how many possible answers each judgement is divided, equally likely among the weightings drawn; the method's
        unless given.

    Notes
    -----
    The weightings are divided by the ratio of the two weights into as many groups as there are answers; an answer leaves one
    group, in which fewer projects are open. Any smaller group has fewer, so the same number of weightings drawn at random is
    counted beside it, and pairs are ordered by the difference.
    """
    count = int(selection_method().core_index.answers.value if answers is None else answers)
    if count < 2:
        message = f"A judgement needs at least 2 possible answers; found {count}."
        raise PmobookError(message)
    best, weights = core.best.to_numpy(dtype=np.bool_), core.weightings
    now = _open(best)
    order = np.random.default_rng(int(selection_method().core_index.seed.value)).permutation(len(best))
    by_chance = float(np.mean([_open(best[part]) for part in np.array_split(order, count) if len(part)]))
    rows = []
    for one, other in itertools.combinations(weights.columns, 2):
        # A share and not a ratio, so that a weight of zero needs no exception; the order is the same.
        total = (weights[one] + weights[other]).to_numpy()
        share = np.where(total > 0, weights[one].to_numpy() / np.where(total > 0, total, 1.0), 0.5)
        parts = [part for part in np.array_split(np.argsort(share, kind="stable"), count) if len(part)]
        after = float(sum(len(part) * _open(best[part]) for part in parts) / len(best))
        low, high = (edge / (1 - edge) if edge < 1 else np.inf for edge in (float(share.min()), float(share.max())))
        rows.append((one, other, after, by_chance, by_chance - after, low, high))
    columns = ["goal_a", "goal_b", "open_after", "open_by_chance", "settled", "lowest_ratio", "highest_ratio"]
    pairs = pd.DataFrame(rows, columns=columns).sort_values(["open_after", "goal_a", "goal_b"], ignore_index=True)
    if not now or not len(pairs):
        return SettlingJudgement(None, now, pairs, say("No project is open: every weighting drawn chooses the same portfolio."))
    first = pairs.iloc[0]
    sentence = say(
        "{project} open. Knowing how much more {goal_a} counts than {goal_b} would leave about {open_after} of them open.",
        project=counted(now, "project"),
        goal_a=first["goal_a"],
        goal_b=first["goal_b"],
        open_after=as_number(first["open_after"]),
    )
    return SettlingJudgement((first["goal_a"], first["goal_b"]), now, pairs, sentence)
