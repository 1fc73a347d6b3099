import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pmobook.assess.agreement import within_group_agreement
from pmobook.assess.agreement.within_group import expected_variance, r_wg_j
from pmobook.errors import PmobookError
from pmobook.method.uncertainty import uncertainty

LIKERT = {"lowest": 1, "highest": 5}


def test_ratings_4_4_5_3_agree_to_two_thirds_against_the_uniform_variance_of_2():
    """Variance 2/3 by hand: 1 - (2/3) / 2."""
    found = within_group_agreement([[4], [4], [5], [3]], **LIKERT)
    assert found.expected_variance == 2
    assert found.r_wg[0] == pytest.approx(2 / 3)
    assert found.r_wg_j == pytest.approx(2 / 3)


def test_over_ten_items_a_mean_variance_of_one_half_gives_97_percent():
    """James, Demaree and Wolf (1984): 10 (1 - .25) / (10 (1 - .25) + .25) = .968."""
    assert round(float(r_wg_j(0.25, 10)), 3) == 0.968


@pytest.mark.parametrize(("options", "variance"), [(5, 2.0), (6, 2.9167), (7, 4.0), (9, 6.6667), (11, 10.0)])
def test_the_uniform_variance_is_that_of_equally_likely_options(options, variance):
    assert expected_variance(options, "uniform", uncertainty()) == pytest.approx(np.arange(options).var())
    assert round(expected_variance(options, "uniform", uncertainty()), 4) == variance


@pytest.mark.parametrize(
    ("distribution", "variance"),
    [("slight_skew", 1.34), ("moderate_skew", 0.90), ("heavy_skew", 0.44), ("triangular", 1.32), ("normal", 1.04)],
)
def test_other_distributions_on_five_options_have_the_variances_of_lebreton_and_senter(distribution, variance):
    found = within_group_agreement([[4], [4], [5], [3]], **LIKERT, distribution=distribution, negative="as_is")
    assert found.expected_variance == variance
    assert found.r_wg[0] == pytest.approx(1 - (2 / 3) / variance)


def test_a_distribution_without_a_variance_for_so_many_options_is_refused_with_those_it_has():
    with pytest.raises(PmobookError, match="no variance of the distribution triangular for 4 options, only for 5, 6"):
        within_group_agreement([[1], [2]], options=4, distribution="triangular")


def test_an_unknown_distribution_is_refused_with_the_nearest():
    with pytest.raises(PmobookError, match=r"no distribution 'triangle'.*Did you mean triangular"):
        within_group_agreement([[1], [2]], **LIKERT, distribution="triangle")


def test_more_variance_than_at_random_is_0_and_the_value_before_is_kept():
    found = within_group_agreement([[1], [5], [1], [5]], **LIKERT)
    assert found.items.loc[0, "r_wg"] == 0
    assert found.items.loc[0, "unadjusted"] == pytest.approx(1 - (16 / 3) / 2)
    assert found.items.loc[0, "note"] == "ratings vary more than at random; set to 0"
    assert found.r_wg_j == 0


def test_negative_values_can_be_left_as_they_are():
    found = within_group_agreement([[1], [5], [1], [5]], **LIKERT, negative="as_is")
    assert found.r_wg[0] < 0
    assert found.r_wg_j == found.unadjusted_j == pytest.approx(found.r_wg[0])


def test_a_joint_value_that_the_formula_throws_above_1_is_0_too():
    found = within_group_agreement([[1, 1], [5, 5]], **LIKERT)
    assert found.unadjusted_j > 1
    assert found.r_wg_j == 0


def test_an_item_rated_by_one_person_is_missing_and_left_out_of_the_whole():
    found = within_group_agreement(pd.DataFrame({"a": [4.0, 4.0], "b": [2.0, np.nan], "c": [np.nan, np.nan]}), **LIKERT)
    assert found.items_counted == 1
    assert found.r_wg_j == 1
    assert found.items["r_wg"].isna().tolist() == [False, True, True]
    assert found.items.loc["b", "note"] == "not assessed: rated by 1 person, at least 2 are asked for"
    assert found.items.loc["c", "note"].startswith("not assessed: rated by 0 people")


def test_without_any_pair_of_raters_the_whole_is_missing():
    assert math.isnan(within_group_agreement([[1, 2]], **LIKERT).r_wg_j)


def test_the_scale_is_that_of_maturity_levels_if_none_is_given():
    found = within_group_agreement([[0], [5]])
    assert (found.options, found.expected_variance) == (6, pytest.approx(35 / 12))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"lowest": 1, "highest": 4}, "Ratings from 0 to 5 lie outside the scale from 1 to 4"),
        ({"options": 5}, "Ratings from 0 to 5 do not fit on 5 options"),
        ({"lowest": 0, "highest": 5.5}, "steps of 1"),
        ({"options": 1}, "do not fit on 1 options"),
        ({"negative": "hide"}, "set to zero or left as_is"),
    ],
)
def test_ratings_off_the_scale_and_impossible_options_are_refused(options, words):
    with pytest.raises(PmobookError, match=words):
        within_group_agreement([[0], [5]], **options)


@settings(max_examples=80, deadline=None)
@given(
    table=st.tuples(st.integers(2, 6), st.integers(1, 5)).flatmap(
        lambda shape: arrays(np.float64, shape, elements=st.one_of(st.integers(1, 5).map(float), st.just(np.nan)))
    ),
    seed=st.integers(0, 99),
)
def test_agreement_lies_between_0_and_1_whatever_the_order_and_the_direction_of_the_scale(table, seed):
    found = within_group_agreement(table, **LIKERT)
    turned = within_group_agreement(np.random.default_rng(seed).permutation(6 - table), **LIKERT)
    known = found.r_wg.dropna()
    assert ((known >= 0) & (known <= 1)).all()
    assert np.allclose(found.r_wg, turned.r_wg, equal_nan=True)
    assert found.r_wg_j == pytest.approx(turned.r_wg_j, nan_ok=True)
    assert math.isnan(found.r_wg_j) or 0 <= found.r_wg_j <= 1
