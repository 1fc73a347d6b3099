"""The cheapest choice that satisfies every row, in whole numbers, however its rows and costs are written."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.improvement.solver import Rows, minimise
from pmobook.errors import PmobookError


def rows_of(*rows):
    made = Rows()
    for row, least, most in rows:
        made.add(row, least, most)
    return made


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 20), st.floats(0.0, 3.0, allow_subnormal=False)), min_size=1, max_size=5),
    st.floats(0.0, 6.0),
)
def test_no_choice_is_cheaper(offers, least):
    costs, gains = [cost for cost, _ in offers], np.array([gain for _, gain in offers])
    every = [np.array(one) for one in itertools.product([False, True], repeat=len(offers))]
    surely = [int(np.dot(costs, one)) for one in every if gains @ one >= least]
    at_most = [int(np.dot(costs, one)) for one in every if gains @ one >= least - 3e-6]
    found = minimise(rows_of((dict(enumerate(gains)), least, np.inf)), costs, np.ones(len(offers)), (), 1000)
    if found is None:
        assert not surely
    else:
        assert found.is_proven
        assert min(at_most) <= np.dot(costs, found.chosen) <= min([*surely, sum(costs)])


def test_the_lowest_of_several_scores_is_an_amount_and_no_choice():
    """Two scores of at least 1.5 each: the dear choice gives the second one of them."""
    rows = rows_of(
        ({0: 1.5, 1: 1.5, 2: -1.0}, 0.0, np.inf),
        ({1: 1.5, 2: -1.0}, 0.0, np.inf),
        ({2: 1.0}, 1.5, np.inf),
    )
    found = minimise(rows, [1, 9], np.array([1.0, 1.0, np.inf]), [2], 1000)
    assert found.chosen.tolist() == [False, True]
    assert found.bound == 9


def test_what_is_ruled_out_is_never_chosen():
    rows = rows_of(({0: 1.0, 1: 1.0}, 1.0, np.inf))
    assert minimise(rows, [1, 5], np.array([0.0, 1.0]), (), 1000).chosen.tolist() == [False, True]
    assert minimise(rows, [1, 5], np.zeros(2), (), 1000) is None
    assert minimise(rows_of(({}, 1.0, np.inf)), [1], np.ones(1), (), 1000) is None


def test_a_search_that_finds_nothing_in_time_says_what_to_do():
    chance = np.random.default_rng(7)
    weights = chance.integers(10**6, 10**7, size=(8, 60))
    rows = rows_of(*((dict(enumerate(map(float, one))), one.sum() // 2, one.sum() // 2) for one in weights))
    with pytest.raises(PmobookError, match="stopped after 1 branches without finding any path"):
        minimise(rows, [1] * 60, np.ones(60), (), 1)
