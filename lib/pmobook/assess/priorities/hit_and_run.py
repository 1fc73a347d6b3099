"""Draw weights evenly from all that keep ratios within bounds."""

from __future__ import annotations

import numpy as np

from pmobook.assess.priorities.judgements import Floats, Places

__all__ = ["least_deviation", "walk"]


def least_deviation(first: Places, second: Places, low: Floats, high: Floats, options: int) -> tuple[Floats, float]:
    """Return logarithms of weights whose ratios leave their ranges by as little as possible, and that little.

    Parameters
    ----------
    first, second
        (pairs,): positions of the options of each pair.
    low, high
        (pairs,): logarithms of the range of the ratio of their weights.
    options
        How many there are.

    Returns
    -------
    tuple
        (options,), and the largest deviation: 0 if all ratios can lie in their ranges.
    """
    if not len(first):
        return np.zeros(options), 0.0
    # Imported when first needed: it takes a tenth of a second.
    from scipy.optimize import linprog  # noqa: PLC0415

    rows = np.arange(len(first))
    over = np.zeros((len(first), options + 1))
    over[rows, first], over[rows, second], over[:, -1] = 1.0, -1.0, -1.0
    under = over * np.append(-np.ones(options), 1.0)
    # A negative deviation is room: the point that leaves most of it on all sides.
    wanted = np.append(np.zeros(options), 1.0)
    bounds = [(0.0, 0.0), *[(None, None)] * (options - 1), (-50.0, None)]
    found = linprog(wanted, A_ub=np.vstack([over, under]), b_ub=np.concatenate([high, -low]), bounds=bounds, method="highs")
    return np.asarray(found.x[:-1]), max(0.0, float(found.x[-1]))


def walk(
    start: Floats,
    first: Places,
    second: Places,
    at_least: Floats,
    at_most: Floats,
    walks_and_steps: tuple[int, int],
    generator: np.random.Generator,
) -> Floats:
    """Walk from one weighting to others at random, and return where each walk ends.

    Parameters
    ----------
    start
        (options,): weights, with every ratio strictly within its bounds.
    first, second, at_least, at_most
        (pairs,): the ratio of the first option's weight to the second's lies between these.
    walks_and_steps
        How many walks, and how long each is.

    Notes
    -----
    Hit-and-run: a random direction, then a point drawn evenly from the admissible stretch along it. Directions are scaled by the
    start so that small weights move as freely as large ones; their distribution is the same everywhere, so points end up evenly
    spread over what is admissible.
    """
    walks, steps = walks_and_steps
    rows = np.arange(len(first))
    bounds = np.zeros((2 * len(first), len(start)))
    bounds[rows, first], bounds[rows, second] = 1.0, -at_most
    bounds[len(first) + rows, first], bounds[len(first) + rows, second] = -1.0, at_least
    bounds = np.vstack([bounds, -np.eye(len(start))])
    place = np.tile(start, (walks, 1))
    for _ in range(steps):
        way = start * generator.standard_normal(place.shape)
        way -= start * way.sum(axis=1, keepdims=True)
        room, pace = -(place @ bounds.T), way @ bounds.T
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = room / pace
        ahead = np.where(pace > 0, reach, np.inf).min(axis=1)
        behind = np.where(pace < 0, reach, -np.inf).max(axis=1)
        moved = place + (behind + (ahead - behind) * generator.random(walks))[:, None] * way
        moved /= moved.sum(axis=1, keepdims=True)
        inside = (moved @ bounds.T <= 0).all(axis=1)
        place = np.where(inside[:, None], moved, place)
    return place
