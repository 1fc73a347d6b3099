import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pmobook.assess.performance import probability_of_target
from pmobook.errors import PmobookError

STEADY = [84, 86] * 10


def test_a_target_at_the_centre_of_a_steady_measure_is_a_coin_toss():
    found = probability_of_target(STEADY, 85, "higher")
    assert (found.probability, found.basis, found.level) == (pytest.approx(0.5), "level", 85)


def test_the_spread_is_that_of_the_moving_ranges_and_of_the_level():
    """Mean moving range 2, so 2 / 1.128; twenty values; Student's t with 0.62 degrees of freedom for each of 19 ranges."""
    found = probability_of_target(STEADY, 87, "higher")
    spread = 2 / 1.128 * math.sqrt(1 + 1 / 20)
    assert found.spread == pytest.approx(spread)
    assert found.probability == pytest.approx(stats.t.sf(2 / spread, 0.62 * 19))


def test_it_is_the_same_for_every_period_to_come_of_a_steady_measure():
    assert probability_of_target(STEADY, 87, "higher", 3).probability == probability_of_target(STEADY, 87, "higher").probability


def test_a_moving_measure_moves_on_as_it_has():
    """Thirty values rise by 1 a period to 29: each of 27 changes over three periods leads to 32."""
    climbing = list(range(30))
    found = probability_of_target(climbing, 31.5, "higher", 3)
    assert (found.basis, found.probability) == ("changes", pytest.approx(27.5 / 28))
    assert probability_of_target(climbing, 32.5, "higher", 3).probability == pytest.approx(0.5 / 28)


def test_too_few_changes_over_so_many_periods_are_not_assessed_and_said():
    found = probability_of_target(list(range(14)), 20, "higher", 6)
    assert math.isnan(found.probability)
    assert found.reason == "it is moving, and history holds only 8 of the 12 changes over 6 periods that it takes"
    assert math.isnan(probability_of_target(list(range(14)), 20, "higher", 20).probability)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (([1] * 11, 1, "higher"), "only 11 values, and it takes 12"),
        (([], 1, "higher"), "only 0 values, and it takes 12"),
        (([1, None] * 12, 1, "higher"), "no two values are of neighbouring periods"),
        ((STEADY, None, "higher"), "no target"),
        ((STEADY, math.nan, "lower"), "no target"),
        ((STEADY, 85, None), "nobody said which way is better"),
    ],
)
def test_what_can_not_be_said_is_not_assessed_with_the_reason(given, reason):
    found = probability_of_target(*given)
    assert math.isnan(found.probability)
    assert found.reason == reason


def test_a_measure_that_never_moved_is_sure():
    assert probability_of_target([5] * 12, 5, "higher").probability == 1
    assert probability_of_target([5] * 12, 5.1, "higher").probability == 0
    assert probability_of_target([5] * 12, 5.1, "lower").probability == 1


def test_only_values_since_the_latest_change_count():
    assert probability_of_target([50] * 12 + STEADY, 85, "higher", rebase_at=12).level == 85
    assert probability_of_target(STEADY + [50] * 3, 85, "higher", rebase_at=20).reason == "only 3 values, and it takes 12"


def test_a_number_that_is_none_is_refused_in_words():
    with pytest.raises(PmobookError, match="target: found inf, expected a finite number"):
        probability_of_target(STEADY, math.inf, "higher")
    with pytest.raises(PmobookError, match="periods_ahead: found 0, expected a whole number from 1 on"):
        probability_of_target(STEADY, 85, "higher", 0)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 50), min_size=15, max_size=30), st.integers(-10, 60), st.integers(0, 10), st.integers(1, 3))
def test_a_higher_target_is_never_likelier_and_chances_stay_between_0_and_1(values, target, more, ahead):
    low, high = (probability_of_target(values, one, "higher", ahead).probability for one in (target, target + more))
    assert 0 <= high <= low <= 1 or math.isnan(low)
    assert math.isnan(low) == math.isnan(high)
