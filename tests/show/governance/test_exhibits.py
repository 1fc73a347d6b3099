import re

import pytest

from pmobook.assess.governance import compare_standards
from pmobook.assess.portfolio_history import portfolio_history
from pmobook.method.governance import governance_method
from pmobook.show import governance as exhibits


def test_the_calendar_says_how_many_gates_are_held_late_overdue_and_skipped_and_shows_them_by_shape(governance):
    html = exhibits.governance_calendar(governance).html
    assert "Gates of 3 projects over a year back and half a year ahead" in html
    assert "held when due: 1, held late: 1, overdue: 1, skipped: 1 and due later: 1." in html
    assert "2026-12-01" not in html
    for words in ("152 days late", "19 days late", "G2 Build", "▲", "1 December 2026", "Shops &lt;new&gt;"):
        assert words in html, words


def test_of_very_many_projects_the_calendar_draws_so_many_and_says_how_many_more_there_are(governance):
    gates = governance_method().gates
    few = gates.model_copy(update={"calendar_projects": gates.calendar_projects.model_copy(update={"value": 1})})
    html = exhibits.governance_calendar(governance, few).html
    assert "Gates of 1 project over" in html
    assert "2 more projects stand in the figures." in html


def test_confidence_stands_beside_the_evidence_with_words_and_the_reason(governance):
    html = exhibits.confidence_against_evidence(governance).html
    assert "Owner&#x27;s rating beside the evidence for 3 projects: 1 optimistic, 1 agrees, 1 pessimistic." in html
    assert "1 project can&#x27;t be compared and stand in the table." in html
    assert "optimistic, 3 bands" in html
    assert "cost red (20.0% above plan)" in html


def test_the_agreement_is_told_in_counts_with_why_there_is_no_interval(governance, ungated):
    html = exhibits.agreement_summary(governance).html
    assert "Of 3 projects compared, owners are optimistic for 1, in line for 1 and pessimistic for 1" in html
    assert "No interval: 3 projects compared, and it takes 5." in html
    assert "can&#x27;t be told from chance" in html
    assert "not assessed" in exhibits.agreement_summary(ungated).html


def test_open_conditions_have_an_age_and_an_owner_and_decisions_without_a_decider_come_first(governance):
    html = exhibits.open_matters(governance).html
    assert "222 days" in html
    assert "Director &amp; Co" in html
    decisions = html[html.index("<caption>Decisions") :]
    assert decisions.index("Tills") < decisions.index("Shops")
    assert "nobody named" in decisions
    assert "Lockers" not in decisions


def test_the_workings_show_the_bands_the_rule_and_each_project_s_dimensions(governance):
    html = exhibits.why_implied(governance).html
    assert "at most 1 above the worst" in html
    assert html.count('<details class="pmo-nested">') == 4
    assert "Shops &lt;new&gt;: amber/red" in html
    assert "no risk is recorded" in html
    assert "1 gate skipped" in html


def test_one_standard_is_told_business_unit_by_business_unit(standards):
    html = exhibits.standards_compared(standards, {"a": "Shops & Co"}).html
    assert ">Shops &amp; Co<" in html
    assert "apart" in html
    assert "too few" in html
    assert "2 pairs can&#x27;t be compared." in html
    assert "two business units" in exhibits.standards_compared(compare_standards([])).html


def test_confidence_over_time_has_a_bar_a_quarter_and_keeps_reasons(portfolio):
    html = exhibits.confidence_over_time(portfolio, {"a": "Home <Office>"}).html
    assert 'aria-label="1 red and 1 not assessed"' in html
    assert "Home &lt;Office&gt;" in html
    assert "Exempt &lt;43&gt;" in html


def test_movements_are_a_table_from_each_confidence_to_each(portfolio):
    html = exhibits.movements_between_years(portfolio).html
    assert "Movements from 2026Q2 to 2026Q3" in html
    red = re.search(r"▲</span> red</span></th>(.*?)</tr>", html)
    assert re.findall(r">(\d+)</td>", red[1]) == ["0", "0", "1", "0", "0", "0"]
    assert "no quarter before 2026Q2" in exhibits.movements_between_years(portfolio, "2026Q2").html


def test_comings_goings_and_names_are_told_with_how_sure_they_are(portfolio):
    assert "Likely under another name" in exhibits.projects_that_came_and_went(portfolio).html
    html = exhibits.changed_names(portfolio).html
    assert "Border &lt;old&gt;" in html
    assert "sure: same id" in html
    assert "likely: name alike" in html


def test_cost_over_time_is_in_the_engagement_s_money(portfolio, money):
    html = exhibits.cost_over_time(portfolio, money).html
    for words in ("£20.0m", "£24.0m", "+£4.0m", "+20.0%", "\N{MINUS SIGN}£2.0m"):
        assert words in html, words


@pytest.mark.parametrize(
    "name", ["governance_calendar", "confidence_against_evidence", "agreement_summary", "open_matters", "why_implied"]
)
def test_what_was_not_handed_in_is_said_in_place_of_an_exhibit(name, nothing, ungated):
    assert getattr(exhibits, name)(nothing).html.startswith("<p>")
    assert "<" in getattr(exhibits, name)(ungated).html


@pytest.mark.parametrize(
    "name", ["confidence_over_time", "movements_between_years", "projects_that_came_and_went", "changed_names", "cost_over_time"]
)
def test_without_projects_or_with_one_quarter_that_is_said(name, money):
    function = getattr(exhibits, name)
    more = [money] if name == "cost_over_time" else []
    assert (
        "pmo-empty" in function(portfolio_history([]), *more).html
        or "not assessed" in function(portfolio_history([]), *more).html
    )
    one = portfolio_history([{"business_unit": "a", "quarter": "2026Q3", "project_id": "x", "confidence": "red"}])
    assert function(one, *more).html


def test_gates_on_the_calendar_say_their_days_and_what_was_decided(governance):
    tips = re.findall(r'data-tip="([^"]*)"', exhibits.governance_calendar(governance).html)
    late = [tip for tip in tips if "held late" in tip]
    assert late
    assert all(re.search(r": due .+; held ", tip) for tip in late)
    assert all("not held" in tip for tip in tips if "overdue" in tip)
