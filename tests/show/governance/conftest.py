"""A small business unit whose governance has something of everything, and a portfolio of two quarters."""

import pandas as pd
import pytest

from pmobook.assess.governance import assess_governance, compare_standards
from pmobook.assess.portfolio_history import portfolio_history
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money

UNIT = BusinessUnit(name="Retail", lead="Head of Retail PMO")
PROJECTS = pd.DataFrame(
    [
        ("A", "Shops <new>", "executing", "Director & Co", "green"), ("B", "Tills", "executing", None, "amber"),
        ("C", "Lockers", "executing", "Director", "red"), ("D", "Cooling", "idea", None, None),
    ],
    columns=["project_id", "title", "stage", "sponsor", "confidence"],
)  # fmt: skip
GATES = pd.DataFrame(
    [
        ("A", "G1 Start", "2026-02-01", "2026-02-20", "go with conditions", "Board", 2),
        ("A", "G2 Build", "2026-05-01", None, None, None, None), ("B", "G1 Start", "2026-03-01", None, None, None, None),
        ("B", "G2 Build", "2026-04-01", "2026-04-01", "go", None, None), ("C", "G1 Start", "2026-12-01", None, None, None, None),
        ("C", "G0 Idea", "2024-12-01", "2024-12-01", "go", "Board", None),
    ],
    columns=["project_id", "gate", "due_on", "held_on", "decision", "decided_by", "conditions_open"],
)  # fmt: skip
STATUS = [
    {"project_id": "A", "cost_variance_share": 0.2, "slip_days": 100},
    {"project_id": "B", "cost_variance_share": 0.06, "slip_days": 40},
    {"project_id": "C", "cost_variance_share": 0.0, "slip_days": 0},
]


@pytest.fixture(scope="session")
def governance():
    history = [{**row, "reported_in": "2026Q3"} for row in PROJECTS.to_dict(orient="records")]
    return assess_governance(PROJECTS, GATES, "2026Q3", UNIT, project_status=STATUS, history=history)


@pytest.fixture(scope="session")
def ungated():
    return assess_governance(PROJECTS, GATES.head(0), "2026Q3", UNIT)


@pytest.fixture(scope="session")
def nothing():
    return assess_governance(PROJECTS.head(0), GATES.head(0), "2026Q3", UNIT)


@pytest.fixture(scope="session")
def standards():
    like = [("green", "amber")] * 6 + [("amber/green", "amber")] * 6
    harsh = [("amber/red", "amber")] * 6 + [("red", "amber")] * 6
    rows = [
        {"business_unit": unit, "owner_rating": owner, "implied_rating": implied}
        for unit, pairs in (("a", like), ("b", harsh), ("c", [("red", "red")]))
        for owner, implied in pairs
    ]
    return compare_standards(rows, names={"a": "Shops & Co"})


@pytest.fixture(scope="session")
def portfolio():
    row = {"business_unit": "a", "planned_cost": 10.0, "expected_cost": 12.0, "whole_life_cost": -1.0}
    return portfolio_history(
        [
            {**row, "quarter": "2026Q2", "project_id": "x", "title": "Border <old>", "confidence": "red"},
            {**row, "quarter": "2026Q3", "project_id": "x", "title": "Border new", "confidence": "amber"},
            {**row, "quarter": "2026Q2", "project_id": "y", "title": "Pay", "confidence": None, "confidence_note": "Exempt <43>"},
            {**row, "quarter": "2026Q3", "project_id": "z", "title": "Pay Programme", "confidence": "green"},
        ]
    )


@pytest.fixture(scope="session")
def money():
    return Money(currency="GBP")
