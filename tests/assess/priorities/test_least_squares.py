import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.priorities.least_squares import log_least_squares, shares


def random_logs(seed, size):
    logs = np.triu(np.random.default_rng(seed).normal(0, 1, (size, size)), 1)
    return logs - logs.T


@given(seed=st.integers(0, 500), size=st.integers(2, 9))
def test_complete_judgements_give_the_geometric_mean_of_each_row(seed, size):
    logs = random_logs(seed, size)
    rows = np.exp(logs).prod(axis=1) ** (1 / size)
    assert shares(log_least_squares(logs[None]).logs)[0] == pytest.approx(rows / rows.sum())


@given(seed=st.integers(0, 500), size=st.integers(4, 7))
def test_what_others_imply_is_the_fit_without_the_judgement(seed, size):
    logs = random_logs(seed, size)
    logs[1, 3] = logs[3, 1] = np.nan
    told = log_least_squares(logs[None])
    without = logs.copy()
    without[0, 1] = without[1, 0] = np.nan
    fit = log_least_squares(without[None]).logs[0]
    assert told.left_out[0, 0, 1] == pytest.approx(fit[0] - fit[1])

    def squares(of):
        values = log_least_squares(of[None]).logs[0]
        return np.nansum(np.triu((of - (values[:, None] - values[None, :])) ** 2))

    assert told.gain[0, 0, 1] == pytest.approx(squares(logs) - squares(without))


def test_a_judgement_that_alone_connects_has_nothing_that_others_imply():
    logs = np.array([[0, 1.0, np.nan], [-1.0, 0, 2.0], [np.nan, -2.0, 0]])
    assert np.isnan(log_least_squares(logs[None]).left_out).all()


def test_shares_of_far_apart_logarithms_are_finite():
    assert shares(np.array([1000.0, 0.0])).tolist() == [1.0, 0.0]
