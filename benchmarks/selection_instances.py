"""Portfolios of 500 projects under 30 limits: invented in several shapes, and made from a generated organisation."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from pmobook.generate.organisation import generate
from pmobook.inputs.engagement import open_engagement
from pmobook.what_if.opening import open_portfolio

QUARTER = "2026Q3"
PROJECTS, LIMITS, MONTHS = 500, 30, 24


class Instance(NamedTuple):
    """What a selection needs."""

    value: pd.Series
    cost: pd.DataFrame
    limits: pd.Series


def _instance(value: np.ndarray, cost: np.ndarray, tightness: float) -> Instance:
    ids = [f"P{number:03}" for number in range(1, len(value) + 1)]
    table = pd.DataFrame(cost, index=ids, columns=[f"limit {number}" for number in range(1, cost.shape[1] + 1)])
    return Instance(pd.Series(value, index=ids), table, (table.sum() * tightness).round(1))


def _sizes(chance: np.random.Generator, projects: int) -> np.ndarray:
    return chance.lognormal(0.0, 0.9, projects)


def organisation(projects: int, limits: int, seed: int, tightness: float = 0.4) -> Instance:
    """Return skewed costs, money by quarter and role-months that follow cost, value that half does."""
    chance = np.random.default_rng(seed)
    size = _sizes(chance, projects)
    profile = chance.dirichlet(np.full(limits, 3.0), size=projects) * limits
    cost = np.round(size[:, None] * profile * chance.uniform(0.5, 1.5, (projects, limits)), 2)
    return _instance(np.round(10 * size**0.7 * chance.lognormal(0.0, 0.8, projects), 1), cost, tightness)


def sparse(seed: int) -> Instance:
    """Return projects that use 3 to 8 of the limits each."""
    chance = np.random.default_rng(seed)
    dense = organisation(PROJECTS, LIMITS, seed)
    used = np.zeros((PROJECTS, LIMITS), dtype=bool)
    for row in used:
        row[chance.choice(LIMITS, chance.integers(3, 9), replace=False)] = True
    return _instance(dense.value.to_numpy(), np.where(used, dense.cost.to_numpy(), 0.0), 0.4)


def by_month(seed: int, *, value_follows_cost: bool = False) -> Instance:
    """Return projects of 4 to 12 of 24 months' money, and up to six roles."""
    chance = np.random.default_rng(seed)
    size = _sizes(chance, PROJECTS)
    cost = np.zeros((PROJECTS, LIMITS))
    for row, scale in zip(cost, size, strict=True):
        months = chance.integers(4, 13)
        start = chance.integers(0, MONTHS + 1 - months)
        row[start : start + months] = 100 * scale * chance.dirichlet(np.full(months, 4.0))
        roles = chance.random(LIMITS - MONTHS) < 0.5
        row[MONTHS:][roles] = scale * chance.uniform(1, 6, roles.sum())
    value = 10 * size**0.7 * chance.lognormal(0.0, 0.6, PROJECTS)
    if value_follows_cost:
        value = 0.1 * cost[:, :MONTHS].sum(axis=1) + chance.uniform(0, 1, PROJECTS)
    return _instance(np.round(value, 1), np.round(cost, 1), 0.4)


def generated(seed: int, share: float) -> Instance:
    """Return what one business unit of a generated organisation can choose from: 500 projects, 30 limits.

    Parameters
    ----------
    share
        Of all that the projects need in each quarter, in money and in people of each role, what there is.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = generate(Path(place) / "made", business_units=1, quarters=2, respondents=3, projects=3 * PROJECTS, seed=seed)
        unit = next((folder / "business_units").glob("*.yaml")).stem
        problem = open_portfolio(open_engagement(folder), unit, QUARTER)
    cost = problem.cost.iloc[:PROJECTS]
    cost = cost[[name for name in cost.columns if cost[name].gt(0).any()][:LIMITS]]
    return Instance(problem.value.loc[cost.index], cost, (cost.sum() * share).round(3))
