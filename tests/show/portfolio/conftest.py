"""Assessed portfolios of a small business unit: one that can be improved, one that nothing fits, and one of nothing."""

import pandas as pd
import pytest

from pmobook.assess.portfolio import PortfolioForms, assess_portfolio, portfolio_problem, views_of
from pmobook.inputs.engagement import BusinessUnit, Money
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


def assess(budget, **changed):
    frames = {name: pd.DataFrame(changed.get(name, rows), columns=columns) for name, (columns, rows) in FORMS.items()}
    unit = BusinessUnit(name="Retail", lead="Head of Retail PMO", budget=budget)
    weights = {} if not len(frames["goals"]) else {"grow": 0.7, "save": 0.3}
    made = portfolio_problem(PortfolioForms(**frames), weights, unit, Quarter.parse("2026Q3"))
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


@pytest.fixture
def money():
    return Money(currency="EUR", scale="million")
