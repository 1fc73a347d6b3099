import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.benefits import ramp_shape, slippage
from pmobook.errors import ProblemsFound

NAN = math.nan


@pytest.mark.parametrize(
    ("amounts", "lengths", "shape"),
    [
        ([10, 10, 10, 10], None, "linear"),
        ([0, 10, 10, 0], None, "linear"),
        ([100, 60, 30, 10], None, "fast"),
        ([10, 30, 60, 100], None, "slow"),
        ([0, 90, 10], None, "step"),
        ([5], None, "step"),
        ([10, 30], [1, 3], "linear"),
        ([1, None], None, "not assessed"),
        ([3, -1], None, "not assessed"),
        ([0, 0], None, "not assessed"),
        ([], None, "not assessed"),
    ],
)
def test_the_shape_in_which_a_benefit_comes(amounts, lengths, shape):
    assert ramp_shape(amounts, lengths).shape == shape


def test_the_area_of_a_level_benefit_is_nothing_and_its_shares_rise_evenly():
    found = ramp_shape([10, 10])
    assert found.area == 0
    assert found.shares.tolist() == [0.5, 1]


@given(st.lists(st.integers(0, 100), min_size=2, max_size=12))
def test_turned_round_what_came_fast_comes_slowly(amounts):
    there, back = ramp_shape(amounts), ramp_shape(amounts[::-1])
    assert {"fast": "slow", "slow": "fast"}.get(there.shape, there.shape) == back.shape


@pytest.mark.parametrize(
    ("planned", "expected", "later", "full"),
    [
        ([10, 10, 10, 10, 0, 0], [0, 0, 10, 10, 10, 10], 2, 2),
        ([10, 10, 10, 10], [10, 10, 10, 10], 0, 0),
        ([0, 0, 10, 10], [10, 10, 0, 0], -2, -2),
        ([10, 10, 0, 0], [5, 5, 5, 0], 1, NAN),
        ([10, 10], [1, 1], NAN, NAN),
        ([None, 10, 10, None], [0, 10, 10, 5], 0, 0),
        ([10, 10, 10], [10, 5, None], 0.5, NAN),
        ([10, 10, 10], [10, None, 20], NAN, NAN),
        ([10, None, 10], [10, 10, 10], NAN, NAN),
        ([0, 0], [1, 1], NAN, NAN),
        ([None, None], [1, 1], NAN, NAN),
    ],
)
def test_slippage_is_the_time_between_reaching_half_of_the_plan_as_planned_and_as_expected(planned, expected, later, full):
    found = slippage(planned, expected, share=0.5)
    assert [found.later, found.full_later] == pytest.approx([later, full], nan_ok=True)


@pytest.mark.parametrize(
    ("planned", "expected", "words"),
    [
        ([10, 10, 0, 0], [0, 0, 10, 10], "Half of the plan is reached 6.0 later."),
        ([10, 10], [1, 1], "Half of the plan is not reached within the periods given."),
        ([10, 10], [1, None], "not every amount expected is known"),
        ([10, None, 10], [1, 1, 1], "not every planned amount is known"),
        ([0, 0], [1, 1], "nothing was planned"),
        ([10, 10], [10, 10], "reached as planned"),
    ],
)
def test_slippage_in_words(planned, expected, words):
    assert words in slippage(planned, expected, [3] * len(planned)).sentence


def test_series_of_any_index_will_do():
    planned = pd.Series([1.0, 1.0], index=[7, 3])
    assert slippage(planned, planned, planned).later == 0


def test_amounts_of_different_periods_are_refused():
    with pytest.raises(ProblemsFound, match="found 1 amounts beside 2 planned"):
        slippage([1, 2], [1])
    with pytest.raises(ProblemsFound, match="found 1 lengths beside 2 amounts"):
        ramp_shape([1, 2], [1])


@given(st.lists(st.integers(0, 50), min_size=1, max_size=8), st.integers(0, 5))
def test_a_whole_plan_moved_by_some_periods_slips_by_as_many(amounts, by):
    planned, expected = [*amounts, *[0] * by], [*[0] * by, *amounts]
    found = slippage(planned, expected)
    assert found.later == pytest.approx(by) or not any(amounts)
