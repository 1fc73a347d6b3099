"""The method's data on selection hold together and are refused when they don't."""

import pytest
from pydantic import ValidationError

from pmobook.method.selection import RiskMethod, SolvingMethod, selection_method


def test_the_method_is_dated_and_sourced():
    """Every value has a unit of measure and a description."""
    method = selection_method()
    assert method.dated == "2026-11-22"
    assert "Rockafellar" in method.source
    assert method.solving.gap.value == 0
    assert method.risk.cvar_level.value == 0.95


def test_shares_that_exceed_the_time_limit_are_refused():
    """The stages of a search fit into its time limit."""
    content = selection_method().solving.model_dump()
    content["solver_share"]["value"] = 0.9
    with pytest.raises(ValidationError, match="must fit into 1"):
        SolvingMethod.model_validate(content)


def test_a_level_without_a_tail_is_refused():
    """A CVaR level of 1 leaves no scenario."""
    content = selection_method().risk.model_dump()
    content["cvar_level"]["value"] = 1.0
    with pytest.raises(ValidationError, match="below 1"):
        RiskMethod.model_validate(content)
