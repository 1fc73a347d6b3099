import numpy as np
import pytest

from pmobook.assess.priorities.hit_and_run import least_deviation, walk


def test_ranges_that_all_can_be_met_need_no_deviation():
    logs, deviation = least_deviation(np.array([0]), np.array([1]), np.array([0.5]), np.array([1.0]), 2)
    assert deviation == 0
    assert 0.5 < logs[0] - logs[1] < 1.0


def test_a_circle_that_does_not_close_is_shared_out():
    first, second = np.array([0, 1, 0]), np.array([1, 2, 2])
    exact = np.log([2.0, 2.0, 0.5])
    _, deviation = least_deviation(first, second, exact, exact, 3)
    assert np.exp(deviation) == pytest.approx(2)


def test_without_pairs_there_is_nothing_to_meet():
    none = np.zeros(0, dtype=np.intp)
    assert least_deviation(none, none, np.zeros(0), np.zeros(0), 1)[1] == 0


def test_walks_stay_inside_and_leave_their_start():
    generator = np.random.default_rng(1)
    first, second = np.array([0, 1]), np.array([1, 2])
    ends = walk(np.array([0.6, 0.3, 0.1]), first, second, np.array([1.5, 2.0]), np.array([3.0, 4.0]), (50, 60), generator)
    assert ends.sum(axis=1) == pytest.approx(1)
    assert (ends[:, 0] / ends[:, 1]).min() >= 1.5
    assert (ends[:, 1] / ends[:, 2]).max() <= 4.0
    assert ends.std(axis=0).min() > 0.005
