import numpy as np
import pandas as pd
import pytest

from pmobook.assess.priorities.judgements import ONE_JUDGE, read_judgements, written
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.method.priorities import priorities_method


def read(comparisons, options=None):
    return read_judgements(comparisons, options, priorities_method().judging)


def preferences(found):
    return np.exp(found.logs[0])[np.triu_indices(len(found.options), 1)].tolist()


@pytest.mark.parametrize(
    "comparisons",
    [
        pd.DataFrame({"option_a": ["x"], "option_b": ["y"], "preference": [1 / 3]}),
        pd.DataFrame({"goal_a": ["x"], "goal_b": ["y"], "preference": ["1/3"]}),
        pd.DataFrame({"Goal_A": [" x"], "Goal_B": ["y "], "Preference": [" 1 / 3 "]}),
        pd.DataFrame({"judge": ["the judge"], "option_a": ["x"], "option_b": ["y"], "preference": ["1:3"], "row": [2]}),
        pd.DataFrame({"judge": [None], "option_a": ["x"], "option_b": ["y"], "preference": [1 / 3]}),
        {("x", "y"): "1/3"},
        [{"option_a": "x", "option_b": "y", "preference": 1 / 3}],
        [("x", "y", 1 / 3)],
        [("the judge", "x", "y", 1 / 3)],
    ],
)
def test_comparisons_are_read_in_whatever_shape_they_come(comparisons):
    found = read(comparisons)
    assert (found.judges, found.options) == ((ONE_JUDGE,), ("x", "y"))
    assert preferences(found) == pytest.approx([1 / 3])
    assert found.asked[0].tolist() == [[False, True], [False, False]]


@pytest.mark.parametrize("value", [0, -3, "none", "1/0", 9.5, 1 / 10, True, float("inf"), "0,5", "1/12"])
def test_what_is_no_preference_is_refused_with_judge_and_pair(value):
    with pytest.raises(ProblemsFound, match=r"judge finance, x with y: found .* expected a number from 1/9 to 9"):
        read([("finance", "x", "y", value)])


def test_zero_is_told_to_be_a_fraction_or_one():
    with pytest.raises(ProblemsFound, match="write a fraction, as in 1/3; equal importance is 1"):
        read([("finance", "x", "y", 0)])


def test_a_ninth_with_two_decimals_is_a_ninth():
    assert preferences(read({("x", "y"): 0.11})) == pytest.approx([1 / 9])


def test_the_ends_of_the_scale_are_on_it():
    found = read([("x", "y", 9), ("x", "z", "1/9"), ("y", "z", 1)])
    assert preferences(found) == pytest.approx([9, 1 / 9, 1])


def test_an_option_compared_with_itself_is_refused():
    with pytest.raises(ProblemsFound, match=r"x with x: found an option compared with itself"):
        read({("x", "x"): 1})


@pytest.mark.parametrize("again", [("x", "y", 5), ("y", "x", 3), ("y", "x", 1 / 4)])
def test_two_answers_to_one_pair_that_contradict_each_other_are_refused(again):
    with pytest.raises(ProblemsFound, match=r"judge finance, .*another row, expected one answer to each pair.*Ask judge finance"):
        read([("finance", "x", "y", 3), ("finance", *again)])


@pytest.mark.parametrize("again", [("x", "y", 3), ("y", "x", "1/3"), ("y", "x", 0.33)])
@pytest.mark.parametrize("first", [True, False])
def test_the_same_answer_twice_counts_once_and_the_unrounded_one_holds(again, first):
    rows = [("x", "y", 3), again]
    found = read(rows if first else rows[::-1], ["x", "y"])
    assert preferences(found) == pytest.approx([3], abs=1e-12)


def test_the_same_pair_by_two_judges_is_no_contradiction():
    found = read([("one", "x", "y", 3), ("two", "y", "x", 3)])
    assert np.exp(found.logs[:, 0, 1]).tolist() == pytest.approx([3, 1 / 3])


def test_an_unknown_option_is_refused_with_the_nearest_name():
    with pytest.raises(ProblemsFound, match=r"found .*growht.* Did you mean growth\?"):
        read({("growht", "cost"): 3}, ["growth", "cost"])


def test_every_problem_is_told_at_once():
    with pytest.raises(ProblemsFound, match="3 problems"):
        read([("j", "x", "x", 1), ("j", "x", "y", 0), ("j", "x", "z", 10)])


def test_a_row_without_judge_or_option_is_refused():
    with pytest.raises(ProblemsFound, match=r"(?s)no judge.*no second option"):
        read([(None, "x", "y", 1), ("j", "x", float("nan"), 1)])


def test_a_table_without_a_needed_column_is_refused():
    with pytest.raises(PmobookError, match="no column preference or judgement; they have a and b"):
        read(pd.DataFrame({"a": ["x"], "b": ["y"]}))


@pytest.mark.parametrize("nothing", [[], None, pd.DataFrame({"option_a": [], "option_b": [], "preference": []})])
def test_no_comparison_at_all_is_refused(nothing):
    with pytest.raises(PmobookError, match=r"There are no comparisons\. Fill in the form goal_comparisons"):
        read(nothing)


def test_options_named_twice_are_refused():
    with pytest.raises(PmobookError, match="named twice: x"):
        read({}, ["x", "x"])


def test_options_give_the_order():
    assert read({("x", "y"): 3}, ["y", "x"]).options == ("y", "x")


def test_a_preference_is_written_as_a_judge_would():
    assert [written(value) for value in (1, 1 / 7, 2.2, 1 / 2.2)] == ["1", "1/7", "2.2", "1/2.2"]
