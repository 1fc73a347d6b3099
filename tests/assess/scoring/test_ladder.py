import pytest

from pmobook.assess.scoring import score
from pmobook.errors import PmobookError


# Open Data Institute, Open Data Pathway, specification of its scorer: a "no" to the first question earns 1, to the second 2,
# "yes" throughout 5.
@pytest.mark.parametrize(("answers", "points"), [("nyyy", 1), ("ynyy", 2), ("yyny", 3), ("yyyn", 4), ("yyyy", 5)])
def test_the_tool_s_answers_reproduce(practices, answers, points):
    levels = {level: ["yes" if one == "y" else "no"] for level, one in enumerate(answers, 1)}
    assert score("ladder", practices({"x": levels}), first_no="at", highest_level=5).overall["score"] == points


@pytest.mark.parametrize(("answers", "points"), [("nyyy", 1), ("ynyy", 2), ("yyny", 3), ("yyyn", 4), ("yyyy", 5)])
def test_practices_at_the_level_they_lead_to_give_the_same_points_by_climbing(practices, answers, points):
    levels = {1: ["yes"]} | {level: ["yes" if one == "y" else "no"] for level, one in enumerate(answers, 2)}
    assert score("ladder", practices({"x": levels})).overall["score"] == points


def test_a_theme_s_points_add_up_and_stand_beside_what_is_attainable(practices, value):
    found = score("ladder", practices({"x": {1: ["no"]}, "y": {1: ["yes"]}}), first_no="at", highest_level=5)
    assert value(found, "points") == 3
    assert value(found, "points attainable") == 10


def test_only_full_is_yes(practices):
    assert score("ladder", practices({"x": {1: ["full"], 2: ["large"], 3: ["full"]}})).overall["score"] == 1


def test_the_climb_stops_at_the_first_no_whatever_comes_above(practices):
    assert score("ladder", practices({"x": {1: [1, 0], 2: [1], 3: [1]}})).overall["score"] == 0


def test_another_reading_of_the_first_no_is_refused(practices):
    with pytest.raises(PmobookError, match="reading of the first no 'above': choose below or at"):
        score("ladder", practices({"x": {1: [1]}}), first_no="above")
