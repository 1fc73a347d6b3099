"""Small frames of ratings."""

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import Layout


def make_practices(findings, area="governance"):
    """Return a frame from capability to level to shares of practices; None is "not assessed"."""
    rows = [
        {"area": area, "capability": capability, "level": level, "practice": f"{capability}_{level}{number}", "rating": share}
        for capability, levels in findings.items()
        for level, shares in levels.items()
        for number, share in enumerate(shares)
    ]
    return pd.DataFrame(rows).assign(scale_maximum=1)


def make_rated(ratings, **columns):
    """Return a frame from area to capability to a rating 0 to 5 of the capability as a whole."""
    rows = [
        {"area": area, "capability": capability, "rating": rating}
        for area, rated in ratings.items()
        for capability, rating in rated.items()
    ]
    return pd.DataFrame(rows).assign(**columns)


def make_layout(levels_of_capabilities, highest_level=5):
    """Return a layout of one area from a list of levels of practices for each capability."""
    count = len(levels_of_capabilities)
    owner = [number for number, levels in enumerate(levels_of_capabilities) for _ in levels]
    levels = [level for levels in levels_of_capabilities for level in levels]
    return Layout(
        areas=("governance",),
        capabilities=tuple(f"c{number}" for number in range(count)),
        practices=tuple(f"p{number}" for number in range(len(levels))),
        area_of_capability=np.zeros(count, dtype=np.intp),
        capability_of_practice=np.array(owner, dtype=np.intp),
        level_of_practice=np.array(levels, dtype=np.intp),
        capability_weights=np.ones(count),
        practice_weights=np.ones(len(levels)),
        highest_level=highest_level,
    )


@pytest.fixture(scope="session")
def practices():
    return make_practices


@pytest.fixture(scope="session")
def rated():
    return make_rated


@pytest.fixture(scope="session")
def layout():
    return make_layout


@pytest.fixture(scope="session")
def value():
    """Return one intermediate value of a result."""

    def find(scores, quantity, **place):
        rows = scores.steps.loc[scores.steps["quantity"] == quantity]
        for column, wanted in place.items():
            rows = rows.loc[rows[column] == wanted]
        assert len(rows) == 1, f"{len(rows)} values of {quantity}"
        return rows["value"].iloc[0]

    return find
