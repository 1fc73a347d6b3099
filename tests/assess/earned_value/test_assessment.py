"""A business unit's money: tables, findings and headline of small forms."""

import math

import pandas as pd
import pytest


def project(project, stage="executing", **given):
    return {"project_id": project, "stage": stage, "sponsor": f"Sponsor of {project.title()}", **given}


@pytest.fixture(scope="module")
def two(assess, monthly):
    """Apples cost more and are late; pears are on course."""
    return assess(
        [project("apples"), project("pears"), project("plums", "closed")],
        [
            *monthly("apples", "2026-06", [10, 10, 10, 10], [10, 5, 5, 4], [10, 10, 10, 10], [None] * 4 + [10, 10]),
            *monthly("pears", "2026-08", [10, 10, 10], [10, 10], [10, 10], [None, None, 10]),
            *monthly("plums", "2026-01", [10], [10], [30]),
        ],
    )


def test_each_project_has_a_row_and_the_business_unit_adds_up_those_under_way(two):
    rows = two.earned_value.set_index("project_id")
    assert rows.index.tolist() == ["", "apples", "pears", "plums"]
    whole = rows.loc[""]
    assert whole[["planned_value", "earned_value", "actual_cost", "budget_at_completion"]].tolist() == [60, 44, 60, 70]
    assert whole["cost_index"] == pytest.approx(44 / 60)
    assert (whole["projects"], whole["note"]) == (2, "2 of 2 projects under way")
    assert rows.loc["plums", "cost_index"] == pytest.approx(1 / 3)


def test_earned_schedule_is_in_months_from_the_projects_start(two):
    apples = two.earned_value.set_index("project_id").loc["apples"]
    assert apples[["earned_schedule", "actual_time", "planned_duration"]].tolist() == pytest.approx([2.4, 4, 4])
    assert apples["schedule_index_time"] == pytest.approx(0.6)


def test_the_headline_says_what_work_cost_and_where_it_is_heading(two):
    assert two.headline == (
        "Retail: of 2 projects under way, the work done cost 36% more than planned (CPI 0.73); "
        "at this rate they end 36% above their budgets"
    )


def test_projects_that_are_dear_or_late_are_findings_with_their_sponsor(two, found):
    got = found(two)
    assert got["low_cost_index:apples"] == (
        "act", "'Apples': the work done cost 67% more than planned (CPI 0.60 with 60% done).", "Sponsor of Apples",
    )  # fmt: skip
    assert got["low_schedule_index:apples"] == (
        "act", "'Apples' is 1.6 months behind its plan (SPI(t) 0.60); it would take 7 months instead of 4.", "Sponsor of Apples",
    )  # fmt: skip
    assert not [key for key in got if "pears" in key or "plums" in key]


def test_the_curves_are_recorded_for_each_project_and_for_all(two):
    curve = two.cost_curve
    assert curve["project_id"].unique().tolist() == ["", "apples", "pears", "plums"]
    whole = curve.loc[curve["project_id"] == ""].set_index("period")
    assert whole.loc["2026-09", ["planned", "earned", "actual", "forecast"]].tolist() == [60, 44, 60, 60]
    assert whole["forecast"].iloc[-1] == 90
    september = two.by_month.set_index("period").loc["2026-09"]
    assert september[["planned", "earned", "actual"]].tolist() == [20, 14, 20]


def test_early_work_is_not_judged(assess, monthly, found):
    got = assess([project("p")], monthly("p", "2026-09", [1, 99], [0.5], [2], [None, 99]))
    assert math.isclose(got.earned_value["cost_index"].iloc[1], 0.25)
    assert "low_cost_index:p" not in found(got)


@pytest.mark.parametrize(
    ("kind", "given", "sentence"),
    [
        ("zero_budget", {"planned": [0, 0], "earned": [0, 0], "actual": [1, 1]},
         "'P' has planned values that add up to nothing: without a budget no index can be stated."),
        ("cost_without_plan", {"planned": [], "earned": [], "actual": [3, 1]},
         "'P' spent money in 2 periods and has no planned value: cost can't be compared with any plan."),
        ("earned_before_cost", {"planned": [5, 5], "earned": [5, 5], "actual": [0, 9]},
         "'P' earned value in August 2026, and its first cost is of September 2026."),
        ("earned_before_cost", {"planned": [5, 5], "earned": [5, 5], "actual": [0, 0]},
         "'P' earned value in August 2026, and has no cost at all."),
        ("earned_above_budget", {"planned": [5, 5], "earned": [5, 6], "actual": [5, 5]},
         "'P' earned 10.0% more than its whole plan is worth."),
        ("actual_cost_ahead", {"planned": [5, 5, 5], "earned": [5, 5], "actual": [5, 5, 5]},
         "'P' has an actual cost in 1 period to come: October 2026."),
    ],
)  # fmt: skip
def test_figures_that_cannot_be_right_are_named(assess, monthly, found, kind, given, sentence):
    got = found(assess([project("p")], monthly("p", "2026-08", **given)))
    assert got[f"{kind}:p"] == ("watch", sentence, "Sponsor of P")


def test_months_without_a_row_are_named_and_plan_nothing(assess, monthly, found):
    rows = [*monthly("p", "2026-06", [5], [5], [5]), *monthly("p", "2026-09", [5], [5], [5])]
    got = assess([project("p")], rows)
    assert found(got)["missing_periods:p"][1] == "'P' has no row for 2 months between its first period and its last."
    assert got.earned_value["schedule_index_time"].iloc[1] == 1


def test_a_cost_that_is_not_known_is_not_a_cost_of_nothing(assess, monthly, found):
    got = found(assess([project("p")], monthly("p", "2026-08", [5, 5], [5, 5], ["late", 9])))
    assert "earned_before_cost:p" not in got


def test_a_forecast_that_grew_and_passes_the_whole_life_cost_is_a_finding(assess, monthly, found):
    before = ([project("p")], monthly("p", "2026-08", [5, 5], [], [], [5, 5]))
    now = monthly("p", "2026-08", [5, 5], [4, 4], [6, 6], [None, None, 3])
    got = found(assess([project("p", whole_life_cost=12.0)], now, {"2026Q2": before}))
    assert got["forecast_grew:p"][:2] == ("act", "The forecast cost of 'P' has grown 50% since 2026Q2, in 1 step.")
    assert got["above_whole_life_cost:p"][1] == "At its rate so far 'P' ends 25% above the whole-life cost approved."


def test_projects_without_earned_value_are_counted_and_named_to_the_lead(assess, monthly, found):
    got = assess(
        [project("p"), project("q")], [*monthly("p", "2026-08", [5, 5], [5, 4], [5, 5]), *monthly("q", "2026-09", [5], [], [5])]
    )
    assert found(got)["no_earned_value"] == (
        "watch",
        "For 1 of 2 projects under way no earned value was handed in, so their indices are not assessed: 'Q'.",
        "Head of Retail PMO",
    )
    assert got.headline.endswith("; 1 not assessed")
    assert got.earned_value["note"].iloc[0] == "1 of 2 projects under way; 1 left out for want of an amount"


def test_a_range_from_the_past_stands_beside_each_forecast(assess, monthly, found):
    past = pd.DataFrame({"ratio": [1.5] * 8, "basis": "final cost"})
    got = assess([project("p")], monthly("p", "2026-09", [5, 5], [5], [5], [None, 5]), outcomes=past)
    assert got.earned_value["range_middle"].iloc[1] == 15
    assert got.earned_value["class_size"].iloc[1] == 8
    assert found(got)["forecasts_below_past"][1].startswith("1 of 1 project under way expect")


def test_without_costs_nothing_is_assessed_and_delivery_says_so(assess):
    got = assess([project("p")], [])
    assert got.headline == "Money of Retail is not assessed: the form project_costs was not handed in"
    assert got.earned_value.empty
    assert got.cost_curve.empty
    assert got.findings.empty


def test_without_projects_under_way_the_headline_says_so(assess, monthly):
    assert assess([project("p", "closed")], monthly("p", "2026-01", [5], [5], [5])).headline == (
        "Retail has no project under way with costs"
    )


def test_periods_of_different_lengths_have_indices_but_no_earned_schedule(assess, monthly):
    rows = [{"project_id": "p", "period": "2026Q2", "planned_value": 5.0, "earned_value": 5.0, "actual_cost": 4.0},
            *monthly("p", "2026-07", [5], [5], [5])]  # fmt: skip
    row = assess([project("p")], rows).earned_value.iloc[1]
    assert row["cost_index"] == pytest.approx(10 / 9)
    assert math.isnan(row["schedule_index_time"])
    assert "earned schedule not assessed: periods are of different lengths" in row["note"]


def test_a_first_cost_of_nothing_has_no_range(assess, monthly):
    past = pd.DataFrame({"ratio": [1.5] * 8, "basis": "final cost"})
    got = assess([project("p")], monthly("p", "2026-08", [0, 0], [1, 1], [2, 2]), outcomes=past)
    assert math.isnan(got.earned_value["range_middle"].iloc[1])
