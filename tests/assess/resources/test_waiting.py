"""Waits: known queues, the limits of the formula, the simulation beside it."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.resources import balance, expected_wait, simulate_wait, waits_by_role
from pmobook.errors import PmobookError


def erlang_c(people, utilisation):
    """Return the mean wait of M/M/m over the mean duration (Erlang 1917, in Hopp and Spearman's notation)."""
    load = people * utilisation
    last = load**people / math.factorial(people) / (1 - utilisation)
    busy = last / (sum(load**one / math.factorial(one) for one in range(people)) + last)
    return busy / (people * (1 - utilisation))


@pytest.mark.parametrize(("utilisation", "wait"), [(0, 0), (0.5, 1), (0.8, 4), (0.9, 9), (0.95, 19)])
def test_one_person_with_arrivals_of_pure_chance(utilisation, wait):
    """M/M/1: u / (1 - u)."""
    assert expected_wait(utilisation, arrivals_variation=1, work_variation=1) == pytest.approx(wait)


def test_work_of_equal_size_waits_half_as_long():
    """M/D/1 by Pollaczek and Khinchine: half of M/M/1; by the clock and of equal size, nothing waits."""
    assert expected_wait(0.9, work_variation=0) == pytest.approx(4.5)
    assert expected_wait(0.9, arrivals_variation=0, work_variation=0) == 0


@pytest.mark.parametrize(("people", "utilisation"), [(2, 0.8), (5, 0.9), (10, 0.95)])
def test_several_people_come_close_to_erlang(people, utilisation):
    """Sakasegawa's exponent is within a few per cent of the exact M/M/m."""
    assert expected_wait(utilisation, people) == pytest.approx(erlang_c(people, utilisation), rel=0.05)


def test_more_work_than_can_be_done_waits_for_ever():
    """From a utilisation of 1 on."""
    assert math.isinf(expected_wait(1))
    assert math.isinf(expected_wait(1.2, 3))


@pytest.mark.parametrize(("people", "utilisation"), [(1, 0.8), (3, 0.8)])
def test_the_simulation_agrees_with_the_exact_wait(people, utilisation):
    """Within four standard errors, which are small; the same seed gives the same figures."""
    found = simulate_wait(utilisation, people)
    assert abs(found.wait - erlang_c(people, utilisation)) < 4 * found.standard_error
    assert found.standard_error < 0.1 * found.wait
    again = simulate_wait(utilisation, people)
    assert (again.wait, again.standard_error) == (found.wait, found.standard_error)
    assert simulate_wait(utilisation, people, seed=1).wait != found.wait


def test_even_work_in_the_simulation_never_waits():
    """By the clock and of equal size."""
    assert simulate_wait(0.9, 2, arrivals_variation=0, work_variation=0).wait == pytest.approx(0)
    assert simulate_wait(0).wait == 0


def test_numbers_that_mean_nothing_are_refused():
    """Negative, missing, nobody, a queue without end."""
    for arguments in ((-0.1, 1), (0.5, 0), (math.nan, 1)):
        with pytest.raises(PmobookError, match="A wait needs"):
            expected_wait(*arguments)
    with pytest.raises(PmobookError, match="below 1 and whole people; found 1 and 2"):
        simulate_wait(1, 2)


def test_each_role_gets_its_wait_in_words():
    """A role nine tenths busy, one that is overbooked, one that is not assessed."""
    months = pd.DataFrame({"project_id": "A", "role": ["Analyst", "Tester", "Buyer"], "period": "2026-07", "fte": [0.9, 2, None]})
    found = waits_by_role(balance({"Analyst": 1, "Tester": 1, "Buyer": 1}, months)).set_index("role")
    assert found.loc["Analyst", "wait"] == pytest.approx(9)
    assert found.loc["Analyst", "wait_if_even"] == pytest.approx(4.5)
    assert found.loc["Analyst", "wait_if_more"] == pytest.approx(99)
    assert found["sentence"].tolist() == [
        "Analyst, 90% busy: work waits 9 times as long as it takes; if 10% more arrives, 99 times.",
        "How long work waits for Buyer is not assessed.",
        "Tester: more work arrives than can be done; it waits longer every month.",
    ]


@given(st.floats(0, 0.98), st.floats(0, 0.98), st.integers(1, 20))
def test_waits_grow_with_utilisation_and_shrink_with_people(one, other, people):
    """Monotone in both."""
    low, high = sorted((one, other))
    assert expected_wait(low, people) <= expected_wait(high, people)
    assert expected_wait(low, people + 1) <= expected_wait(low, people)
