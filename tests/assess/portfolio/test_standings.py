"""The present and the best choice of projects, added up for each business unit."""

import math

import pandas as pd
import pytest

from pmobook.assess.portfolio.standings import portfolio_standings

COLUMNS = ["business_unit", "is_chosen", "is_current", "value", "cost"]


def selection(*rows):
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype({"is_chosen": "boolean", "is_current": "boolean", "value": "float64", "cost": "float64"})


def test_both_choices_are_added_up_and_what_starts_and_stops_is_counted():
    found = portfolio_standings(
        selection(
            ("b", True, True, 0.5, 2.0), ("b", True, False, 0.25, 1.0), ("b", False, True, 0.1, 4.0), ("a", False, False, 1, 1)
        )
    )
    assert found["business_unit"].tolist() == ["a", "b"]
    assert found.iloc[1].to_dict() == {
        "business_unit": "b", "present_projects": 2, "present_value": pytest.approx(0.6), "present_cost": 6.0,
        "best_projects": 2, "best_value": 0.75, "best_cost": 3.0, "starts": 1, "stops": 1,
    }  # fmt: skip
    assert found.iloc[0][["present_projects", "present_value", "best_cost"]].tolist() == [0, 0.0, 0.0]


def test_a_project_without_a_choice_is_left_out_and_an_unassessed_value_is_no_zero():
    found = portfolio_standings(selection(("a", None, True, 9.0, 9.0), ("b", True, True, None, None)))
    assert found["business_unit"].tolist() == ["b"]
    assert math.isnan(found["present_value"].iloc[0])
    assert math.isnan(found["best_cost"].iloc[0])


def test_without_rows_there_are_no_standings():
    assert portfolio_standings(selection()).empty
