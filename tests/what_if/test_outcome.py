import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.portfolio.problem import PortfolioProblem
from pmobook.what_if.outcome import Outcome, outcome_of
from pmobook.what_if.scenario import as_it_stands


def test_the_best_set_and_what_it_changes_can_be_followed_by_hand(small):
    """Project c must be in; of a (0.5 for 4) and b (0.5 for 3), only a fits beside it in the quarter to come."""
    found = outcome_of(small, as_it_stands(small))
    assert found.chosen == ("a", "c")
    assert (found.value, found.money) == (0.75, 6.0)
    assert (found.enters, found.leaves) == (("a",), ("b",))
    assert (found.present_value, found.present_money) == (0.75, 5.0)
    assert found.is_proven
    assert found.gap == 0
    assert found.proof == "proven: no other set is worth more"
    assert "money" in found.tight


def test_weights_decide_which_projects_are_worth_it(small):
    found = outcome_of(small, replace(as_it_stands(small), pulls={"growth": 0, "thrift": 7}, other_limits=False))
    assert found.chosen == ("b", "c")
    assert found.enters == found.leaves == ()
    assert found.shares == {"growth": 0.0, "thrift": 1.0}


def test_a_project_that_is_freed_may_be_dropped_and_one_ruled_out_stays_out(small):
    freed = outcome_of(small, replace(as_it_stands(small), decisions={}, budget=4.0))
    assert freed.chosen == ("a",)
    ruled_out = outcome_of(small, replace(as_it_stands(small), decisions={"a": "out"}))
    assert "a" not in ruled_out.chosen


def test_where_nothing_fits_the_smallest_changes_are_said_in_words(small):
    found = outcome_of(small, replace(as_it_stands(small), budget=1.0))
    assert not found.is_possible
    assert found.chosen == ()
    assert math.isnan(found.value)
    assert "One change is enough" in found.why_not[0]
    assert any("money" in sentence for sentence in found.why_not)
    assert found.proof == "no set found"


def test_mandates_that_contradict_a_link_are_explained(small):
    linked = replace(small, links=pd.DataFrame({"project_id": ["a"], "link": ["excludes"], "other_project_id": ["c"]}))
    found = outcome_of(linked, replace(as_it_stands(linked), decisions={"a": "in", "c": "in"}, budget=100.0, other_limits=False))
    assert not found.is_possible
    assert any("a" in sentence and "c" in sentence for sentence in found.why_not)


@pytest.mark.parametrize(("gap", "words"), [
    (0.0125, "up to 1.25% more"), (0.00001, "less than 0.01% more"), (math.inf, "is not known"),
])  # fmt: skip
def test_without_the_proof_the_gap_is_said(small, gap, words):
    found = outcome_of(small, as_it_stands(small))
    assert words in replace(found, is_proven=False, gap=gap).proof


def test_a_large_portfolio_is_answered_with_the_proof_or_an_honest_gap(make_large):
    """100 projects, 13 limits: the answer keeps every limit, and says proven only without a gap."""
    portfolio = make_large(2)
    found = outcome_of(portfolio, as_it_stands(portfolio))
    assert isinstance(found, Outcome)
    used = portfolio.cost.loc[list(found.chosen)].sum()
    assert (used <= portfolio.limits + 1e-9).all()
    assert found.is_proven == (found.gap == 0)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.floats(0, 6), min_size=2, max_size=2))
def test_more_money_is_never_worth_less(budgets):
    index = pd.Index(["a", "b", "c"], name="project_id", dtype="str")
    none = pd.Series(dtype="float64")
    portfolio = PortfolioProblem(
        "Retail", "", {}, {}, {}, {}, {"g": "G"}, pd.DataFrame({"g": [1.0, 0.6, 0.3]}, index=index), none, none, none, none,
        pd.DataFrame({"money": [3.0, 2.0, 1.0]}, index=index), pd.Series({"money": 3.0}), True,
        pd.DataFrame(columns=["project_id", "decision", "reason", "mandated_by"]),
        pd.DataFrame(columns=["project_id", "link", "other_project_id"]), None, None, (), "", (),
    ).with_weights(pd.Series({"g": 1.0}))  # fmt: skip
    low, high = sorted(budgets)
    values = [outcome_of(portfolio, replace(as_it_stands(portfolio), budget=budget)).value for budget in (low, high)]
    assert values[0] <= values[1] + 1e-12
