"""Forms of a small business unit: six projects, three goals, two roles."""

import pandas as pd
import pytest

from pmobook.assess.portfolio import PortfolioForms, assess_portfolio, portfolio_problem, views_of
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.method.portfolio import portfolio_method
from pmobook.vocabulary import Quarter

COLUMNS = {
    "goals": ["goal_id", "title", "parent_goal_id"],
    "projects": ["project_id", "title", "stage", "sponsor", "mandate", "mandated_by", "start", "forecast_finish"],
    "project_goals": ["project_id", "goal_id", "impact"],
    "project_costs": ["project_id", "period", "planned_value", "actual_cost", "forecast_cost"],
    "project_links": ["project_id", "link", "other_project_id"],
    "capacity": ["role", "period", "fte"],
    "demand": ["project_id", "role", "period", "fte"],
    "risks": ["risk_id", "project_id", "probability", "impact_low", "impact_likely", "impact_high", "driver"],
}
ROWS = {
    "goals": [("grow", "Grow", None), ("save", "Save", None), ("care", "Care", None)],
    "projects": [
        ("A", "Shops", "executing", "Director of Stores", "no", None, None),
        ("B", "Tills", "executing", "Director of Stores", None, None, None),
        ("C", "Lockers", "proposed", None, None, None, None),
        ("D", "Cooling", "selected", None, "yes", "Regulator", None),
        ("E", "Robots", "idea", None, None, None, None),
        ("F", "Depot", "benefits", None, None, None, None),
    ],
    "project_goals": [
        ("A", "grow", "low"), ("B", "grow", "strong"), ("B", "save", "moderate"), ("C", "grow", "extreme"),
        ("D", "care", "low"), ("E", "save", None), ("F", "grow", "extreme"),
    ],
    "project_costs": [
        ("A", "2026-08", 9.0, 9.0, None), ("A", "2026-10", 1.0, None, 2.5), ("A", "2027-01", 1.5, None, None),
        ("B", "2026-11", None, None, 3.0), ("C", "2026-10", 4.0, None, None), ("D", "2026Q4", None, None, 1.0),
        ("F", "2026-10", 1.0, None, None),
    ],
    "project_links": [],
    "risks": [],
    "capacity": [],
    "demand": [],
}  # fmt: skip
WEIGHTS = {"grow": 0.5, "save": 0.3, "care": 0.2}
Q3 = Quarter.parse("2026Q3")


def forms(**changed):
    """Return the forms with some of them replaced."""
    rows = {**ROWS, **changed}
    # Tests that replace projects leave the start, which comes last, out where it is nothing to them.
    rows["projects"] = [(*row, *[None] * (len(COLUMNS["projects"]) - len(row))) for row in rows["projects"]]
    return PortfolioForms(**{name: pd.DataFrame(rows[name], columns=COLUMNS[name]) for name in COLUMNS})


@pytest.fixture
def problem():
    """Make the choice, with forms and parameters of the business unit replaced."""

    def make(weights=None, unit=None, *, may_shift=True, **changed):
        given = {"name": "Retail", "lead": "Head of Retail PMO", "budget": 7.5, **(unit or {})}
        counting = WEIGHTS if weights is None else weights
        return portfolio_problem(forms(**changed), counting, BusinessUnit(**given), Q3, may_shift=may_shift)

    return make


@pytest.fixture
def assessed(problem):
    """Assess the choice, with forms and parameters replaced."""

    def make(**changed):
        made = problem(**changed)
        return assess_portfolio(made, views_of(made.weights), portfolio_method())

    return make
