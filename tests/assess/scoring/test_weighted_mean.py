import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import score
from pmobook.assess.scoring.weighted_mean import weighted_mean


def test_a_score_is_the_sum_of_rating_times_weight_over_the_sum_of_weights(rated):
    ratings = rated({"a": {"x": 2, "y": 5}, "b": {"z": 4}}).assign(weight=[2, 1, 3])
    found = score("weighted_mean", ratings)
    assert found.areas["score"].tolist() == [3.0, 4.0]
    assert found.overall["score"] == pytest.approx((2 * 2 + 5 + 4 * 3) / 6)


def test_areas_with_weights_of_their_own_are_averaged_by_them(rated):
    ratings = rated({"a": {"x": 2, "y": 5}, "b": {"z": 4}})
    assert score("weighted_mean", ratings, area_weights={"a": 1, "b": 3}).overall["score"] == pytest.approx((3.5 + 12) / 4)
    assert score("weighted_mean", ratings, area_weights={"a": 0, "b": 3}).overall["score"] == 4


def test_a_weight_of_0_counts_nothing_and_is_never_taken_for_1(rated):
    found = score("weighted_mean", rated({"a": {"x": 1, "y": 5}}).assign(weight=[0, 2]))
    assert found.overall["score"] == 5
    assert found.capabilities.set_index("capability")["note"]["x"] == "not assessed: its weight is 0"


def test_with_every_weight_0_nothing_is_assessed(rated):
    found = score("weighted_mean", rated({"a": {"x": 1, "y": 5}}, weight=0))
    assert pd.isna(found.overall["score"])
    assert found.overall["note"] == "not assessed: every weight is 0"


def test_what_is_not_assessed_is_left_out_and_bounds_the_score(rated):
    found = score("weighted_mean", rated({"a": {"x": 4, "y": None}}))
    assert (found.overall["score"], found.overall["lowest"], found.overall["highest"]) == (4, 2, 4.5)


def test_several_raters_are_averaged_before_capabilities_are(rated):
    ratings = pd.concat([rated({"a": {"x": one, "y": 5}}) for one in (1, 2, 3)], ignore_index=True)
    assert score("weighted_mean", ratings).capabilities["score"].tolist() == [2.0, 5.0]


def test_ratings_on_scales_of_their_own_are_brought_to_the_highest_level():
    ratings = pd.DataFrame({"area": "a", "capability": ["x", "y"], "rating": [5, 2], "scale maximum": [10, 4]})
    assert score("weighted_mean", ratings, highest_level=5).capabilities["score"].tolist() == [2.5, 2.5]


def test_contributions_stand_among_the_steps(rated, value):
    found = score("weighted_mean", rated({"a": {"x": 2, "y": 5}}).assign(weight=[2, 1]))
    assert value(found, "weight times score", capability="x") == 4


def test_many_samples_are_scored_at_once(layout):
    shares = np.array([[1.0, 0.5], [np.nan, 0.5], [np.nan, np.nan]])
    assert weighted_mean(layout([[1], [1]]), shares).overall.tolist()[:2] == [3.75, 2.5]
    assert np.isnan(weighted_mean(layout([[1], [1]]), shares).overall[2])
