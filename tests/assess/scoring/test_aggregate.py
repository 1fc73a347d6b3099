from dataclasses import replace

import numpy as np

from pmobook.assess.scoring.aggregate import averaged, divided, lowest, mean_by


def test_nothing_over_nothing_is_not_assessed():
    assert np.isnan(divided(np.array([0.0]), np.array([0.0]))[0])


def test_a_mean_leaves_out_what_is_not_assessed():
    assert mean_by(np.array([1.0, np.nan, 4.0]), np.array([[1.0], [5.0], [2.0]])).tolist() == [3.0]


def test_weights_of_any_size_keep_their_ratio(layout):
    place = layout([[1], [1]])
    for size in (1e-300, 1.0, 1e300):
        heavy = replace(place, capability_weights=np.array([1.0, 3.0]) * size)
        assert averaged(heavy, np.array([1.0, 5.0]))[1] == 4


def test_the_lowest_is_taken_of_what_is_assessed_and_has_weight(layout):
    place = replace(layout([[1], [1], [1]]), capability_weights=np.array([0.0, 1.0, 1.0]))
    areas, overall = lowest(place, np.array([[1.0, 3.0, np.nan], [1.0, np.nan, np.nan]]))
    assert areas[0].tolist() == [3.0]
    assert np.isnan(areas[1]).all()
    assert overall[0] == 3
