import pytest

from pmobook.method.uncertainty import Uncertainty, uncertainty


def changed(*path, value):
    content = uncertainty().model_dump()
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return content


def test_two_thousand_resamples_hold_nine_tenths():
    assert uncertainty().bootstrap.resamples.value == 2000
    assert uncertainty().bootstrap.interval_share.value == 0.9


def test_every_number_says_what_it_counts_and_why():
    method = uncertainty()
    for group in (method.bootstrap, method.fewest_raters, method.response_patterns):
        for name in type(group).model_fields:
            assert len(getattr(group, name).description) >= 40, name


def test_words_and_variances_name_their_source():
    assert "LeBreton and Senter (2008" in uncertainty().within_group.source
    for name, labels in uncertainty().labels.items():
        assert any(digit in labels.source for digit in "12"), name


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("bootstrap", "resamples", "value"), 99.0, "from 100 to 100,000"),
        (("bootstrap", "resamples", "value"), 200.5, "whole number"),
        (("bootstrap", "interval_share", "value"), 1.0, "between 0 and 1"),
        (("bootstrap", "seed", "value"), 0.5, "seed must be a whole number"),
        (("fewest_raters", "within_group", "value"), 1.0, "at least 2 raters"),
        (("within_group", "expected_variance"), {"uniform": {"5": 0.0}}, "variance above 0"),
        (("within_group", "expected_variance"), {"uniform": {"five": 1.0}}, "2 or more in quotes"),
        (("labels", "krippendorff_alpha", "bands"), [{"at_least": 0.1, "label": "low"}, {"at_least": 0.8, "label": "high"}],
         "from the highest to the lowest"),
    ],
)  # fmt: skip
def test_what_can_not_be_computed_with_is_refused(path, value, words):
    with pytest.raises(ValueError, match=words):
        Uncertainty.model_validate(changed(*path, value=value))
