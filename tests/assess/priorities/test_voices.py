import pytest

from pmobook.assess.priorities.voices import read_voices
from pmobook.errors import ProblemsFound


def test_all_count_alike_if_nothing_is_given():
    assert read_voices(["a", "b"], None).tolist() == [0.5, 0.5]


def test_weights_are_shares():
    assert read_voices(["a", "b"], {"b": 30, "a": 10}).tolist() == [0.25, 0.75]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"a": 1}, "judge weights, b: found nothing"),
        ({"a": 1, "b": -1}, "judge weights, b: found .*-1"),
        ({"a": 1, "b": "much"}, "judge weights, b: found .*much"),
        ({"a": 1, "b": True}, "judge weights, b: found .*True"),
        ({"a": 1, "b": 1, "c": 1}, "judge weights, c: found a judge who made no comparison, expected one of a and b"),
        ({"a": 0, "b": 0}, "weights that are all 0"),
    ],
)
def test_what_is_no_weight_of_a_judge_is_refused(given, words):
    with pytest.raises(ProblemsFound, match=words):
        read_voices(["a", "b"], given)
