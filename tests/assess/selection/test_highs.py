"""The solver: silent, exact about what it proved, in linear and in whole programmes."""

import numpy as np
import pytest

from pmobook.assess.selection.highs import ENDED, IMPOSSIBLE, STOPPED, Rows, ask


def rows(value, matrix, most, **more):
    """Return rows that maximise a value under upper limits, each column between 0 and 1."""
    size = len(value)
    return Rows(
        -np.array(value, dtype=float), np.array(matrix, dtype=float), np.full(len(most), -np.inf), np.array(most, dtype=float),
        np.zeros(size), np.ones(size), **more,
    )  # fmt: skip


def hard(projects=120, limits=20):
    """Return rows that take longer than a blink."""
    chance = np.random.default_rng(3)
    matrix = chance.integers(1, 1000, (limits, projects))
    value = matrix.mean(axis=0) + 500 * chance.random(projects)
    return rows(value, matrix, matrix.sum(axis=1) // 4), np.ones(projects, dtype=bool)


def test_parts_of_projects_come_with_the_price_of_each_limit():
    """Budget 14 for costs 5, 7, 4, 3: parts bring 22, and one more of the budget 1.5, the ratio of the project in part."""
    found = ask(rows([8, 11, 6, 4], [[5, 7, 4, 3]], [14]))
    assert (found.status, found.bound) == (ENDED, -22)
    assert found.price.tolist() == [1.5]


def test_whole_projects_bring_what_trying_every_set_brings():
    found = ask(rows([8, 11, 6, 4], [[5, 7, 4, 3]], [14]), whole=np.ones(4, dtype=bool))
    assert (found.status, found.bound) == (ENDED, -21)
    assert found.choice.round().tolist() == [0, 1, 1, 1]


def test_the_offset_counts_in_the_bound():
    found = ask(rows([8], [[5]], [5], offset=-100.0), whole=np.array([True]))
    assert found.bound == -108


def test_what_keeps_no_row_is_impossible():
    needed = Rows(np.ones(1), np.ones((1, 1)), np.full(1, 2.0), np.full(1, np.inf), np.zeros(1), np.ones(1))
    for whole in (None, np.array([True])):
        found = ask(needed, whole=whole)
        assert (found.status, found.choice) == (IMPOSSIBLE, None)


def test_without_any_row_everything_of_value_is_taken():
    found = ask(rows([1, 2], np.zeros((0, 2)), []), whole=np.ones(2, dtype=bool))
    assert (found.status, found.choice.tolist()) == (ENDED, [1, 1])


def test_a_search_cut_short_says_so_and_keeps_the_set_it_began_from():
    """Stopped at once, the answer is no worse than the start, and the bound is no proof of it."""
    problem, whole = hard()
    start = np.zeros(len(whole))
    start[:3] = 1
    found = ask(problem, whole=whole, start=start, options={"time_limit": 0.001, "mip_rel_gap": 0.0})
    assert found.status == STOPPED
    assert problem.cost @ found.choice <= problem.cost @ start + 1e-9
    assert found.bound < problem.cost @ found.choice


def test_nothing_is_written_on_the_screen(capfd):
    problem, whole = hard(60, 10)
    ask(problem, whole=whole, options={"time_limit": 0.2})
    shown = capfd.readouterr()
    assert (shown.out, shown.err) == ("", "")


def test_what_the_solver_refuses_is_a_bug_of_ours():
    with pytest.raises(RuntimeError, match="the solver refuses"):
        ask(rows([1], [[1]], [1]), options={"no such option": 1})
