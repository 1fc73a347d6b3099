import numpy as np
import pytest

from pmobook.assess.performance import part_of_two_of_three, runs_in_one_direction, runs_on_one_side, two_of_three
from pmobook.assess.performance.patterns import alternating, part_of_pattern, unbroken
from pmobook.errors import PmobookError

ONES = [1] * 6
# The sixteen cases by which NHS-R Community tests its own rules: NHSRplotthedots, tests of ptd_calculate_point_type (MIT).
SHIFTS = [
    (ONES, [0] * 6),
    ([*ONES, -1], [0] * 7),
    ([*ONES, 1, 1, -1], [0] * 6 + [1, 1, 0]),
    ([-1] * 8 + [1], [0] * 6 + [1, 1, 0]),
]
TRENDS = [
    ([1, 2, 3, 4, 5, 6], [0] * 6),
    ([1, 2, 3, 3, 4, 5, 6], [0] * 7),
    ([1, 2, 3, 4, 5, 6, 7], [0] * 6 + [1]),
    ([2, 1, 2, 3, 4, 5, 6, 7, 3], [0] * 7 + [1, 0]),
    ([7, 6, 5, 4, 3, 2, 1], [0] * 6 + [-1]),
    ([2, 7, 6, 5, 4, 3, 2, 1, 3], [0] * 7 + [-1, 0]),
]
WINDOWS = [
    ([1, 0, 1], [1, 1, 1], [1, 1, 1]),
    ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [0, 0, 1, 1, 1, 0, 0]),
    ([0, 0, 1, 1, 0, 0, 0], [1] * 7, [0, 1, 1, 1, 1, 0, 0]),
    ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
]
PARTS = [
    ([0, 0, 1, 0, 1, 0, 0], [1] * 7, [0, 0, 1, 0, 1, 0, 0]),
    ([1, 0, 0, 1, 1], [1] * 5, [0, 0, 0, 1, 1]),
]


@pytest.mark.parametrize(("side", "expected"), SHIFTS)
def test_a_shift_is_flagged_from_its_seventh_value_on(side, expected):
    assert runs_on_one_side(side).tolist() == expected


@pytest.mark.parametrize(("values", "expected"), TRENDS)
def test_a_trend_is_flagged_with_its_direction_from_its_seventh_value_on(values, expected):
    assert runs_in_one_direction(values).tolist() == expected


@pytest.mark.parametrize(("close", "side", "expected"), WINDOWS)
def test_three_values_on_one_side_with_two_close_to_a_limit_are_a_window(close, side, expected):
    assert two_of_three(close, side).tolist() == expected


@pytest.mark.parametrize(("close", "side", "expected"), PARTS)
def test_only_the_close_values_of_a_window_are_part_of_it(close, side, expected):
    assert part_of_two_of_three(close, side).tolist() == expected


def test_a_value_on_the_centre_and_a_missing_one_end_a_run():
    assert runs_on_one_side([1, 1, 0, 1, 1], 2).tolist() == [0, 1, 0, 0, 1]
    assert runs_on_one_side([0.5, 7, np.nan, 1, 1], 2).tolist() == [0, 1, 0, 0, 1]
    assert runs_in_one_direction([1, 2, np.nan, 4, 5], 2).tolist() == [0, 1, 0, 0, 1]


def test_a_fall_followed_by_a_rise_shares_the_turning_value():
    assert runs_in_one_direction([3, 2, 1, 2, 3], 3).tolist() == [0, 0, -1, 0, 1]


def test_values_that_go_up_and_down_in_turn_are_counted_from_their_first():
    assert alternating([1, 2, 1, 2, 1], 5).tolist() == [0, 0, 0, 0, 1]
    assert alternating([1, 2, 3, 2, 3], 4).tolist() == [0, 0, 0, 0, 1]
    assert alternating([1, 2, 2, 1, 2], 4).tolist() == [0] * 5


def test_many_rows_are_judged_at_once_each_on_its_own():
    rows = np.array([values for values, _ in TRENDS if len(values) == 7])
    assert runs_in_one_direction(rows).tolist() == [expected for values, expected in TRENDS if len(values) == 7]


@pytest.mark.parametrize("pattern", [runs_on_one_side, runs_in_one_direction, lambda row: unbroken(row, 3)])
def test_a_row_without_values_has_no_pattern(pattern):
    assert pattern([]).tolist() == []
    assert part_of_pattern([], 7).tolist() == []
    assert two_of_three([], []).tolist() == []


def test_close_and_side_of_different_lengths_are_refused():
    with pytest.raises(PmobookError, match="found 2 values, expected as many as close, 3"):
        two_of_three([1, 0, 1], [1, 1])
