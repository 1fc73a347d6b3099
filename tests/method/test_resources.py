"""The method's data on people and start dates hold together and are refused when they don't."""

import pytest
from pydantic import ValidationError

from pmobook.method.resources import LevellingMethod, WaitingMethod, resources_method


def test_the_method_is_dated_and_sourced():
    """The solver and the formula for waits are named."""
    method = resources_method()
    assert method.dated == "2026-11-27"
    assert "CP-SAT" in method.source
    assert "Sakasegawa" in method.source


@pytest.mark.parametrize(
    ("name", "value", "words"), [("tries", 0, "whole number"), ("work", 0, "above 0"), ("seed", 1.5, "whole number")]
)
def test_a_search_that_cannot_be_made_is_refused(name, value, words):
    """No tries, no work, half a seed."""
    content = resources_method().levelling.model_dump()
    content[name]["value"] = value
    with pytest.raises(ValidationError, match=words):
        LevellingMethod.model_validate(content)


@pytest.mark.parametrize(("name", "value"), [("warm_up", 1), ("runs", 1)])
def test_a_simulation_that_counts_nothing_is_refused(name, value):
    """A warm-up that takes everything, a single run."""
    content = resources_method().waiting.model_dump()
    content[name]["value"] = value
    with pytest.raises(ValidationError, match="warm_up must be at least 0 and below 1, runs at least 2"):
        WaitingMethod.model_validate(content)
