import math

import pytest

from pmobook.assess.costs import add_up_costs


@pytest.fixture(scope="session")
def add_up(fill):
    """Add up rows of (planned, actual, forecast[, reason]) of one project, one month each."""

    def run(*rows):
        costs = [
            {
                "project_id": "p1",
                "period": f"2026-{month:02d}",
                "planned_value": planned,
                "actual_cost": actual,
                "forecast_cost": forecast,
                "forecast_cost_not_assessed": reason[0] if reason else None,
            }
            for month, (planned, actual, forecast, *reason) in enumerate(rows, 1)
        ]
        return add_up_costs(fill("project_costs", costs))["p1"]

    return run


def test_expected_cost_is_the_actual_where_known_and_the_forecast_elsewhere(add_up):
    got = add_up((10, 12, 99), (10, None, 11))
    assert (got.planned, got.expected, got.variance, got.variance_share) == (20, 23, 3, 0.15)
    assert got.note == "over January 2026 to February 2026"


def test_an_unknown_amount_is_left_out_on_both_sides_and_said(add_up):
    got = add_up((10, 12, None), (None, 5, None), (10, None, None, "commercially sensitive"))
    assert (got.planned, got.expected) == (10, 12)
    assert got.expected_known == 17
    assert got.note == (
        "over January 2026; 2 of 3 periods left out for want of a planned or expected cost: commercially sensitive"
    )
    assert got.spend_note == "spend known for 2 of 3 periods: commercially sensitive"


def test_when_nothing_can_be_compared_the_reason_given_is_kept(add_up):
    got = add_up((10, None, None, "Exempt under Section 43"))
    assert math.isnan(got.variance)
    assert got.note == "not assessed: Exempt under Section 43"
    assert got.spend_note == "spend not assessed: Exempt under Section 43"


def test_without_a_reason_the_note_says_what_is_missing(add_up):
    assert add_up((10, None, None)).note == "not assessed: no period has both a planned and an expected cost"


@pytest.mark.parametrize("planned", [0, -5])
def test_where_nothing_was_planned_there_is_a_variance_and_no_share(add_up, planned):
    got = add_up((planned, 4, None))
    assert got.variance == 4 - planned
    assert math.isnan(got.variance_share)
    assert "planned cost is zero or less, so there is no share" in got.note


def test_credits_are_negative_costs(add_up):
    got = add_up((10, -2, None))
    assert (got.expected, got.variance_share) == (-2, -1.2)


def test_a_zero_is_an_amount(add_up):
    got = add_up((10, 0, 8))
    assert got.expected == 0


def test_a_project_without_rows_is_absent(fill):
    assert add_up_costs(fill("project_costs", [])) == {}


def test_reasons_are_told_in_the_order_of_their_periods_whatever_the_order_of_the_rows(fill):
    rows = [
        {"project_id": "p", "period": f"2026-0{month}", "planned_value": 1, "actual_cost_not_assessed": reason}
        for month, reason in ((8, "invoices late"), (7, "system change"))
    ]
    for ordered in (rows, rows[::-1]):
        assert add_up_costs(fill("project_costs", ordered))["p"].reasons == ("system change", "invoices late")
