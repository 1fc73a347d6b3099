"""Assessed registers of benefits: one with everything in it, and one that was not handed in."""

import pandas as pd
import pytest

from pmobook.assess.benefits import assess_benefits
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.inputs.typed_frame import empty_frame
from pmobook.method.forms import form
from pmobook.vocabulary import Quarter

QUARTERS = ("2026Q1", "2026Q2", "2026Q3", "2026Q4", "2027Q1")
BENEFITS = [
    (
        "B1",
        "P1",
        "Calls <avoided>",
        "Head of Stores",
        "cashable",
        "money",
        (10, 10, 10, 10, 0),
        (None, None, None, 8, 8),
        (4, 5, 6),
    ),
    ("B2", "P2", "Calls avoided", None, "cashable", "money", (10, 10, 10, 10, 0), (None,) * 3 + (10, 0), (10, 10, 10)),
    ("B3", "P1", "Hours saved", "Head of Stores", "non-cashable", "hours", (100, 100), (None, None), (90, None)),
    ("B4", "P1", "Rooms given up", "Head of Stores", "disbenefit", "money", (1,), (None,), (1,)),
]
COSTS = [("P1", "2026-01", 20, 45), ("P2", "2026-01", 30, 30)]


def fill(name, rows):
    columns = empty_frame(form(name)).dtypes.items()
    numbered = [{"row": number, **row} for number, row in enumerate(rows, 2)]
    return pd.DataFrame({column: pd.Series([row.get(column) for row in numbered], dtype=kind) for column, kind in columns})


def benefit_rows():
    for benefit, project, title, owner, kind, unit, planned, forecast, actual in BENEFITS:
        for place, amount in enumerate(planned):
            yield {
                "benefit_id": benefit, "project_id": project, "title": title, "owner": owner, "kind": kind,
                "unit_of_measure": unit, "period": QUARTERS[place], "planned": amount, "forecast": forecast[place],
                "actual": actual[place] if place < len(actual) else None,
            }  # fmt: skip


def assess(benefits, costs):
    table = fill("benefits", benefits)
    names = ("project_id", "title", "stage", "sponsor")
    projects = fill(
        "projects", [dict(zip(names, (one, f"Project {one}", "executing", "Sponsor"), strict=True)) for one in ("P1", "P2")]
    )
    money = fill(
        "project_costs", [dict(zip(("project_id", "period", "planned_value", "actual_cost"), row, strict=True)) for row in costs]
    )
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO")
    return assess_benefits(table, table.assign(reported_in="2026Q3"), projects, money, Quarter.parse("2026Q3"), unit)


@pytest.fixture(scope="session")
def assessed():
    return assess(list(benefit_rows()), COSTS)


@pytest.fixture(scope="session")
def nothing_assessed():
    return assess([], [])


@pytest.fixture
def money():
    return Money(currency="EUR", scale="million")
