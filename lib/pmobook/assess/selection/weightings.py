"""The weightings of goals that the judgements made so far allow: corners and an even sample."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pmobook.assess.selection.tables import Floats, Id, unknown
from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.method.selection import selection_method

__all__ = ["Weightings", "admissible_weightings"]

_MOST_COMBINATIONS = 200_000
_SIGNS = {">=": 1.0, "at least": 1.0, "<=": -1.0, "at most": -1.0}


@dataclass(frozen=True, eq=False)
class Weightings:
    """Admissible weightings.

    Attributes
    ----------
    goals
        Ids.
    sample
        (weightings, goals), each adding up to 1.
    corners
        (corners, goals) of the admissible set; the sample itself if weightings were handed in.
    """

    goals: tuple[Id, ...]
    sample: Floats
    corners: Floats


def admissible_weightings(
    goals: Sequence[Id],
    weights_set: Any = None,  # noqa: ANN401 - constraints or weightings
    n: int | None = None,
    seed: int | None = None,
) -> Weightings:
    """Return weightings that keep every constraint, drawn evenly, and the corners of all that do.

    Parameters
    ----------
    goals
        Ids; weights are 0 or more and add up to 1.
    weights_set
        None: every weighting. Goal to (lowest, highest) weight. A list of constraints: ``(goal, ">=", goal)``,
        ``(goal, ">=", goal, factor)`` (at least factor times as much), ``({goal: number, …}, ">=", number)``, or a dictionary of
        lowest and highest; ``"<="`` likewise. Or weightings themselves: a frame with a column a goal, or an array
        (weightings, goals); each is brought to a sum of 1.
    n, seed
        How many to draw, and the generator's starting number; the method's unless given.

    Raises
    ------
    ProblemsFound
        If a goal is unknown, a weighting negative or zero, or no weighting keeps all constraints.

    Notes
    -----
    Without constraints, flat Dirichlet; otherwise a hit-and-run walk whose directions join random mixtures of the corners.
    """
    method = selection_method().core_index
    count, start = int(method.weightings.value if n is None else n), int(method.seed.value if seed is None else seed)
    if count < 1 or not goals:
        message = f"Weightings need at least 1 goal and 1 draw; found {len(goals)} and {count}."
        raise PmobookError(message)
    given = _as_weightings(weights_set)
    if given is not None:
        sample = _given(goals, given)
        return Weightings(tuple(goals), sample, np.unique(sample, axis=0))
    rows, least = _constraints(goals, weights_set)
    corners = _corners(rows, least)
    if not len(corners):
        found = "constraints that contradict each other"
        raise ProblemsFound([Problem("weights_set", found, "at least one weighting that keeps all", "Loosen one of them.")])
    chance = np.random.default_rng(start)
    if len(rows) == len(goals):
        return Weightings(tuple(goals), chance.dirichlet(np.ones(len(goals)), size=count), corners)
    return Weightings(tuple(goals), _walk(rows, least, corners, count, chance), corners)


def _as_weightings(weights_set: Any) -> pd.DataFrame | np.ndarray | None:  # noqa: ANN401 - as handed in
    """Return weightings if that is what was handed in, and not constraints."""
    if isinstance(weights_set, (pd.DataFrame, np.ndarray)):
        return weights_set
    if isinstance(weights_set, pd.Series):
        return weights_set.to_frame().T
    if isinstance(weights_set, Mapping) and weights_set and all(_is_number(one) for one in weights_set.values()):
        return pd.DataFrame([list(weights_set.values())], columns=pd.Index(list(weights_set), tupleize_cols=False))
    rows = list(weights_set) if isinstance(weights_set, Sequence) and not isinstance(weights_set, str) else []
    rows = rows if rows and not all(_is_number(one) for one in rows) else [rows]
    is_plain = all(isinstance(row, (Sequence, np.ndarray)) and len(row) and all(_is_number(one) for one in row) for row in rows)
    if not is_plain or len({len(row) for row in rows}) > 1:
        return None
    return np.array([list(row) for row in rows], dtype=np.float64)


def _is_number(said: object) -> bool:
    return isinstance(said, (int, float, np.number)) and not isinstance(said, bool)


def _given(goals: Sequence[Id], weights: pd.DataFrame | np.ndarray) -> Floats:
    if isinstance(weights, pd.DataFrame):
        problems = [unknown("weights_set", one, goals, "goal") for one in weights.columns if one not in goals]
        problems += [
            Problem("weights_set", f"no column for {goal}", "a weight of each goal", "Add the column.")
            for goal in goals if goal not in weights.columns
        ]  # fmt: skip
        if problems:
            raise ProblemsFound(problems)
        weights = weights[list(goals)].to_numpy(dtype=np.float64)
    array = np.asarray(weights, dtype=np.float64)
    array = array[None, :] if array.ndim == 1 else array
    if array.ndim != 2 or array.shape[1] != len(goals) or not len(array):
        expected = f"a row a weighting and {len(goals)} columns"
        raise ProblemsFound([Problem("weights_set", f"shape {array.shape}", expected, "Give each goal a column.")])
    faulty = np.flatnonzero(~np.isfinite(array).all(axis=1) | (array < 0).any(axis=1) | ~(array.sum(axis=1) > 0))
    if len(faulty):
        raise ProblemsFound(
            Problem(f"weights_set, weighting {at}", "a missing or negative weight, or a sum of zero",
                    "weights of 0 or more, one of them above 0", "Correct the weighting.") for at in faulty
        )  # fmt: skip
    return np.asarray(array / array.sum(axis=1, keepdims=True), dtype=np.float64)


def _constraints(goals: Sequence[Id], weights_set: Any) -> tuple[Floats, Floats]:  # noqa: ANN401 - as handed in
    """Return rows and least values: rows @ weights >= least, the first of them that no weight is negative."""
    rows, least = [*np.eye(len(goals))], [0.0] * len(goals)
    problems: list[Problem] = []

    def put(row: Mapping[Id, float], amount: float, sign: float) -> None:
        problems.extend(unknown("weights_set", one, goals, "goal") for one in row if one not in goals)
        if not problems:
            rows.append(sign * np.array([float(row.get(goal, 0.0)) for goal in goals]))
            least.append(sign * float(amount))

    parts = [] if weights_set is None else [weights_set] if isinstance(weights_set, Mapping) else list(weights_set)
    for part in parts:
        if isinstance(part, Mapping):
            for goal, (lowest, highest) in part.items():
                put({goal: 1.0}, lowest, 1.0)
                put({goal: 1.0}, highest, -1.0)
            continue
        left, said, right = part[0], part[1], part[2]
        if said not in _SIGNS:
            problems.append(Problem("weights_set", f"{said!r}", ">= or <=", "Write >= for at least."))
        elif isinstance(left, Mapping):
            put(left, right, _SIGNS[said])
        elif isinstance(right, (int, float)) and right not in goals:
            put({left: 1.0}, right, _SIGNS[said])
        else:
            factor = float(part[3]) if len(part) > 3 else 1.0
            put({left: 1.0, right: -factor}, 0.0, _SIGNS[said])
    if problems:
        raise ProblemsFound(problems)
    return np.array(rows), np.array(least)


def _corners(rows: Floats, least: Floats) -> Floats:
    """Return the corners: weightings at which as many constraints as there are goals hold exactly."""
    size = rows.shape[1]
    if math.comb(len(rows), size - 1) > _MOST_COMBINATIONS:
        message = "There are too many goals and constraints to find every corner; hand in sampled weightings instead."
        raise PmobookError(message)
    chosen = np.array(list(itertools.combinations(range(len(rows)), size - 1)), dtype=np.int64).reshape(-1, size - 1)
    systems = np.concatenate([rows[chosen], np.ones((len(chosen), 1, size))], axis=1)
    sides = np.concatenate([least[chosen], np.ones((len(chosen), 1))], axis=1)
    solvable = np.abs(np.linalg.det(systems)) > 1e-10
    points = np.linalg.solve(systems[solvable], sides[solvable][:, :, None])[:, :, 0]
    points = points[(points @ rows.T >= least - 1e-9).all(axis=1)]
    return np.unique(np.round(np.maximum(points, 0.0), 12), axis=0)


def _walk(rows: Floats, least: Floats, corners: Floats, count: int, chance: np.random.Generator) -> Floats:
    here, drawn = corners.mean(axis=0), []
    stride = int(selection_method().core_index.walk.value)
    if len(corners) == 1:
        return np.repeat(corners, count, axis=0)
    mixtures = chance.dirichlet(np.ones(len(corners)), size=(count * stride, 2)) @ corners
    places = chance.random(count * stride)
    for step, (pair, place) in enumerate(zip(mixtures, places, strict=True), 1):
        direction = pair[0] - pair[1]
        speed, room = rows @ direction, np.maximum(rows @ here - least, 0.0)
        ahead = np.where(speed < -1e-15, room / np.where(speed < -1e-15, -speed, 1.0), np.inf).min()
        behind = np.where(speed > 1e-15, room / np.where(speed > 1e-15, speed, 1.0), np.inf).min()
        if np.isfinite(ahead + behind):
            here = here + direction * (place * (ahead + behind) - behind)
        if step % stride == 0:
            drawn.append(np.maximum(here, 0.0) / np.maximum(here, 0.0).sum())
    return np.array(drawn)
