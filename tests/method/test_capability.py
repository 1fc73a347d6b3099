"""The method's data about skills holds together, and what doesn't is refused."""

import pytest
from pydantic import ValidationError

from pmobook.inputs.engagement_parameters import SkillsPrivacy
from pmobook.method.capability import CapabilityMethod, capability_method


def test_the_method_is_read_with_its_numbers():
    method = capability_method()
    assert method.fewest_people.value >= 2
    assert method.look_ahead.value >= 3


@pytest.mark.parametrize(("name", "value"), [("look_ahead", 0), ("fewest_people", 1), ("within_reach", 0.5)])
def test_a_number_that_makes_no_sense_is_refused(name, value):
    given = capability_method().model_dump()
    given[name]["value"] = value
    with pytest.raises(ValidationError, match=f"{name} must be a whole number of at least"):
        CapabilityMethod.model_validate(given)


def test_an_engagement_can_not_lower_the_fewest_people():
    with pytest.raises(ValidationError, match="at least 3, the method's own number"):
        SkillsPrivacy(fewest_people=2)
