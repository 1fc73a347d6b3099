"""Small surveys, their layout, and a large one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import Layout
from pmobook.assess.uncertainty import resampling


def lay_out(areas, highest=5):
    """Return the layout of a survey from area to its capabilities, all of weight 1."""
    capabilities = [(number, one) for number, group in enumerate(areas.values()) for one in group]
    count = len(capabilities)
    return Layout(
        areas=tuple(areas),
        capabilities=tuple(one for _, one in capabilities),
        practices=tuple(f"{one}_{level}" for _, one in capabilities for level in range(1, highest + 1)),
        area_of_capability=np.array([number for number, _ in capabilities], dtype=np.intp),
        capability_of_practice=np.repeat(np.arange(count), highest),
        level_of_practice=np.tile(np.arange(1, highest + 1), count),
        capability_weights=np.ones(count),
        practice_weights=np.ones(count * highest),
        highest_level=highest,
    )


@pytest.fixture(scope="session")
def layout():
    return lay_out({"portfolio": ("ideas", "selection"), "finance": ("appraisal", "budget")})


@pytest.fixture(scope="session")
def make_layout():
    return lay_out


@pytest.fixture(scope="session")
def answers():
    """Twelve respondents by four capabilities; the last capability is rated by three of them."""
    ideas = [2, 3, 2, 4, 3, 3, 2, 5, 1, 3, 3, 2]
    selection = [1, 2, 2, 3, 2, 3, 2, 4, 1, 2, 3, np.nan]
    appraisal = [3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3]
    budget = [4, 2, 3, *[np.nan] * 9]
    return pd.DataFrame(
        {"ideas": ideas, "selection": selection, "appraisal": appraisal, "budget": budget},
        index=[f"r{number}" for number in range(1, 13)],
        dtype="float64",
    )


@pytest.fixture(scope="session")
def few():
    """Three hundred resamples: enough for tests."""
    return resampling(resamples=300)


@pytest.fixture(scope="session")
def survey():
    """The large survey of tests/assess/agreement/data."""
    data = Path(__file__).parents[1] / "agreement" / "data" / "turkiye_student_evaluation.csv.gz"
    return pd.read_csv(data).astype("float64")
