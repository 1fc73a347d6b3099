import pandas as pd
import pytest

from pmobook.assess.goals import weigh_goals
from pmobook.assess.priorities import weights_in_tree
from pmobook.errors import PmobookError, ProblemsFound

NAN = float("nan")


def goals(*rows):
    """Return the form goals from (goal_id, parent_goal_id, weight)."""
    table = pd.DataFrame(rows, columns=["goal_id", "parent_goal_id", "weight"])
    table = table.assign(title=[f"Goal {one}" for one in table["goal_id"]], owner="Director of Operations")
    return table.astype({"goal_id": "str", "parent_goal_id": "str", "weight": "float64"})


SMALL = [("G1", None, 3), ("G2", None, 1), ("G11", "G1", NAN), ("G12", "G1", NAN)]


def of(found, column="weight"):
    return found.goals.set_index("goal_id")[column].to_dict()


def test_weights_multiply_down_the_tree():
    found = weights_in_tree(goals(*SMALL), {("G1", "G2"): 4, ("G11", "G12"): 3})
    assert of(found, "local_weight") == pytest.approx({"G1": 0.8, "G2": 0.2, "G11": 0.75, "G12": 0.25})
    assert of(found) == pytest.approx({"G1": 0.8, "G2": 0.2, "G11": 0.6, "G12": 0.2})
    assert found.weights.to_dict() == pytest.approx({"G2": 0.2, "G11": 0.6, "G12": 0.2})
    assert set(found.by_parent) == {"", "G1"}
    assert set(found.goals["owner"]) == {"Director of Operations"}


def test_a_hierarchy_of_three_levels_comes_to_the_published_weights():
    """AHPy's tests (MIT licence): a over b and c alike, b over d and e by 4, d over f and g by 2."""
    tree = goals(("b", None, NAN), ("c", None, NAN), ("d", "b", NAN), ("e", "b", NAN), ("f", "d", NAN), ("g", "d", NAN))
    found = weights_in_tree(tree, {("b", "c"): 1, ("d", "e"): 4, ("f", "g"): 2})
    expected = {"b": 0.5, "c": 0.5, "d": 0.4, "e": 0.1, "f": 0.2667, "g": 0.1333}
    assert {goal: round(weight, 4) for goal, weight in of(found).items()} == expected


def test_judgements_go_before_weights_given_unless_the_other_is_preferred():
    comparisons = {("G1", "G2"): 1}
    judged = weights_in_tree(goals(*SMALL), comparisons)
    assert of(judged)["G1"] == 0.5
    assert of(judged, "basis")["G1"] == "judgements"
    assert of(judged, "note")["G1"] == "judgements count here; the weight given is not used"
    given = weights_in_tree(goals(*SMALL), comparisons, prefer="given")
    assert of(given)["G1"] == 0.75
    assert of(given, "basis")["G1"] == "given"


def test_judgements_count_where_nothing_is_given_even_if_given_is_preferred():
    found = weights_in_tree(goals(*SMALL), {("G1", "G2"): 1, ("G11", "G12"): 3}, prefer="given")
    assert of(found) == pytest.approx({"G1": 0.75, "G2": 0.25, "G11": 0.5625, "G12": 0.1875})
    assert of(found, "basis") == {"G1": "given", "G2": "given", "G11": "judgements", "G12": "judgements"}


@pytest.mark.parametrize(
    "rows",
    [
        SMALL,
        [("G1", None, NAN), ("G2", None, 1), ("G11", "G1", 1), ("G12", "G1", 2)],
        [("G1", None, 1), ("G2", None, NAN)],
        [("G1", None, 0), ("G2", None, 2), ("G11", "G1", 0), ("G12", "G1", 0)],
        [("G1", None, NAN), ("G11", "G1", NAN)],
        [("G1", None, 0), ("G2", None, 0)],
        [("G1", "elsewhere", 1), ("G2", None, 1)],
    ],
)
def test_without_judgements_weights_are_those_of_the_weights_given(rows):
    plain, found = weigh_goals(goals(*rows)), weights_in_tree(goals(*rows))
    assert found.problem == plain.problem
    assert found.weights.dropna().to_dict() == pytest.approx(dict(plain.weights))
    assert found.by_judge.empty


def test_what_is_not_assessed_says_so():
    found = weights_in_tree(goals(("G1", None, NAN), ("G2", None, NAN)))
    assert found.problem == "no goal has a weight"
    assert set(found.goals["basis"]) == {"not assessed"}
    assert of(found, "note")["G1"] == "not assessed: no goal has a weight"
    partly = weights_in_tree(goals(("G1", None, 1), ("G2", None, NAN), ("G21", "G2", NAN), ("G22", "G2", NAN)))
    assert of(partly, "note")["G2"] == "not assessed: no weight was given, so it counts nothing"
    assert of(partly, "note")["G21"] == "not assessed: a goal above it has no weight"
    assert partly.weights.to_dict() == pytest.approx({"G1": 1, "G21": NAN, "G22": NAN}, nan_ok=True)


def test_sub_goals_that_all_weigh_zero_below_a_goal_that_counts_are_refused():
    with pytest.raises(PmobookError, match="G11 and G12 all weigh 0 although the goal above them counts"):
        weights_in_tree(goals(("G1", None, NAN), ("G2", None, NAN), ("G11", "G1", 0), ("G12", "G1", 0)), {("G1", "G2"): 2})


def test_a_sub_goal_that_nobody_compared_has_its_own_message():
    tree = goals(*SMALL, ("G13", "G1", NAN))
    with pytest.raises(ProblemsFound, match="comparisons, sub-goals of G1, G13: found no comparison"):
        weights_in_tree(tree, {("G11", "G12"): 2})


def test_comparisons_across_the_tree_are_refused():
    with pytest.raises(ProblemsFound, match=r"judge the judge, G2 with G11: found goals that stand at the top and under G1"):
        weights_in_tree(goals(*SMALL), {("G2", "G11"): 2})


def test_a_goal_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(ProblemsFound, match=r"found .*G111.* Did you mean G11"):
        weights_in_tree(goals(*SMALL), {("G111", "G12"): 2})


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("G1", None, -1)], "below 0 are G1"),
        ([("G1", "G2", 1), ("G2", "G1", 1)], "each other's sub-goals"),
        ([("G1", None, 1), ("G1", None, 1)], "goals, G1: found a second row"),
    ],
)
def test_a_broken_tree_is_refused(rows, words):
    with pytest.raises(PmobookError, match=words):
        weights_in_tree(goals(*rows))


def test_an_unknown_precedence_is_refused():
    with pytest.raises(PmobookError, match="choose comparisons or given"):
        weights_in_tree(goals(*SMALL), prefer="both")


def test_each_judge_decides_alone_where_they_judged_and_with_the_group_elsewhere(judged):
    table = judged({"one": {("G1", "G2"): 4, ("G11", "G12"): 3}, "two": {("G1", "G2"): 1}})
    found = weights_in_tree(goals(*SMALL), table, judge_weights={"one": 3, "two": 1})
    assert found.by_judge.loc["one"].to_dict() == pytest.approx({"G2": 0.2, "G11": 0.6, "G12": 0.2})
    assert found.by_judge.loc["two"].to_dict() == pytest.approx({"G2": 0.5, "G11": 0.375, "G12": 0.125})
    assert found.voices.to_dict() == {"one": 0.75, "two": 0.25}


def test_siblings_judged_by_nobody_who_counts_are_refused(judged):
    table = judged({"one": {("G1", "G2"): 4}, "two": {("G11", "G12"): 1}})
    with pytest.raises(ProblemsFound, match="sub-goals of G1: found judges of weight 0 only"):
        weights_in_tree(goals(*SMALL), table, judge_weights={"one": 1, "two": 0})


def test_goals_alone_will_do():
    found = weights_in_tree(pd.DataFrame({"goal_id": ["G1", "G2"]}), {("G1", "G2"): 3})
    assert found.weights.to_dict() == pytest.approx({"G1": 0.75, "G2": 0.25})
