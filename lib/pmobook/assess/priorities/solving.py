"""Weights, consistency and what disturbs it, for many sets of judgements at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmobook.assess.priorities.completion import least_inconsistent
from pmobook.assess.priorities.disturbing import Suspect, find_suspects
from pmobook.assess.priorities.eigenvector import principal_eigenvectors
from pmobook.assess.priorities.judgements import Floats
from pmobook.assess.priorities.least_squares import log_least_squares, shares
from pmobook.method.priorities import PrioritiesMethod

__all__ = ["Solved", "solve"]


@dataclass(frozen=True, eq=False)
class Solved:
    """What sets of judgements come to.

    Attributes
    ----------
    filled
        (sets, options, options): logarithms of the preferences, with what was not compared filled.
    weights
        (sets, options), each set summing to 1.
    lambda_max
        (sets,): of the filled matrices.
    suspects
        The judgement of each set that disturbs most.
    mendable
        The one that disturbs most and has a step of the scale nearer to what would fit.
    """

    filled: Floats
    weights: Floats
    lambda_max: Floats
    suspects: list[Suspect | None]
    mendable: list[Suspect | None]


def solve(logs: Floats, method: str, data: PrioritiesMethod) -> Solved:
    """Weigh sets of judgements (sets, options, options), each of which connects all options."""
    fit = log_least_squares(logs)
    filled = np.where(np.isnan(logs), fit.logs[:, :, None] - fit.logs[:, None, :], logs)
    if method == "eigenvector":
        filled = _fill_where_missing(logs, filled)
    found = principal_eigenvectors(np.exp(filled))
    held = found.right if method == "eigenvector" else shares(fit.logs)
    nobody: list[Suspect | None] = [None] * len(logs)
    suspects = (nobody, nobody)
    if logs.shape[-1] > 2:
        tried, largest = int(data.consistency.candidates.value), data.judging.largest_preference.value
        suspects = find_suspects(logs, fit, tried, largest, eigenvector=method == "eigenvector")
    return Solved(filled, held, found.value, *suspects)


def _fill_where_missing(logs: Floats, start: Floats) -> Floats:
    gaps = np.isnan(logs).any(axis=(1, 2))
    if gaps.any():
        start[gaps] = least_inconsistent(start[gaps], np.isnan(logs[gaps]))
    return start
