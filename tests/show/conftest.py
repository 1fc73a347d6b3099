import importlib.util
from pathlib import Path

import pytest

from pmobook.assess.results import Results


def module_at(place):
    specification = importlib.util.spec_from_file_location(place.stem, place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def any_bank():
    """The module that invents the organisation; tests are no package, so it is loaded by its place."""
    return module_at(Path(__file__).with_name("any_bank.py"))


@pytest.fixture(scope="session")
def cases():
    """The module that invents questions about maturity."""
    return module_at(Path(__file__).parents[1] / "maturity_cases.py")


@pytest.fixture(scope="session")
def engagement(any_bank, tmp_path_factory):
    return any_bank.make_engagement(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="session")
def results(any_bank):
    return any_bank.make_results()


@pytest.fixture(scope="session")
def nothing(results):
    """An engagement in which nothing was ever published."""
    empty = results.of(None)
    return Results((), empty.area_scores, empty.alignment, empty.measure_status, empty.project_status, empty.findings, empty.runs)
