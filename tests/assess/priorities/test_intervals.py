import pandas as pd
import pytest

from pmobook.assess.priorities import direct_weights, interval_weights, weights, weights_in_tree
from pmobook.errors import PmobookError


def test_with_five_judges_an_interval_lies_around_the_weight(noisy):
    found = weights(noisy(5, 4))
    table = interval_weights(found)
    assert table["weight"].tolist() == found.weights.tolist()
    assert (table["low"] < table["weight"]).all()
    assert (table["weight"] < table["high"]).all()
    assert (table["lowest"] <= table["low"] + 1e-12).all()
    assert (table["high"] <= table["highest"] + 1e-12).all() or table["high"].max() < 1
    assert table["lowest"].tolist() == found.disagreement["lowest"].tolist()
    assert set(table["note"]) == {""}


def test_with_fewer_judges_only_lowest_and_highest_are_stated(noisy):
    table = interval_weights(weights(noisy(3, 4)))
    assert table[["low", "high"]].isna().all(axis=None)
    assert (table["lowest"] < table["highest"]).all()
    assert table["note"].iloc[0] == "no interval: 3 judges, and fewer than 5 are too few to resample"


def test_judges_who_agree_leave_no_room(judged):
    found = weights(judged({f"judge {one}": {("a", "b"): 3} for one in range(6)}))
    assert interval_weights(found).loc["a", ["low", "high"]].tolist() == pytest.approx([0.75, 0.75])


def test_the_same_judges_give_the_same_interval(noisy):
    found = weights(noisy(6, 4))
    pd.testing.assert_frame_equal(interval_weights(found), interval_weights(found))


def test_judges_without_weights_or_voice_are_left_out_and_named(judged):
    table = judged({
        "one": {("a", "b"): 2, ("b", "c"): 2}, "two": {("a", "b"): 8}, "three": {("a", "b"): 1, ("b", "c"): 1},
    })  # fmt: skip
    found = interval_weights(weights(table, judge_weights={"one": 1, "two": 1, "three": 0}))
    assert found["judges"].tolist() == [1, 1, 1]
    assert found["note"].iloc[0].endswith("without two and three")


def test_a_table_of_judges_by_options_or_their_results_will_do(noisy):
    found = weights(noisy(5, 3), "geometric_mean")
    for shape in (found.by_judge, found.by_judge.weights, {judge: one.weights for judge, one in found.by_judge.items()}):
        assert interval_weights(shape)["weight"].tolist() == pytest.approx(found.weights.tolist())
    assert interval_weights({"one": direct_weights({"a": 1, "b": 3})})["lowest"].tolist() == [0.25, 0.75]


def test_a_tree_has_intervals_at_its_lowest_goals(judged):
    tree = pd.DataFrame({"goal_id": ["A", "B", "A1", "A2"], "parent_goal_id": [None, None, "A", "A"]})
    table = judged({f"j{one}": {("A", "B"): one, ("A1", "A2"): 2} for one in range(1, 6)})
    found = interval_weights(weights_in_tree(tree, table))
    assert list(found.index) == ["B", "A1", "A2"]
    assert found.loc["B", ["lowest", "highest"]].tolist() == pytest.approx([1 / 6, 1 / 2])
    assert found.loc["B", "low"] < found.loc["B", "weight"] < found.loc["B", "high"]


def test_nobody_with_weights_is_refused():
    with pytest.raises(PmobookError, match="No judge has weights"):
        interval_weights(pd.DataFrame({"a": [float("nan")], "b": [0.5]}))
