"""Panels of money, benefits, governance, risk and time say what was recorded, and what was not."""

import dataclasses

import pandas as pd
import pytest

from pmobook.assess.results import TABLES_READ
from pmobook.assess.review import HISTORIES, review_quarter
from pmobook.assess.risk.assessment import assess_risk
from pmobook.inputs.engagement import open_engagement
from pmobook.inputs.pack import read_histories, read_pack
from pmobook.method.places import method_folder
from pmobook.method.risk import risk_method
from pmobook.show import scorecard_governance as governance
from pmobook.show import scorecard_history as history
from pmobook.show import scorecard_money as money
from pmobook.show.scorecard_context import context_of
from pmobook.vocabulary import Quarter

UNITS, QUARTERS = ("technology", "customer_services"), ("2024Q4", "2025Q1")


@pytest.fixture(scope="module")
def demo():
    return open_engagement(method_folder().parent / "demo")


def tables_of(engagement, unit, quarter):
    pack = read_pack(engagement, unit, Quarter.parse(quarter))
    review = review_quarter(engagement, pack, read_histories(engagement, unit, HISTORIES, pack.quarter))
    found = assess_risk(
        pack.form("risks"), pack.form("projects"), pack.quarter, risk_method(), engagement.business_unit(unit),
        engagement.parameters.money,
    )  # fmt: skip
    return {**found.tables, **review.tables}


@pytest.fixture(scope="module")
def recorded(demo, results):
    kept = {}
    for quarter in QUARTERS:
        for unit in UNITS:
            for name, frame in tables_of(demo, unit, quarter).items():
                kept.setdefault(name, []).append(frame.assign(quarter=quarter, business_unit=unit, run_id="a1"))
    found = {name: pd.concat(frames, ignore_index=True) for name, frames in kept.items() if name in TABLES_READ}
    blank = results.of(None)
    return dataclasses.replace(blank, quarters=tuple(map(Quarter.parse, QUARTERS)), **found)


def test_one_business_unit_shows_its_projects_benefits_gates_and_exposure(demo, recorded):
    context = context_of(demo, recorded, "2025Q1", "technology")
    assert "CPI" in money.money_panel(context).html
    assert "Came of plan" in money.benefits_panel(context).html
    assert "Evidence implies" in governance.governance_panel(context).html
    assert "Expected loss €" in governance.risk_panel(context).html


def test_all_business_units_stand_beside_each_other_by_name(demo, recorded):
    context = context_of(demo, recorded, "2025Q1")
    spent = money.money_by_business_unit(context).html
    assert "Technology" in spent
    assert ">customer_services<" not in spent
    assert ">Customer Services<" in spent
    assert "Customer Services" in money.benefits_by_business_unit(context).html
    assert "Customer Services" in governance.standards_panel(context).html


def risk_together(context):
    return governance.risk_by_business_unit(context, governance.risk_of_the_enterprise(context))


def test_all_risks_together_are_held_to_the_organisations_tolerance(demo, recorded):
    shown = risk_together(context_of(demo, recorded, "2025Q1")).html
    assert "The tolerance of €45.0m, set by Group Executive Committee, is exceeded with a probability of" in shown
    assert "Technology" in shown


def test_the_portfolio_over_time_needs_two_quarters(demo, recorded):
    assert "Open quarter by quarter" in history.over_time_panel(context_of(demo, recorded, "2025Q1")).html
    assert "movements need two" in history.over_time_panel(context_of(demo, recorded, "2024Q4")).html


def test_what_was_not_recorded_is_not_assessed(demo, recorded):
    blank = dataclasses.replace(recorded.of(None), quarters=(Quarter.parse("2025Q1"),))
    context = context_of(demo, blank, "2025Q1")
    panels = (
        money.money_panel, money.benefits_panel, money.money_by_business_unit, money.benefits_by_business_unit,
        governance.governance_panel, governance.risk_panel, risk_together, governance.standards_panel,
    )  # fmt: skip
    for drawn in panels:
        assert "Not assessed: no" in drawn(context).html
