import pytest

from pmobook.method.forms import form
from pmobook.method.thresholds import Thresholds, thresholds


def test_every_threshold_says_what_it_counts_and_why():
    for group in (thresholds().maturity, thresholds().alignment, thresholds().measures, thresholds().delivery):
        for name in type(group).model_fields:
            assert getattr(group, name).unit_of_measure
            assert len(getattr(group, name).description) >= 40, name


def test_followed_stages_are_stages_of_the_form():
    assert set(thresholds().followed_stages) < set(form("projects").column("stage").choices)


def test_what_asks_for_action_lies_beyond_what_is_watched():
    delivery, alignment = thresholds().delivery, thresholds().alignment
    assert delivery.cost_watch.value < delivery.cost_act.value
    assert delivery.slip_watch.value < delivery.slip_act.value
    assert alignment.difference_watch.value < alignment.difference_act.value


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("fewest_values", 2, "at least 3 values for a signal"),
        ("claim_window", 0, "claim_window of at least 1"),
        ("out_of_scale", 1, "out_of_scale must be above 1"),
        ("target_unlikely", 1.1, "a probability of at most 1"),
    ],
)
def test_numbers_by_which_no_measure_can_be_judged_are_refused(name, value, words):
    content = thresholds().model_dump()
    content["measures"][name]["value"] = value
    with pytest.raises(ValueError, match=words):
        Thresholds.model_validate(content)


def test_an_unknown_threshold_is_refused():
    content = thresholds().model_dump()
    content["delivery"]["cost_panic"] = content["delivery"]["cost_act"]
    with pytest.raises(ValueError, match="cost_panic"):
        Thresholds.model_validate(content)
