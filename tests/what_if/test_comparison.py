from dataclasses import replace

import pytest

from pmobook.inputs.engagement_parameters import Money
from pmobook.what_if.comparison import figures_side_by_side, has_changed, projects_side_by_side, side_by_side
from pmobook.what_if.outcome import outcome_of
from pmobook.what_if.scenario import as_it_stands
from pmobook.what_if.store import FoundThen

POUNDS = Money(currency="GBP")


@pytest.fixture
def outcomes(small):
    """Four scenarios, two of one name, one of which nothing fits."""
    scenario = as_it_stands(small)
    changed = [{}, {"budget": 1.0, "name": "Poor"}, {"budget": 100.0, "other_limits": False}, {"decisions": {}}]
    return [outcome_of(small, replace(scenario, **changes)) for changes in changed]


def test_any_number_stand_side_by_side_even_under_the_same_name(small, outcomes):
    table = figures_side_by_side(small, outcomes, POUNDS).set_index("name")
    assert table.loc["Strategic value"].tolist()[:2] == ["0.75", "no set is possible"]
    assert table.loc["Budget"].tolist()[:3] == ["£6.0m", "£1.0m", "£100m"]
    assert table.loc["Limits by quarter and role"].tolist() == ["kept", "kept", "lifted", "kept"]
    assert table.loc["Weight: Goal growth"].tolist() == ["50.0%"] * 4


def test_only_projects_on_which_they_differ_are_listed(small, outcomes):
    table = projects_side_by_side(small, outcomes[:1])
    assert table.to_numpy().tolist() == [["Project a", "out", "in"], ["Project b", "in", "out"]]


def test_texts_are_escaped(small, outcomes):
    named = replace(outcomes[0], scenario=replace(outcomes[0].scenario, name="<b>x</b>"))
    assert "<b>" not in "".join(one.html for one in side_by_side(small, [named], POUNDS))


def test_it_is_noticed_when_the_pack_has_changed_since_a_scenario_was_saved(outcomes):
    then = FoundThen(chosen=outcomes[0].chosen, value=outcomes[0].value, money=6.0, gap=0.0, is_proven=True)
    assert not has_changed(then, outcomes[0])
    assert has_changed(then.model_copy(update={"value": 0.5}), outcomes[0])
    assert has_changed(then, outcomes[1])
