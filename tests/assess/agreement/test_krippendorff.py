import math
import warnings

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pmobook.assess.agreement import MEASUREMENT_LEVELS, krippendorff_alpha
from pmobook.errors import PmobookError

NONE = np.nan

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers by twelve units.
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, NONE, NONE, NONE],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NONE, 3],
    [NONE, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NONE],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NONE],
]
# The computational example of the encyclopaedia article "Krippendorff's alpha", in many implementations' tests.
THREE_CODERS = [
    [NONE, NONE, NONE, NONE, NONE, 3, 4, 1, 2, 1, 1, 3, 3, NONE, 3],
    [1, NONE, 2, 1, 3, 3, 4, 3, NONE, NONE, NONE, NONE, NONE, NONE, NONE],
    [NONE, NONE, 2, 1, 3, 4, 4, NONE, 2, 1, 1, 3, 3, NONE, 4],
]


def ratings(least=0, most=5, *, missing=True):
    """Tables of raters by items on a small scale, some of it not assessed."""
    values = st.integers(least, most).map(float)
    cells = st.one_of(values, st.just(NONE)) if missing else values
    return st.tuples(st.integers(1, 6), st.integers(1, 7)).flatmap(lambda shape: arrays(np.float64, shape, elements=cells))


def oracle(table, level):
    """What the package krippendorff says; NaN where it refuses or divides 0 by 0."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return float(krippendorff.alpha(table, level_of_measurement=level))
    except ValueError:
        return math.nan


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)])
def test_the_published_example_with_missing_ratings_gives_the_published_values(level, published):
    assert round(krippendorff_alpha(FOUR_OBSERVERS, level), 3) == published


def test_the_nominal_value_agrees_to_twelve_places_with_another_implementation():
    assert krippendorff_alpha(FOUR_OBSERVERS, "nominal") == pytest.approx(0.743421052632, abs=1e-12)


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.691), ("interval", 0.811)])
def test_the_example_with_items_that_only_one_coder_rated_gives_the_published_values(level, published):
    assert round(krippendorff_alpha(THREE_CODERS, level), 3) == published


@settings(max_examples=150, deadline=None)
@given(table=ratings(), level=st.sampled_from(MEASUREMENT_LEVELS))
def test_any_table_gives_what_the_reference_implementation_gives(table, level):
    assert krippendorff_alpha(table, level) == pytest.approx(oracle(table, level), abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("level", MEASUREMENT_LEVELS)
def test_many_distinct_values_give_what_the_reference_implementation_gives(level):
    table = np.random.default_rng(1).lognormal(size=(8, 50))
    table[table < 0.2] = NONE
    assert krippendorff_alpha(table, level) == pytest.approx(oracle(table, level), abs=1e-9)


@pytest.mark.parametrize("level", MEASUREMENT_LEVELS)
def test_a_large_survey_gives_what_the_reference_implementation_gives(survey, level):
    assert krippendorff_alpha(survey, level) == pytest.approx(oracle(survey.to_numpy(), level), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(table=ratings(), level=st.sampled_from(MEASUREMENT_LEVELS), seed=st.integers(0, 99))
def test_the_order_of_raters_and_items_does_not_matter_and_alpha_is_at_most_1(table, level, seed):
    generator = np.random.default_rng(seed)
    turned = generator.permuted(generator.permuted(table, axis=0), axis=0)[:, generator.permutation(table.shape[1])]
    alpha = krippendorff_alpha(table, level)
    assert math.isnan(alpha) or alpha <= 1
    assert krippendorff_alpha(turned, level) == pytest.approx(alpha, abs=1e-9, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(table=ratings(), names=st.permutations(range(6)))
def test_nominal_ratings_may_be_renamed(table, names):
    renamed = np.where(np.isnan(table), NONE, np.array(names, dtype=float)[np.nan_to_num(table).astype(int)])
    assert krippendorff_alpha(renamed, "nominal") == pytest.approx(krippendorff_alpha(table, "nominal"), abs=1e-9, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(table=ratings(), power=st.sampled_from([0.5, 2, 3]))
def test_ordinal_ratings_may_be_stretched_as_long_as_their_order_stays(table, power):
    assert krippendorff_alpha(table**power, "ordinal") == pytest.approx(
        krippendorff_alpha(table, "ordinal"), abs=1e-9, nan_ok=True
    )


@settings(max_examples=60, deadline=None)
@given(table=ratings(), factor=st.sampled_from([-3.0, 1e-6, 0.1, 1e6]), shift=st.sampled_from([-7.0, 0.0, 100.0]))
def test_interval_ratings_may_be_put_on_another_scale(table, factor, shift):
    moved = table * factor + shift
    assert krippendorff_alpha(moved, "interval") == pytest.approx(krippendorff_alpha(table, "interval"), abs=1e-5, nan_ok=True)


@settings(max_examples=60, deadline=None)
@given(table=ratings(1, 5), factor=st.sampled_from([1e-3, 0.5, 12.0]))
def test_ratio_ratings_may_be_measured_in_another_unit(table, factor):
    assert krippendorff_alpha(table * factor, "ratio") == pytest.approx(krippendorff_alpha(table, "ratio"), abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("level", MEASUREMENT_LEVELS)
def test_perfect_agreement_on_different_items_is_exactly_1(level):
    assert krippendorff_alpha([[0, 1, 3.1, 5]] * 3, level) == 1


@pytest.mark.parametrize(
    "table",
    [
        [[3, 3], [3, 3]],
        [[1, 2, 3]],
        [[1, NONE], [NONE, 2]],
        [[3, 3, 1], [3, 3, NONE]],
        [[NONE, NONE], [NONE, NONE]],
        np.empty((0, 3)),
        np.empty((3, 0)),
    ],
    ids=["no variation", "one rater", "no pair", "variation only where nobody pairs", "nothing assessed", "nobody", "no items"],
)
@pytest.mark.parametrize("level", MEASUREMENT_LEVELS)
def test_where_nothing_can_be_said_alpha_is_missing_and_not_1(table, level):
    assert math.isnan(krippendorff_alpha(table, level))


def test_frames_of_nullable_integers_and_lists_with_none_are_read_alike():
    frame = pd.DataFrame(FOUR_OBSERVERS).astype("Int64")
    listed = [[None if value is NONE else value for value in row] for row in FOUR_OBSERVERS]
    assert krippendorff_alpha(frame, "ordinal") == krippendorff_alpha(listed, "ordinal")


def test_an_unknown_level_is_refused_with_the_nearest():
    with pytest.raises(PmobookError, match=r"no level of measurement 'ordinl'.* Did you mean ordinal"):
        krippendorff_alpha(FOUR_OBSERVERS, "ordinl")
