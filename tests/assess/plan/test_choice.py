"""What fits is the best there is; what is agreed comes first, and nothing before what it needs."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.plan.choice import choose_actions, rank_actions
from pmobook.assess.plan.effects import Effect
from pmobook.assess.plan.proposal import Proposal
from pmobook.method.improvement_plan import plan_method


def action(name, points=1.0, days=1.0, **more):
    return Proposal(name, name, "owners", "", "why", "first", "owner", "act", points, days, days / 2, days * 2, **more)


def ranked(*actions, tolerance=math.nan):
    return rank_actions(actions, plan_method(), tolerance)


def test_the_textbook_knapsack_is_solved_exactly():
    """Weights 23, 31, 29, 44, 53, 38, 63, 85, 89, 82 with capacity 165: 309, by the 1st to 4th and the 6th.

    Instance P01 of Burkardt's collection KNAPSACK_01 (people.sc.fsu.edu/~jburkardt/datasets/knapsack_01).
    """
    weights, profits = (23, 31, 29, 44, 53, 38, 63, 85, 89, 82), (92, 57, 49, 68, 60, 43, 67, 84, 87, 72)
    taken = choose_actions(ranked(*(action(f"{i}", p, w) for i, (w, p) in enumerate(zip(weights, profits, strict=True)))), 165)
    assert [name for name, fits in sorted(taken.items()) if fits] == ["0", "1", "2", "3", "5"]


def test_nothing_is_taken_without_what_it_needs_and_it_may_be_worth_to_take_both():
    both = ranked(action("first", 0.0, 2.0), action("second", 9.0, 2.0, needs=("first",)), action("third", 3.0, 2.0))
    assert choose_actions(both, 4) == {"first": True, "second": True, "third": False}
    assert choose_actions(both, 3) == {"first": False, "second": False, "third": True}
    assert [one.proposal.action_id for one in both].index("first") < [one.proposal.action_id for one in both].index("second")


def test_what_is_agreed_takes_its_effort_first_even_beyond_the_limit():
    taken = choose_actions(ranked(action("agreed", 0.1, 8.0, is_committed=True), action("better", 9.0, 1.0)), 5)
    assert taken == {"agreed": True, "better": False}


def test_without_a_limit_nothing_is_said_to_fit_and_with_none_left_only_what_is_free():
    some = ranked(action("a", days=1.0), action("b", days=0.0))
    assert choose_actions(some, None) is None
    assert choose_actions(some, 0) == {"a": False, "b": True}
    assert choose_actions([], 5) == {}


def test_a_budget_limits_beside_effort_and_a_cost_not_assessed_counts_as_nothing():
    some = ranked(action("dear", 5.0, cost=4.0), action("cheap", 2.0, cost=1.0), action("unknown", 1.0))
    assert choose_actions(some, None, 3) == {"dear": False, "cheap": True, "unknown": True}


def test_a_loss_counts_against_the_tolerance_and_for_nothing_without_one():
    one = action("a", 1.0, effect=Effect("exposure", "", 1.0, 2.0, 4.0))
    points = plan_method().worth.exposure.value
    assert ranked(one, tolerance=4.0)[0].worth == pytest.approx(1.0 + points / 2)
    assert ranked(one)[0].worth == 1.0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6), st.integers(0, 20))
def test_no_set_that_fits_is_worth_more_and_places_lie_between_their_ends(pairs, limit):
    some = ranked(*(action(f"a{place}", float(worth), float(days)) for place, (worth, days) in enumerate(pairs)))
    taken = choose_actions(some, limit)
    best = max(
        sum(one.worth for one in chosen)
        for size in range(len(some) + 1)
        for chosen in itertools.combinations(some, size)
        if sum(one.proposal.days for one in chosen) <= limit
    )
    assert sum(one.worth for one in some if taken[one.proposal.action_id]) == pytest.approx(best)
    assert sum(one.proposal.days for one in some if taken[one.proposal.action_id]) <= limit + 1e-6
    assert all(one.rank_best <= one.rank <= one.rank_worst for one in some)
    assert sorted(one.rank for one in some) == list(range(1, len(some) + 1))
