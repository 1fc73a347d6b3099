import numpy as np
import pandas as pd
import pytest

from pmobook.assess.delivery import assess_delivery
from pmobook.vocabulary import Quarter


@pytest.fixture(scope="session")
def assess(fill, method, unit):
    """Assess projects (id to columns) with costs (id to (planned, expected)) and earlier packs (quarter to projects)."""

    def rows(projects):
        plain = {"stage": "executing", "sponsor": "Sponsor"}
        return [{"project_id": name, "title": name.upper(), **plain, **more} for name, more in projects.items()]

    def run(projects, costs=None, earlier=None):
        cost_rows = [
            {"project_id": name, "period": "2026Q3", "planned_value": planned, "actual_cost": expected}
            for name, (planned, expected) in (costs or {}).items()
        ]
        packs = {**(earlier or {}), "2026Q3": projects}
        history = [fill("projects", rows(of_pack)).assign(reported_in=quarter) for quarter, of_pack in packs.items()]
        return assess_delivery(
            fill("projects", rows(projects)),
            fill("project_costs", cost_rows),
            pd.concat(history, ignore_index=True),
            Quarter.parse("2026Q3"),
            method,
            unit,
        )

    return run


def status(assessment, project_id):
    rows = assessment.project_status
    (row,) = rows[rows["project_id"] == project_id].to_dict(orient="records")
    return row


def told(assessment):
    rows = assessment.findings
    return {one["finding_id"]: (one["severity"], one["sentence"]) for one in rows.to_dict(orient="records")}


@pytest.mark.parametrize(
    ("before", "now", "movement"),
    [
        ("green", "amber", "worse"),
        ("red", "amber/red", "better"),
        ("amber", "amber", "same"),
        (None, "amber", "not comparable"),
        ("amber", None, "not comparable"),
    ],
)
def test_confidence_moves_between_packs(assess, before, now, movement):
    got = assess({"p": {"confidence": now}}, earlier={"2026Q2": {"p": {"confidence": before}}})
    assert status(got, "p")["confidence_movement"] == movement


def test_the_pack_before_may_be_a_year_old(assess):
    got = assess({"p": {"confidence": "red"}}, earlier={"2024Q3": {"p": {}}, "2025Q3": {"p": {"confidence": "green"}}})
    assert got.previous_quarter == "2025Q3"
    assert told(got)["in_doubt:p"] == ("act", "The owner of 'P' rates its delivery red, down from green in 2025Q3.")


def test_a_project_that_the_pack_before_lacks_is_new(assess):
    got = assess({"p": {"confidence": "amber"}}, earlier={"2026Q1": {"p": {"confidence": "red"}}, "2026Q2": {"q": {}}})
    assert status(got, "p")["confidence_movement"] == "new"


def test_in_a_first_pack_nothing_has_moved(assess):
    got = assess({"p": {"confidence": "amber"}})
    assert status(got, "p")["confidence_movement"] == "not comparable"
    assert got.previous_quarter == ""


def test_a_rating_that_was_withheld_keeps_its_reason_and_is_counted(assess):
    got = assess({"p": {"confidence_not_assessed": "Exempt under Section 43"}, "q": {"confidence": "green"}})
    assert status(got, "p")["confidence_note"] == "Exempt under Section 43"
    assert pd.isna(status(got, "p")["confidence"])
    assert got.headline == "Owners rate 0 of 2 running projects of Retail red or amber/red; 1 not assessed"
    assert told(got)["confidence_not_assessed"] == (
        "watch",
        "For 1 of 2 running projects delivery confidence is not assessed: Exempt under Section 43 (1).",
    )


@pytest.mark.parametrize(
    ("expected", "finding"),
    [
        (104, None),
        (105, ("watch", "'P' is expected to cost 5.0% more than planned over 2026Q3.")),
        (115, ("act", "'P' is expected to cost 15.0% more than planned over 2026Q3.")),
        (86, None),
        (85, ("watch", "'P' is expected to cost 15.0% less than planned over 2026Q3; is its work late?")),
    ],
)
def test_cost_off_plan_is_a_finding_from_its_threshold_on(assess, expected, finding):
    got = told(assess({"p": {"confidence": "green"}}, {"p": (100, expected)}))
    assert got.get("over_cost:p", got.get("under_cost:p")) == finding


def test_where_nothing_was_planned_cost_has_no_share_and_no_finding(assess):
    got = assess({"p": {"confidence": "green"}}, {"p": (0, 12)})
    assert status(got, "p")["cost_variance"] == 12
    assert np.isnan(status(got, "p")["cost_variance_share"])
    assert "over_cost:p" not in told(got)


@pytest.mark.parametrize(("days", "severity"), [(29, None), (30, "watch"), (89, "watch"), (90, "act")])
def test_a_slip_is_watched_from_a_month_and_asks_for_action_from_a_quarter(assess, days, severity):
    dates = {
        "baseline_finish": pd.Timestamp("2026-12-01"),
        "forecast_finish": pd.Timestamp("2026-12-01") + pd.Timedelta(days=days),
    }
    got = told(assess({"p": {"confidence": "green", **dates}}))
    assert got.get("late:p", (None,))[0] == severity


def test_a_slip_of_years_is_told_in_years(assess):
    dates = {"baseline_finish": pd.Timestamp("2018-12-31"), "forecast_finish": pd.Timestamp("2026-12-31")}
    sentence = told(assess({"p": {"confidence": "green", **dates}}))["late:p"][1]
    assert sentence == "'P' is forecast to finish on 31 December 2026, 8.0 years later than its baseline."


def test_closed_projects_and_ideas_are_shown_and_lead_to_no_finding(assess):
    got = assess({"p": {"confidence": "red", "stage": "closed"}, "q": {"confidence": "red", "stage": "idea"}}, {"p": (1, 2)})
    assert len(got.project_status) == 2
    assert told(got) == {}
    assert got.headline == "Retail has no project under way"


def test_missing_costs_are_one_finding(assess):
    got = told(assess({"p": {"confidence": "green"}, "q": {"confidence": "green"}}))
    assert got["costs_missing"] == ("watch", "Cost against plan is not assessed: the form project_costs was not handed in.")
    assert "cost_not_assessed" not in got


def test_without_projects_one_finding_says_so(assess):
    got = assess({})
    assert told(got) == {"projects_missing": ("watch", "Delivery is not assessed: the form projects was not handed in.")}
    assert got.project_status.empty
    assert "not assessed" in got.headline
