import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.errors import PmobookError
from pmobook.what_if.scenario import as_it_stands, question_of, reason_of, shares_of


def test_the_scenario_of_the_forms_has_their_weights_budget_and_mandates(small):
    scenario = as_it_stands(small)
    assert scenario.pulls == {"growth": 50.0, "thrift": 50.0}
    assert scenario.budget == 6.0
    assert scenario.decisions == {"c": "in"}


def test_a_mandate_of_the_forms_keeps_its_reason_and_another_says_whose_it_is(small):
    assert reason_of(small, "c") == "law (Regulator)"
    assert reason_of(small, "a") == ""
    asked = question_of(small, replace(as_it_stands(small), decisions={"c": "in", "a": "out"}))
    assert asked.reasons == {"c": "law (Regulator)", "a": "set in this scenario"}
    turned = question_of(small, replace(as_it_stands(small), decisions={"c": "out"}))
    assert turned.reasons == {"c": "set in this scenario"}


@given(st.lists(st.floats(0.001, 100), min_size=1, max_size=8), st.floats(0.01, 50))
def test_shares_sum_to_one_whatever_the_scale_of_the_sliders(pulls, factor):
    goals = {f"g{place}": pull for place, pull in enumerate(pulls)}
    shares = shares_of(goals)
    assert math.isclose(sum(shares.values()), 1.0)
    scaled = shares_of({goal: factor * pull for goal, pull in goals.items()})
    assert all(math.isclose(shares[goal], scaled[goal], rel_tol=1e-9) for goal in goals)


@pytest.mark.parametrize(("pulls", "words"), [
    ({"growth": 0.0, "thrift": 0.0}, "No goal has any weight"),
    ({"growth": -1.0, "thrift": 2.0}, "a number of 0 or more"),
    ({"growth": math.nan, "thrift": 2.0}, "a number of 0 or more"),
    ({"growth": 1.0}, "weighs other goals"),
])  # fmt: skip
def test_weights_that_say_nothing_are_refused_in_words(small, pulls, words):
    with pytest.raises(PmobookError, match=words):
        question_of(small, replace(as_it_stands(small), pulls=pulls))


@pytest.mark.parametrize("budget", [-1.0, math.nan])
def test_a_budget_that_is_no_amount_is_refused(small, budget):
    with pytest.raises(PmobookError, match="an amount of 0 or more"):
        question_of(small, replace(as_it_stands(small), budget=budget))


def test_a_decision_on_a_project_that_is_not_there_is_refused(small):
    with pytest.raises(PmobookError, match="decides on zebra"):
        question_of(small, replace(as_it_stands(small), decisions={"zebra": "in"}))


def test_lifting_the_other_limits_leaves_money_alone_limited(small):
    asked = question_of(small, replace(as_it_stands(small), other_limits=False, budget=5.0))
    assert asked.arguments["limits"].to_dict() == {"money": 5.0, "money 2026Q4": math.inf}
