"""Exhibits of exposure: figures beside their error, text alternatives, and what is missing in words."""

import datetime as dt
import re

import pandas as pd

from pmobook.assess.risk.assessment import assess_risk
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.tolerances import RiskTolerance
from pmobook.method.risk import risk_method
from pmobook.show import risk as exhibits
from pmobook.vocabulary import Quarter

MONEY = Money(currency="EUR")
PROJECTS = pd.DataFrame({"project_id": ["P1"], "title": ["Self-service returns"]})


def _form(**columns: object) -> pd.DataFrame:
    rows = {
        "risk_id": ["K1", "K2", "K3"], "project_id": ["P1", "P1", ""], "title": ["One", "Two", "Three"],
        "probability": [0.5, 0.5, 0.2], "impact_low": [1.0, 1.0, 0.5], "impact_likely": [2.0, 2.0, 1.0],
        "impact_high": [4.0, 4.0, 2.0], "driver": ["supplier", "supplier", ""], "owner": ["Buyer", "", "Head of Sales"],
        "reviewed_on": pd.to_datetime(["2026-09-01", "2026-01-01", None]),
    }  # fmt: skip
    return pd.DataFrame({**rows, **columns})


def _assess(form: pd.DataFrame, tolerance: float | None = None):
    held = None if tolerance is None else RiskTolerance(amount=tolerance, dated=dt.date(2026, 1, 15), set_by="Board")
    unit = BusinessUnit(name="Retail", risk_tolerance=held)
    return assess_risk(form, PROJECTS, Quarter.parse("2026Q3"), risk_method(), unit, MONEY)


def test_the_curve_says_in_words_how_likely_the_tolerance_is_exceeded():
    drawn = exhibits.exposure_curve(_assess(_form(), 2.0), MONEY).html
    assert "The tolerance of €2.0m is exceeded with a probability of" in drawn
    assert "Show the figures" in drawn
    assert "Leadership has set no tolerance." in exhibits.exposure_curve(_assess(_form()), MONEY).html


def test_figures_stand_beside_their_sampling_error():
    shown = exhibits.figures_of_exposure(_assess(_form(), 2.0), MONEY).html
    assert "Mean of the worst twentieth (CVaR95)" in shown
    assert "±€0.0" in shown
    assert "none set" in exhibits.figures_of_exposure(_assess(_form()), MONEY).html


def test_what_carries_the_bad_cases_is_shown_by_risk_and_by_group():
    shown = exhibits.what_carries_it(_assess(_form()), MONEY).html
    assert 'data-tip="' in shown
    assert "weighs most" in shown
    assert "no common driver" in shown
    assert "Self-service returns" in shown


def test_the_register_marks_what_nobody_reviewed_and_escapes_what_people_wrote():
    shown = exhibits.register(_assess(_form(title=["<script>", "Two", "Three"])), MONEY).html
    assert "▲ 272 days before the quarter" in shown
    assert "▲ never, as far as is known" in shown
    assert "none named" in shown
    assert "<script>" not in shown


def test_workings_say_how_scenarios_were_drawn_and_what_is_left_out():
    shown = exhibits.how_simulated(_assess(_form(impact_high=[4.0, 4.0, float("nan")])), risk_method()).html
    assert "Sobol" in shown
    assert "K3 (no impact high)" in shown


def test_without_the_form_every_exhibit_says_so():
    empty = _assess(_form().head(0))
    for drawn in (exhibits.exposure_curve, exhibits.figures_of_exposure, exhibits.what_carries_it, exhibits.register):
        assert "Not assessed: the form risks was not handed in" in drawn(empty, MONEY).html


def test_what_each_response_is_worth_stands_in_money_and_in_words():
    given = {
        "residual_probability": [0.1, 0.45, None],
        "response_cost": [0.1, 5.0, None],
        "response": ["reduce", "reduce", "avoid"],
    }
    found = _assess(_form(**given), 2.0)
    shown = exhibits.responses(found, MONEY).html
    for words in ("✓ pays", "▲ doesn&#x27;t pay", "effect not assessed", "Added up singly"):
        assert words in shown or words.replace("&#x27;", "'") in shown
    curve = exhibits.exposure_curve(found, MONEY).html
    assert "after responses" in curve
    assert "once responses are carried out" in curve
    assert "After responses" in exhibits.figures_of_exposure(found, MONEY).html


def test_without_responses_their_worth_is_not_assessed_and_no_second_line_is_drawn():
    assert "Not assessed: no risk on the form has a response" in exhibits.responses(_assess(_form()), MONEY).html
    assert "after responses" not in exhibits.exposure_curve(_assess(_form()), MONEY).html
    named = exhibits.responses(_assess(_form(response=["reduce", "", ""])), MONEY).html
    assert "No response says what it would leave" in named


def test_categories_stand_beside_their_own_tolerance():
    held = RiskTolerance(amount=9.0, by_category={"Supplier": 1.0, "Weather": 1.0}, dated=dt.date(2026, 1, 15), set_by="Board")
    unit = BusinessUnit(name="Retail", risk_tolerance=held)
    form = _form(category=["Supplier", "<b>Market", ""])
    found = assess_risk(form, PROJECTS, Quarter.parse("2026Q3"), risk_method(), unit, MONEY)
    shown = exhibits.categories(found, MONEY).html
    assert "▲ no risk in it" in shown
    assert "<b>Market" not in shown
    assert "no tolerance for single categories" in exhibits.categories(_assess(_form()), MONEY).html


def test_points_of_the_curve_say_the_loss_and_its_probability():
    tips = re.findall(r'data-tip="([^"]*)"', exhibits.exposure_curve(_assess(_form()), MONEY).html)
    assert any(re.fullmatch(r"now: more than €[\d.]+m with a probability of 50%", tip) for tip in tips)
