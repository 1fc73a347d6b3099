"""Money at risk: the mean of the worst, and the selection that keeps it within the tolerance, against the full rows."""

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from pmobook.assess.loss_measures import conditional_value_at_risk
from pmobook.assess.selection import select


def with_every_row(value, cost, limits, risks, level):
    """Return the best value by the full linear programme of Rockafellar and Uryasev (2000): a row and a column a scenario."""
    count, sizes = len(value), [len(losses) for losses, _ in risks]
    total = count + sum(1 + size for size in sizes)
    low, high, whole = np.zeros(total), np.full(total, np.inf), np.zeros(total)
    high[:count], whole[:count] = 1, 1
    first = np.zeros((len(limits), total))
    first[:, :count] = cost.T
    rows, upper, at = [first], list(limits), count
    for (losses, most), size in zip(risks, sizes, strict=True):
        low[at] = -np.inf
        beyond, mean = np.zeros((size, total)), np.zeros((1, total))
        beyond[:, :count], beyond[:, at] = losses, -1
        beyond[np.arange(size), at + 1 + np.arange(size)] = -1
        mean[0, at], mean[0, at + 1 : at + 1 + size] = 1, 1 / (size * (1 - level))
        rows += [beyond, mean]
        upper += [0.0] * size + [most]
        at += 1 + size
    found = milp(
        np.concatenate([-value, np.zeros(total - count)]), integrality=whole, bounds=Bounds(low, high),
        constraints=LinearConstraint(np.vstack(rows), -np.inf, upper), options={"mip_rel_gap": 0.0},
    )  # fmt: skip
    return None if found.x is None else -found.fun


@pytest.mark.parametrize("seed", range(8))
def test_the_rows_added_as_needed_agree_with_all_rows(seed):
    """One or two categories of risk, 40 scenarios, gains among the losses: the same best value, and the tolerances hold."""
    chance = np.random.default_rng(seed)
    count, level = 12, 0.9
    value, cost = chance.integers(1, 30, count).astype(float), chance.integers(1, 20, (count, 2)).astype(float)
    risks = []
    for _ in range(1 + seed % 2):
        losses = np.round(np.where(chance.random((40, count)) < 0.3, chance.lognormal(1, 1, (40, count)), 0) - 0.5, 2)
        risks.append((losses, round(float(np.quantile(losses.sum(axis=1), 0.6)), 1)))
    best = select(
        value, cost, cost.sum(axis=0) / 2, cvar_level=level,
        losses={f"kind {at}": losses for at, (losses, _) in enumerate(risks)},
        tolerance={f"kind {at}": most for at, (_, most) in enumerate(risks)},
    )  # fmt: skip
    assert best.is_proven
    assert best.value == pytest.approx(with_every_row(value, cost, cost.sum(axis=0) / 2, risks, level), abs=1e-6)
    for at, (losses, most) in enumerate(risks):
        worst = conditional_value_at_risk(losses[:, list(best.chosen)].sum(axis=1), level)
        assert best.use[f"risk: kind {at}"] == pytest.approx(worst)
        assert worst <= most + 1e-9


def test_thousands_of_scenarios_are_kept_without_a_row_each():
    """With 5,000 scenarios of 40 projects the tolerance binds, holds, and the best set is proven."""
    chance = np.random.default_rng(4)
    value, cost = np.round(chance.lognormal(2, 0.7, 40), 1), np.round(chance.lognormal(0, 0.9, (40, 2)), 2)
    losses = cost[:, 0] * np.maximum(0, chance.normal(size=(5000, 40)) + chance.normal(size=(5000, 1)))
    free = select(value, cost, cost.sum(axis=0) * 0.4)
    risk = conditional_value_at_risk(losses[:, list(free.chosen)].sum(axis=1), 0.95)
    held = select(value, cost, cost.sum(axis=0) * 0.4, losses=losses, tolerance=0.8 * risk)
    assert held.is_proven
    assert held.value < free.value
    assert conditional_value_at_risk(losses[:, list(held.chosen)].sum(axis=1), 0.95) <= 0.8 * risk + 1e-9


def test_a_scenario_on_the_edge_counts_in_part():
    """Of four equally likely losses the worst 3/8 are the worst one whole and half of the next."""
    assert conditional_value_at_risk([0, 0, 10, 20], 1 - 3 / 8) == pytest.approx((20 * 1 + 10 * 0.5) / 1.5)
    assert conditional_value_at_risk([7], 0.95) == 7
    assert conditional_value_at_risk([1, 2, 3], 0) == 2
