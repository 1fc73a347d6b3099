"""Frontiers, prices and transfers: known answers and what they must agree with."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.selection import NothingFits, frontier, prices, select, transfer
from pmobook.errors import PmobookError, ProblemsFound

VALUE = {"a": 1000, "b": 400, "c": 400}
COST = {"a": 400, "b": 300, "c": 200}


def test_the_published_frontier_comes_out():
    """300 gives 400, 500 gives 1000, 600 gives 1400, 900 gives 1800."""
    found = frontier(VALUE, COST, 500, points=[300, 500, 600, 900])
    assert found.points["value"].tolist() == [400, 1000, 1400, 1800]
    assert found.is_proven
    assert found.without_other_limits is None


def test_every_breakpoint_is_found_with_what_enters_and_leaves():
    """A few projects: every budget at which the best set changes."""
    found = frontier(VALUE, COST, 500)
    assert found.points["budget"].tolist() == [0, 200, 400, 600, 900]
    assert found.points["entered"].tolist() == [(), ("c",), ("a",), ("c",), ("b",)]
    assert found.points["left"].tolist() == [(), (), ("c",), (), ()]
    assert found.is_exact
    assert [found.value_at(budget) for budget in (199, 399, 899)] == [0, 400, 1400]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_breakpoints_agree_with_a_selection_at_every_budget(rows):
    """At any whole budget the frontier says what a selection under that budget gives."""
    value, cost = [row[0] for row in rows], pd.DataFrame([row[1:] for row in rows], columns=["money", "people"])
    found = frontier(value, cost, {"money": 0, "people": 12}, resource="money")
    for budget in range(0, int(cost["money"].sum()) + 1, 3):
        assert found.value_at(budget) == select(value, cost, {"money": budget, "people": 12}).value
    assert (found.without_other_limits["value"] >= found.points["value"]).all()


def test_a_budget_below_the_mandates_has_no_value():
    """Where the mandates don't fit, nothing is chosen; without any budget that fits, that is an error."""
    found = frontier(VALUE, COST, 500, points=[300, 400], mandates={"a": "in"})
    assert found.points["value"].isna().tolist() == [True, False]
    cost = pd.DataFrame({"money": COST, "people": {"a": 2, "b": 0, "c": 0}})
    with pytest.raises(NothingFits):
        frontier(VALUE, cost, {"money": 500, "people": 1}, resource="money", mandates={"a": "in"})


def test_the_resource_has_to_be_named_among_several():
    """Which budget varies is not guessed."""
    cost = pd.DataFrame({"money": COST, "people": COST})
    with pytest.raises(ProblemsFound, match="one of money, people"):
        frontier(VALUE, cost, {"money": 1, "people": 1})
    with pytest.raises(PmobookError, match="at least 2 budgets"):
        frontier(VALUE, COST, 500, points=1)


def test_prices_are_differences_of_two_optima():
    """A mandate costs what the optimum without it is worth more; who would enter is named."""
    value, cost = {1: 8, 2: 11, 3: 6, 4: 4}, {1: 5, 2: 7, 3: 4, 4: 3}
    found = prices(value, cost, 14, mandates={1: ("in", "the regulator")}, links=[(2, "requires", 4)])
    assert found.selection.value == 18
    assert found.mandates["price"].tolist() == [3]
    assert found.mandates["would_enter"].tolist() == [(2,)]
    assert found.links["price"].tolist() == [1]
    assert "Mandating 1 in (the regulator) costs 3 in value" in found.sentences[0]


def test_one_more_is_worth_what_a_new_search_finds():
    """The gain of a step is exact; the relaxation's price stands beside it."""
    found = prices([8, 11, 6, 4], {"money": [5, 7, 4, 3], "people": [1, 1, 1, 1]}, {"money": 14, "people": 3}, steps={"money": 2})
    row = found.limits.set_index("limit").loc["money"]
    assert (row["gain"], row["gain_each"]) == (4, 2)
    assert row["dual"] == pytest.approx(1.5)
    together = prices([5, 5], {"y1": [1, 0], "y2": [0, 1]}, {"y1": 0, "y2": 0}, roles={"analyst": ["y1", "y2"]})
    assert together.limits.set_index("limit").loc["analyst", "gain"] == 10


def test_budget_moves_to_where_it_brings_more():
    """One joint search beats separate budgets, and the least is moved."""
    found = transfer(
        {1: 8, 2: 11, 3: 6, 4: 4}, {1: 5, 2: 7, 3: 4, 4: 3}, 0,
        business_units={1: "A", 2: "A", 3: "B", 4: "B"}, budgets={"A": 6, "B": 8},
    )  # fmt: skip
    assert (found.value_separate, found.value_joint, found.gain) == (18, 21, 3)
    assert found.moves.to_numpy().tolist() == [["B", "A", 1.0]]
    assert found.sentence == "Move 1 from B to A: value rises by 3 (16.7%)."
    assert np.isclose(found.business_units["budget_joint"].sum(), 14)


def test_nothing_moves_where_nothing_is_gained():
    """With enough for everything, no move is proposed."""
    found = transfer([1, 1], [1, 1], 0, business_units=["A", "B"], budgets={"A": 5, "B": 5})
    assert found.gain == 0
    assert found.moves.empty
    assert "would gain nothing" in found.sentence
    with pytest.raises(ProblemsFound, match="business unit of 1"):
        transfer([1, 1], [1, 1], 0, business_units={0: "A"}, budgets={"A": 5})
