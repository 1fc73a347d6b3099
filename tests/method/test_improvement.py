import pytest

from pmobook.method.improvement import ImprovementMethod, improvement_method


def test_every_number_says_what_it_counts_and_why():
    for group in (improvement_method().priority, improvement_method().path):
        for name in type(group).model_fields:
            assert getattr(group, name).unit_of_measure
            assert len(getattr(group, name).description) >= 40, name


def test_priority_is_that_of_open_sammy():
    priority = improvement_method().priority
    assert (priority.exponent.value, priority.high.value, priority.medium.value) == (2, 0.5, 0.25)


@pytest.mark.parametrize(
    ("group", "name", "value", "words"),
    [
        ("priority", "medium", 0.6, "medium above 0 and below high"),
        ("priority", "exponent", 0.5, "a larger gap never counts for less"),
        ("path", "held_above", 1, "a share below 1"),
        ("path", "most_nodes", 0, "at least one branch"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(group, name, value, words):
    content = improvement_method().model_dump()
    content[group][name]["value"] = value
    with pytest.raises(ValueError, match=words):
        ImprovementMethod.model_validate(content)
