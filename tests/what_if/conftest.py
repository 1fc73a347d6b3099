"""Portfolios to try scenarios on: one that can be followed by hand, one as large as a business unit has."""

import asyncio
import math

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.inputs.engagement import open_engagement
from pmobook.vocabulary import Quarter
from pmobook.what_if.store import Scenarios


@pytest.fixture(autouse=True)
def no_loop_of_a_browser():
    """Browser tests in the same process leave their loop marked as running; a notebook's kernel has none while it is imported."""
    running = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(running)


ENGAGEMENT = "organisation: Northwind Stores\nmoney: {currency: GBP}\n"


def problem(value_by_goal, weights, cost, limits, *, mandates=(), links=(), current=(), unassessed=""):
    """A portfolio from plain rows."""
    nothing, ids = pd.Series(dtype="float64"), [str(one) for one in value_by_goal.index]
    made = PortfolioProblem(
        business_unit="Retail", lead="", titles={one: f"Project {one}" for one in ids},
        stages=dict.fromkeys(ids, "proposed"), sponsors=dict.fromkeys(ids, ""), cannot_be_chosen={},
        goals={goal: f"Goal {goal}" for goal in value_by_goal.columns}, value_by_goal=value_by_goal, weights=weights,
        value=nothing, value_lowest=nothing, value_highest=nothing, cost=cost, limits=limits, budget_is_set=True,
        mandates=pd.DataFrame(list(mandates), columns=["project_id", "decision", "reason", "mandated_by"]).astype("str"),
        links=pd.DataFrame(list(links), columns=["project_id", "link", "other_project_id"]).astype("str"),
        losses=None, tolerance=None, current=tuple(current), unassessed=unassessed, notes=(),
    )  # fmt: skip
    return made.with_weights(weights)


@pytest.fixture
def small():
    """Three projects and two goals: a serves growth, b serves cost, c half of both; c's growth is not assessed."""
    index = pd.Index(["a", "b", "c"], name="project_id", dtype="str")
    values = pd.DataFrame({"growth": [1.0, 0.0, math.nan], "thrift": [0.0, 1.0, 0.5]}, index=index)
    cost = pd.DataFrame({"money": [4.0, 3.0, 2.0], "money 2026Q4": [1.0, 2.0, 2.0]}, index=index)
    return problem(
        values, pd.Series({"growth": 0.5, "thrift": 0.5}), cost, pd.Series({"money": 6.0, "money 2026Q4": 3.0}),
        mandates=[("c", "in", "law", "Regulator")], current=("b", "c"),
    )  # fmt: skip


@pytest.fixture
def make_large():
    """Return a function that generates a portfolio of 100 projects, 6 goals and 13 limits."""

    def make(seed, projects=100, goals=6):
        chance = np.random.default_rng(seed)
        ids = pd.Index([f"p{number:03d}" for number in range(projects)], name="project_id", dtype="str")
        names = [f"g{number}" for number in range(goals)]
        worth = chance.choice([0, 0.1, 0.3, 0.6, 1.0, np.nan], size=(projects, goals), p=[0.35, 0.2, 0.2, 0.15, 0.08, 0.02])
        quarters = ["2026Q4", "2027Q1", "2027Q2", "2027Q3"]
        money = np.round(chance.lognormal(-1.5, 1, size=(projects, 4)), 2)
        cost = pd.DataFrame(money, index=ids, columns=[f"money {one}" for one in quarters])
        cost.insert(0, "money", cost.sum(axis=1).round(6))
        for role in ("Analyst", "Project manager"):
            for quarter in quarters:
                cost[f"{role} {quarter}"] = np.round(chance.gamma(1, 1.5, size=projects), 1)
        limits = (cost.sum() * np.where(cost.columns == "money", 0.45, 0.55)).round(2)
        weights = pd.Series(chance.dirichlet(np.ones(goals)), index=names)
        current = tuple(chance.choice(ids, size=projects // 2, replace=False))
        return problem(pd.DataFrame(worth, index=ids, columns=names), weights, cost, limits, current=current)

    return make


@pytest.fixture
def engagement(tmp_path):
    """An engagement with one business unit."""
    (tmp_path / "engagement.yaml").write_text(ENGAGEMENT, encoding="utf-8")
    (tmp_path / "business_units").mkdir()
    (tmp_path / "business_units" / "retail.yaml").write_text("name: Retail\n", encoding="utf-8")
    return open_engagement(tmp_path)


@pytest.fixture
def scenarios(engagement):
    """Where that business unit's scenarios are kept."""
    return Scenarios(engagement, "retail", Quarter.parse("2026Q3"))
