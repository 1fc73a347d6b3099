"""Weights from judgements, and what happens where judgements can't be used."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.alignment_judging import EVERYBODY, consistency_of_judges, judging_findings
from pmobook.assess.alignment_weights import weigh_as_judged
from pmobook.assess.goals import weigh_goals
from pmobook.assess.priorities import weights
from pmobook.errors import PmobookError
from pmobook.method.alignment import alignment_method

unhurried = settings(deadline=None, max_examples=25)
WEIGHING = alignment_method().weights
# Saaty's own kind of example: perfectly consistent, a twice b, b twice c.
CONSISTENT = {("a", "b"): 2, ("b", "c"): 2, ("a", "c"): 4}


@pytest.fixture(scope="session")
def goals(fill):
    """Fill the form goals from id to (weight, parent)."""

    def form(given_goals):
        return fill(
            "goals",
            [
                {"goal_id": goal, "title": f"Goal {goal}", "owner": "Director", "weight": weight, "parent_goal_id": parent}
                for goal, (weight, parent) in given_goals.items()
            ],
        )

    return form


@pytest.fixture(scope="session")
def compared(fill):
    """Fill the form goal_comparisons from judge to {(goal, goal): preference}."""

    def form(judges):
        return fill(
            "goal_comparisons",
            [
                {"judge": judge, "goal_a": one, "goal_b": other, "preference": preference}
                for judge, pairs in judges.items()
                for (one, other), preference in pairs.items()
            ],
        )

    return form


def flat(*ids, weight=None):
    return dict.fromkeys(ids, (weight, None))


def row(weighed, goal):
    rows = weighed.tree.goal_weights
    (found,) = rows[rows["goal_id"] == goal].to_dict(orient="records")
    return found


def told(weighed, method):
    found = judging_findings(weighed, method.alignment, "Head of PMO")
    return {one.finding_id: one.sentence for one in found}


def test_judgements_count_before_the_weights_given(goals, compared):
    weighed = weigh_as_judged(goals(flat("a", "b", "c", weight=1)), compared({"j": CONSISTENT}), WEIGHING)
    assert weighed.tree.weights == pytest.approx({"a": 4 / 7, "b": 2 / 7, "c": 1 / 7})
    assert row(weighed, "a")["method"] == "eigenvector"
    assert row(weighed, "a")["weight_given"] == 1
    assert row(weighed, "a")["consistency_ratio"] == pytest.approx(0, abs=1e-9)


def test_weights_given_count_first_where_the_method_says_so(goals, compared):
    chosen = WEIGHING.model_copy(update={"prefer": "given"})
    weighed = weigh_as_judged(goals(flat("a", "b", "c", weight=1)), compared({"j": CONSISTENT}), chosen)
    assert weighed.judged is None
    assert weighed.tree.weights == pytest.approx(dict.fromkeys("abc", 1 / 3))
    without = weigh_as_judged(goals(flat("a", "b", "c")), compared({"j": CONSISTENT}), chosen)
    assert without.tree.weights["a"] == pytest.approx(4 / 7)


def test_one_judge_makes_no_interval_and_two_make_one_of_what_they_say(goals, compared):
    alone = weigh_as_judged(goals(flat("a", "b")), compared({"j": {("a", "b"): 3}}), WEIGHING)
    assert np.isnan(row(alone, "a")["low"])
    assert row(alone, "a")["judges"] == 1
    both = weigh_as_judged(goals(flat("a", "b")), compared({"j": {("a", "b"): 3}, "k": {("a", "b"): 1}}), WEIGHING)
    assert (row(both, "a")["low"], row(both, "a")["high"]) == pytest.approx((0.5, 0.75))
    assert row(both, "a")["weight"] == pytest.approx(3**0.5 / (1 + 3**0.5))
    assert not both.intervals["resampled"].any()


def test_five_judges_are_resampled(goals, compared):
    judges = {f"j{number}": {("a", "b"): number} for number in range(1, 6)}
    weighed = weigh_as_judged(goals(flat("a", "b")), compared(judges), WEIGHING)
    assert weighed.intervals["resampled"].all()
    found = row(weighed, "a")
    assert found["low"] < found["weight"] < found["high"]


def test_a_sub_goal_without_judgements_of_its_own_keeps_the_interval_of_its_wider_goal(goals, compared):
    form = goals({**flat("a", "b"), "only": (None, "a")})
    weighed = weigh_as_judged(form, compared({"j": {("a", "b"): 3}, "k": {("a", "b"): 1}}), WEIGHING)
    assert (row(weighed, "only")["low"], row(weighed, "only")["high"]) == pytest.approx((0.5, 0.75))
    assert row(weighed, "only")["method"] == "equal share"
    assert row(weighed, "a")["note"] == "its weight stands at its sub-goals only"
    assert np.isnan(row(weighed, "a")["weight"])


def test_a_goal_whose_weight_rests_on_no_judgement_has_no_interval(goals, compared):
    form = goals({"a": (1, None), "b": (1, None), "x": (None, "a"), "y": (None, "a")})
    weighed = weigh_as_judged(form, compared({"j": {("x", "y"): 3}, "k": {("x", "y"): 1}}), WEIGHING)
    assert np.isnan(row(weighed, "b")["low"])
    assert row(weighed, "b")["method"] == "given"
    assert row(weighed, "x")["high"] == pytest.approx(0.375)


def test_a_sub_goal_without_a_weight_does_not_undo_the_intervals_of_others(goals, compared):
    form = goals({"a": (None, None), "b": (None, None), "x": (1, "a"), "y": (None, "a")})
    weighed = weigh_as_judged(form, compared({"j": {("a", "b"): 3}, "k": {("a", "b"): 1}}), WEIGHING)
    assert row(weighed, "b")["low"] == pytest.approx(0.25)
    assert row(weighed, "y")["note"] == "not assessed: no weight was given, so it counts nothing"


def test_goals_that_nobody_compared_are_weighed_as_given_and_that_is_a_finding(goals, compared, method):
    """Three of four siblings compared: no weight can be known of the fourth."""
    form = goals({"a": (1, None), "b": (1, None), "c": (1, None), "d": (7, None)})
    weighed = weigh_as_judged(form, compared({"j": CONSISTENT}), WEIGHING)
    assert weighed.judged is None
    assert weighed.tree.weights["d"] == pytest.approx(0.7)
    said = told(weighed, method)["judgements_set_aside:top"]
    assert said.startswith("Judgements among the goals at the top are not used: 'Goal d': no comparison with anything else")
    assert "weights given" in said


def test_groups_that_nothing_connects_are_set_aside_without_undoing_other_siblings(goals, compared, method):
    form = goals({**flat("a", "b", "c", "d", weight=1), "x": (None, "a"), "y": (None, "a")})
    judged = compared({"j": {("a", "b"): 3, ("c", "d"): 3, ("x", "y"): 3}})
    weighed = weigh_as_judged(form, judged, WEIGHING)
    assert weighed.tree.weights == pytest.approx({"x": 0.1875, "y": 0.0625, "b": 0.25, "c": 0.25, "d": 0.25})
    assert "2 groups that nobody compared with each other" in told(weighed, method)["judgements_set_aside:top"]


def test_goals_on_two_levels_can_not_be_compared_and_the_rest_still_counts(goals, compared, method):
    form = goals({**flat("a", "b"), "x": (None, "a"), "y": (None, "a")})
    weighed = weigh_as_judged(form, compared({"j": {("a", "b"): 3, ("x", "b"): 9}}), WEIGHING)
    assert weighed.tree.weights["b"] == pytest.approx(0.25)
    assert "x with b don't serve the same wider goal" in told(weighed, method)["judgements_set_aside:across"]


def test_a_judge_who_answers_one_pair_both_ways_is_set_aside_and_not_a_crash(goals, compared, method):
    form = goals(flat("a", "b", weight=1))
    weighed = weigh_as_judged(form, compared({"j": {("a", "b"): 3, ("b", "a"): 3}}), WEIGHING)
    assert weighed.tree.weights == {"a": 0.5, "b": 0.5}
    assert "judgements_set_aside:top" in told(weighed, method)


def test_without_any_weights_given_unusable_judgements_leave_weights_not_assessed(goals, compared, method):
    weighed = weigh_as_judged(goals(flat("a", "b", "c")), compared({"j": {("a", "b"): 3}}), WEIGHING)
    assert weighed.tree.problem == "no goal has a weight"
    assert told(weighed, method)["judgements_set_aside:top"].endswith("No usable weights were given either.")


def test_preferences_that_are_all_not_assessed_leave_the_weights_given(goals, compared):
    weighed = weigh_as_judged(goals(flat("a", "b", weight=2)), compared({"j": {("a", "b"): None}}), WEIGHING)
    assert weighed.judged is None
    assert weighed.set_aside == ()
    assert weighed.tree.weights == {"a": 0.5, "b": 0.5}


def test_a_negative_weight_is_still_refused(goals, compared):
    with pytest.raises(PmobookError, match="0 or more; below 0 are a"):
        weigh_as_judged(goals({"a": (-1, None), "b": (1, None)}), compared({"j": {("a", "b"): 3}}), WEIGHING)


def test_without_goals_there_is_nothing_to_weigh(goals, compared):
    weighed = weigh_as_judged(goals({}), compared({"j": {("a", "b"): 3}}), WEIGHING)
    assert weighed.tree.problem == "the form goals was not handed in"


def test_who_contradicts_themself_is_asked_again_about_the_pair_that_disturbs_most(goals, compared, method):
    circle = {("a", "b"): 5, ("b", "c"): 5, ("a", "c"): 1 / 5}
    weighed = weigh_as_judged(goals(flat("a", "b", "c")), compared({"Treasurer": circle, "Chair": CONSISTENT}), WEIGHING)
    said = told(weighed, method)["judge_inconsistent:Treasurer"]
    assert said.startswith("Treasurer judges among the goals at the top with a consistency ratio of ")
    assert "ask again: 'Goal " in said
    assert "judge_inconsistent:Chair" not in told(weighed, method)
    table = consistency_of_judges(weighed).set_index("judge")
    assert table.loc["Treasurer", "verdict"] == "contradictory (above 0.1)"
    assert table.loc["Chair", "verdict"] == "consistent enough (up to 0.1)"
    assert table.loc[EVERYBODY, "answered"] == 6


def test_a_single_pair_is_not_called_consistent(goals, compared):
    weighed = weigh_as_judged(goals(flat("a", "b")), compared({"j": {("a", "b"): 3}}), WEIGHING)
    assert set(consistency_of_judges(weighed)["verdict"]) == {"one pair can't contradict itself"}


def test_a_judge_who_answers_1_to_all_is_told_and_one_who_connects_nothing_has_no_ratio(goals, compared, method):
    judges = {"even": dict.fromkeys(CONSISTENT, 1), "brief": {("a", "b"): 3}, "full": CONSISTENT}
    weighed = weigh_as_judged(goals(flat("a", "b", "c")), compared(judges), WEIGHING)
    said = told(weighed, method)
    assert "answered 1 to all 3 pairs" in said["judge_remark:even"]
    assert said["judge_remark:brief"].startswith("brief has no weights, since the answers don't connect")
    table = consistency_of_judges(weighed).set_index("judge")
    assert table.loc["brief", "verdict"] == "can't be said: the answers don't connect the goals"


def test_judges_far_apart_on_a_goal_are_told_from_the_threshold_on(goals, compared, method):
    apart = weigh_as_judged(goals(flat("a", "b")), compared({"j": {("a", "b"): 3}, "k": {("a", "b"): 1 / 3}}), WEIGHING)
    assert told(apart, method)["judges_apart:a"] == (
        "The judges are far apart on the goal 'Goal a': they give it 25% to 75% of the weight."
    )
    close = weigh_as_judged(goals(flat("a", "b")), compared({"j": {("a", "b"): 3}, "k": {("a", "b"): 4}}), WEIGHING)
    assert not told(close, method)


preferences = st.sampled_from([1 / 9, 1 / 3, 1 / 2, 1, 2, 5, 9])
answers = st.fixed_dictionaries(dict.fromkeys(itertools.combinations("abcd", 2), preferences))


@unhurried
@given(st.lists(answers, min_size=1, max_size=4))
def test_weights_sum_to_one_and_lie_in_their_intervals(goals, compared, judges):
    form = compared({f"j{number}": one for number, one in enumerate(judges)})
    weighed = weigh_as_judged(goals(flat(*"abcd")), form, WEIGHING)
    assert sum(weighed.tree.weights.values()) == pytest.approx(1)
    rows = weighed.tree.goal_weights
    if len(judges) > 1:
        assert (rows["low"] <= rows["weight"] + 1e-12).all()
        assert (rows["weight"] <= rows["high"] + 1e-12).all()
    alone = weights(form, options=list("abcd")).weights
    assert weighed.tree.weights == pytest.approx(alone.to_dict())


@unhurried
@given(st.lists(answers, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_judgements_and_goals_changes_nothing(goals, compared, judges, chance):
    form = compared({f"j{number}": one for number, one in enumerate(judges)})
    places, ids = list(range(len(form))), list("abcd")
    chance.shuffle(places)
    chance.shuffle(ids)
    one = weigh_as_judged(goals(flat(*"abcd")), form, WEIGHING).tree.goal_weights
    other = weigh_as_judged(goals(flat(*ids)), form.iloc[places].reset_index(drop=True), WEIGHING).tree.goal_weights
    pd.testing.assert_frame_equal(one, other.sort_values("goal_id", ignore_index=True))


@unhurried
@given(st.dictionaries(st.sampled_from(list(itertools.combinations("abcd", 2))), preferences, max_size=6))
def test_no_set_of_answers_raises_and_weights_given_stand_in(goals, compared, pairs):
    form = goals({"a": (1, None), "b": (2, None), "c": (3, None), "d": (4, None)})
    weighed = weigh_as_judged(form, compared({"j": pairs}), WEIGHING)
    if weighed.judged is None:
        assert weighed.tree.weights == weigh_goals(form).weights
        assert bool(weighed.set_aside) == bool(pairs)
    assert sum(weighed.tree.weights.values()) == pytest.approx(1)
