import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.goals import weigh_goals
from pmobook.errors import PmobookError

unhurried = settings(deadline=None, max_examples=40)


@pytest.fixture(scope="session")
def weigh(fill):
    """Weigh goals given as goal id to weight, or to (weight, parent)."""

    def run(goals):
        pairs = {goal: one if isinstance(one, tuple) else (one, None) for goal, one in goals.items()}
        rows = [
            {"goal_id": goal, "title": f"Goal {goal}", "owner": "Director", "weight": weight, "parent_goal_id": parent}
            for goal, (weight, parent) in pairs.items()
        ]
        return weigh_goals(fill("goals", rows))

    return run


def notes(tree):
    return dict(zip(tree.goal_weights["goal_id"], tree.goal_weights["note"], strict=True))


def test_weights_are_shares_of_what_was_given(weigh):
    assert weigh({"a": 30, "b": 10}).weights == {"a": 0.75, "b": 0.25}


def test_a_weight_of_zero_counts_nothing_rather_than_one(weigh):
    assert weigh({"a": 3, "b": 0}).weights == {"a": 1.0, "b": 0.0}


def test_a_goal_without_a_weight_counts_nothing_and_says_so(weigh):
    tree = weigh({"a": 3, "b": None})
    assert tree.weights == {"a": 1.0}
    assert notes(tree)["b"] == "not assessed: no weight was given, so it counts nothing"
    assert np.isnan(tree.goal_weights["weight"].tolist()[1])


@pytest.mark.parametrize(
    ("goals", "problem"),
    [
        ({}, "the form goals was not handed in"),
        ({"a": None, "b": None}, "no goal has a weight"),
        ({"a": 0, "b": 0}, "the goals' weights sum to zero"),
    ],
)
def test_weights_that_cannot_be_worked_out_are_not_assessed_with_the_reason(weigh, goals, problem):
    tree = weigh(goals)
    assert tree.weights == {}
    assert tree.problem == problem
    assert set(notes(tree).values()) <= {f"not assessed: {problem}"}


def test_a_negative_weight_is_refused(weigh):
    with pytest.raises(PmobookError, match=r"0 or more; below 0 are b \(−2\.0\)"):  # noqa: RUF001
        weigh({"a": 3, "b": -2})


def test_a_parent_shares_its_weight_among_its_sub_goals_in_their_proportion(weigh):
    tree = weigh({"top": 60, "other": 40, "x": (1, "top"), "y": (2, "top")})
    assert tree.weights == pytest.approx({"other": 0.4, "x": 0.2, "y": 0.4})
    assert notes(tree)["top"] == "its weight stands at its sub-goals x and y"
    assert tree.goal_weights["weight"].sum() == pytest.approx(1)


def test_depth_counts_the_goals_above(weigh):
    tree = weigh({"x": (1, "middle"), "middle": (1, "top"), "top": 1, "other": 1})
    assert tree.depths == {"x": 2, "middle": 1, "top": 0, "other": 0}


def test_sub_goals_are_named_in_the_same_order_whatever_the_order_of_the_rows(weigh):
    assert notes(weigh({"y": (2, "top"), "x": (1, "top"), "top": 1}))["top"] == "its weight stands at its sub-goals x and y"


def test_weights_given_at_the_lowest_goals_alone_mean_the_same(weigh):
    tree = weigh({"top": None, "other": 40, "x": (20, "top"), "y": (40, "top")})
    assert tree.weights == pytest.approx({"other": 0.4, "x": 0.2, "y": 0.4})


def test_sub_goals_without_any_weight_share_equally_and_say_so(weigh):
    tree = weigh({"top": 1, "other": 1, "x": (None, "top"), "y": (None, "top")})
    assert tree.weights == {"other": 0.5, "x": 0.25, "y": 0.25}
    assert notes(tree)["x"] == "no weight was given; it has an equal share of its parent goal's"


def test_sub_goals_that_all_weigh_zero_under_a_goal_that_counts_are_refused(weigh):
    with pytest.raises(PmobookError, match="x and y all weigh 0 although the goal above them counts"):
        weigh({"top": 1, "x": (0, "top"), "y": (0, "top")})


def test_goals_in_a_circle_are_refused_with_the_circle(weigh):
    with pytest.raises(PmobookError, match="each other's sub-goals: a > b > a"):
        weigh({"a": (1, "b"), "b": (1, "a")})


def test_a_goal_that_is_its_own_parent_is_refused(weigh):
    with pytest.raises(PmobookError, match="a > a"):
        weigh({"a": (1, "a")})


def test_a_parent_that_no_goal_has_leaves_the_goal_at_the_top(weigh):
    assert weigh({"a": (1, "nobody")}).weights == {"a": 1.0}


@unhurried
@given(st.lists(st.integers(0, 50), min_size=1, max_size=6), st.sampled_from([0.1, 2, 1000]))
def test_weights_sum_to_one_on_any_scale(weigh, given_weights, factor):
    goals = {f"g{number}": weight for number, weight in enumerate(given_weights)}
    tree = weigh(goals)
    if sum(given_weights) == 0:
        assert tree.problem
        return
    assert sum(tree.weights.values()) == pytest.approx(1)
    scaled = weigh({goal: weight * factor for goal, weight in goals.items()})
    assert scaled.weights == pytest.approx(tree.weights)
