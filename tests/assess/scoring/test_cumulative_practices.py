import numpy as np
import pytest

from pmobook.assess.scoring import score


# US DOE, C2M2 2.1: a domain is at a level when all practices of it and of the levels below are fully or largely implemented.
@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({1: ["full", "large"], 2: ["large"], 3: ["partial"]}, 2),
        ({1: ["full", "partial"], 2: ["full"], 3: ["full"]}, 0),
        ({1: ["full"], 2: ["full", "none"], 3: ["full"]}, 1),
        ({1: ["large"], 2: ["large"], 3: ["large"]}, 3),
    ],
)
def test_one_practice_that_is_not_largely_met_holds_its_level_back(practices, levels, expected):
    assert score("cumulative_practices", practices({"x": levels})).capabilities["score"].tolist() == [expected]


def test_a_level_without_a_practice_never_passes(practices):
    assert score("cumulative_practices", practices({"x": {1: [1], 3: [1]}})).overall["score"] == 1


def test_a_level_of_which_nothing_is_assessed_does_not_pass_and_is_named(practices):
    found = score("cumulative_practices", practices({"x": {1: [1], 2: [None], 3: [1]}}))
    row = found.capabilities.iloc[0]
    assert (row["score"], row["lowest"], row["highest"]) == (1, 1, 3)
    assert "nothing assessed at level 2" in row["note"]


def test_with_nothing_assessed_at_the_first_level_there_is_no_score_instead_of_0(practices):
    row = score("cumulative_practices", practices({"x": {1: [None], 2: [1]}})).capabilities.iloc[0]
    assert np.isnan(row["score"])
    assert (row["lowest"], row["highest"]) == (0, 2)
    assert row["note"].startswith("not assessed: could be anything from 0 to 2")


def test_an_area_pools_the_practices_of_its_capabilities_level_by_level(practices):
    found = score("cumulative_practices", practices({"x": {1: [1]}, "y": {1: [1], 2: [1]}}))
    assert found.capabilities["score"].tolist() == [1, 2]
    assert found.areas["score"].tolist() == [2]


def test_what_is_known_of_a_capability_without_a_score_still_limits_its_area(practices):
    found = score("cumulative_practices", practices({"x": {1: [None], 2: [0]}, "y": {1: [1], 2: [1]}}))
    assert found.areas["score"].tolist() == [1]


def test_more_than_half_of_the_raters_carry_a_level(rated):
    ratings = rated({"a": {"x": 1}}).loc[[0, 0, 0]].reset_index(drop=True).assign(rating=[1, 3, 3])
    assert score("cumulative_practices", ratings).overall["score"] == 3
