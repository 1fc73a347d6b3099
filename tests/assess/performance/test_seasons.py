import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.performance import seasonality
from pmobook.assess.performance.seasons import seasons_of_rows
from pmobook.errors import PmobookError

YEAR = [0, 3, 8, 4, 1, -2, -6, -9, -5, -1, 2, 5]
"""Sums to zero."""


def noise(length, seed=7):
    return np.random.default_rng(seed).standard_normal(length)


def test_a_season_of_two_years_is_found_and_taken_out():
    found = seasonality([100 + one for one in YEAR * 2] + noise(24) * 0.3)
    assert (found.is_seasonal, found.years) == (True, 2)
    assert found.indices == pytest.approx(YEAR, abs=0.8)
    assert found.adjusted == pytest.approx([100] * 24, abs=1)


def test_indices_stand_in_the_order_of_the_values_wherever_in_the_year_they_begin():
    values = ([1, 5, 9, 2] * 8)[3:]
    found = seasonality(values, seasons=4)
    assert found.indices == pytest.approx([2 - 4.25, 1 - 4.25, 5 - 4.25, 9 - 4.25])
    assert found.adjusted == pytest.approx([4.25] * len(values))


def test_what_a_season_adds_is_told_apart_from_a_trend():
    found = seasonality([2 * place + one for place, one in enumerate(YEAR * 3)])
    assert found.indices == pytest.approx(YEAR)
    assert np.diff(found.adjusted) == pytest.approx([2] * 35)


def test_less_than_two_whole_years_are_not_assessed():
    found = seasonality((YEAR * 2)[1:])
    assert found.is_seasonal is None
    assert math.isnan(found.probability)
    assert found.adjusted.tolist() == (YEAR * 2)[1:]
    assert seasonality([]).is_seasonal is None


def test_a_year_with_a_gap_does_not_count():
    values = [float(one) for one in YEAR * 3]
    values[2] = None
    assert seasonality(values).years == 2
    values[14] = None
    assert seasonality(values).is_seasonal is None


def test_a_trend_a_lasting_shift_and_equal_values_are_no_season():
    assert seasonality([0.5 * place for place in range(36)]).is_seasonal is False
    assert seasonality([5.0] * 36).is_seasonal is False
    shifted = np.where(np.arange(36) < 20, 10.0, 30.0)
    assert seasonality(shifted + noise(36)).is_seasonal is False


def test_chance_alone_passes_for_a_season_about_as_often_as_the_method_allows():
    """One in a hundred is allowed; of 2,000 courses drawn with a fixed seed, fewer than one in forty."""
    rows = np.random.default_rng(1).standard_normal((2000, 36))
    assert np.mean(seasons_of_rows(rows, 12).is_seasonal) < 0.025


def test_quarters_need_four_years_before_they_can_be_told_from_chance():
    assert seasonality([1, 5, 9, 2] * 3, seasons=4).is_seasonal is False
    assert seasonality([1, 5, 9, 2] * 4, seasons=4).is_seasonal is True


def test_a_number_of_seasons_that_makes_no_year_is_refused():
    with pytest.raises(PmobookError, match="found 1, expected periods a year, at least 2"):
        seasonality([1, 2], seasons=1)


@settings(deadline=None, max_examples=30)
@given(st.integers(-100, 100), st.sampled_from([0.5, 2, 16]), st.integers(0, 50))
def test_a_season_depends_neither_on_the_zero_nor_on_the_scale(shift, factor, seed):
    values = np.array(YEAR * 3) * 0.3 + noise(36, seed)
    plain, moved = seasonality(values), seasonality(values * factor + shift)
    assert moved.is_seasonal == plain.is_seasonal
    assert moved.indices == pytest.approx(plain.indices * factor, abs=1e-9)
    assert plain.indices.sum() == pytest.approx(0, abs=1e-9)
