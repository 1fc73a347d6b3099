import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pmobook.assess.governance import compare_ratings, judge_agreement
from pmobook.assess.governance.agreement import sign_test
from pmobook.errors import PmobookError
from pmobook.vocabulary import Confidence

RATINGS = [str(one) for one in Confidence]


def test_the_ratings_of_95_federal_projects_come_out_as_published():
    """GAO-16-494 (2016): of 95 investments the assessor saw more risk in 60, less in 13, the same in 22.

    How far apart each pair lay isn't published, so each stands one band apart here.
    """
    owner = ["green"] * 60 + ["amber"] * 13 + ["amber"] * 22
    assessor = ["amber/green"] * 60 + ["amber/green"] * 13 + ["amber"] * 22
    found = compare_ratings(owner, assessor)
    assert (found.compared, found.optimistic, found.pessimistic, found.agrees) == (95, 60, 13, 22)
    assert found.mean_difference == pytest.approx((60 - 13) / 95)
    assert found.is_biased
    assert found.probability == pytest.approx(stats.binomtest(60, 73).pvalue)
    assert found.in_words == (
        "Of 95 projects compared, owners are optimistic for 60, in line for 22 and pessimistic for 13; on average 0.5 bands "
        "above the evidence"
    )


@pytest.mark.parametrize(("above", "below"), [(1, 0), (3, 3), (8, 2), (700, 800)])
def test_the_sign_test_is_exact(above, below):
    assert sign_test(above, below) == pytest.approx(stats.binomtest(above, above + below).pvalue)


def test_without_anything_to_split_there_is_no_probability():
    assert math.isnan(sign_test(0, 0))


def test_weighted_kappa_is_that_of_its_definition():
    """Cohen (1968), Psychological Bulletin 70: 1 less observed over expected squared distance."""
    owner, implied = [0, 1, 2, 3, 4, 4, 2], [0, 0, 2, 2, 3, 4, 1]
    observed = np.mean([(a - b) ** 2 for a, b in zip(owner, implied, strict=True)])
    expected = np.mean([(a - b) ** 2 for a in owner for b in implied])
    found = compare_ratings([RATINGS[one] for one in owner], [RATINGS[one] for one in implied])
    assert found.weighted_kappa == pytest.approx(1 - observed / expected)
    assert compare_ratings(RATINGS, RATINGS).weighted_kappa == 1


def test_missing_ratings_are_left_out_and_counted_however_they_are_missing():
    owner = pd.Series(["green", None, "not assessed: exempt", np.nan, "", "red"])
    found = compare_ratings(owner, ["green", "green", "green", "green", "green", None])
    assert (found.compared, found.not_compared, found.agrees) == (1, 5, 1)
    nothing = compare_ratings([], [])
    assert (nothing.compared, nothing.is_biased) == (0, False)
    assert math.isnan(nothing.mean_difference)
    assert "not assessed" in nothing.in_words


def test_a_handful_of_projects_has_no_interval_and_the_note_says_how_many_it_takes():
    found = compare_ratings(["green"] * 4, ["amber", "red", "amber", "green"])
    assert math.isnan(found.low)
    assert found.note == "no interval: 4 projects compared, and it takes 5"
    alike = compare_ratings(["green"] * 9, ["amber"] * 9)
    assert alike.note == "no interval: all projects compared differ by the same"
    assert not alike.is_biased


@pytest.mark.parametrize("text", ["AG", "Amber/Green", " amber / green ", "green/amber", "amber-green", Confidence.AMBER_GREEN])
def test_a_rating_is_read_however_the_form_may_write_it(text):
    assert judge_agreement(text, "amber/green") == "agrees"


def test_what_is_no_rating_is_refused_with_the_nearest():
    with pytest.raises(PmobookError, match=r"'grene' is no delivery confidence\. Did you mean green\?"):
        compare_ratings(["grene"], ["red"])
    with pytest.raises(PmobookError, match="'3' is no delivery confidence"):
        compare_ratings([3], ["red"])
    with pytest.raises(PmobookError, match="2 ratings of owners stand beside 1 implied"):
        compare_ratings(["red", "red"], ["red"])


pairs = st.lists(st.tuples(st.sampled_from(RATINGS), st.sampled_from(RATINGS)), min_size=1, max_size=12)


@given(pairs, st.randoms())
def test_agreement_mirrors_when_the_sides_change_places_and_order_does_not_matter(found, chance):
    here = compare_ratings(*zip(*found, strict=True))
    there = compare_ratings(*zip(*[(b, a) for a, b in found], strict=True))
    assert (here.optimistic, here.agrees, here.pessimistic) == (there.pessimistic, there.agrees, there.optimistic)
    assert here.mean_difference == pytest.approx(-there.mean_difference)
    chance.shuffle(found)
    again = compare_ratings(*zip(*found, strict=True))
    measured = [(one.low, one.high, one.probability, one.weighted_kappa) for one in (here, again)]
    assert measured[0] == pytest.approx(measured[1], nan_ok=True)
