"""A project's money to date: what counts, what stands in for a missing amount, and what is said about the rest."""

import math

import pandas as pd
import pytest

from pmobook.assess.earned_value.costs import place_costs, read_project
from pmobook.vocabulary import Quarter

Q3 = Quarter(2026, 3)


@pytest.fixture(scope="module")
def read(fill):
    def run(rows, quarter=Q3):
        (one,) = place_costs(fill("project_costs", rows), quarter).by_project().values()
        return read_project(one)

    return run


def test_sums_to_date_end_with_the_last_period_that_reports_earned_value(read, monthly):
    got = read(monthly("p", "2026-07", [10, 10, 10, 10], [9, 8], [12, 9], [None, None, 11, 12]))
    assert (got.as_of, got.planned_value, got.earned_value, got.actual_cost) == ("2026-08", 20, 17, 21)
    assert (got.budget_at_completion, got.forecast_total) == (40, 44)
    assert got.notes == ()


def test_rows_in_any_order_give_the_same(read, monthly):
    rows = monthly("p", "2026-07", [10, 10, 10, 10], [9, 8], [12, 9], [None, None, 11, 12])
    assert read(rows[::-1]).earned_value == 17
    assert read(rows[::-1]).as_of == "2026-08"


def test_a_past_cost_that_is_not_settled_is_taken_from_its_forecast_and_said(read, monthly):
    got = read(monthly("p", "2026-07", [10, 10], [9, 9], [12, "invoice in dispute"], [None, 8]))
    assert got.actual_cost == 20
    assert got.notes == ("forecast taken as the cost of 1 past period without one: invoice in dispute",)


def test_a_period_without_a_cost_is_left_out_on_every_side_and_said(read, monthly):
    got = read(monthly("p", "2026-07", [10, 10, 10], [9, 8, 7], [12, "invoices late", 9]))
    assert (got.planned_value, got.earned_value, got.actual_cost) == (20, 16, 21)
    assert got.notes == ("1 of 3 periods to date left out for want of an amount: invoices late",)
    assert math.isnan(got.forecast_total)


def test_a_period_without_earned_value_before_the_last_one_is_left_out(read, monthly):
    got = read(monthly("p", "2026-07", [10, 10, 10], [9, None, 7], [12, 8, 9]))
    assert (got.planned_value, got.earned_value, got.actual_cost) == (20, 16, 21)


def test_a_project_that_reports_no_earned_value_still_has_plan_and_cost(read, monthly):
    got = read(monthly("p", "2026-07", [10, 10, 10, 10], ["no method yet"], [12, 9, 8]))
    assert (got.as_of, got.planned_value, got.actual_cost) == ("2026-09", 30, 29)
    assert math.isnan(got.earned_value)
    assert got.notes == ("no earned value was handed in: no method yet",)


def test_after_its_last_planned_period_a_plan_is_over_and_not_unknown(read, monthly):
    got = read(monthly("p", "2026-07", [10, 10], [8, 7, 5], [9, 9, 4]))
    assert (got.planned_value, got.earned_value, got.budget_at_completion) == (20, 20, 20)


@pytest.mark.parametrize("gap", [None, "under revision"])
def test_a_gap_in_the_plan_leaves_the_budget_unknown(read, monthly, gap):
    got = read(monthly("p", "2026-07", [10, gap, 10], [8, 7, 5], [9, 9, 4]))
    assert math.isnan(got.budget_at_completion)
    assert got.notes[0] == ("the plan has a gap" if gap is None else "the plan has a gap: under revision")


def test_a_period_still_running_at_the_quarters_end_is_not_over(read):
    got = read([{"project_id": "p", "period": "FY2026/27", "planned_value": 10.0, "forecast_cost": 12.0}])
    assert got.as_of == ""
    assert math.isnan(got.planned_value)
    assert (got.budget_at_completion, got.forecast_total) == (10, 12)


def test_no_rows_at_all_are_no_projects(fill):
    assert place_costs(fill("project_costs", []), Q3).by_project() == {}


def test_a_frame_without_columns_of_reasons_is_read_too():
    frame = pd.DataFrame({"project_id": ["p"], "period": ["2026-07"], "planned_value": [3], "actual_cost": [2]})
    assert read_project(place_costs(frame, Q3).of("p")).actual_cost == 2
