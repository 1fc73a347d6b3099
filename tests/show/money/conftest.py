"""Assessed money of a small business unit: with a past to learn from, without one, and without costs."""

import datetime as dt

import pandas as pd
import pytest

from pmobook.assess.earned_value import MoneyForms, assess_money
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.exchange_rates import ExchangeRate
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.earned_value import earned_value_method
from pmobook.method.forms import form
from pmobook.method.thresholds import thresholds
from pmobook.vocabulary import Quarter

PROJECTS = [("dear", "Dear <new> till", "executing", 40.0), ("fine", "Fine lockers", "executing", None),
            ("mute", "Mute planning", "selected", None), ("old", "Old shop", "closed", None)]  # fmt: skip
COSTS = [
    ("dear", "2026-07", 10.0, 8.0, 12.0, None), ("dear", "2026-08", 10.0, 7.0, 12.0, None),
    ("dear", "2026-09", 10.0, 7.0, 12.0, None), ("dear", "2026-10", 10.0, None, None, 14.0),
    ("fine", "2026-09", 5.0, 5.0, 5.0, None), ("fine", "2026-10", 5.0, None, None, 5.0),
    ("mute", "2026-10", 3.0, None, None, 3.0), ("old", "2026-01", 4.0, 4.0, 5.0, None),
]  # fmt: skip
BEFORE = [("dear", f"2026-{month:02d}", 10.0, None, None, 10.0) for month in (7, 8, 9, 10)]


def fill(name, columns, rows):
    blank = empty_frame(form(name))
    frame = pd.DataFrame(rows, columns=columns).assign(row=range(2, len(rows) + 2))
    made = {
        one: pd.Series(frame[one].tolist() if one in frame else [None] * len(frame), dtype=kind)
        for one, kind in blank.dtypes.items()
    }
    return pd.DataFrame(made)


def assess(outcomes=None, *, costs=COSTS, projects=PROJECTS):
    heads = ["project_id", "period", "planned_value", "earned_value", "actual_cost", "forecast_cost"]
    listed = fill("projects", ["project_id", "title", "stage", "whole_life_cost"], projects)
    spent = fill("project_costs", heads, costs)
    earlier = [listed.iloc[:1].assign(reported_in="2026Q2"), fill("project_costs", heads, BEFORE).assign(reported_in="2026Q2")]
    history = [
        pd.concat([old if costs else old.iloc[:0], new.assign(reported_in=pd.Series("2026Q3", index=new.index, dtype="str"))],
                  ignore_index=True)
        for old, new in zip(earlier, (listed, spent), strict=True)
    ]  # fmt: skip
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO")
    forms = MoneyForms(listed, spent, *history)
    return assess_money(forms, Quarter(2026, 3), thresholds(), earned_value_method(), unit, outcomes)


PAST = pd.DataFrame(
    {"business_unit": "retail", "project_id": [f"x{n}" for n in range(8)], "basis": "final cost", "first_cost": 10.0,
     "last_cost": 12.0, "ratio": 1.2, "first_reported": "2025Q1", "last_reported": "2026Q1"}
)  # fmt: skip


@pytest.fixture(scope="session")
def with_a_past():
    return assess(PAST)


@pytest.fixture(scope="session")
def without_a_past():
    return assess()


@pytest.fixture(scope="session")
def nothing():
    return assess(costs=[])


@pytest.fixture(scope="session")
def all_over():
    return assess(costs=COSTS[-1:], projects=PROJECTS[-1:])


@pytest.fixture(scope="session")
def money():
    rate = ExchangeRate(rate=0.9234, dated=dt.date(2026, 9, 30), source="Central <bank>")
    return Money(currency="EUR", scale="million", rates={"USD": rate})


@pytest.fixture(scope="session")
def single_period():
    return assess(costs=[("dear", "2026-09", 5.0, 5.0, 5.0, None)], projects=PROJECTS[:1])
