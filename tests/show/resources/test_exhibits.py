"""Exhibits of people: shape and word beside colour, names instead of ids, hostile text as text, and what is missing in words."""

import datetime as dt

import pandas as pd
import pytest

from pmobook.assess.resources.assessment import assess_resources
from pmobook.assess.resources.order import rank_projects
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.prices import Prices
from pmobook.method.resources import resources_method
from pmobook.show import resources as exhibits
from pmobook.vocabulary import Quarter

EUR = Money(currency="EUR")
PRICES = Prices(dated=dt.date(2026, 1, 1), set_by="CFO", contract=0.015)


def assess(role="Analyst", title="New tills", prices=None, rows=2):
    capacity = pd.DataFrame({"role": role, "period": ["2026-10", "2026-11"], "fte": [1.0, None]})
    demand = pd.DataFrame({"project_id": ["A", "B"], "role": role, "period": "2026-10", "fte": [0.8, 0.8]}).head(rows)
    projects = pd.DataFrame({"project_id": ["A", "B"], "title": [title, "Robots"], "stage": ["executing", "selected"]})
    links = pd.DataFrame(columns=["project_id", "link", "other_project_id"])
    return assess_resources(
        capacity, demand, projects, links, rank_projects(projects, {"A": 0.5}), Quarter.parse("2026Q3"), resources_method(),
        BusinessUnit(name="Retail"), EUR, prices,
    )  # fmt: skip


def test_the_heat_map_says_short_spare_and_not_assessed_in_words_and_shapes():
    shown = exhibits.heat_of_months(assess().capacity_balance).html
    for words in ("▲", "0.6", ">short<", "not assessed", "October 2026", "Show the figures"):
        assert words in shown, words


def test_who_goes_short_is_named_with_why_it_comes_last():
    shown = exhibits.who_goes_short(assess()).html
    assert "Analyst, October 2026" in shown
    assert "no value assessed" in shown
    assert "value 0.50" in shown


def test_start_dates_stand_beside_the_plan_with_what_holds_them():
    shown = exhibits.start_dates(assess()).html
    assert "1 month later" in shown
    assert "it would find too few of Analyst in October 2026" in shown


@pytest.mark.parametrize(("prices", "words"), [(PRICES, "EUR 9,000"), (None, "engagement.yaml has no prices")])
def test_the_cheapest_fix_has_a_price_or_says_that_it_has_none(prices, words):
    """.6 of a person-month at 15,000 each."""
    assert words in exhibits.cheapest_fix(assess(prices=prices), EUR).html


def test_waits_and_workings_say_how_busy_a_role_is():
    shown = exhibits.waits(assess(), resources_method()).html
    assert "160%" in shown
    assert "longer every month" in shown
    assert "Looked ahead 12 months" in exhibits.how_computed(assess(), resources_method()).html


def test_what_people_wrote_is_shown_as_text():
    found = assess(role="<script>alert(1)</script>", title="<b>Tills</b>", prices=PRICES)
    method = resources_method()
    shown = [
        exhibits.heat_of_months(found.capacity_balance), exhibits.who_goes_short(found), exhibits.start_dates(found),
        exhibits.cheapest_fix(found, EUR), exhibits.waits(found, method), exhibits.how_computed(found, method),
    ]  # fmt: skip
    assert not any("<script>" in one.html or "<b>T" in one.html for one in shown)


def test_without_a_form_every_exhibit_says_not_assessed():
    found, method = assess(rows=0), resources_method()
    shown = [
        exhibits.heat_of_months(found.capacity_balance), exhibits.who_goes_short(found), exhibits.start_dates(found),
        exhibits.cheapest_fix(found, EUR), exhibits.waits(found, method), exhibits.how_computed(found, method),
    ]  # fmt: skip
    assert all("Not assessed: the forms capacity and demand hold nothing" in one.html for one in shown)
