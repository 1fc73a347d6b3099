import pandas as pd
import pytest

from pmobook.assess.delivery import assess_delivery
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.thresholds import thresholds
from pmobook.show import performance
from pmobook.vocabulary import Quarter

QUARTER, UNIT, POUNDS = Quarter.parse("2026Q3"), BusinessUnit(name="Retail"), Money(currency="GBP")
RETURNS = {"project_id": "p", "title": "Returns", "stage": "executing"}


def fill(name, *rows):
    kinds = empty_frame(form(name)).dtypes.drop("row")
    return pd.DataFrame({column: pd.Series([row.get(column) for row in rows], dtype=kind) for column, kind in kinds.items()})


def delivery(*rows, earlier=(), costs=()):
    now = fill("projects", *rows)
    before = fill("projects", *earlier).assign(reported_in="2026Q2")
    history = pd.concat([before, now.assign(reported_in="2026Q3")], ignore_index=True)
    return assess_delivery(now, fill("project_costs", *costs), history, QUARTER, thresholds(), UNIT)


@pytest.mark.parametrize(
    "exhibit",
    [
        lambda: performance.project_delivery(delivery()),
        lambda: performance.costs_against_plan(delivery(), POUNDS),
        lambda: performance.finishes_against_plan(delivery()),
    ],
)
def test_a_missing_form_is_said_in_place_of_its_table(exhibit):
    assert "Not assessed: the form projects was not handed in." in exhibit().html


def test_projects_in_most_doubt_come_first_and_unrated_ones_last_with_the_reason():
    rows = [
        {**RETURNS, "project_id": "x", "title": "Xenon", "confidence_not_assessed": "Exempt under Section 43"},
        {**RETURNS, "project_id": "g", "title": "Green Belt", "confidence": "green"},
        {**RETURNS, "confidence": "red"},
    ]
    html = performance.project_delivery(delivery(*rows, earlier=[{**RETURNS, "confidence": "amber"}])).html
    assert html.index("Returns") < html.index("Green Belt") < html.index("Xenon")
    assert "Since 2026Q2" in html
    assert "worse" in html
    assert ">new<" in html
    assert "Exempt under Section 43" in html


def test_columns_without_a_single_text_take_no_room():
    rated = performance.project_delivery(delivery({**RETURNS, "confidence": "green"})).html
    assert "Why there is no rating" not in rated
    assert "Sponsor" not in rated
    assert "No project names a sponsor." in rated
    assert "Sponsor" in performance.project_delivery(delivery({**RETURNS, "sponsor": "Director"})).html


def test_a_long_slip_is_shown_in_years():
    day = pd.Timestamp("2018-12-31")
    late = {**RETURNS, "forecast_finish": pd.Timestamp("2026-12-31"), "baseline_finish": day}
    assert "8.0 years late" in performance.finishes_against_plan(delivery(late)).html


def test_a_first_pack_says_that_there_is_nothing_to_compare_with():
    assert "There is no earlier pack to compare with." in performance.project_delivery(delivery(RETURNS)).html


def test_costs_show_variance_and_share_and_what_is_left_out():
    costs = [
        {"project_id": "p", "period": "2026-07", "planned_value": 10, "actual_cost": 12.5},
        {"project_id": "p", "period": "2026-08", "planned_value": 10},
    ]
    html = performance.costs_against_plan(delivery(RETURNS, costs=costs), POUNDS).html
    assert "+£2.5m" in html
    assert "+25.0%" in html
    assert "1 of 2 periods left out" in html
    assert "no share" in performance.costs_against_plan(delivery(RETURNS), POUNDS).html


def test_finishes_say_what_they_are_measured_against():
    day = pd.Timestamp("2026-12-01")
    late = {**RETURNS, "forecast_finish": day + pd.Timedelta(days=45), "baseline_finish": day}
    html = performance.finishes_against_plan(delivery(late)).html
    assert "15 January 2027" in html
    assert "45 days late" in html
    assert ">baseline<" in html
    first = performance.finishes_against_plan(
        delivery({**RETURNS, "forecast_finish": day}, earlier=[{**RETURNS, "forecast_finish": day}])
    ).html
    assert "first reported forecast" in first
    assert "on time" in first
