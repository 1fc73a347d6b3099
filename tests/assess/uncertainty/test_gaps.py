import numpy as np
import pandas as pd
import pytest

from pmobook.assess.uncertainty import perception_gaps
from pmobook.errors import PmobookError


@pytest.fixture(scope="module")
def views():
    """Eight executives rate a level above seven from the PMO; nobody else answers."""
    rows = [[4, 3], [3, 4], [4, 4], [5, 4], [4, 3], [4, 5], [3, 4], [4, np.nan]]
    rows += [[3, 3], [2, 3], [3, 2], [4, 3], [3, np.nan], [3, np.nan], [2, np.nan]]
    ratings = pd.DataFrame(rows, columns=["ideas", "funding"], index=[f"r{number}" for number in range(15)], dtype="float64")
    return ratings, pd.Series(["executive"] * 8 + ["pmo"] * 7, index=ratings.index)


def one(found, capability):
    return found.gaps.set_index("capability").loc[capability]


def test_the_gap_is_the_difference_of_means_with_its_interval_and_raters(views, few):
    found = one(perception_gaps(*views, "executive", "pmo", 4, how=few), "ideas")
    assert found["first_mean"] == 31 / 8
    assert found["second_mean"] == pytest.approx(20 / 7)
    assert found["gap"] == pytest.approx(31 / 8 - 20 / 7)
    assert 0 < found["low"] < found["gap"] < found["high"]
    assert (found["first_raters"], found["second_raters"], found["note"]) == (8, 7, "")


def test_the_interval_of_welch_is_that_of_the_formula(views, few):
    """By hand for ideas: errors .41071/8 and .47619/7, 12.6 degrees of freedom, t of .95 is 1.7746; p is about .011."""
    found = one(perception_gaps(*views, "executive", "pmo", 4, how=few), "ideas")
    reach = 1.7746 * np.sqrt(0.410714 / 8 + 0.476190 / 7)
    assert found["welch_high"] - found["gap"] == pytest.approx(reach, rel=2e-3)
    assert found["gap"] - found["welch_low"] == pytest.approx(reach, rel=2e-3)
    assert 0.005 < found["welch_p"] < 0.02


def test_the_overall_gap_is_the_mean_of_the_gaps_shown(views, few):
    found = perception_gaps(*views, "executive", "pmo", 4, how=few)
    gaps = found.gaps.set_index("capability")["gap"]
    assert gaps["overall"] == pytest.approx((gaps["ideas"] + gaps["funding"]) / 2)
    assert np.isnan(one(found, "overall")["welch_low"])


def test_a_capability_that_too_few_of_a_group_rated_is_not_shown_at_all(views, few):
    found = perception_gaps(*views, "executive", "pmo", 5, how=few)
    funding = one(found, "funding")
    assert not funding["shown"]
    assert funding.drop(["shown", "note"]).isna().all()
    assert "pmo: not shown: fewer than 5 people answered" in funding["note"]
    assert one(found, "overall")["gap"] == pytest.approx(one(found, "ideas")["gap"])


def test_a_small_group_outside_the_pair_hides_the_gap_that_would_give_it_away(views, few):
    ratings, perspectives = views
    more = pd.concat([ratings, pd.DataFrame({"ideas": [0.0, 1.0], "funding": [0.0, 1.0]}, index=["s1", "s2"])])
    of_whom = pd.concat([perspectives, pd.Series({"s1": "sponsor", "s2": "sponsor"})])
    ideas = one(perception_gaps(more, of_whom, "executive", "pmo", 4, how=few), "ideas")
    assert not ideas["shown"]
    assert ideas["note"] == ("pmo: not shown: the answers of the remaining 2 people, fewer than 4, could be worked out from it")


def test_respondents_of_unknown_perspective_are_protected_too(views, few):
    ratings, perspectives = views
    unknown = perspectives.where(perspectives.index != "r0")
    assert not one(perception_gaps(ratings, unknown, "executive", "pmo", 4, how=few), "ideas")["shown"]


def test_a_group_shown_but_too_small_to_resample_has_no_interval(views, few):
    funding = one(perception_gaps(*views, "executive", "pmo", 4, how=few), "funding")
    assert funding["shown"]
    assert np.isnan(funding["low"])
    assert funding["note"] == "no interval: 4 raters, and fewer than 5 are too few to resample"


def test_the_question_turned_round_turns_the_sign_and_nothing_else(views, few):
    there = perception_gaps(*views, "executive", "pmo", 4, how=few).gaps
    back = perception_gaps(*views, "pmo", "executive", 4, how=few).gaps
    assert np.allclose(there["gap"], -back["gap"])
    assert np.allclose(there["low"], -back["high"], equal_nan=True)
    assert np.allclose(there["welch_p"], back["welch_p"], equal_nan=True)


def test_a_perspective_from_which_nobody_answered_is_not_shown(views, few):
    found = perception_gaps(*views, "executive", "sponsor", 4, how=few)
    assert not found.gaps["shown"].any()
    assert found.gaps["note"].str.contains("sponsor: not shown: nobody answered").all()


def test_groups_that_do_not_vary_have_a_gap_without_welch(few):
    ratings = pd.DataFrame({"ideas": [4.0] * 6 + [2.0] * 6})
    found = one(perception_gaps(ratings, pd.Series(["a"] * 6 + ["b"] * 6), "a", "b", 3, how=few), "ideas")
    assert (found["gap"], found["low"], found["high"]) == (2, 2, 2)
    assert np.isnan(found["welch_p"])


def test_what_can_not_be_compared_is_refused(views, few):
    ratings, perspectives = views
    with pytest.raises(PmobookError, match="both are pmo"):
        perception_gaps(ratings, perspectives, "pmo", "pmo", 4, how=few)
    with pytest.raises(PmobookError, match="without an entry among the perspectives: r0"):
        perception_gaps(ratings, perspectives.drop("r0"), "executive", "pmo", 4, how=few)
    with pytest.raises(PmobookError, match="stands more than once"):
        perception_gaps(pd.concat([ratings, ratings]), perspectives, "executive", "pmo", 4, how=few)
