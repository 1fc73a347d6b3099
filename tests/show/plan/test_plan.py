"""The plan's exhibits say what, who and by when, and keep what people wrote as text."""

import pytest

from pmobook.assess.findings import Finding, findings_table
from pmobook.assess.plan import Gathered, assess_plan
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Improvement, Money
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.method.improvement_plan import plan_method
from pmobook.method.maturity import maturity_model
from pmobook.show import plan as exhibits
from pmobook.vocabulary import Quarter

MONEY = Money(currency="EUR")
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture
def assessment():
    def make(*found, effort=5.0):
        tables = {"findings": findings_table("30_performance", found)} if found else {}
        none = empty_frame(form("actions"))
        return assess_plan(
            Gathered(tables, {}, words="Nothing is recorded."), none, none, Quarter(2026, 3), plan_method(),
            BusinessUnit(name="Retail"), available=Improvement(effort_days=effort), model=maturity_model("strategic_pmo"),
        )  # fmt: skip

    return make


def test_the_plan_has_what_fits_and_what_waits_with_owner_and_day(assessment):
    made = assessment(Finding("late", "P1", "act", HOSTILE, HOSTILE), Finding("target_missed", "M1", "watch", "Low.", "Ann"))
    html = exhibits.the_plan(made, MONEY).html
    assert "Get &#x27;P1&#x27; back on a plan that holds" in html
    assert "31 December 2026" in html
    assert "5 (2.5 to 10)" in html
    assert "<script>" not in html
    waiting = exhibits.what_waits(made, MONEY).html
    assert "Bring &#x27;M1&#x27; to its target" in waiting
    assert "Ann" in waiting
    assert "not estimated" in waiting


def test_every_finding_stands_with_its_action_and_the_picture_has_its_figures(assessment):
    made = assessment(Finding("late", "P1", "act", "It is late."), Finding("plan", "", "note", "There is a plan."))
    html = exhibits.where_findings_went(made).html
    assert "1 finding of 2 notebooks" not in html
    assert "1 other should be known and asks for none." in html
    assert "It is late." in html
    assert "There is a plan." in html
    assert 'role="img"' in exhibits.worth_and_effort(made).html


def test_with_nothing_gathered_each_exhibit_says_so(assessment):
    made = assessment()
    assert "Nothing is recorded." in exhibits.the_plan(made, MONEY).html
    assert "Nothing is recorded." in exhibits.what_waits(made, MONEY).html
    assert "no action with an effort" in exhibits.worth_and_effort(made).html
    assert "There is no action of an earlier quarter" in exhibits.last_quarter(made, MONEY).html
    assert "No findings were gathered." in exhibits.where_findings_went(made).html
    assert "person-days" in exhibits.how_planned(made, plan_method()).html


def test_without_an_effort_it_is_said_that_none_is_chosen(assessment):
    made = assessment(Finding("late", "P1", "act", "It is late."), effort=None)
    assert "Nobody has said how much effort there is" in exhibits.the_plan(made, MONEY).html


def test_the_first_ten_stand_in_full_the_others_in_a_line_and_all_can_be_kept(assessment):
    found = [Finding("late", f"P{place:02}", "act", f"P{place:02} is late.", HOSTILE) for place in range(14)]
    html = exhibits.the_plan(assessment(*found, effort=500.0), MONEY).html
    assert html.count("First: Hold a review") == 10
    assert all(f"{place}. Get &#x27;P{place - 1:02}&#x27;" in html for place in range(1, 15))
    assert 'download="improvement_plan.csv"' in html
    assert "<script>" not in html


def test_the_file_holds_every_action_and_no_formula(assessment):
    made = assessment(Finding("late", "P1", "act", "=cmd|x", "@owner"), Finding("target_missed", "M1", "watch", "Low."))
    text = exhibits.plan_csv(made)
    assert text.count("\r\n") == 3
    assert ",'=cmd|x," in text
    assert ",'@owner," in text
    assert "2026-12-31" in text
    assert "yes" in text


def test_actions_of_the_same_worth_and_effort_are_one_point_with_all_their_numbers(assessment):
    made = assessment(*(Finding("late", f"P{place}", "act", "It is late.") for place in range(3)), effort=500.0)
    assert ">1, 2, 3<" in exhibits.worth_and_effort(made).html
