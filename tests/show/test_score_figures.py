import math

import pytest

from pmobook.show.score_figures import (
    apart,
    difference,
    interval_text,
    level_text,
    probability_text,
    reach,
    reach_text,
    score_text,
    short_probability,
)


def test_a_level_has_places_enough_not_to_read_as_reached_and_a_share_is_a_percentage():
    assert score_text(2.96, 5) == "2.96"
    assert score_text(0.713, 1) == "71%"
    assert score_text(None, 5) == "not assessed"


@pytest.mark.parametrize(
    ("score", "target", "maximum", "written"),
    [
        (2.96, 3.0, 5.0, ("2.96", "3.0")),
        (0.55, 0.6, 1.0, ("55%", "60%")),
        (0.598, 0.6, 1.0, ("59.8%", "60.0%")),
        (0.6, 0.6, 1.0, ("60%", "60%")),
    ],
)
def test_a_score_short_of_its_target_never_reads_as_the_target(score, target, maximum, written):
    assert apart(score, target, maximum) == written


def test_a_difference_of_shares_is_in_points():
    assert difference(-0.05, 1) == "\N{MINUS SIGN}5 points"
    assert difference(0.25, 5, 1) == "+0.3"
    assert difference(None, 1) == "not assessed"


def test_an_interval_reaches_as_far_as_its_longer_side():
    assert reach(2.0, 1.5, 2.2) == 0.5
    assert math.isnan(reach(2.0, math.nan, 2.2))
    assert reach_text(0.5, 5) == "±0.5"
    assert reach_text(math.nan, 5) == ""
    assert interval_text(math.nan, 2.0, 5) == "not stated"


def test_resampling_makes_nothing_certain():
    assert probability_text(1.0) == "more than 99%"
    assert short_probability(1.0) == ">99%"
    assert short_probability(0.002) == "<1%"
    assert probability_text(0.0) == "0%"


def test_a_level_that_rests_on_too_little_is_not_stated():
    assert level_text(None) == "not stated"
    assert level_text(3) == "3"
