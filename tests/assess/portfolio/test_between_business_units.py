import itertools
import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.portfolio.between_business_units import move_budgets

COLUMNS = ["business_unit", "point", "budget", "value", "cost", "mark"]


def frontier(**units):
    """Frontiers as recorded: business unit to its budget and the value at each budget."""
    rows = []
    for unit, (held, points) in units.items():
        every = sorted({**points, **({held: None} if held is not None and held not in points else {})}.items())
        best, cost = math.nan, math.nan
        for place, (budget, value) in enumerate(every):
            if value is not None:
                best, cost = value, budget
            rows.append((unit, place, float(budget), best, cost, "budget" if budget == held else ""))
    return pd.DataFrame(rows, columns=COLUMNS)


def test_money_moves_to_where_it_brings_more():
    """Apart 4 + 1 = 5; with all 4 in B, 0 + 9. So 2 move from A to B, and 4 are gained, four fifths."""
    found = move_budgets(frontier(A=(2, {0: 0, 2: 4}), B=(2, {0: 0, 1: 1, 4: 9})))
    assert found.moves.to_dict("records") == [{"giver": "A", "receiver": "B", "amount": pytest.approx(2.0)}]
    assert (found.value, found.value_after) == (5, 9)
    assert found.gain == pytest.approx(4)
    assert found.gain_share == pytest.approx(0.8)
    assert found.is_proven
    units = found.business_units.set_index("business_unit")
    assert list(units["budget_after"]) == [0, 4]
    assert list(units["value_after"]) == [0, 9]


def test_only_what_is_needed_moves_and_what_nobody_spends_moves_first():
    """A spends 2 of its 5: it gives 1 of the 3 left over and loses nothing."""
    found = move_budgets(frontier(A=(5, {0: 0, 2: 4}), B=(1, {0: 0, 1: 1, 2: 2})))
    assert found.moves.to_dict("records") == [{"giver": "A", "receiver": "B", "amount": pytest.approx(1.0)}]
    assert found.gain == pytest.approx(1)
    assert found.business_units.set_index("business_unit").loc["A", "value_after"] == 4


def test_where_no_move_brings_anything_nothing_moves():
    found = move_budgets(frontier(A=(2, {0: 0, 2: 4}), B=(1, {0: 0, 1: 1, 4: 4.5})))
    assert found.moves.empty
    assert found.gain == 0
    assert list(found.business_units["change"]) == [0, 0]


def test_slopes_say_what_more_would_bring_and_what_less_would_cost():
    """A stands at 2: up 1 for 1 and then 3 for 2, so 1.5 at the most; down 4 for 2."""
    found = move_budgets(frontier(A=(2, {0: 0, 2: 4, 3: 5, 4: 7}), B=(1, {0: 0, 1: 1})))
    row = found.business_units.set_index("business_unit")
    assert row.loc["A", "next_worth"] == pytest.approx(1.5)
    assert row.loc["A", "last_worth"] == pytest.approx(2.0)
    assert math.isnan(row.loc["B", "next_worth"])


def test_a_business_unit_below_what_it_must_do_or_without_a_budget_is_named_and_takes_no_part():
    rows = frontier(A=(1, {2: 4}), B=(None, {0: 0, 2: 4}), C=(1, {0: 0, 1: 1}), D=(1, {0: 0, 1: 1, 2: 5}), E=(0, {}))
    found = move_budgets(rows)
    assert found.left_out["A"] == "its budget does not pay for what it must do"
    assert found.left_out["B"] == "no budget is on record"
    assert found.left_out["E"] == "no choice keeps its mandates"
    assert found.gain == pytest.approx(3)


def test_without_a_budget_set_what_the_present_choice_costs_counts_and_is_marked():
    rows = frontier(A=(2, {0: 0, 2: 4}), B=(1, {0: 0, 1: 1}))
    rows.loc[rows["business_unit"] == "A", "mark"] = ["", "present choice;best choice"]
    units = move_budgets(rows).business_units.set_index("business_unit")
    assert list(units["is_set"]) == [False, True]
    assert units.loc["A", "budget"] == 2


def test_one_business_unit_alone_or_none_moves_nothing():
    assert move_budgets(frontier(A=(2, {0: 0, 2: 4}))).moves.empty
    none = move_budgets(frontier())
    assert none.business_units.empty
    assert math.isnan(none.gain)


def test_records_without_costs_take_the_budget_to_be_spent():
    rows = frontier(A=(2, {0: 0, 2: 4}), B=(2, {0: 0, 1: 1, 4: 9})).assign(cost=math.nan)
    assert move_budgets(rows).gain == pytest.approx(4)


POINTS = st.dictionaries(st.integers(1, 9), st.integers(1, 20), min_size=1, max_size=4)


@given(st.dictionaries(st.sampled_from("ABCD"), st.tuples(st.integers(0, 9), POINTS), min_size=2))
def test_no_other_division_of_the_money_is_worth_more(units):
    """Every division over the points is tried."""
    rising = {}
    for unit, (held, points) in units.items():
        top, kept = 0, {0: 0}
        for budget, value in sorted(points.items()):
            top = max(top, value)
            kept[budget] = top
        rising[unit] = (held, kept)
    found = move_budgets(frontier(**rising))
    total = sum(held for held, _ in rising.values())
    best = max(
        sum(value for _, value in each)
        for each in itertools.product(*(points.items() for _, points in rising.values()))
        if sum(budget for budget, _ in each) <= total
    )
    assert found.value_after == pytest.approx(best)
    assert found.business_units["budget_after"].sum() == pytest.approx(total)
    assert (found.business_units["budget_after"] >= -1e-9).all()
