"""Figures of two quarters beside each other, with what the recorded runs tell of the cause."""

import dataclasses
import importlib.util
from pathlib import Path

import pandas as pd
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


def with_movement(results, **changes):
    """Return the later quarter's results with what was recorded of why retail's overall score moved."""
    scores = [
        one.loc[(one["business_unit"] == "retail") & (one["area_id"] == "overall") & one["is_chosen_rule"], "score"].iloc[0]
        for one in (results.of(BEFORE).area_scores, results.of(NOW).area_scores)
    ]
    row = {
        "quarter": str(NOW), "business_unit": "retail", "run_id": "aa", "area_id": "overall", "beside": str(BEFORE),
        "before": scores[0], "now": scores[1], "world": scores[1] - scores[0] + 0.1, "evidence": 0.0, "raters": -0.1, "note": "",
        **changes,
    }  # fmt: skip
    return dataclasses.replace(results, score_movements=pd.DataFrame([row]))


def overall_of_retail(results):
    found = figures_beside(results.of(BEFORE), results.of(NOW))
    return found[(found["business_unit"] == "retail") & (found["subject"] == "overall")].iloc[0]


def test_what_was_recorded_of_a_scores_movement_is_its_cause(bank):
    row = overall_of_retail(with_movement(bank))
    assert row["cause"] == "the world and the raters"
    assert row["raters"] == pytest.approx(-0.1)
    assert row[["world", "evidence", "raters", "method", "not_separated"]].sum() == pytest.approx(row["difference"])


def test_what_was_recorded_beside_another_quarter_tells_nothing_of_this_one(bank):
    assert overall_of_retail(with_movement(bank, beside="2025Q3"))["cause"] == "not separated"


def test_a_movement_that_starts_from_another_score_than_was_published_is_not_believed_and_says_why(bank):
    row = overall_of_retail(with_movement(bank, before=0.5))
    assert row["cause"] == "not separated"
    assert row[["world", "evidence", "raters"]].fillna(0).eq(0).all()
    said = {"the earlier pack has changed since its results were published",
            "the earlier answers come to another score by the method of now than was published"}  # fmt: skip
    assert said & set(row["note"].split("; "))


def test_an_anonymous_survey_says_that_its_raters_are_not_compared(bank):
    nothing = dict.fromkeys(("world", "evidence", "raters"), float("nan"))
    row = overall_of_retail(with_movement(bank, **nothing, note="an anonymous survey: who rated is not compared"))
    assert row["cause"] == "not separated"
    assert "an anonymous survey: who rated is not compared" in row["note"]


def test_scores_of_maturity_come_first_so_that_a_short_list_holds_them(bank):
    found = figures_beside(bank.of(BEFORE), bank.of(NOW))
    is_score = (found["about"] == "focus area").tolist()
    assert any(is_score)
    assert is_score == sorted(is_score, reverse=True)
