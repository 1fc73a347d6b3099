import pytest

from pmobook.method.priorities import PrioritiesMethod, priorities_method


def changed(*path, value):
    content = priorities_method().model_dump()
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return content


def test_saatys_limit_and_scale_stand_in_the_method():
    assert priorities_method().consistency.limit.value == 0.1
    assert priorities_method().judging.largest_preference.value == 9


def test_every_random_index_names_its_source_and_rises_with_size_up_to_fifteen():
    for table in priorities_method().random_indices.values():
        assert any(year in table.source for year in ("1980", "1991", "2005"))
        first = [value for size, value in table.values.items() if int(size) <= 15]
        assert first == sorted(first)


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("judging", "largest_preference", "value"), 1.0, "must be above 1"),
        (("random_indices", "saaty", "values"), {"4": 0.9}, "from 3 upwards"),
        (("random_indices", "saaty", "values"), {"3": 0.0}, "index above 0"),
        (("random_indices", "saaty", "values"), {"three": 0.5}, "in quotes"),
        (("random_indices", "saaty", "beyond"), "guess", "line"),
        (("admissible", "factor", "value"), 1.0, "above 1"),
        (("admissible", "noise_share", "value"), 1.0, "between 0 and 1"),
        (("admissible", "samples", "value"), 0.5, "samples must be a whole number"),
    ],
)
def test_what_can_not_be_computed_with_is_refused(path, value, words):
    with pytest.raises(ValueError, match=words):
        PrioritiesMethod.model_validate(changed(*path, value=value))
