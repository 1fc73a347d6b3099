"""Published judgements, and ways to make some."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

# Saaty (2008), International Journal of Services Sciences 1, 83-98, as in AHPy's tests (MIT licence).
DRINKS = {
    ("coffee", "wine"): 9, ("coffee", "tea"): 5, ("coffee", "beer"): 2, ("coffee", "soda"): 1, ("coffee", "milk"): 1,
    ("water", "coffee"): 2, ("water", "wine"): 9, ("water", "tea"): 9, ("water", "beer"): 3, ("water", "soda"): 2,
    ("water", "milk"): 3, ("tea", "wine"): 3, ("beer", "wine"): 9, ("beer", "tea"): 3, ("beer", "milk"): 1,
    ("soda", "wine"): 9, ("soda", "tea"): 4, ("soda", "beer"): 2, ("soda", "milk"): 2, ("milk", "wine"): 9, ("milk", "tea"): 3,
}  # fmt: skip
# Saaty (1990), How to make a decision: the analytic hierarchy process, European Journal of Operational Research 48, 9-26: three
# houses by how they can be financed.
FINANCING = ["1 1/7 1/5", "7 1 3", "5 1/3 1"]
# Saaty (1980), The Analytic Hierarchy Process: choice of a school.
SCHOOL = ["1 4 3 1 3 4", "1/4 1 7 3 1/5 1", "1/3 1/7 1 1/5 1/5 1/6", "1 1/3 5 1 1 1/3", "1/3 5 5 1 1 3", "1/4 1 6 3 1/3 1"]
# The same article of 1990, and Saaty (2003), Decision-making with the AHP: why is the principal eigenvector necessary, European
# Journal of Operational Research 145, 85-91: buying a house.
HOUSE = [
    "1 5 3 7 6 6 1/3 1/4", "1/5 1 1/3 5 3 3 1/5 1/7", "1/3 3 1 6 3 4 6 1/5", "1/7 1/5 1/6 1 1/3 1/4 1/7 1/8",
    "1/6 1/3 1/3 3 1 1/2 1/5 1/6", "1/6 1/3 1/4 4 2 1 1/5 1/6", "3 5 1/6 7 5 5 1 1/2", "4 7 5 8 6 6 2 1",
]  # fmt: skip


def above_the_diagonal(matrix):
    """Return a printed matrix as comparisons of option 1, 2, 3…, fractions left as texts."""
    cells = [row.split() for row in matrix]
    return {(one + 1, other + 1): cells[one][other] for one, other in itertools.combinations(range(len(cells)), 2)}


def rows_of(judgements):
    """Return rows from judge to {(option a, option b): preference}."""
    rows = [(judge, one, other, value) for judge, given in judgements.items() for (one, other), value in given.items()]
    return pd.DataFrame(rows, columns=["judge", "option_a", "option_b", "preference"])


def implied_by(weights):
    """Return the judgements that these weights imply."""
    return {(one, other): weights[one] / weights[other] for one, other in itertools.combinations(weights, 2)}


@pytest.fixture(scope="session")
def drinks():
    return dict(DRINKS)


@pytest.fixture(scope="session")
def published():
    matrices = {"financing": FINANCING, "school": SCHOOL, "house": HOUSE}
    return {name: above_the_diagonal(matrix) for name, matrix in matrices.items()}


@pytest.fixture(scope="session")
def judged():
    return rows_of


@pytest.fixture(scope="session")
def implied():
    return implied_by


@pytest.fixture(scope="session")
def noisy():
    """Return judgements of so many judges on so many options, some pairs left out, from a seed."""

    def make(judges, options, seed=1, share=1.0, noise=0.5):
        generator = np.random.default_rng(seed)
        true = dict(enumerate(np.log(generator.dirichlet(np.full(options, 3.0)))))
        rows = []
        for judge, one, other in ((j, *pair) for j in range(judges) for pair in itertools.combinations(range(options), 2)):
            log = true[one] - true[other] + noise * generator.normal()
            step = float(np.clip(round(np.exp(abs(log))), 1, 9))
            if generator.random() < share or other == one + 1:
                rows.append((f"judge {judge}", f"goal {one}", f"goal {other}", step if log > 0 else 1 / step))
        return pd.DataFrame(rows, columns=["judge", "option_a", "option_b", "preference"])

    return make
