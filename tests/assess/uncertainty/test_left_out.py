import numpy as np
import pandas as pd
import pytest

from pmobook.assess.uncertainty import with_and_without
from pmobook.errors import PmobookError


@pytest.fixture(scope="module")
def wide(make_layout):
    return make_layout({"portfolio": ("a", "b", "c"), "finance": ("d", "e")})


@pytest.fixture(scope="module")
def ratings():
    return pd.DataFrame(
        [[5, 5, 5, 5, 5], [1, 2, 3, 2, 1], [2, 1, 3, 1, 2]], columns=list("abcde"), index=["same", "one", "two"], dtype="float64"
    )


def test_every_score_stands_with_and_without_the_straight_liners(ratings, wide):
    found = with_and_without(ratings, wide, "weighted_mean")
    assert found.attrs["left_out"] == 1
    overall = found.iloc[-1]
    assert overall["score_with"] == pytest.approx(43 / 15)
    assert overall["score_without"] == pytest.approx(1.8)
    assert overall["difference"] == pytest.approx(1.8 - 43 / 15)
    assert (overall["level_with"], overall["level_without"]) == (2, 1)
    assert (overall["raters_with"], overall["raters_without"]) == (3, 2)
    assert len(found) == 8


def test_others_can_be_left_out(ratings, wide):
    found = with_and_without(ratings, wide, "weakest_link", leave_out=["one", "two"])
    assert found.iloc[-1]["score_without"] == 5


def test_leaving_out_nobody_changes_nothing(ratings, wide):
    assert (with_and_without(ratings, wide, "ladder", leave_out=[])["difference"] == 0).all()


def test_if_too_few_remain_the_score_is_missing_and_not_0(ratings, wide):
    found = with_and_without(ratings, wide, "weighted_mean", minimum_raters=3)
    assert found["score_without"].isna().all()
    assert found["level_without"].isna().all()
    assert found["difference"].isna().all()


def test_a_rule_of_shares_carries_no_level(ratings, wide):
    assert with_and_without(ratings, wide, "goal_stage_share")["level_with"].isna().all()


def test_a_stranger_can_not_be_left_out(ratings, wide):
    with pytest.raises(PmobookError, match="not among the respondents: three"):
        with_and_without(ratings, wide, "ladder", leave_out=["three"])


def test_in_the_large_survey_2985_are_left_out(survey, make_layout):
    found = with_and_without(survey, make_layout({"course": survey.columns.tolist()}), "weighted_mean")
    rest = survey[survey.max(axis=1) > survey.min(axis=1)]
    assert found.attrs["left_out"] == 2985
    assert found["score_without"].iloc[-1] == pytest.approx(rest.to_numpy().mean())
    assert np.isclose(found["score_with"].iloc[-1], survey.to_numpy().mean())
