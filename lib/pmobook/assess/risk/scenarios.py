"""Draws of what happens in each scenario: evenly spread where there are few dimensions, at random where there are many."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri
from scipy.stats import qmc

from pmobook.method.risk import risk_method

__all__ = ["Plan", "draw_normals", "plan_of"]

Floats = NDArray[np.float64]

_CELLS_A_BLOCK = 2_000_000
"""Draws held at one time: 16 MB."""


@dataclass(frozen=True)
class Plan:
    """How scenarios are drawn.

    Attributes
    ----------
    dimensions
        Random quantities of one scenario.
    counts
        Scenarios of each replicate.
    seed
        Of the generator.
    is_quasi_random
        Whether scenarios are a scrambled Sobol' sequence.
    """

    dimensions: int
    counts: tuple[int, ...]
    seed: int
    is_quasi_random: bool


def plan_of(dimensions: int, scenarios: int, seed: int) -> Plan:
    """Return how so many scenarios are drawn, in replicates as equal as can be."""
    method = risk_method()
    replicates = min(int(method.replicates.value), scenarios)
    each, more = divmod(scenarios, replicates)
    counts = tuple(each + (place < more) for place in range(replicates))
    return Plan(dimensions, counts, seed, dimensions <= method.quasi_random_up_to.value)


def draw_normals(plan: Plan) -> Iterator[Floats]:
    """Yield standard normal draws, (dimensions, scenarios), block by block, one replicate after the other.

    Notes
    -----
    Each replicate has a stream of its own, so that replicates are independent of each other. Blocks are the caller's own, to
    write in.
    """
    if plan.dimensions * sum(plan.counts) <= _CELLS_A_BLOCK:
        yield from (block.copy() for block in _held(plan))
    else:
        yield from _drawn(plan)


@functools.lru_cache(maxsize=2)
def _held(plan: Plan) -> tuple[Floats, ...]:
    # One assessment goes through the same scenarios some ten times, and drawing takes longer than all that is done with them.
    return tuple(_drawn(plan))


def _drawn(plan: Plan) -> Iterator[Floats]:
    block = max(_CELLS_A_BLOCK // max(plan.dimensions, 1), 1)
    for count, sequence in zip(plan.counts, np.random.SeedSequence(plan.seed).spawn(len(plan.counts)), strict=True):
        chance = np.random.Generator(np.random.PCG64(sequence))
        sobol = qmc.Sobol(plan.dimensions, scramble=True, rng=chance) if plan.is_quasi_random else None
        # The balance of a Sobol' sequence needs powers of two: the block is one, and the last one is cut off.
        step = 2 ** (block.bit_length() - 1)
        for begun in range(0, count, step):
            size = min(step, count - begun)
            if sobol is None:
                yield chance.standard_normal((plan.dimensions, size))
            else:
                drawn = sobol.random(2 ** (size - 1).bit_length())[:size]
                yield np.ascontiguousarray(ndtri(np.clip(drawn.T, 1e-12, 1 - 1e-12)))
