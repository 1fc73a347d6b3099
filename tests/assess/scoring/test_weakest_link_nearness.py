import pytest

from pmobook.assess.scoring import score

# Praxis Framework, assessment overview report: three topics at level 0, 13 at 1, three at 2, one at 3.
PRAXIS = dict(enumerate([0] * 3 + [1] * 13 + [2] * 3 + [3]))


def test_the_published_assessment_is_at_level_0_with_85_percent_at_level_1(rated, value):
    found = score("weakest_link_nearness", rated({"project": PRAXIS}))
    assert found.overall["score"] == 0
    assert value(found, "next level", area="") == 1
    assert value(found, "capabilities at or above the next level", area="") == 17
    assert value(found, "share at or above the next level", area="") == pytest.approx(0.85)
    assert value(found, "mean", area="") == pytest.approx(1.1)


def test_at_the_top_the_next_level_is_the_top(rated, value):
    found = score("weakest_link_nearness", rated({"a": {"x": 5, "y": 5}}))
    assert value(found, "next level", area="a") == 5
    assert value(found, "share at or above the next level", area="a") == 1


def test_capabilities_not_assessed_or_of_weight_0_are_not_counted_as_near(rated, value):
    found = score("weakest_link_nearness", rated({"a": {"w": 5, "x": 1, "y": 2, "z": None}}).assign(weight=[0, 1, 1, 1]))
    assert value(found, "share at or above the next level", area="") == 0.5
