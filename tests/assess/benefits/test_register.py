import math

import pytest

AHEAD = ("2026Q4",)


def test_the_realised_share_is_of_periods_where_plan_and_actual_are_both_known(assess, row_of):
    got = assess({"B1": {"planned": [10, 10, 10, 10], "actual": [5, None, 10], "forecast": [None, None, None, 10]}})
    row = row_of(got.benefit_status, "benefit_id", "B1")
    assert (row["realised"], row["planned_due"], row["realised_share"]) == (15, 20, 0.75)
    assert (row["periods_due"], row["periods_overdue"], row["periods_not_assessed"]) == (3, 1, 1)
    assert row["note"].startswith("1 period due without an actual amount")


@pytest.mark.parametrize(
    ("benefit", "standing"),
    [
        ({"planned": [10, 10, 10], "actual": [9, 9, 9]}, "on course"),
        ({"planned": [10, 10, 10], "actual": [9, 9, 8.9]}, "behind"),
        ({"planned": [10, 10, 10], "actual": [7, 7, 7]}, "behind"),
        ({"planned": [10, 10, 10], "actual": [7, 7, 6.9]}, "far behind"),
        ({"periods": AHEAD, "planned": [10], "forecast": [10]}, "not due yet"),
        ({"periods": AHEAD, "planned": [10], "forecast": [8]}, "behind"),
        ({"planned": [10, 10, 10]}, "not assessed"),
        ({"periods": AHEAD, "planned": [10]}, "not assessed"),
        ({"planned": [0, 0, 0], "actual": [1, 1, 1]}, "not assessed"),
        ({"kind": "disbenefit", "planned": [10, 10, 10], "actual": [5, 5, 5]}, "on course"),
        ({"kind": "disbenefit", "planned": [10, 10, 10], "actual": [20, 20, 20]}, "far behind"),
    ],
)
def test_how_a_benefit_stands_at_each_threshold(assess, row_of, benefit, standing):
    assert row_of(assess({"B1": benefit}).benefit_status, "benefit_id", "B1")["standing"] == standing


@pytest.mark.parametrize(("by", "standing"), [(0, "on course"), (1, "behind"), (2, "far behind")])
def test_a_quarter_s_slip_is_watched_and_two_ask_for_action(assess, row_of, by, standing):
    got = assess(
        {"B1": {"planned": [8, 8, 8, 8], "actual": [8, 8, 8], "forecast": [8] * 4},
         "B2": {"periods": ("2026Q4", "2027Q1", "2027Q2", "2027Q3"), "planned": [10, 0, 0, 0],
                "forecast": [0] * by + [10] + [0] * (3 - by)}}
    )  # fmt: skip
    row = row_of(got.benefit_status, "benefit_id", "B2")
    assert row["slip_months"] == 3 * by
    assert row["standing"] == (standing if by else "not due yet")


def test_new_claims_stand_beside_what_past_forecasts_make_of_them(assess, row_of):
    ids = [f"B{number}" for number in range(1, 6)]
    early = {one: {"planned": [10] * 4, "forecast": [None, 10, 10, 10]} for one in ids}
    now = {one: {"planned": [10] * 4, "actual": [10, 5, 5], "forecast": [None] * 3 + [10]} for one in ids}
    got = assess({**now, "N1": {"planned": [None] * 3 + [8]}}, earlier={"2025Q4": early})
    row = row_of(got.benefit_status, "benefit_id", "B1")
    assert row["forecast_ratio"] == 0.5
    assert (row["to_come"], row["corrected_low"], row["corrected"], row["corrected_high"]) == (10, 5, 5, 5)
    new = row_of(got.benefit_status, "benefit_id", "N1")
    # A promise without a forecast is corrected as promises were: 20 of 30 came.
    assert math.isnan(new["to_come"])
    assert new["corrected"] == pytest.approx(8 * 2 / 3)


def test_an_owner_in_any_row_is_the_benefit_s(assess, register, row_of):
    got = assess({"B1": {"planned": [1], "owner": None}})
    assert row_of(got.benefit_status, "benefit_id", "B1")["owner"] == ""


def test_a_project_that_the_pack_lacks_has_no_stage(assess, row_of):
    got = assess({"B1": {"planned": [1], "project_id": "P9"}})
    assert row_of(got.benefit_status, "benefit_id", "B1")["stage"] != row_of(got.benefit_status, "benefit_id", "B1")["stage"]
