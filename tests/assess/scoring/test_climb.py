import numpy as np

from pmobook.assess.scoring.climb import climbed

HERE = np.ones((1, 3), dtype=bool)


def climb(known, failed, exists=HERE):
    return climbed(np.array([known], dtype=bool), np.array([failed], dtype=bool), exists)[0]


def test_the_climb_ends_below_the_first_level_that_fails():
    assert climb([1, 1, 1], [0, 1, 0]) == 1
    assert climb([1, 1, 1], [0, 0, 0]) == 3
    assert climb([1, 1, 1], [1, 0, 0]) == 0


def test_the_climb_ends_below_the_first_level_of_which_nothing_is_known():
    assert climb([1, 0, 1], [0, 0, 0]) == 1


def test_where_nothing_is_known_of_the_first_level_there_is_nothing_to_state():
    assert np.isnan(climb([0, 1, 1], [0, 0, 0]))
    assert np.isnan(climb([0, 0, 0], [0, 0, 0]))


def test_a_first_level_without_practices_is_not_reached():
    assert climb([0, 1, 1], [0, 0, 0], np.array([[False, True, True]])) == 0
