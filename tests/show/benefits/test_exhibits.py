"""Exhibits of benefits: words, figures, escaping, and what stands where nothing was handed in."""

import re

import pytest

from pmobook.assess.benefits import add_up_benefits
from pmobook.rounding import MINUS
from pmobook.show import benefits as exhibits

WITH_MONEY = ("benefit_curves", "benefits_register", "benefits_waterfall", "claims_beside_record", "double_claims",
              "how_computed", "investments")  # fmt: skip


def text_of(exhibit):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", exhibit.html))


@pytest.mark.parametrize("name", WITH_MONEY)
def test_every_exhibit_escapes_titles_and_speaks_where_there_is_nothing(assessed, nothing_assessed, money, name):
    draw = getattr(exhibits, name)
    assert "<avoided>" not in draw(assessed, money).html
    assert len(text_of(draw(nothing_assessed, money))) > 20


def test_the_waterfall_says_what_is_lost_late_and_realised(assessed, money):
    shown = exhibits.benefits_waterfall(assessed, money)
    # Of 79 planned, B1's 15 short of which 6 is made up later (8 + 8 against 10): late 6, lost 9.
    assert f'"Benefits in money: planned €79.0m, lost {MINUS}€9.0m, expected €70.0m, late {MINUS}€6.0m' in shown.html
    assert "due by now, and forecast for later" in shown.html
    assert "realised €44.0m" in shown.html


def test_the_register_shows_who_is_behind_first_and_each_unit_of_measure_apart(assessed, money):
    shown = text_of(exhibits.benefits_register(assessed, money))
    assert shown.index("far behind") < shown.index("on course")
    assert "hours, non-cashable" in shown
    assert "none named" in shown
    assert "€15.0m of €30.0m" in shown
    assert "1 period due without an actual amount" in shown


def test_the_curves_draw_all_money_and_each_benefit_that_is_behind(assessed, money):
    shown = exhibits.benefit_curves(assessed, money)
    assert "€44.0m came by September 2026; €70.0m is expected by March 2027, where €79.0m was planned." in shown.html
    assert shown.html.count("<details") > 2
    assert "Calls &lt;avoided&gt;, added up: €31.0m is expected in all, where €40.0m was planned." in shown.html


def test_the_track_record_says_when_there_is_too_little_of_it(assessed, nothing_assessed):
    shown = text_of(exhibits.track_record(assessed))
    assert "What past forecasts came to is not assessed: 0 past benefits" in shown
    assert "50%" in shown
    assert "Left out: 1 disbenefit, no claim" in shown
    assert "was not handed in" in exhibits.track_record(nothing_assessed).html


def test_claims_stand_beside_the_record_and_are_not_replaced(assessed, money):
    shown = text_of(exhibits.claims_beside_record(assessed, money))
    assert "Still to come, as claimed" in shown
    assert "€16.0m" in shown
    assert "not assessed" in shown
    assert "Rooms given up" not in shown
    assert shown.index("€16.0m") < shown.index("€10.0m")


def test_investments_state_their_convention_and_why_something_is_missing(assessed, nothing_assessed, money):
    shown = text_of(exhibits.investments(assessed, money))
    assert "discounted at 3.5% a year to the first month handed in" in shown
    assert shown.index("Project P1") < shown.index("Project P2")
    assert "Project P1: not assessed: no costs and no benefits in money known" in text_of(
        exhibits.investments(nothing_assessed, money)
    )


def test_double_claims_name_both_sides_and_what_agrees(assessed, money):
    shown = text_of(exhibits.double_claims(assessed, money))
    assert "Calls &lt;avoided&gt; (P1) Calls avoided (P2)" in shown
    assert "titles that agree to 100% and the same planned amount in 4 periods" in shown


def test_the_workings_hold_every_amount_and_sentence(assessed, money):
    shown = text_of(exhibits.how_computed(assessed, money))
    assert "Money loses 3.5% of its worth a year" in shown
    assert "The internal rate of return is" in shown or "No rate of return" in shown
    assert shown.count("actual") > 3
    assert "It was planned to come evenly." in shown
    assert "With cashable benefits only they are worth" in shown


def test_the_enterprise_has_the_same_waterfall_and_double_claims(assessed, money):
    tables = (assessed.benefit_status, assessed.benefit_periods, assessed.investment)
    together = add_up_benefits(*(one.assign(business_unit="retail", quarter="2026Q3") for one in tables))
    assert exhibits.benefits_waterfall(together, money).html == exhibits.benefits_waterfall(assessed, money).html
    assert "No two benefits look alike" in exhibits.double_claims(together, money).html


def test_points_of_the_curves_say_their_month_line_and_amount(assessed, money):
    tips = re.findall(r'data-tip="([^"]*)"', exhibits.benefit_curves(assessed, money).html)
    assert {tip.split(": ")[0].split(", ")[-1] for tip in tips} == {"planned", "expected", "came"}
