"""The search nearby: of a handful of options it meets the best set, and it ends there."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.selection.programme import read_programme
from pmobook.assess.selection.rows import linear_of
from pmobook.assess.selection.search import search_nearby
from pmobook.assess.selection.solver import relax
from pmobook.method.selection import selection_method


def nearby(value, cost, limits, steps):
    """Return the set met within so many steps, and the rows it keeps."""
    linear = linear_of(read_programme(value, cost, limits))
    return search_nearby(linear, relax(linear), selection_method().search, steps), linear


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 8))
def test_what_is_met_keeps_every_limit_and_more_steps_never_make_it_worse(seed, count):
    """A set met fits, is worth no more than the best of all sets, and a longer walk is worth at least as much."""
    chance = np.random.default_rng(seed)
    value, cost = chance.integers(1, 50, count), chance.integers(1, 20, (count, 2))
    limits = cost.sum(axis=0) // 2
    sets = np.array(list(itertools.product((0, 1), repeat=count)))
    best = (sets @ value)[(sets @ cost <= limits).all(axis=1)].max()
    worth = []
    for steps in (0, 5, 100):
        met, linear = nearby(value, cost, limits, steps)
        assert met is None or linear.holds(met)
        worth.append(-1 if met is None else int(met @ value))
    assert worth == sorted(worth)
    assert worth[-1] <= best


def test_the_best_of_few_options_is_met_however_long_the_walk_might_be():
    """Walked for a hundred steps or a million, the best of four projects is met, and the walk ends there."""
    value, cost = [9, 9, 6, 5], [[6], [5], [4], [3]]
    for steps in (100, 1_000_000):
        met, _ = nearby(value, cost, [9], steps)
        assert met.tolist() == [False, True, True, False]


def test_where_no_set_fits_nothing_is_met():
    """A limit of nothing leaves only the empty set."""
    met, _ = nearby([3, 2], [[1], [1]], [0], 100)
    assert met is None or not met.any()
