"""Exhibits of money: words first, every figure once, nothing that people wrote unescaped."""

import html

import pandas as pd
import pytest

from pmobook.assess.earned_value import enterprise_curve, enterprise_money
from pmobook.inputs.engagement_parameters import Money
from pmobook.show import money as exhibits

NAMES = ("project_indices", "cost_curves", "money_by_month", "forecast_drift", "beside_the_past", "how_computed")


@pytest.mark.parametrize("name", NAMES)
def test_without_costs_each_exhibit_says_so(name, nothing, money):
    assert "Not assessed: the form project_costs was not handed in." in getattr(exhibits, name)(nothing, money).html


@pytest.mark.parametrize("name", NAMES)
def test_what_people_wrote_is_escaped(name, with_a_past, money):
    shown = getattr(exhibits, name)(with_a_past, money).html
    assert "<new>" not in shown
    assert "<bank>" not in shown


def test_indices_stand_beside_what_they_mean_the_dearest_first(with_a_past, money):
    shown = html.unescape(exhibits.project_indices(with_a_past, money).html)
    for words in ("the work done cost 64% more than planned", "0.8 months behind its plan", "0.61", "€65.5m", "€54.0m",
                  "the work done cost what was planned", "no earned value was handed in", "All of these together"):  # fmt: skip
        assert words in shown, words
    assert shown.index("Dear <new> till") < shown.index("Fine lockers") < shown.index("Mute planning")
    assert "Old shop" not in shown


def test_the_curve_of_all_is_described_and_each_project_has_its_own_on_request(with_a_past, money):
    shown = html.unescape(exhibits.cost_curves(with_a_past, money).html)
    assert "Projects under way together, added up: planned value reaches €50.0m by October 2026" in shown
    assert "Adds up 2 of 3 projects under way; 1 left out for want of an amount." in shown
    assert shown.count('<details class="pmo-nested">') == 2


def test_money_of_a_single_period_makes_no_curve(single_period, money):
    shown = exhibits.cost_curves(single_period, money).html
    assert "their money is of a single period, which makes no curve" in shown
    assert "<svg" not in shown


def test_months_stand_beside_their_plan(with_a_past, money):
    shown = html.unescape(exhibits.money_by_month(with_a_past, money).html)
    assert "In September 2026 €17.0m was spent, where €15.0m was planned." in shown
    assert "€19.00m" in shown


def test_a_forecast_that_moved_is_drawn_and_its_steps_are_listed(with_a_past, money):
    shown = html.unescape(exhibits.forecast_drift(with_a_past, money).html)
    assert 'data-tip="' in shown
    assert "Forecasts of the final cost of 1 project since they were first reported; the most: Dear <new> till +25%." in shown
    assert "+€10.00m" in shown


def test_without_an_earlier_pack_nothing_can_have_moved(all_over, money):
    assert "No project under way has forecasts in two packs yet" in exhibits.forecast_drift(all_over, money).html


def test_forecasts_stand_beside_the_range_of_the_past(with_a_past, money):
    shown = html.unescape(exhibits.beside_the_past(with_a_past, money).html)
    assert "Dear <new> till: own forecast €50.0m, range €48.0m to €48.0m" in shown
    assert "does not replace it" in shown


def test_too_small_a_past_gives_its_reason_instead_of_a_range(without_a_past, money):
    shown = exhibits.beside_the_past(without_a_past, money).html
    assert shown == ("<p>No range: only 1 past project has a cost at the end and one at the beginning, and it takes 8.</p>")


def test_workings_show_rule_figures_result_and_rates(with_a_past, money):
    shown = html.unescape(exhibits.how_computed(with_a_past, money).html)
    for words in ("EV / AC", "€22.00m / €36.00m", "0.611", "as of September 2026", "not assessed: no earned value",
                  "1 USD = 0.9234 EUR (30 September 2026, Central <bank>)", "120.0%"):  # fmt: skip
        assert words in shown, words


def test_without_rates_the_workings_say_that_none_was_used(with_a_past):
    assert "Every amount came in EUR" in exhibits.how_computed(with_a_past, Money(currency="EUR")).html


def test_business_units_stand_beside_each_other(with_a_past, without_a_past, money):
    tables = {"retail": with_a_past.earned_value, "supply": without_a_past.earned_value}
    curves = [one.cost_curve.assign(business_unit=name) for name, one in (("retail", with_a_past), ("supply", without_a_past))]
    found, curve = enterprise_money(tables, "Quillhaven"), enterprise_curve(pd.concat(curves, ignore_index=True))
    shown = exhibits.enterprise_money(found, curve, money, {"retail": "Retail <all>"}).html
    assert "Retail &lt;all&gt;" in shown
    assert found.headline.startswith("Quillhaven: of 4 projects under way")
    assert "All business units together, added up: planned value reaches €100m by October 2026" in shown
    empty = exhibits.enterprise_money(enterprise_money([]), curve.iloc[:0], money).html
    assert "No business unit has recorded earned value." in empty
