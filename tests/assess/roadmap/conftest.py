"""Small plans, loaded by their place: tests are no package."""

import importlib.util
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def plans():
    place = Path(__file__).parents[2] / "roadmap_plans.py"
    specification = importlib.util.spec_from_file_location("roadmap_plans", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
