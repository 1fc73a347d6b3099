import math

import pytest

from pmobook.assess.benefits.periods import follow_periods
from pmobook.errors import ProblemsFound
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


def test_expected_is_the_actual_of_what_is_due_and_the_forecast_of_what_is_to_come(register):
    found = follow_periods(register({"B1": {"planned": [5, 5, 5, 5], "actual": [1, None, 3], "forecast": [9, 9, 9, 4]}}), Q3)
    assert found["is_due"].tolist() == [True, True, True, False]
    assert found["expected"].tolist() == [1, 9, 3, 4]
    assert found["basis"].tolist() == ["actual", "forecast", "actual", "forecast"]
    assert found["planned_cumulative"].tolist() == [5, 10, 15, 20]
    assert found["expected_cumulative"].tolist() == [1, 10, 13, 17]
    assert found["actual_cumulative"].tolist() == pytest.approx([1, 1, 4, math.nan], nan_ok=True)


def test_what_is_not_known_is_missing_with_its_reason_and_sums_say_what_they_are_without(register):
    form = register({"B1": {"planned": [5, 5, 5, 5], "actual": [None, 2, 3]}})
    form.loc[0, "actual_not_assessed"] = "its owner has not reported"
    found = follow_periods(form, Q3)
    assert math.isnan(found["expected"][0])
    assert math.isnan(found["expected_cumulative"][0])
    assert found["expected_cumulative"].tolist()[1:3] == [2, 5]
    assert found["note"].tolist() == [
        "not assessed: its owner has not reported",
        "cumulative without 1 earlier period not assessed",
        "cumulative without 1 earlier period not assessed",
        "not assessed: there is no forecast; cumulative without 1 earlier period not assessed",
    ]


def test_a_financial_year_under_way_counts_its_forecast_else_the_actual_so_far(register):
    years = ("FY2025/26", "FY2026/27")
    found = follow_periods(register({"B1": {"periods": years, "actual": [7, 3], "planned": [8, 8]}}), Q3)
    assert found["basis"].tolist() == ["actual", "actual so far"]
    found = follow_periods(register({"B1": {"periods": years, "actual": [7, 3], "forecast": [None, 6]}}), Q3)
    assert found["expected"].tolist() == [7, 6]


def test_an_actual_amount_of_a_period_that_has_not_begun_does_not_count(register):
    found = follow_periods(register({"B1": {"planned": [5] * 4, "actual": [1, 1, 1, 9], "forecast": [None] * 3 + [4]}}), Q3)
    assert math.isnan(found["actual"][3])
    assert found["expected"][3] == 4
    assert found["note"][3] == "an actual amount was given though the period has not begun"


def test_periods_stand_in_order_of_time_whatever_the_order_of_the_rows(register):
    form = register({"B2": {"planned": [1, 2]}, "B1": {"periods": ("2026-10", "2026-02"), "planned": [1, 2]}})
    found = follow_periods(form.sample(frac=1, random_state=1), Q3)
    assert found["period"].tolist() == ["2026-02", "2026-10", "2026Q1", "2026Q2"]


def test_without_rows_the_table_keeps_its_columns(register):
    assert follow_periods(register({}), Q3).columns[0] == "benefit_id"


def test_two_rows_for_one_period_and_missing_columns_are_refused(register):
    form = register({"B1": {"periods": ("2026Q1", "2026Q1"), "planned": [1, 2]}})
    with pytest.raises(ProblemsFound, match="benefit B1: found two rows for 2026Q1, expected one row for each period"):
        follow_periods(form, Q3)
    with pytest.raises(ProblemsFound, match="no column planned"):
        follow_periods(form.drop(columns="planned"), Q3)
