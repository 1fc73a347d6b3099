import pandas as pd
import pytest

from pmobook.assess.scoring import score


def shares(ratings, rule="weighted_mean", **options):
    found = score(rule, pd.DataFrame(ratings), **options)
    return found.shares.round(6).tolist()


PLACE = {"area": "a", "capability": "x", "level": 1, "practice": "p"}


def test_a_rating_of_the_whole_is_spread_over_levels_and_adds_up():
    assert shares({"area": "a", "capability": "x", "rating": [2.5]}) == [1, 1, 0.5, 0, 0]
    assert shares({"area": "a", "capability": "x", "rating": [7], "scale maximum": 10}, highest_level=5) == [1, 1, 1, 0.5, 0]


def test_raters_are_averaged_level_by_level():
    assert shares({"area": "a", "capability": "x", "rating": [0, 5, None]}) == [0.5] * 5


def test_raters_of_one_project_count_once_together():
    assert shares({**PLACE, "rating": [5, 5, 0], "instance": ["i", "i", "j"]}) == [0.5]


def test_a_rater_of_weight_0_counts_nothing():
    assert shares({**PLACE, "rating": [5, 0], "weight": [1, 0]}) == [1]


def test_a_judgement_on_the_whole_stands_by_every_rule():
    for rule in ("weighted_mean", "staged_goals"):
        assert shares({**PLACE, "rating": [5, 0, 4], "instance": ["i", "j", None]}, rule) == [0.8]


def test_a_judgement_on_the_whole_that_is_not_assessed_leaves_it_to_the_projects():
    assert shares({**PLACE, "rating": [5, 0, None], "instance": ["i", "j", None]}) == [0.5]


def test_practices_weigh_as_their_rows_and_the_capability_as_their_mean():
    ratings = {"area": "a", "capability": ["x", "x", "y"], "level": 1, "practice": ["p", "q", "r"], "rating": [5, 0, 0]}
    found = score("weighted_mean", pd.DataFrame({**ratings, "weight": [3, 1, 2]}))
    assert found.capabilities["score"].tolist() == [pytest.approx(3.75), 0]
    assert found.capabilities["weight"].tolist() == [2, 2]


def test_the_same_capability_in_two_areas_is_two_capabilities():
    found = score("weighted_mean", pd.DataFrame({"area": ["a", "b"], "capability": "x", "rating": [1, 5]}))
    assert found.capabilities["score"].tolist() == [1, 5]
