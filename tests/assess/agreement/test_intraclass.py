import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pmobook.assess.agreement import intraclass_correlation
from pmobook.errors import PmobookError

FORMS = ["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]

# The data set "anxiety" of the R package irr: three raters (rows) by twenty subjects.
ANXIETY = [
    [3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3],
    [3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4],
    [2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2],
]


def tables():
    return st.tuples(st.integers(2, 6), st.integers(2, 6)).flatmap(
        lambda shape: arrays(np.float64, shape, elements=st.integers(0, 5).map(float))
    )


def test_six_targets_by_four_judges_give_the_published_coefficients(shrout_fleiss):
    found = intraclass_correlation(shrout_fleiss)
    assert list(found.index) == FORMS
    assert list(found["value"].round(2)) == [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]


def test_they_give_the_published_intervals_as_other_software_prints_them(shrout_fleiss):
    found = intraclass_correlation(shrout_fleiss)
    assert list(found["low"].round(2)) == [-0.13, 0.02, 0.34, -0.88, 0.07, 0.68]
    assert list(found["high"].round(2)) == [0.72, 0.76, 0.95, 0.91, 0.93, 0.99]


def test_they_give_the_published_tests(shrout_fleiss):
    found = intraclass_correlation(shrout_fleiss)
    one_way, two_way = found.loc["ICC(1,1)"], found.loc["ICC(2,1)"]
    assert (round(one_way["f"], 1), one_way["df1"], one_way["df2"]) == (1.8, 5, 18)
    assert (round(two_way["f"], 1), two_way["df1"], two_way["df2"]) == (11.0, 5, 15)
    assert one_way["p"] == pytest.approx(0.16472, abs=1e-4)
    assert two_way["p"] == pytest.approx(0.00013, abs=5e-6)


def test_twenty_subjects_by_three_raters_give_what_the_package_irr_prints():
    found = intraclass_correlation(ANXIETY).loc["ICC(2,1)"]
    assert [round(found[name], 3) for name in ("value", "low", "high")] == [0.198, -0.039, 0.494]
    assert round(found["f"], 2) == 1.83


def test_the_pairs_2_4_and_4_6_and_6_8_are_consistent_but_agree_to_two_thirds():
    """McGraw and Wong (1996): the correlation is 1 for consistency and .67 for absolute agreement."""
    found = intraclass_correlation([[2, 4, 6], [4, 6, 8]])
    assert found.loc["ICC(3,1)", ["value", "low", "high"]].tolist() == [1, 1, 1]
    assert round(found.loc["ICC(2,1)", "value"], 2) == 0.67
    assert found.loc["ICC(3,1)", "f"] == math.inf
    assert found.loc["ICC(3,1)", "p"] == 0


def test_perfect_agreement_is_1_throughout():
    found = intraclass_correlation([[1, 4, 2.7], [1, 4, 2.7], [1, 4, 2.7]])
    assert (found[["value", "low", "high"]].round(12) == 1).all(axis=None)


def test_an_item_that_a_rater_did_not_assess_is_left_out_and_counted(shrout_fleiss):
    holed = shrout_fleiss.copy()
    holed.loc[2, 3] = np.nan
    found = intraclass_correlation(holed)
    assert found.equals(intraclass_correlation(shrout_fleiss.drop(columns=3)))
    assert found.attrs["items_left_out"] == 1
    assert found.attrs["raters_left_out"] == 0


def test_a_rater_who_assessed_nothing_takes_no_part(shrout_fleiss):
    silent = shrout_fleiss.copy()
    silent.loc[4] = np.nan
    found = intraclass_correlation(silent)
    assert found.equals(intraclass_correlation(shrout_fleiss))
    assert found.attrs["raters_left_out"] == 1


def test_raters_with_holes_can_be_left_out_instead(shrout_fleiss):
    holed = shrout_fleiss.copy()
    holed.loc[2, 3] = np.nan
    found = intraclass_correlation(holed, incomplete="raters")
    assert found.equals(intraclass_correlation(shrout_fleiss.drop(index=2)))
    assert (found.attrs["raters"], found.attrs["raters_left_out"], found.attrs["items"]) == (3, 1, 6)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([[1, 2, 3]], "1 raters and 3 items are complete"),
        ([[1, np.nan], [np.nan, 2]], "0 items"),
        ([[2, 2], [2, 2]], "all ratings are the same"),
    ],
)
def test_where_nothing_can_be_said_all_is_missing_and_the_reason_stands_beside(table, words):
    found = intraclass_correlation(table)
    assert found.isna().all(axis=None)
    assert words in found.attrs["remark"]


@settings(max_examples=80, deadline=None)
@given(table=tables(), seed=st.integers(0, 99))
def test_order_and_scale_do_not_matter_limits_hold_the_value_and_nothing_exceeds_1(table, seed):
    found = intraclass_correlation(table)
    generator = np.random.default_rng(seed)
    moved = generator.permutation(table)[:, generator.permutation(table.shape[1])] * 3 + 11
    same = intraclass_correlation(moved)
    # Where the mean squares between items and within them vanish together, the forms of the mean hang on rounding.
    known = found["value"].notna() & (found["value"].abs() < 1e6)
    assert np.allclose(found["value"][known], same["value"][known], rtol=1e-6, atol=1e-8)
    assert (found["value"].dropna() <= 1 + 1e-12).all()
    single = found.loc[["ICC(1,1)", "ICC(3,1)"]].dropna()
    assert (single["low"] <= single["value"] + 1e-9).all()
    assert (single["value"] <= single["high"] + 1e-9).all()


@pytest.mark.parametrize("table", [[[1, 2, 3], [3, 2, 1]], [[0.1, 0.1], [0.7, 0.7]]], ids=["opposed", "severe and mild"])
def test_items_with_the_same_mean_have_no_reliability_of_the_mean_and_it_is_said(table):
    found = intraclass_correlation(table)
    assert math.isnan(found.loc["ICC(3,k)", "value"])
    assert found.attrs["remark"] == "some forms are not assessed: the mean ratings of the items do not differ"


def test_a_higher_confidence_widens_the_interval(shrout_fleiss):
    narrow, wide = (intraclass_correlation(shrout_fleiss, confidence=share) for share in (0.8, 0.99))
    assert (wide["low"] < narrow["low"]).all()
    assert (wide["high"] > narrow["high"]).all()


def test_an_impossible_confidence_or_policy_is_refused(shrout_fleiss):
    with pytest.raises(PmobookError, match=r"between 0 and 1, as in 0\.95; found 95"):
        intraclass_correlation(shrout_fleiss, confidence=95)
    with pytest.raises(PmobookError, match="by items or by raters; found both"):
        intraclass_correlation(shrout_fleiss, incomplete="both")
