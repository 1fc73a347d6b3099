import pytest

from pmobook.method.forms import form
from pmobook.method.impact import ImpactScale, impact_scale


def changed(**changes):
    return ImpactScale.model_validate({**impact_scale().model_dump(), **changes})


def test_every_impact_of_the_form_has_a_worth():
    assert list(impact_scale().worth) == list(form("project_goals").column("impact").choices)


def test_the_worth_rises_from_zero_to_one():
    assert list(impact_scale().worth.values()) == [0, 0.1, 0.3, 0.6, 1]


def test_spending_stages_are_stages_of_the_form():
    assert set(impact_scale().spending_stages) < set(form("projects").column("stage").choices)


@pytest.mark.parametrize("worths", [(0.1, 1), (0, 0.9), (0, 0.5, 0.5, 1), (0, 0.6, 0.3, 1)])
def test_worths_that_do_not_rise_from_zero_to_one_are_refused(worths):
    impacts = [{"impact": f"i{number}", "value": worth, "statement": "A statement."} for number, worth in enumerate(worths)]
    with pytest.raises(ValueError, match="values that rise from 0 for the first impact to 1 for the last"):
        changed(impacts=impacts)


def test_an_impact_that_stands_twice_is_refused():
    impacts = [{"impact": "same", "value": worth, "statement": "A statement."} for worth in (0, 1)]
    with pytest.raises(ValueError, match="each impact once"):
        changed(impacts=impacts)
