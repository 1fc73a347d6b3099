"""One business unit's surplus meets another's deficit in the same role and month, and never more than there is."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.resources.enterprise import enterprise_capacity


def balances_of(*rows):
    frame = pd.DataFrame(rows, columns=["business_unit", "role", "period", "balance"])
    return frame.assign(
        capacity=5.0,
        demand=5.0 - frame["balance"],
        surplus=frame["balance"].clip(lower=0),
        deficit=(-frame["balance"]).clip(lower=0),
    )


def test_whoever_lacks_most_takes_first_from_whoever_has_most():
    found = enterprise_capacity(
        balances_of(("a", "Buyer", "2026-10", -2.0), ("b", "Buyer", "2026-10", 1.5), ("c", "Buyer", "2026-10", 1.0))
    )
    assert found.loans[["giver", "taker", "person_months"]].to_numpy().tolist() == [["b", "a", 1.5], ["c", "a", 0.5]]
    assert (found.deficit, found.lendable) == (2.0, 2.0)


def test_people_are_not_lent_between_roles_or_months():
    found = enterprise_capacity(
        balances_of(("a", "Buyer", "2026-10", -1.0), ("b", "Analyst", "2026-10", 1.0), ("b", "Buyer", "2026-11", 1.0))
    )
    assert found.loans.empty
    assert (found.deficit, found.lendable) == (1.0, 0.0)


def test_a_role_is_the_same_whatever_its_capitals():
    found = enterprise_capacity(balances_of(("a", "Buyer", "2026-10", -1.0), ("b", "buyer ", "2026-10", 1.0)))
    assert found.loans["role"].tolist() == ["Buyer"]


def test_a_balance_that_is_not_assessed_stands_in_no_sum_and_is_counted():
    found = enterprise_capacity(balances_of(("a", "Buyer", "2026-10", np.nan), ("b", "Buyer", "2026-10", 1.0)))
    assert found.by_month[["surplus", "not_assessed"]].to_numpy().tolist() == [[1.0, 1]]


def test_nothing_recorded_gives_empty_tables():
    assert enterprise_capacity(balances_of()).by_month.empty


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(-30, 30), min_size=1, max_size=7))
def test_loans_never_exceed_what_is_lacking_or_to_spare(tenths):
    found = enterprise_capacity(balances_of(*((f"u{number}", "Buyer", "2026-10", one / 10) for number, one in enumerate(tenths))))
    spare, lacking = sum(one for one in tenths if one > 0) / 10, -sum(one for one in tenths if one < 0) / 10
    assert found.loans["person_months"].sum() == pytest.approx(min(spare, lacking))
