from dataclasses import replace

from pmobook.what_if.curve import Curve, most_money
from pmobook.what_if.outcome import outcome_of
from pmobook.what_if.scenario import as_it_stands


def whole(problem, scenario):
    curve = Curve(problem, scenario)
    while not curve.is_complete:
        curve.step()
    return curve


def test_every_point_is_the_best_set_at_its_budget(small):
    scenario = as_it_stands(small)
    for point in whole(small, scenario).points:
        assert point.value == outcome_of(small, replace(scenario, budget=point.budget)).value
        assert point.is_proven


def test_below_the_budget_that_the_mandates_need_there_is_no_point(small):
    points = whole(small, as_it_stands(small)).points
    assert points[0].budget >= 2.0
    assert points[-1].budget == most_money(small) == 9.0


def test_without_the_other_limits_no_budget_is_worth_less(small):
    assert all(point.without_other_limits >= point.value for point in whole(small, as_it_stands(small)).points)


def test_the_frontier_does_not_depend_on_the_budget_or_the_scale_of_the_weights(small):
    scenario = as_it_stands(small)
    assert Curve.key(scenario) == Curve.key(replace(scenario, budget=1.0, name="Other"))
    assert Curve.key(scenario) != Curve.key(replace(scenario, decisions={}))


def test_mandates_that_never_fit_leave_an_empty_frontier(small):
    scenario = replace(as_it_stands(small), decisions={"a": "in", "b": "in", "c": "in"})
    assert whole(small, scenario).points == ()
