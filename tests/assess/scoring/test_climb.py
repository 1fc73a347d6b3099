import dataclasses

import numpy as np

from pmobook.assess.scoring.climb import climbed, climbed_areas, climbed_capabilities

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


def test_practices_in_any_order_count_in_their_own_cell_and_a_cell_without_any_ends_the_climb(layout):
    """Two capabilities: one with its practices of levels 2, 1, 1, one with levels 1 and 3."""
    where = layout([[2, 1, 1], [1, 3]], highest_level=3)
    shares = np.array([[1.0, 1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 0.0, np.nan, 1.0]])
    assert climbed_capabilities(where, shares, shares == 1).tolist()[0] == [2, 1]
    assert climbed_capabilities(where, shares[1], shares[1] == 1)[0] == 0
    assert np.isnan(climbed_capabilities(where, shares[1], shares[1] == 1)[1])
    assert climbed_areas(where, shares, shares == 1).tolist() == [[3], [0]]


def test_a_capability_of_weight_0_takes_no_part_in_its_area(layout):
    where = dataclasses.replace(layout([[1], [1]], highest_level=1), capability_weights=np.array([1.0, 0.0]))
    shares = np.array([1.0, 0.0])
    assert climbed_areas(where, shares, shares == 1).tolist() == [1]
    assert np.isnan(climbed_areas(where, np.array([np.nan, 1.0]), np.array([False, True])))[0]
