import math

import numpy as np
import pytest

from pmobook.assess.uncertainty import resampling
from pmobook.assess.uncertainty.intervals import corrected_probability, expanded_tail, percentile_limits


def replicates(*columns):
    return np.column_stack([np.asarray(column, dtype=float) for column in columns])


@pytest.mark.parametrize(("raters", "z"), [(5, -3.1041), (20, -2.1474), (1000, -1.9634)])
def test_the_tail_is_that_of_students_t_widened(raters, z):
    """By hand: t of .025 with 4, 19 and 999 degrees of freedom is -2.7764, -2.0930 and -1.9623, times sqrt(n / (n - 1))."""
    below = 0.5 * math.erfc(-z / math.sqrt(2))
    assert expanded_tail(0.025, raters) == pytest.approx(below, rel=5e-3)


def test_for_many_raters_the_interval_is_the_plain_percentile_interval():
    found = percentile_limits(replicates(np.arange(1001)), np.array([10**7]), resampling())
    assert found.low[0] == pytest.approx(50, abs=0.01)
    assert found.high[0] == pytest.approx(950, abs=0.01)


def test_fewer_raters_give_a_wider_interval_from_the_same_resamples():
    values = np.arange(1001)
    found = percentile_limits(replicates(values, values), np.array([6, 60]), resampling())
    assert found.low[0] < found.low[1] < found.high[1] < found.high[0]


def test_with_too_few_raters_no_interval_is_stated_and_the_note_says_why():
    found = percentile_limits(replicates(np.arange(100), np.arange(100)), np.array([4, 5]), resampling())
    assert math.isnan(found.low[0])
    assert found.notes == ("no interval: 4 raters, and fewer than 5 are too few to resample", "")


def test_a_statistic_undefined_in_many_resamples_has_no_interval():
    half, most = np.arange(100.0), np.arange(100.0)
    half[:50], most[:5] = np.nan, np.nan
    found = percentile_limits(replicates(half, most), np.array([9, 9]), resampling())
    assert found.notes == ("no interval: defined in 50% of the resamples only", "")
    assert found.low[1] >= 5


def test_a_probability_is_drawn_towards_one_half_but_certainty_stays():
    moved = corrected_probability(np.array([0.0, 0.02, 0.5, 0.98, 1.0, np.nan]), np.array([6] * 6))
    assert moved[[0, 2, 4]].tolist() == [0, pytest.approx(0.5), 1]
    assert 0.02 < moved[1] < 0.1
    assert moved[3] == pytest.approx(1 - moved[1])
    assert math.isnan(moved[5])


def test_probability_and_interval_carry_the_same_correction():
    tail = expanded_tail(0.05, 7)
    assert corrected_probability(np.array([tail]), np.array([7]))[0] == pytest.approx(0.05)
