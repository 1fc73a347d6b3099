import pytest
from pydantic import ValidationError

from pmobook.method.earned_value import EarnedValueMethod, earned_value_method
from pmobook.method.forms import form
from pmobook.method.thresholds import thresholds


def test_finished_stages_are_stages_of_the_form():
    assert set(earned_value_method().finished_stages) < set(form("projects").column("stage").choices)


def test_every_number_says_what_it_counts_and_why():
    method = earned_value_method()
    for one in (method.fewest_in_class, method.range_middle, method.range_cautious):
        assert one.unit_of_measure
        assert len(one.description) > 30


@pytest.mark.parametrize(("name", "value"), [("fewest_in_class", 1), ("range_middle", 0.9), ("range_cautious", 1.0)])
def test_a_range_that_is_none_is_refused(name, value):
    content = earned_value_method().model_dump()
    content[name]["value"] = value
    with pytest.raises(ValidationError, match="0 < range_middle < range_cautious < 1"):
        EarnedValueMethod.model_validate(content)


def test_what_asks_for_action_lies_beyond_what_is_watched():
    limits = thresholds().earned_value
    assert limits.cost_index_act.value < limits.cost_index_watch.value <= 1
    assert limits.schedule_index_act.value < limits.schedule_index_watch.value <= 1
    assert limits.drift_watch.value < limits.drift_act.value
    assert 0 <= limits.judged_from.value < 1
    assert all(len(getattr(limits, name).description) >= 40 for name in type(limits).model_fields)
