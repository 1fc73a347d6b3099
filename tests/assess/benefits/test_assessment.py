import pandas as pd
import pytest

from pmobook.assess.tables import BENEFIT_PERIODS, BENEFIT_STATUS, INVESTMENT
from pmobook.errors import ProblemsFound
from pmobook.record.frames import to_arrow
from pmobook.record.tables import TABLES

STAMP = {"quarter": "2026Q3", "business_unit": "retail", "run_id": "r"}


def spent(planned, actual):
    return [{"project_id": "P1", "period": "2026-01", "planned_value": planned, "actual_cost": actual}]


def test_without_the_form_one_finding_says_so_and_every_table_keeps_its_columns(assess, told):
    got = assess({})
    assert told(got.findings) == {
        "benefits_missing": ("watch", "Benefits are not assessed: the form benefits was not handed in.", "Head of Retail PMO")
    }
    assert got.headline == "Benefits of Retail are not assessed: the form benefits was not handed in"
    for table, columns in ((got.benefit_status, BENEFIT_STATUS), (got.benefit_periods, BENEFIT_PERIODS)):
        assert {name: str(kind) for name, kind in table.dtypes.items()} == columns


def test_its_tables_go_on_record(assess):
    got = assess(
        {"B1": {"planned": [10] * 4, "actual": [1, 2, None]}}, costs=spent(1, 1), projects={"P1": "closed", "P2": "idea"}
    )
    assert list(got.investment.columns) == list(INVESTMENT)
    for name in ("benefit_status", "benefit_periods", "investment", "findings"):
        assert to_arrow(TABLES[name], getattr(got, name), STAMP).num_rows == len(getattr(got, name))


def test_a_benefit_behind_its_plan_is_one_finding_with_its_owner(assess, told):
    got = assess({"B1": {"planned": [10, 10, 10, 0], "actual": [5, 5, 5], "forecast": [None, None, None, 5]}})
    assert told(got.findings)["benefit_behind:B1"] == (
        "act",
        (
            "'Benefit B1' brought 50% of what was planned so far (15 of 30 in money), is expected to bring 67% of its plan in "
            "all and will reach half of its plan 5 months late."
        ),
        "Head of Stores",
    )
    assert got.headline == (
        "Retail has realised 50% of the benefits in money that were due and reported; 1 of 1 benefit behind plan"
    )


def test_a_share_just_below_its_threshold_does_not_read_as_if_it_had_reached_it(assess, told):
    got = assess({"B1": {"planned": [1000], "actual": [896]}})
    assert "brought 89.6% of what was planned" in told(got.findings)["benefit_behind:B1"][1]


def test_a_benefit_without_owner_falls_to_the_lead(assess, told):
    got = told(assess({"B1": {"planned": [1], "actual": [1], "owner": " "}}).findings)
    assert got["benefit_without_owner:B1"] == (
        "watch",
        "The benefit 'Benefit B1' has no owner, so nobody answers for it.",
        "Head of Retail PMO",
    )


@pytest.mark.parametrize(("actual", "severity"), [([1, 1, None], "watch"), ([1, None, None], "act")])
def test_what_nobody_reports_is_named_past_closure_too(assess, told, actual, severity):
    got = told(assess({"B1": {"planned": [1, 1, 1], "actual": actual}}, projects={"P1": "closed"}).findings)
    assert got["benefit_unreported:B1"][0] == severity
    assert "though benefits are followed after a project ends" in got["benefit_unreported:B1"][1]


def test_an_actual_amount_too_early_is_named(assess, told):
    got = told(assess({"B1": {"planned": [1] * 4, "actual": [1] * 4}}).findings)
    assert "has actual amounts for 2026Q4, which had not begun by the end of 2026Q3" in got["benefit_actual_too_early:B1"][1]


def test_a_benefit_that_left_the_register_before_it_was_over_is_named(assess, told):
    before = {"B1": {"planned": [1] * 4}, "B2": {"planned": [1] * 4, "owner": None}, "B3": {"planned": [1, 1, 1]}}
    got = told(assess({"B1": {"planned": [1] * 4, "actual": [1] * 3}}, earlier={"2026Q2": before}).findings)
    assert got["benefit_dropped:B2"] == (
        "watch",
        "'Benefit B2' was on the register in 2026Q2 with more to come, and is no longer there.",
        "",
    )
    assert "benefit_dropped:B3" not in got


def test_a_disbenefit_larger_than_planned_is_named(assess, told):
    got = told(assess({"B1": {"kind": "disbenefit", "planned": [10], "actual": [15]}}).findings)
    assert got["disbenefit_larger:B1"][1] == "The disbenefit 'Benefit B1' came to 150% of what was planned so far."


def test_a_project_that_no_longer_pays_is_named_with_its_sponsor(assess, told):
    got = told(assess({"B1": {"planned": [9, 9, 9], "actual": [9, 9, 9]}}, costs=spent(20, 30)).findings)
    assert got["negative_npv:P1"] == (
        "act",
        "'Project P1' brings less than it costs at 3.5% a year over the periods handed in, to 2026-09.",
        "Sponsor",
    )


def test_projects_that_were_never_planned_to_pay_over_these_periods_are_one_finding(assess, told):
    got = told(assess({"B1": {"planned": [9], "actual": [9]}}, costs=spent(20, 30)).findings)
    assert "negative_npv:P1" not in got
    assert got["negative_npv"][1].startswith("1 of 1 project with benefits in money bring less than they cost")


def test_money_benefits_of_projects_without_costs_can_not_be_valued(assess, told):
    got = told(assess({"B1": {"planned": [9], "actual": [9]}}).findings)
    assert got["value_not_assessed"][1] == "1 project with benefits in money can't be valued: no costs are known (P1)."


def test_possible_double_counting_and_poor_forecasts_are_named(assess, told):
    ids = [f"B{number}" for number in range(1, 6)]
    early = {one: {"planned": [10] * 3, "forecast": [None, 10, 10]} for one in ids}
    now = {one: {"planned": [10] * 3, "actual": [10, 5, 5], "project_id": f"P{one[1]}", "title": f"{one * 9}"} for one in ids}
    early = {one: {**row, "project_id": f"P{one[1]}"} for one, row in early.items()}
    got = told(assess(now, earlier={"2025Q4": early}).findings)
    assert "Past forecasts came to 50% at the median of 5 benefits" in got["benefits_overforecast"][1]
    assert got["double_counting:B1+B2"][0] == "watch"


def test_realised_shares_by_project_leave_out_what_can_not_be_said(assess):
    got = assess(
        {
            "B1": {"planned": [10], "actual": [5]},
            "B2": {"planned": [30], "actual": [15], "kind": "non-cashable"},
            "B3": {"planned": [10], "project_id": "P2"},
            "B4": {"planned": [10], "actual": [9], "kind": "disbenefit", "project_id": "P3"},
        }
    )
    assert got.realised_by_project.to_dict() == {"P1": 0.5}


def test_the_order_of_rows_changes_nothing(assess, register):
    told = {"B1": {"planned": [10] * 4, "actual": [1, 2, 3]}, "B2": {"planned": [10] * 4, "actual": [9, 9], "project_id": "P2"}}
    one, other = assess(told), assess(dict(reversed(told.items())))
    pd.testing.assert_frame_equal(one.benefit_status, other.benefit_status)
    pd.testing.assert_frame_equal(one.findings, other.findings)


def test_a_rate_that_loses_everything_is_refused(assess):
    with pytest.raises(ProblemsFound, match="discount_rate: found '-1', expected one number above -1"):
        assess({}, discount_rate=-1)
