from collections.abc import Mapping

import pytest

from pmobook.assess.priorities import weights


def test_judges_are_a_mapping_in_the_order_handed_in(judged):
    found = weights(judged({"two": {("a", "b"): 2}, "one": {("a", "b"): 3}})).by_judge
    assert isinstance(found, Mapping)
    assert (list(found), len(found)) == (["two", "one"], 2)
    with pytest.raises(KeyError):
        found["three"]


def test_the_table_has_a_row_a_judge_with_what_stands_out(judged):
    loop = {("a", "b"): 3, ("b", "c"): 3, ("a", "c"): 1}
    table = weights(judged({"one": loop, "two": {("a", "b"): 1}})).by_judge.table
    assert table.loc["one", "consistency_ratio"] > 0.1
    assert "times as important" in table.loc["one", "most_inconsistent"]
    assert table.loc["two", "most_inconsistent"] == ""
    assert "no weights" in table.loc["two", "remarks"]


def test_a_judge_who_is_not_named_is_called_the_judge(drinks):
    assert list(weights(drinks).by_judge) == ["the judge"]


def test_labels_keep_their_kind():
    assert weights({(1, 2): 3}).weights[1] == pytest.approx(0.75)
    assert weights({(1, 2): 3}).by_judge.weights.columns.tolist() == [1, 2]
