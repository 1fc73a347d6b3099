import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.priorities.completion import least_inconsistent
from pmobook.assess.priorities.connection import connected_groups
from pmobook.assess.priorities.eigenvector import principal_eigenvectors


def random_judgements(seed, size, gaps):
    generator = np.random.default_rng(seed)
    logs = np.log(generator.choice([1 / 9, 1 / 5, 1 / 3, 1, 3, 5, 9], (size, size)))
    logs = np.triu(logs, 1) - np.triu(logs, 1).T
    free = np.zeros((size, size), dtype=bool)
    for one, other in generator.permutation(np.argwhere(np.triu(np.ones((size, size)), 1)))[:gaps]:
        free[one, other] = free[other, one] = True
        if len(connected_groups(~free)) > 1:
            free[one, other] = free[other, one] = False
    return np.where(free, 0.0, logs), free


@given(seed=st.integers(0, 10_000), size=st.integers(3, 8), gaps=st.integers(1, 15))
def test_lambda_max_rises_whichever_filled_value_moves(seed, size, gaps):
    logs, free = random_judgements(seed, size, gaps)
    filled = least_inconsistent(logs[None], free[None])[0]
    least = principal_eigenvectors(np.exp(filled[None])).value[0]
    assert filled[~free].tolist() == logs[~free].tolist()
    assert filled == pytest.approx(-filled.T)
    for one, other in np.argwhere(np.triu(free)):
        for step in (-1e-3, 1e-3):
            moved = filled.copy()
            moved[one, other] += step
            moved[other, one] -= step
            assert principal_eigenvectors(np.exp(moved[None])).value[0] >= least - 1e-12


def test_sets_filled_together_come_out_as_each_by_itself():
    sets = [random_judgements(seed, 5, 4) for seed in range(6)]
    logs, free = (np.array(parts) for parts in zip(*sets, strict=True))
    alone = np.concatenate([least_inconsistent(one[None], gaps[None]) for one, gaps in sets])
    assert least_inconsistent(logs, free) == pytest.approx(alone, abs=1e-7)


def test_nothing_is_changed_where_nothing_is_missing():
    logs, _ = random_judgements(1, 4, 1)
    assert least_inconsistent(logs[None], np.zeros((1, 4, 4), dtype=bool))[0] is not None
    assert least_inconsistent(logs[None], np.zeros((1, 4, 4), dtype=bool)).tolist() == logs[None].tolist()
