import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.priorities.eigenvector import principal_eigenvectors


@given(seed=st.integers(0, 1000), size=st.integers(1, 12), spread=st.floats(0, 4))
def test_repeated_squaring_finds_what_numpy_finds(seed, size, spread):
    logs = np.random.default_rng(seed).normal(0, spread, (3, size, size))
    matrices = np.exp(np.triu(logs, 1) - np.swapaxes(np.triu(logs, 1), 1, 2))
    found = principal_eigenvectors(matrices)
    for spot, matrix in enumerate(matrices):
        values, vectors = np.linalg.eig(matrix)
        top = int(values.real.argmax())
        expected = np.abs(vectors[:, top].real)
        assert found.value[spot] == pytest.approx(values[top].real, rel=1e-9)
        assert found.right[spot] == pytest.approx(expected / expected.sum(), abs=1e-9)
        assert found.left[spot] @ matrix == pytest.approx(found.left[spot] * found.value[spot], rel=1e-6)
        assert found.left[spot] @ found.right[spot] == pytest.approx(1)


def test_an_empty_set_of_matrices_has_no_eigenvectors():
    assert principal_eigenvectors(np.zeros((0, 3, 3))).right.shape == (0, 3)
