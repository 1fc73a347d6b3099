"""Limits of running notebooks hold together."""

import pytest
from pydantic import ValidationError

from pmobook.method.running import RunningMethod, running_method


def test_the_workbook_s_own_hold_together():
    assert running_method().retries.value >= 0


@pytest.mark.parametrize("name", ["seconds_for_notebook", "memory_for_notebook", "notebooks_for_worker"])
def test_a_limit_that_nothing_could_keep_is_refused(name):
    given = running_method().model_dump()
    given[name]["value"] = 0.0
    with pytest.raises(ValidationError, match=f"{name} of 1 or more"):
        RunningMethod.model_validate(given)
