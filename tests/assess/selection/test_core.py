"""Core index, admissible weightings and the judgement that settles most."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.selection import admissible_weightings, core_index, select, settling_judgement
from pmobook.errors import PmobookError, ProblemsFound

GOALS = pd.DataFrame({"growth": [9, 0, 5, 1], "safety": [0, 9, 5, 1]}, index=["g", "s", "both", "poor"])
COST = {"g": 1, "s": 1, "both": 1, "poor": 1}


def test_sure_never_and_open_projects():
    """Two of four under open weights: one project in every good portfolio, one in none, two in some."""
    core = core_index(GOALS, None, COST, 2, n=50)
    assert core.is_exact
    assert core.index["poor"] == 0
    assert set(core.open_projects) == {"g", "s", "both"}
    assert core.index["both"] == pytest.approx(2 / 3)
    sure = core_index(GOALS, [("growth", ">=", 0.5)], COST, 2, n=50)
    assert sure.index["g"] == 1


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=5))
def test_the_exact_index_counts_undominated_portfolios(rows):
    """Every portfolio compared with every other at the corners gives the same index."""
    values, cost = np.array([row[:2] for row in rows]), [row[2] for row in rows]
    core = core_index(pd.DataFrame(values), None, cost, 9, n=5)
    sets = [np.array(one) for one in itertools.product((0, 1), repeat=len(rows)) if np.dot(one, cost) <= 9]
    worth = [one @ values for one in sets]
    kept = [
        one for one, mine in zip(sets, worth, strict=True)
        if not any((other >= mine).all() and (other > mine).any() for other in worth)
    ]  # fmt: skip
    assert core.index.tolist() == pytest.approx(np.mean(kept, axis=0).tolist())


def test_each_weighting_has_its_own_optimum():
    """The sampled portfolios are those that a selection with these weights finds."""
    chance = np.random.default_rng(3)
    goals, cost = pd.DataFrame(chance.integers(0, 10, (20, 3))), pd.DataFrame(chance.integers(1, 9, (20, 2)))
    core = core_index(goals, [(0, ">=", 1)], cost, [40, 30], n=25)
    assert not core.is_exact
    assert "25 admissible weightings drawn" in core.definition
    assert core.gap == 0
    for at, weights in enumerate(core.weightings.to_numpy()):
        value = goals.to_numpy() @ weights
        assert value[core.best.iloc[at].to_numpy()].sum() == pytest.approx(select(value, cost, [40, 30]).value)
    assert core.rank_shares.sum(axis=1).tolist() == pytest.approx([1.0] * 20)
    assert ((core.chosen_share == 1) <= (core.index == 1)).all()


def test_weightings_keep_their_constraints():
    """Drawn weightings add up to 1 and keep every constraint; the corners are those of the polytope."""
    found = admissible_weightings(["a", "b", "c"], [("a", ">=", "b"), ("b", ">=", "c", 2)], 200, 1)
    assert np.allclose(found.sample.sum(axis=1), 1)
    assert (found.sample[:, 0] >= found.sample[:, 1] - 1e-9).all()
    assert (found.sample[:, 1] >= 2 * found.sample[:, 2] - 1e-9).all()
    assert np.allclose(found.corners, [[0.4, 0.4, 0.2], [0.5, 0.5, 0], [1, 0, 0]])
    fixed = admissible_weightings(["a", "b"], {"a": (0.3, 0.3)}, 4, 1)
    assert np.allclose(fixed.sample, [[0.3, 0.7]] * 4)
    again = admissible_weightings(["a", "b", "c"], [("a", ">=", "b")], 20, 1)
    assert (again.sample == admissible_weightings(["a", "b", "c"], [("a", ">=", "b")], 20, 1).sample).all()


def test_weightings_handed_in_are_brought_to_a_sum_of_one():
    """Weights may have any scale; zero in sum, negative and unknown goals are refused."""
    found = admissible_weightings(["a", "b"], pd.DataFrame({"b": [1], "a": [3]}))
    assert found.sample.tolist() == [[0.75, 0.25]]
    with pytest.raises(ProblemsFound, match="a sum of zero"):
        admissible_weightings(["a", "b"], np.array([[0, 0]]))
    with pytest.raises(ProblemsFound, match="found 'z'"):
        admissible_weightings(["a", "b"], [("a", ">=", "z")])
    with pytest.raises(ProblemsFound, match="contradict each other"):
        admissible_weightings(["a", "b"], {"a": (0.9, 1), "b": (0.9, 1)})


def test_the_judgement_that_decides_is_named():
    """Only the ratio of growth to safety matters here, and it is asked for first."""
    goals = GOALS.assign(image=[1, 1, 1, 0])
    settled = settling_judgement(core_index(goals, None, COST, 1, n=200))
    assert settled.goals == ("growth", "safety")
    assert settled.pairs["open_after"].is_monotonic_increasing
    assert "growth counts than safety" in settled.sentence
    done = settling_judgement(core_index(goals, {"growth": (1, 1)}, COST, 1, n=5))
    assert done.goals is None
    with pytest.raises(PmobookError, match="at least 2"):
        settling_judgement(core_index(goals, None, COST, 1, n=5), answers=1)


def test_missing_and_negative_values_are_refused():
    """Every value is needed."""
    with pytest.raises(ProblemsFound, match="value of s for growth: found nothing"):
        core_index(GOALS.astype(float).replace({0: np.nan}), None, COST, 2)


def test_the_best_portfolio_of_each_weighting_is_the_best_of_all_sets():
    """With every portfolio listed, what each weighting chooses is worth as much as the best of all sets that fit."""
    chance = np.random.default_rng(5)
    values, cost = chance.integers(0, 5, (6, 3)).astype(float), chance.integers(1, 9, 6)
    found = core_index(values, None, cost, cost.sum() // 2, n=40)
    sets = np.array(list(itertools.product((0, 1), repeat=6)))
    fitting = sets[sets @ cost <= cost.sum() // 2]
    best = (fitting @ values @ found.weightings.to_numpy().T).max(axis=0)
    assert (found.best.to_numpy() * (found.weightings.to_numpy() @ values.T)).sum(axis=1) == pytest.approx(best)
    assert found.is_exact
    assert found.gap == 0
