import pytest

from pmobook.assess.scoring import score


# ISO/IEC 33020: a level needs to be at least largely, every level below it fully achieved.
@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        ([85, 100], 1),  # large, and not full: nothing stands on it
        ([85.01, 50], 1),
        ([85.01, 50.01], 2),
        ([100, 86, 51, 100], 3),
        ([50, 100], 0),
        ([50.01, 0], 1),
    ],
)
def test_a_level_stands_on_levels_that_are_fully_achieved(practices, percent, expected):
    levels = {level: [one / 100] for level, one in enumerate(percent, 1)}
    assert score("nplf_bands", practices({"x": levels})).overall["score"] == expected


def test_a_boundary_reached_by_arithmetic_is_still_the_boundary(practices):
    """Ten times a tenth of 85 adds up to a little more or less than 85 in floating point."""
    levels = {1: [0.85] * 7, 2: [1]}
    assert score("nplf_bands", practices({"x": levels})).overall["score"] == 1


def test_achievement_is_weighted(practices, value):
    ratings = practices({"x": {1: [1, 0]}}).assign(weight=[3, 1])
    assert value(score("nplf_bands", ratings), "achieved", level=1) == 0.75


def test_a_level_without_a_practice_never_passes(practices):
    assert score("nplf_bands", practices({"x": {1: [1], 3: [1]}})).overall["score"] == 1
