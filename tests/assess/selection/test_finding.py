"""The search: what it proves within a gap, and that every answer's bound holds."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.selection import select

GAP = 0.05


def best_of_all(value, cost, limits):
    """Return the best value of every set tried."""
    sets = np.array(list(itertools.product((0, 1), repeat=len(value))))
    return float((sets @ value)[(sets @ cost <= limits).all(axis=1)].max())


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 10), st.booleans())
def test_within_a_gap_the_bound_holds_and_the_value_is_near_enough(seed, count, whole):
    """The best of all sets lies between the value and the bound, which differ by the gap asked for at most."""
    chance = np.random.default_rng(seed)
    value, cost = chance.lognormal(1, 1, count), chance.lognormal(0, 1, (count, 3))
    if whole:
        value, cost = np.ceil(value), np.ceil(cost)
    limits = cost.sum(axis=0) * 0.5
    found = select(value, cost, limits, gap=GAP)
    truth = best_of_all(value, cost, limits)
    assert found.value - 1e-9 * truth <= truth <= found.bound + 1e-9 * truth
    assert found.gap <= GAP
    assert found.status in {"proven optimal", "within the gap asked for"}


@pytest.mark.parametrize("seed", range(3))
def test_a_large_selection_within_a_gap_has_a_bound_that_the_exact_search_keeps(seed):
    """With 150 projects the value within a gap and its bound enclose the value that is proven best."""
    chance = np.random.default_rng(seed)
    cost = np.round(chance.lognormal(0, 0.9, (150, 4)), 2)
    value = np.round(10 * cost.mean(axis=1) ** 0.7 * chance.lognormal(0, 0.8, 150), 1)
    near = select(value, cost, cost.sum(axis=0) * 0.4, gap=0.01)
    best = select(value, cost, cost.sum(axis=0) * 0.4)
    assert near.gap <= 0.01
    assert near.value <= best.value + 1e-9
    assert best.value <= near.bound * (1 + 1e-9)
    assert best.is_proven
    assert best.bound == best.value


@pytest.mark.parametrize("limit", [0.05, 0.5])
def test_however_short_the_time_the_gap_is_honest(limit):
    """Cut short, the bound stays above the best value known for the instance, and nothing is called optimal."""
    chance = np.random.default_rng(11)
    cost = chance.integers(1, 1000, (250, 15))
    value = cost.mean(axis=1).round() + chance.integers(0, 500, 250)
    short = select(value, cost, cost.sum(axis=0) // 4, time_limit=limit)
    longer = select(value, cost, cost.sum(axis=0) // 4, time_limit=2)
    assert not short.is_proven
    assert short.status == "stopped at the time limit"
    assert short.bound >= longer.value
    assert short.bound == pytest.approx(short.value * (1 + short.gap))
