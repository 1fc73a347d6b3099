"""Assessed portfolios of a small business unit: one that can be improved, one that nothing fits, and one of nothing."""

import datetime as dt

import pandas as pd
import pytest

from pmobook.assess.portfolio import PortfolioForms, assess_portfolio, portfolio_problem, views_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Money
from pmobook.method.portfolio import portfolio_method
from pmobook.vocabulary import Quarter

FORMS = {
    "goals": (["goal_id", "title", "parent_goal_id"], [("grow", "Grow", None), ("save", "Save <more>", None)]),
    "projects": (
        ["project_id", "title", "stage", "sponsor", "mandate", "mandated_by"],
        [
            ("A", "Shops <new>", "executing", None, None, None), ("B", "Tills", "executing", None, None, None),
            ("C", "Lockers", "proposed", None, None, None), ("D", "Cooling", "selected", None, "yes", "Regulator"),
            ("E", "Robots", "idea", None, None, None),
        ],
    ),
    "project_goals": (
        ["project_id", "goal_id", "impact"],
        [("A", "grow", "low"), ("B", "grow", "strong"), ("C", "grow", "extreme"), ("D", "save", "low"), ("E", "save", None)],
    ),
    "project_costs": (
        ["project_id", "period", "planned_value", "actual_cost", "forecast_cost"],
        [("A", "2026-10", None, None, 4.0), ("B", "2026-11", None, None, 3.0), ("C", "2026-10", 4.0, None, None),
         ("D", "2026Q4", None, None, 1.0)],
    ),
    "project_links": (["project_id", "link", "other_project_id"], [("C", "requires", "B")]),
    "capacity": (["role", "period", "fte"], [("Analyst", "2026-10", 2.0)]),
    "demand": (["project_id", "role", "period", "fte"], [("A", "Analyst", "2026-10", 1.0), ("B", "Analyst", "2026-10", 1.0)]),
}  # fmt: skip


RISKS = (
    ["risk_id", "project_id", "probability", "impact_low", "impact_likely", "impact_high", "driver"],
    [("K1", "A", 1.0, 3, 3, 3, None), ("K2", "B", 1.0, 2, 2, 2, None), ("K3", "C", None, 1, 1, 1, None),
     ("K4", None, 1.0, 5, 5, 5, None)],
)  # fmt: skip


def assess(budget, tolerance=None, with_risks=False, may_shift=True, **changed):
    frames = {name: pd.DataFrame(changed.get(name, rows), columns=columns) for name, (columns, rows) in FORMS.items()}
    if with_risks:
        frames["risks"] = pd.DataFrame(RISKS[1], columns=RISKS[0])
    set_by = {"amount": tolerance, "dated": dt.date(2026, 7, 1), "set_by": "Board <main>"}
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO", budget=budget, risk_tolerance=set_by if tolerance else None)
    weights = {} if not len(frames["goals"]) else {"grow": 0.7, "save": 0.3}
    made = portfolio_problem(PortfolioForms(**frames), weights, unit, Quarter.parse("2026Q3"), may_shift=may_shift)
    return assess_portfolio(made, views_of(made.weights), portfolio_method())


@pytest.fixture(scope="session")
def better():
    """Shops should make way for lockers."""
    return assess(8)


@pytest.fixture(scope="session")
def nothing_fits():
    """The budget does not pay for what must be done."""
    return assess(0.5)


@pytest.fixture(scope="session")
def nothing_assessed():
    """Goals were not handed in."""
    return assess(8, goals=[], project_goals=[])


@pytest.fixture(scope="session")
def careful():
    """Shops lose 3 and Tills 2 for certain, no project 5, where leadership tolerates 9; what Lockers may lose nobody has said."""
    return assess(12, tolerance=9, with_risks=True)


@pytest.fixture(scope="session")
def waiting():
    """Tills and Lockers both need most of what a quarter of the analyst comes to; from January on nobody else needs her."""
    months = ("2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03")
    projects = [(one, f"{title} <new>", stage, None, None, None) for one, title, stage in
                (("B", "Tills", "executing"), ("C", "Lockers", "proposed"))]  # fmt: skip
    demand = [("B", "Analyst", "2026-10", 1.0), ("C", "Analyst", "2026-10", 1.0)]
    return assess(20, projects=projects, demand=demand, capacity=[("Analyst", one, 0.4) for one in months], project_links=[])


@pytest.fixture(scope="session")
def fixed_starts():
    """The engagement moves no start."""
    return assess(8, may_shift=False)


@pytest.fixture
def money():
    return Money(currency="EUR", scale="million")
