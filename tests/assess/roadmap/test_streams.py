"""Benefits begin, come in full and get lost in the months that the form's periods say."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.roadmap.streams import month_after, year_end
from pmobook.inputs.engagement_calendar import EngagementCalendar
from pmobook.method.roadmap import roadmap_method
from pmobook.vocabulary import Quarter

RAMP = {"2026Q4": 0.3, "2027Q1": 0.6, "2027Q2": 0.6}


def days(found):
    rows = found.marks
    return {mark: (planned, levelled) for mark, planned, levelled in
            zip(rows["mark"], rows["planned_on"], rows["levelled_on"], strict=True)}  # fmt: skip


def test_a_benefit_moves_with_its_project(plans):
    found = plans.draw(plans.BRIEF, benefits=plans.benefit("B1", "A", RAMP), starts={"A": 2})
    assert days(found) == {
        "benefit begins": (pd.Timestamp("2026-10-01"), pd.Timestamp("2026-12-01")),
        "benefit in full": (pd.Timestamp("2027-01-01"), pd.Timestamp("2027-03-01")),
    }


def test_a_delay_costs_the_months_that_leave_the_year_and_the_periods_handed_in(plans):
    # EUR 0.1 million a month in 2026Q4, 0.2 from 2027 on: two months later, the year loses 0.2 of its 0.3, the whole 0.4 of 1.5.
    found = plans.row(plans.draw(plans.BRIEF, benefits=plans.benefit("B1", "A", RAMP), starts={"A": 2}), "A")
    assert found["benefits_to_come"] == pytest.approx(1.5)
    assert found["benefits_less_in_year"] == pytest.approx(0.2)
    assert found["benefits_less_in_all"] == pytest.approx(0.4)


@pytest.mark.parametrize(("calendar", "lost"), [({"fiscal_year_starts": "April"}, 0.4), ({"time_zone": "Europe/London"}, 0.2)])
def test_the_year_is_the_engagements_own_where_it_names_one(plans, calendar, lost):
    # A year to March 2027 holds 0.9; two months later 0.5 of it are left.
    method = roadmap_method().for_a_year_from(EngagementCalendar.model_validate(calendar).stated_year_start)
    drawn = plans.draw(plans.BRIEF, benefits=plans.benefit("B1", "A", RAMP), starts={"A": 2}, method=method)
    assert plans.row(drawn, "A")["benefits_less_in_year"] == pytest.approx(lost)


def test_the_finding_says_what_leaves_the_year_and_whose_benefit_it_is(plans):
    found = plans.draw(plans.BRIEF, benefits=plans.benefit("B1", "A", RAMP), starts={"A": 2}).findings
    assert found["finding_id"].tolist() == ["benefit_leaves_year:A"]
    assert found["owner"].tolist() == ["Head of Stores"]
    assert found["sentence"].tolist() == [
        (
            "'Project A' begins 2 months later with the people there are; of its benefits comes EUR 0.20 million less by "
            "31 December 2026 and EUR 0.40 million less by the last period handed in."
        )
    ]


def test_a_disbenefit_counts_against_and_another_unit_of_measure_not_at_all(plans):
    rows = [
        *plans.benefit("B1", "A", RAMP),
        *plans.benefit("B2", "A", {"2027Q1": 0.5}, kind="disbenefit"),
        *plans.benefit("B3", "A", {"2027Q1": 900.0}, "hours"),
    ]
    found = plans.draw(plans.BRIEF, benefits=rows)
    assert plans.row(found, "A")["benefits_to_come"] == pytest.approx(1.0)
    hours = found.marks.loc[found.marks["subject"] == "B3"]
    assert hours["amount"].tolist() == [900.0, 900.0]
    assert hours["unit_of_measure"].tolist() == ["hours", "hours"]


def test_a_benefit_that_already_comes_stays(plans):
    found = plans.draw(plans.BRIEF, benefits=plans.benefit("B1", "A", {"2026Q3": 0.3, **RAMP}), starts={"A": 2})
    assert days(found)["benefit begins"] == (pd.Timestamp("2026-07-01"), pd.Timestamp("2026-07-01"))
    assert plans.row(found, "A")["benefits_less_in_all"] == 0.0


def test_what_is_not_assessed_is_neither_zero_nor_dropped(plans):
    found = plans.draw(plans.BRIEF, benefits=plans.benefit("B1", "A", {"2026Q4": None, "2027Q1": None}), starts={"A": 2})
    assert math.isnan(plans.row(found, "A")["benefits_to_come"])
    assert found.marks["state"].tolist() == ["not assessed", "not assessed"]
    assert found.marks["note"].tolist() == ["2 of 2 periods not assessed"] * 2


def test_without_a_forecast_the_plan_stands_and_that_is_said(plans):
    rows = [{**one, "forecast": None} for one in plans.benefit("B1", "A", RAMP)]
    found = plans.draw(plans.BRIEF, benefits=rows)
    assert plans.row(found, "A")["benefits_to_come"] == pytest.approx(1.5)
    assert found.marks["note"].tolist() == ["as planned in 3 of 3 periods"] * 2


def test_a_project_without_benefits_has_none_to_lose(plans):
    assert math.isnan(plans.row(plans.draw(plans.BRIEF, starts={"A": 2}), "A")["benefits_less_in_year"])


@pytest.mark.parametrize(
    ("quarter", "begins", "last"),
    [
        ("2026Q3", 1, "2026Q4"),
        ("2026Q4", 1, "2027Q4"),
        ("2026Q3", 4, "2027Q1"),
        ("2026Q1", 4, "2027Q1"),
        ("2026Q3", 12, "2026Q4"),
    ],
)
def test_the_financial_year_is_the_one_that_the_next_month_lies_in(quarter, begins, last):
    end = year_end(Quarter.parse(quarter), begins)
    expected = month_after(Quarter.parse(last)) - 1
    assert end == (expected - 1 if begins == 12 else expected)


AMOUNTS = st.lists(st.floats(0, 100), min_size=1, max_size=6)


@settings(max_examples=12)
@given(AMOUNTS, st.integers(0, 12), st.integers(0, 12))
def test_a_longer_delay_never_costs_less(plans, amounts, one, more):
    periods = dict(zip(("2026Q4", "2027Q1", "2027Q2", "2027Q3", "2027Q4", "2028Q1"), amounts, strict=False))
    rows = plans.benefit("B1", "A", periods)
    lost = [
        plans.row(plans.draw(plans.BRIEF, benefits=rows, starts={"A": months}), "A")["benefits_less_in_all"]
        for months in (one, one + more)
    ]
    assert -1e-9 <= lost[0] <= lost[1] + 1e-9 <= sum(amounts) + 1e-6
