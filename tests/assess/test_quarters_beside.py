"""Figures of two quarters beside each other, with what the recorded runs tell of the cause."""

import importlib.util
from pathlib import Path

import pytest

from pmobook.assess.quarters_beside import figures_beside
from pmobook.vocabulary import Quarter

NOW, BEFORE = Quarter.parse("2026Q3"), Quarter.parse("2026Q2")


@pytest.fixture(scope="module")
def bank(tmp_path_factory):
    place = Path(__file__).parents[1] / "show" / "any_bank.py"
    specification = importlib.util.spec_from_file_location("any_bank", place)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module.make_results()


def test_only_what_differs_is_told_and_only_of_business_units_in_both(bank):
    found = figures_beside(bank.of(BEFORE), bank.of(NOW))
    assert "wealth" not in set(found["business_unit"]), "it has no results for the later quarter"
    assert not (found["difference"] == 0).any()
    assert (found["about"] != "finding").all()
    retail = found[(found["business_unit"] == "retail") & (found["subject"] == "overall")].iloc[0]
    assert retail["difference"] == pytest.approx(retail["now"] - retail["before"])
    assert retail["cause"] == "not separated", "nothing on record says who rated"


def test_a_quarter_beside_itself_differs_in_nothing(bank):
    assert figures_beside(bank.of(NOW), bank.of(NOW)).empty


def test_without_a_business_unit_in_both_nothing_is_compared(bank):
    assert figures_beside(bank.of(None), bank.of(NOW)).empty
    wealth = bank.of(BEFORE, "wealth")
    assert figures_beside(wealth, bank.of(NOW)).empty


def test_results_are_narrowed_to_some_business_units(bank):
    assert set(bank.only(["retail"]).findings["business_unit"]) == {"retail"}
    assert bank.only([]) is bank
    assert bank.only(["nobody"]).area_scores.empty
