import math

import pytest


def cost(period, planned=None, actual=None, forecast=None, project="P1"):
    return {"project_id": project, "period": period, "planned_value": planned, "actual_cost": actual, "forecast_cost": forecast}


def test_amounts_are_discounted_by_month_from_the_first_one_handed_in(assess, row_of):
    got = assess(
        {"B1": {"periods": ("2026-01", "2027-01"), "planned": [0, 110], "actual": [0], "forecast": [None, 121]}},
        costs=[cost("2026-01", 100, 100)],
        discount_rate=0.1,
    )
    row = row_of(got.investment, "project_id", "P1")
    assert row["npv"] == pytest.approx(-100 + 121 / 1.1)
    assert row["npv_planned"] == pytest.approx(0)
    assert row["irr"] == pytest.approx(0.21)
    assert row["npv_to_come"] == pytest.approx(121 / 1.1 ** (4 / 12))
    assert (row["first_month"], row["last_month"], row["cost"], row["benefits"]) == ("2026-01", "2027-01", 100, 121)
    assert row["payback_years"] == pytest.approx(11 / 12 + 100 / 121 / 12)
    assert "discounted at 10.0% a year to the first month handed in" in row["convention"]


def test_a_quarter_s_amount_is_spread_over_its_months(assess, row_of):
    monthly = {f"2026-0{month}" for month in (1, 2, 3)}
    by_quarter = assess({"B1": {"planned": [30], "actual": [30]}}, costs=[cost("2026Q1", 12, 12)])
    by_month = assess(
        {"B1": {"periods": sorted(monthly), "planned": [10] * 3, "actual": [10] * 3}},
        costs=[cost(month, 4, 4) for month in monthly],
    )
    values = [row_of(got.investment, "project_id", "P1")["npv"] for got in (by_quarter, by_month)]
    assert values[0] == pytest.approx(values[1])


def test_only_what_reduces_a_budget_is_cashable_and_disbenefits_are_taken_off(assess, row_of):
    plain = {"planned": [10], "actual": [10]}
    got = assess(
        {
            "B1": plain,
            "B2": {**plain, "kind": "non-cashable"},
            "B3": {"planned": [3], "actual": [3], "kind": "disbenefit"},
            "B4": {**plain, "unit_of_measure": "hours"},
        },
        costs=[cost("2026Q1", 5, 5)],
        discount_rate=0,
    )
    row = row_of(got.investment, "project_id", "P1")
    assert (row["benefits"], row["npv"], row["npv_cashable"]) == pytest.approx((17, 12, 2))


def test_a_benefit_nobody_reported_counts_as_planned_and_without_it_the_value_is_lowest(assess, row_of):
    got = assess({"B1": {"planned": [10, 10], "actual": [10, None]}}, costs=[cost("2026Q1", 5, 5)], discount_rate=0)
    row = row_of(got.investment, "project_id", "P1")
    assert (row["npv"], row["npv_lowest"]) == pytest.approx((15, 5))
    assert row["note"] == "benefits of 1 period as planned, for want of an actual or forecast amount"


def test_costs_are_actual_else_forecast_else_planned_and_unknown_ones_are_said(assess, row_of):
    costs = [cost("2026-01", 1, 2, 9), cost("2026-02", 1, None, 3), cost("2026-03", 4), cost("2026-04")]
    got = assess({"B1": {"planned": [10], "actual": [10]}}, costs=costs, discount_rate=0)
    row = row_of(got.investment, "project_id", "P1")
    assert row["cost"] == pytest.approx(9)
    assert "costs of 1 period left out: no amount is known" in row["note"]
    assert math.isnan(row["npv_planned"])


@pytest.mark.parametrize(
    ("benefit", "costs", "note"),
    [
        ({"planned": [1], "unit_of_measure": "hours"}, [cost("2026-01", 1)], "not assessed: no benefits in money known"),
        ({"planned": [1]}, [], "not assessed: no costs known"),
        ({"forecast": [None]}, [cost("2026-01")], "not assessed: no costs and no benefits in money known"),
    ],
)
def test_without_a_cost_or_a_benefit_in_money_a_project_is_not_assessed(assess, row_of, benefit, costs, note):
    row = row_of(assess({"B1": benefit}, costs=costs).investment, "project_id", "P1")
    assert math.isnan(row["npv"])
    assert row["note"] == note


def test_a_month_s_delay_costs_the_last_month_of_a_benefit_whose_end_stays(assess, row_of):
    benefit = {"planned": [0] * 3 + [30, 30], "actual": [0] * 3, "forecast": [None] * 3 + [30, 30]}
    row = row_of(assess({"B1": benefit}, costs=[cost("2026Q1", 5, 5)], discount_rate=0).investment, "project_id", "P1")
    assert row["cost_of_delay"] == pytest.approx(10)
    over = assess({"B1": benefit}, costs=[cost("2026Q1", 5, 5)], projects={"P1": "closed"})
    assert math.isnan(row_of(over.investment, "project_id", "P1")["cost_of_delay"])


def test_several_rates_of_return_are_said_and_none_is_given(assess, row_of):
    """Lorie and Savage's oil pump, by year."""
    got = assess(
        {"B1": {"periods": ("2026-01", "2027-01"), "planned": [0, 10000], "actual": [0], "forecast": [None, 10000]}},
        costs=[cost("2026-01", 1600, 1600), cost("2028-01", 10000, None, 10000)],
    )
    row = row_of(got.investment, "project_id", "P1")
    assert row["irr_status"] == "several"
    assert math.isnan(row["irr"])
    assert "25.0% and 400.0% a year" in row["irr_note"]
