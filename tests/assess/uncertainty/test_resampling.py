import dataclasses

import numpy as np
import pytest

from pmobook.assess.uncertainty import resampling
from pmobook.assess.uncertainty.resampling import draw_weights, one_hot
from pmobook.errors import PmobookError


def drawn(respondents, how, stream=""):
    return np.concatenate(list(draw_weights(respondents, how, stream)))


def test_each_resample_draws_as_many_people_as_there_are(few):
    weights = drawn(7, few)
    assert weights.shape == (300, 7)
    assert (weights.sum(axis=1) == 7).all()
    assert weights.mean() == 1


def test_the_same_seed_draws_the_same_people_and_another_does_not(few):
    assert drawn(9, few).tobytes() == drawn(9, few).tobytes()
    assert drawn(9, few).tobytes() != drawn(9, dataclasses.replace(few, seed=1)).tobytes()
    assert drawn(9, few).tobytes() != drawn(9, few, "pmo").tobytes()


def test_the_first_draws_do_not_depend_on_how_many_follow(few):
    assert (drawn(5, few) == drawn(5, dataclasses.replace(few, resamples=600))[:300]).all()


def test_nobody_to_draw_gives_no_weights(few):
    assert drawn(0, few).shape == (300, 0)


def test_weighted_counts_are_those_of_a_resample_written_out():
    table = np.array([[1.0, 2.0], [2.0, np.nan], [2.0, 1.0]])
    counts = np.array([[0.0, 2.0, 1.0]]) @ one_hot(table, np.array([1.0, 2.0]))
    assert counts.tolist() == [[0, 3, 1, 0]]


def test_values_given_replace_the_methods():
    how = resampling(resamples=150, interval_share=0.8, seed=3)
    assert (how.resamples, how.interval_share, how.seed, how.fewest) == (150, 0.8, 3, 5)


@pytest.mark.parametrize("wrong", [{"resamples": 0}, {"interval_share": 90}, {"seed": -1}])
def test_an_impossible_value_is_refused(wrong):
    with pytest.raises(PmobookError, match="at least one resample, a seed of 0 or more and an interval share between 0 and 1"):
        resampling(**wrong)
