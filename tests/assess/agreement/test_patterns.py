import math

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.agreement import response_patterns

NONE = np.nan


def one(answers, **options):
    return response_patterns([answers], **options).respondents.loc[0]


def test_half_of_the_large_survey_gives_the_same_rating_throughout(survey):
    """2,985 of 5,820, counted by comparing each answer with the first of its line of text."""
    found = response_patterns(survey, lowest=1, highest=5)
    assert len(found.straight_liners) == 2985
    assert found.summary.loc["straight_lining", "share"] == pytest.approx(2985 / 5820)
    assert found.judged == 5820


def test_the_same_rating_on_every_item_answered_is_straight_lining_also_with_gaps():
    found = one([3, NONE, 3, 3, 3, 3])
    assert found["straight_lining"]
    assert found["variability"] == 0
    assert found["longest_run"] == 5
    assert found["share_not_assessed"] == pytest.approx(1 / 6)


def test_one_answer_off_in_ten_is_nearly_straight_and_not_straight():
    found = one([3] * 9 + [4])
    assert found["nearly_straight"]
    assert not found["straight_lining"]
    assert found["modal_share"] == 0.9


def test_two_answers_off_in_ten_is_neither():
    assert not one([3] * 8 + [4, 5])["nearly_straight"]


def test_four_equal_answers_are_too_few_for_a_pattern():
    found = response_patterns([[3, 3, 3, 3, NONE, NONE]])
    assert found.judged == 0
    assert not found.respondents["straight_lining"].any()
    assert found.summary["share"].isna().all()


def test_the_longest_run_follows_the_order_in_which_items_were_asked():
    assert one([1, 1, 2, 2, 2, 1])["longest_run"] == 3
    assert one([1, 2, 1, 2, 1, 2])["longest_run"] == 1


def test_variability_is_the_spread_of_a_respondents_own_answers():
    assert one([1, 3, 1, 3, 1, 3])["variability"] == 1


@pytest.mark.parametrize(
    ("answers", "scale", "only_middle", "only_ends"),
    [
        ([3, 3, 3, 3, 3], (1, 5), True, False),
        ([3, 3, 3, 3, 2], (1, 5), False, False),
        ([2, 3, 2, 3, 2], (0, 5), True, False),
        ([1, 5, 5, 1, 1], (1, 5), False, True),
        ([0, 5, 5, NONE, 0, 0], (0, 5), False, True),
        ([1, 5, 5, 1, 1], (0, 5), False, False),
    ],
)
def test_the_middle_and_the_ends_are_those_of_the_scale(answers, scale, only_middle, only_ends):
    found = one(answers, lowest=scale[0], highest=scale[1])
    assert (found["mid_point_only"], found["extreme_only"]) == (only_middle, only_ends)


def test_a_respondent_who_answered_nothing_shows_nothing():
    found = one([NONE] * 6)
    assert (found["answered"], found["longest_run"], found["distinct"]) == (0, 0, 0)
    assert math.isnan(found["modal_share"])
    assert math.isnan(found["variability"])
    assert not found[["straight_lining", "mid_point_only", "extreme_only"]].any()


def test_items_say_how_often_they_were_left_out():
    found = response_patterns(pd.DataFrame({"a": [1, 2, NONE], "b": [1, NONE, NONE]}))
    assert found.items["not_assessed"].tolist() == [1, 2]
    assert found.items["share_not_assessed"].tolist() == pytest.approx([1 / 3, 2 / 3])


def test_nobody_and_no_items_give_empty_tables():
    assert response_patterns(np.empty((0, 3))).judged == 0
    assert response_patterns(np.empty((2, 0))).respondents["answered"].tolist() == [0, 0]
