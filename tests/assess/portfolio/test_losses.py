import math

import pandas as pd
import pytest

from pmobook.assess.portfolio import Losses, simulate_losses
from pmobook.errors import ProblemsFound

COLUMNS = ["risk_id", "project_id", "probability", "impact_low", "impact_likely", "impact_high", "driver"]


def losses(*rows, choosable=("A", "B"), **given):
    return simulate_losses(pd.DataFrame(list(rows), columns=COLUMNS), choosable, **given)


def certain(risk, project, amount):
    """A risk that happens and costs just this much."""
    return (risk, project, 1.0, amount, amount, amount, None)


def test_what_is_certain_is_lost_in_every_scenario_and_adds_up():
    found = losses(certain("K1", "A", 2), certain("K2", "A", 1), certain("K3", "B", 4))
    assert found.of(["A"]).mean == pytest.approx(3)
    assert found.of(["A", "B"]).in_bad_cases == pytest.approx(7)
    assert found.of([]).mean == 0


def test_a_risk_costs_its_probability_times_its_impact_on_average_and_all_of_it_in_bad_cases():
    """One case in five costs 10: 2 on average; the worst twentieth of the cases all cost 10."""
    found = losses(("K1", "A", 0.2, 10, 10, 10, None))
    assert found.of(["A"]).mean == pytest.approx(2, abs=0.05)
    assert found.of(["A"]).in_bad_cases == pytest.approx(10)


def test_risks_with_a_common_driver_are_worse_together_than_two_of_their_own():
    shared = losses(("K1", "A", 0.3, 1, 2, 4, "weather"), ("K2", "B", 0.3, 1, 2, 4, "weather"))
    apart = losses(("K1", "A", 0.3, 1, 2, 4, "weather"), ("K2", "B", 0.3, 1, 2, 4, "strike"))
    assert shared.of(["A", "B"]).in_bad_cases > apart.of(["A", "B"]).in_bad_cases + 0.3
    assert shared.of(["A", "B"]).mean == pytest.approx(apart.of(["A", "B"]).mean, abs=0.05)


def test_risks_of_no_project_are_held_with_the_choice_and_those_of_finished_projects_are_not():
    found = losses(certain("K1", None, 3), certain("K2", "F", 2), certain("K3", "A", 1))
    assert found.of(["A"]).mean == pytest.approx(4)
    assert found.of(["A"], alone=True).mean == pytest.approx(1)
    assert found.summary_of(["A"], 5.0).breach.value == 0
    assert found.summary_of(["A"], 5.0, everything=True).mean.value == pytest.approx(6)
    assert found.summary_of(["A"], 5.0, everything=True).breach.value == 1
    assert any(note.startswith("1 risk of no project is carried whatever is chosen") for note in found.notes)
    assert any(note.startswith("1 of 3 risks comes from projects of which nothing is to be chosen") for note in found.notes)


def test_a_risk_without_an_estimate_is_counted_with_its_project_and_never_taken_for_none():
    found = losses(certain("K1", "A", 1), ("K2", "A", 0.5, math.nan, math.nan, math.nan, None), ("K3", "B", None, 1, 2, 3, None))
    assert found.in_part == {"A": 1, "B": 1}
    assert found.without_risks == ()
    assert "2 risks without an estimate left out, so the exposure is at least this" in found.notes[0]


def test_a_project_without_a_risk_on_the_form_is_named():
    assert losses(certain("K1", "A", 1)).without_risks == ("B",)


def test_without_a_risk_nothing_is_assessed():
    assert losses() is None


def test_what_is_wrong_with_a_risk_is_refused_in_words():
    with pytest.raises(ProblemsFound, match="0 to 1"):
        losses(("K1", "A", 1.4, 1, 2, 3, None))
    with pytest.raises(ProblemsFound, match="expected the id of a project"):
        losses(certain("K1", "Z", 1), projects=("A", "B"))


def test_the_order_of_risks_changes_nothing():
    rows = [("K1", "A", 0.3, 1, 2, 4, "weather"), ("K2", "B", 0.6, 1, 2, 9, "weather"), certain("K3", "A", 1)]
    one, other = losses(*rows), losses(*reversed(rows))
    pd.testing.assert_frame_equal(one.by_project, other.by_project)


def test_columns_stand_for_every_project_that_can_be_chosen_in_their_order():
    found = losses(certain("K1", "B", 1), choosable=("C", "B", "A"))
    assert isinstance(found, Losses)
    assert list(found.by_project.columns) == ["C", "B", "A"]
    assert not found.by_project.isna().any().any()
