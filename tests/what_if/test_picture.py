from dataclasses import replace

from pmobook.inputs.engagement_parameters import Money
from pmobook.what_if.curve import Curve
from pmobook.what_if.outcome import outcome_of
from pmobook.what_if.picture import frontier_picture
from pmobook.what_if.scenario import as_it_stands

POUNDS = Money(currency="GBP")


def points_of(problem):
    curve = Curve(problem, as_it_stands(problem))
    while not curve.is_complete:
        curve.step()
    return curve.points


def test_the_picture_has_its_text_its_figures_and_the_scenario_on_it(small):
    outcome = outcome_of(small, as_it_stands(small))
    drawn = frontier_picture(points_of(small), outcome, POUNDS, is_complete=True)
    assert 'role="img" aria-label="Best value by budget: from' in drawn
    assert "This scenario: 0.75 for £6.0m. Present choice: 0.75 for £5.0m." in drawn
    assert drawn.count('class="pmo-what-if-here"') == 1
    assert "<table" in drawn
    assert "More budgets" not in drawn


def test_points_without_proof_are_hollow_and_said_to_be(small):
    points = [replace(point, is_proven=False) for point in points_of(small)]
    drawn = frontier_picture(points, outcome_of(small, as_it_stands(small)), POUNDS, is_complete=False)
    assert "Hollow points are not proven optimal." in drawn
    assert "pmo-what-if-dot" not in drawn
    assert "More budgets are being worked out." in drawn


def test_a_scenario_without_a_set_is_not_drawn(small):
    outcome = outcome_of(small, replace(as_it_stands(small), budget=1.0))
    assert "pmo-what-if-here" not in frontier_picture(points_of(small), outcome, POUNDS, is_complete=True)
    assert "only one budget" in frontier_picture((), outcome, POUNDS, is_complete=True)
