"""The weightings of the goals under which a choice must stand: what the judges say, or what keeps leadership's ranking."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from pmobook.assess.priorities import GoalPriorities
from pmobook.assess.wording import counted
from pmobook.language import say
from pmobook.method.portfolio import portfolio_method

__all__ = ["Views", "views_of"]


@dataclass(frozen=True, eq=False)
class Views:
    """Weightings of the goals, none of which is ruled out.

    Attributes
    ----------
    weightings
        Weightings by goals, each summing to 1: first the views themselves, then mixtures of them.
    words
        What they are, to stand in a sentence after "under".
    """

    weightings: pd.DataFrame
    words: str


def views_of(weights: pd.Series, judged: GoalPriorities | None = None) -> Views:
    """Return the weightings to be tried.

    Parameters
    ----------
    weights
        Goal to weight, summing to 1.
    judged
        What the judges' judgements came to, with the weights had each judge decided alone; None if nobody compared the goals.

    Notes
    -----
    With two judges or more: every mixture of the judges' weights and the weights that count. Otherwise every weighting that
    ranks the goals as their weights do: its corners give the first k goals the same weight and the others none (for goals of
    equal weight, together), and mixtures of these are all of it.
    """
    corners = _judges(weights, None if judged is None else judged.by_judge)
    words = say("every mixture of what {judge} said and the weights that count", judge=counted(len(corners) - 1, "judge"))
    if len(corners) < 3:
        corners, words = _ranking(weights), say("every weighting that ranks the goals as leadership does")
    method = portfolio_method()
    count = max(int(method.weightings.value) - len(corners), 0)
    chance = np.random.default_rng(int(method.seed.value))
    mixtures = chance.dirichlet(np.ones(len(corners)), size=count) @ corners if len(corners) > 1 else corners[:0]
    return Views(pd.DataFrame(np.vstack([corners, mixtures]), columns=weights.index), words)


def _judges(weights: pd.Series, by_judge: pd.DataFrame | None) -> np.ndarray:
    own = weights.to_numpy(dtype=np.float64)[None, :]
    if by_judge is None:
        return own
    table = by_judge.reindex(columns=weights.index).dropna().to_numpy(dtype=np.float64)
    table = table[table.sum(axis=1) > 0]
    return np.vstack([own, table / table.sum(axis=1, keepdims=True)])


def _ranking(weights: pd.Series) -> np.ndarray:
    given = weights.to_numpy(dtype=np.float64)
    steps = sorted({float(one) for one in given if one > 0}, reverse=True)
    rows = [(given >= step).astype(np.float64) for step in steps]
    return np.array([row / row.sum() for row in rows])
