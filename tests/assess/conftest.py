"""Small forms and a small model to assess."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pandas as pd
import pytest

from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.impact import impact_scale
from pmobook.method.maturity import MaturityModel
from pmobook.method.thresholds import thresholds


def fill_form(name, rows):
    """Return rows as the typed frame that reading a pack gives."""
    empty = empty_frame(form(name))
    if not rows:
        return empty
    unknown = {key for row in rows for key in row} - set(empty.columns)
    assert not unknown, f"the form {name} has no column {unknown}"
    numbered = [{"row": number, **row} for number, row in enumerate(rows, 2)]
    return pd.DataFrame(
        {column: pd.Series([row.get(column) for row in numbered], dtype=kind) for column, kind in empty.dtypes.items()}
    )


def make_model(areas):
    """Return a model from area id to (weight, {capability id: weight})."""
    return MaturityModel.model_validate(
        {
            "model_id": "small",
            "title": "Small",
            "version": "1",
            "dated": "2026-01-01",
            "source": "a test",
            "levels": {str(level): f"Level {level}" for level in range(6)},
            "scoring_rules": ["weighted_mean", "weakest_link"],
            "areas": [
                {
                    "area_id": area,
                    "title": area.title(),
                    "short_title": area.title(),
                    "definition": area,
                    "weight": weight,
                    "capabilities": [
                        {"capability_id": one, "title": one.title(), "definition": one, "weight": own}
                        for one, own in capabilities.items()
                    ],
                }
                for area, (weight, capabilities) in areas.items()
            ],
        }
    )


def load_cases():
    """Return tests/maturity_cases.py; tests are no package."""
    place = Path(__file__).parents[1] / "maturity_cases.py"
    specification = importlib.util.spec_from_file_location("maturity_cases", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def cases():
    return load_cases()


@pytest.fixture(scope="session")
def fill():
    return fill_form


@pytest.fixture(scope="session")
def small_model():
    return make_model


@pytest.fixture(scope="session")
def rate(fill):
    """Return responses from capability id to the ratings of raters 1, 2, 3…; None is "not assessed"."""

    def fill_responses(ratings):
        rows = [
            {"respondent_id": f"r{number}", "role": "PMO", "capability_id": capability, "rating": rating}
            for capability, given in ratings.items()
            for number, rating in enumerate(given, 1)
        ]
        return fill("responses", rows)

    return fill_responses


@pytest.fixture(scope="session")
def unit():
    return BusinessUnit(name="Retail", lead="Head of Retail PMO")


@pytest.fixture(scope="session")
def method():
    return thresholds()


@pytest.fixture(scope="session")
def scale():
    return impact_scale()
