"""The judgement that disturbs consistency most, and the value that would fit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pmobook.assess.priorities.completion import least_inconsistent
from pmobook.assess.priorities.eigenvector import principal_eigenvectors
from pmobook.assess.priorities.judgements import Floats, Label, Places, named, written
from pmobook.assess.priorities.least_squares import LeastSquares, log_least_squares
from pmobook.assess.wording import as_number
from pmobook.language import say

__all__ = ["Disturbance", "Suspect", "find_suspects"]

_NOTHING = 1e-9
_CELLS_AT_A_TIME = 4_000_000
# Ranking puts in what least squares of the others imply; at their own best values the order of the first few can differ.
_FINALISTS = 4


@dataclass(frozen=True)
class Suspect:
    """A judgement that disturbs.

    Attributes
    ----------
    first, second
        Positions of its options.
    fits
        Logarithm of the value that would fit.
    step
        Logarithm of the step of the scale nearest to that.
    lambda_fitting, lambda_on_scale
        Lambda max with the value that fits, and with that step.
    """

    first: int
    second: int
    fits: float
    step: float
    lambda_fitting: float
    lambda_on_scale: float


@dataclass(frozen=True)
class Disturbance:
    """The judgement whose correction would make the others most consistent.

    Attributes
    ----------
    judge
        Whose it is; empty for the group's judgements taken together.
    option_a, option_b, preference
        The judgement, in the direction in which it was handed in.
    fits
        What the judge's other answers imply for it, as exact as it comes: it may lie beyond the scale.
    nearest_on_scale
        The step of the scale (…, 1/3, 1/2, 1, 2, 3, …) nearest to that.
    consistency_ratio, consistency_ratio_after, consistency_ratio_on_scale
        As judged, if the judgement were the value that fits, and if it were the nearest step.
    """

    judge: Label
    option_a: Label
    option_b: Label
    preference: float
    fits: float
    nearest_on_scale: float
    consistency_ratio: float
    consistency_ratio_after: float
    consistency_ratio_on_scale: float

    @property
    def sentence(self) -> str:
        """What stands out, and what would fit."""
        one, other = named(self.option_a), named(self.option_b)
        judged, near = written(self.preference), written(self.nearest_on_scale)
        lead = say(
            "{one} was judged {judged} times as important as {other}; the other answers imply {written}",
            one=one,
            judged=judged,
            other=other,
            written=written(self.fits),
        )
        if near == judged:
            return say("{lead}, and the scale has no step nearer to that", lead=lead)
        now, after = as_number(self.consistency_ratio, 3), as_number(self.consistency_ratio_on_scale, 3)
        return say(
            "{lead} (nearest on the scale: {near}), which would bring the consistency ratio from {now} to {after}",
            lead=lead,
            near=near,
            now=now,
            after=after,
        )


def find_suspects(
    logs: Floats, fit: LeastSquares, candidates: int, largest: float, *, eigenvector: bool
) -> tuple[list[Suspect | None], list[Suspect | None]]:
    """Find for each set of judgements the one that disturbs most, and the one that is most worth asking again.

    Parameters
    ----------
    logs
        (sets, options, options), NaN where not judged; judged pairs connect all options.
    fit
        Their least squares.
    candidates
        How many judgements of a set are tried, those first that deviate most.
    largest
        Where the scale ends.
    eigenvector
        Whether weights are the principal eigenvector: then the judgement is sought whose replacement by what the others imply
        lowers lambda max most, and its best value is the one at which lambda max is least. Otherwise the judgement is sought
        that adds most to the squared errors of the logarithms, and the value is the one that the others imply.

    Returns
    -------
    tuple
        The most disturbing of each set, and the most disturbing for which the scale has a step nearer to what fits; None where
        there is none.
    """
    size = logs.shape[-1]
    upper = np.triu(np.ones((size, size), dtype=bool), 1)
    gain = np.where(upper & ~np.isnan(fit.gain), fit.gain, -1.0).reshape(len(logs), -1)
    best = np.argsort(-gain, axis=1, kind="stable")[:, :candidates]
    sets, ranks = np.nonzero(np.take_along_axis(gain, best, axis=1) > _NOTHING**2)
    first, second = np.divmod(best[sets, ranks], size)
    rank = _lambda_without(logs, fit, sets, first, second) if eigenvector and len(sets) else ranks
    told, judged = fit.left_out[sets, first, second], logs[sets, first, second]
    mendable = ~np.isclose(_nearest_step(told, largest), _nearest_step(judged, largest))
    finalists = _FINALISTS if eigenvector else 1
    lists: list[list[list[int]]] = []
    for allowed in (np.ones(len(sets), dtype=bool), mendable):
        mine = (np.flatnonzero((sets == one) & allowed) for one in range(len(logs)))
        lists.append([some[np.argsort(rank[some], kind="stable")[:finalists]].tolist() for some in mine])
    spots = np.array(sorted({spot for found in lists for some in found for spot in some}), dtype=np.intp)
    if not len(spots):
        return [None] * len(logs), [None] * len(logs)
    suspects = _examine(logs, fit, (sets[spots], first[spots], second[spots]), largest, eigenvector=eigenvector)
    by_spot = dict(zip(spots.tolist(), suspects, strict=True))
    most, again = ([_foremost([by_spot[spot] for spot in some]) for some in found] for found in lists)
    return most, again


def _foremost(suspects: list[Suspect]) -> Suspect | None:
    """Return the suspect whose fitting value leaves the rest most consistent; of equals the one that was ranked first."""
    return min(suspects, key=lambda suspect: suspect.lambda_fitting, default=None)


def _nearest_step(logs: Floats, largest: float) -> Floats:
    """Return the logarithm of the nearest step of the scale: whole numbers and one divided by them."""
    steps = np.clip(np.round(np.exp(np.minimum(np.abs(logs), 50.0))), 1, largest)
    return np.asarray(np.sign(logs) * np.log(steps))


def _lambda_without(logs: Floats, fit: LeastSquares, sets: Places, first: Places, second: Places) -> Floats:
    """Return lambda max (candidates,) with each candidate replaced, and missing pairs filled, by what the others imply."""
    values = []
    at_a_time = max(1, _CELLS_AT_A_TIME // logs.shape[-1] ** 2)
    for start in range(0, len(sets), at_a_time):
        some = slice(start, start + at_a_time)
        values.append(principal_eigenvectors(np.exp(_without(logs, fit, sets[some], first[some], second[some]))).value)
    return np.concatenate(values)


def _without(logs: Floats, fit: LeastSquares, sets: Places, first: Places, second: Places) -> Floats:
    spread, each = fit.spread[sets], np.arange(len(sets))
    told = logs[sets, first, second] - fit.left_out[sets, first, second]
    values = fit.logs[sets] - (spread[each, :, first] - spread[each, :, second]) * told[:, None]
    implied = values[:, :, None] - values[:, None, :]
    filled = np.where(np.isnan(logs[sets]), implied, logs[sets])
    filled[each, first, second], filled[each, second, first] = implied[each, first, second], implied[each, second, first]
    return np.asarray(filled, dtype=np.float64)


def _examine(
    logs: Floats, fit: LeastSquares, suspects: tuple[Places, Places, Places], largest: float, *, eigenvector: bool
) -> list[Suspect]:
    """Work out what would fit in place of each suspect (its set, first and second option), and what that would change."""
    sets, first, second = suspects
    each = np.arange(len(sets))
    free = np.isnan(logs[sets])
    filled = _without(logs, fit, sets, first, second)
    if eigenvector:
        loose = free.copy()
        loose[each, first, second] = loose[each, second, first] = True
        filled = least_inconsistent(filled, loose)
    fits = filled[each, first, second]
    step = _nearest_step(fits, largest)
    stepped = logs[sets]
    stepped[each, first, second], stepped[each, second, first] = step, -step
    if free.any():
        refit = log_least_squares(stepped).logs
        stepped = np.where(free, refit[:, :, None] - refit[:, None, :], stepped)
        stepped = least_inconsistent(stepped, free) if eigenvector else stepped
    fitting, on_scale = (principal_eigenvectors(np.exp(values)).value for values in (filled, stepped))
    columns = (first, second, fits, step, fitting, on_scale)
    return [Suspect(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
