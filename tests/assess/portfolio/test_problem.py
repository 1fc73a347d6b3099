import math

import pandas as pd
import pytest
from pydantic import ValidationError

from pmobook.assess.selection import select
from pmobook.inputs.business_unit import BusinessUnit


def test_candidates_are_what_can_still_be_chosen_or_stopped(problem):
    """The finished project F is no candidate; the idea E without a cost is one that can't be chosen."""
    made = problem()
    assert list(made.titles) == ["A", "B", "C", "D", "E"]
    assert made.choosable == ("A", "B", "C", "D")
    assert made.cannot_be_chosen == {"E": "no cost after the quarter was handed in"}
    assert made.current == ("A", "B", "D")


def test_the_value_is_the_sum_of_weight_times_impact(problem):
    made = problem()
    worth = made.value_by_goal.loc["B"]
    assert made.value["B"] == pytest.approx(0.5 * worth["grow"] + 0.3 * worth["save"])
    assert made.value["C"] == pytest.approx(0.5)


def test_an_impact_that_nobody_judged_is_an_interval(problem):
    made = problem()
    assert (made.value_lowest["E"], made.value_highest["E"]) == (0, pytest.approx(0.3))
    assert any("Robots: impacts not assessed" in note for note in made.notes)


def test_a_project_that_names_no_goal_could_be_worth_anything(problem):
    made = problem(project_goals=[("B", "grow", "strong")])
    assert (made.value_lowest["A"], made.value_highest["A"]) == (0, 1)


def test_an_impact_on_a_wider_goal_holds_for_the_goals_below_it(problem):
    goals = [("top", "Top", None), ("grow", "Grow", "top"), ("save", "Save", "top"), ("care", "Care", None)]
    made = problem(goals=goals, project_goals=[("A", "top", "strong"), ("A", "save", "none")])
    assert made.value_by_goal.loc["A"].tolist() == [made.value_by_goal.loc["A", "grow"], 0, 0]
    assert made.value_by_goal.loc["A", "grow"] > 0


def test_only_money_of_periods_after_the_quarter_counts_forecast_before_plan(problem):
    made = problem()
    assert made.cost.loc["A", "money"] == 4.0
    assert made.cost.loc["A", "money 2026Q4"] == 2.5
    assert made.cost.loc["A", "money 2027Q1"] == 1.5


def test_a_project_with_an_unknown_cost_in_one_period_can_not_be_chosen(problem):
    made = problem(project_costs=[("A", "2026-10", None, None, None), ("B", "2026-11", 3.0, None, None)])
    assert "October 2026" in made.cannot_be_chosen["A"]
    assert made.choosable == ("B",)


def test_a_financial_year_is_spread_over_its_quarters_and_one_that_has_begun_is_named(problem):
    costs = [("A", "FY2027/28", 8.0, None, None), ("B", "FY2026/27", 8.0, None, None)]
    made = problem(project_costs=costs)
    assert made.cost.loc["A", "money 2027Q2"] == 2.0
    assert "B" in made.cannot_be_chosen
    assert any("What remains of FY2026/27 is not counted" in note for note in made.notes)
    assert any("FY2027/28 is spread evenly" in note for note in made.notes)


def test_credits_beyond_the_costs_are_no_negative_cost(problem):
    made = problem(project_costs=[("A", "2026-10", -2.0, None, None)])
    assert made.cost.loc["A", "money"] == 0
    assert any("Credits of A" in note for note in made.notes)


def test_the_budget_is_the_limit_and_without_one_what_the_present_choice_takes(problem):
    assert problem().limits["money"] == 7.5
    made = problem(unit={"budget": None})
    assert made.limits["money"] == 8.0
    assert not made.budget_is_set
    assert "No budget is set: the money that the present choice still takes is the limit." in made.notes


def test_budgets_of_quarters_to_come_are_limits_and_past_ones_are_not(problem):
    made = problem(unit={"budget_by_quarter": {"2026Q3": 1, "2026Q4": 5, "2029Q1": 2}})
    assert made.limits.to_dict() == {"money": 7.5, "money 2026Q4": 5.0, "money 2029Q1": 2.0}
    assert made.cost["money 2029Q1"].sum() == 0


@pytest.mark.parametrize("given", [{"2026-10": 3}, {"2026Q4": -1}, {"2026Q4": "much"}, {"2026Q4": True}])
def test_a_budget_that_is_no_amount_of_a_quarter_is_refused(given):
    with pytest.raises(ValidationError, match=r"quarter|amount of money"):
        BusinessUnit(name="Retail", budget_by_quarter=given)


def test_people_are_added_up_to_person_months_and_others_needs_come_off_first(problem):
    """Three person-months there are, a tenth more may be booked, half of one goes to a project that is not to be chosen."""
    demand = [("A", "Analyst", "2026-10", 1.0), ("A", "Analyst", "2026-11", 0.5), ("F", "Analyst", "2026-10", 0.5)]
    made = problem(demand=demand, capacity=[("Analyst", "2026-10", 2.0), ("Analyst", "2026-11", 1.0)])
    assert made.cost.loc["A", "Analyst 2026Q4"] == 1.5
    assert made.limits["Analyst 2026Q4"] == 2.8
    assert made.roles == {"Analyst": ("Analyst 2026Q4",)}
    assert any("taken off the capacity first" in note for note in made.notes)
    assert any("booked 10% beyond its capacity" in note for note in made.notes)


def test_capacity_that_is_not_known_is_no_limit_and_said(problem):
    demand = [("A", "Analyst", "2026-10", 1.0), ("B", "Analyst", "2026-10", None)]
    made = problem(demand=demand, capacity=[("Analyst", "2026-10", None)])
    assert list(made.limits.index) == ["money"]
    assert any("No limit is set for Analyst 2026Q4" in note for note in made.notes)
    assert any("1 need of people not assessed" in note for note in made.notes)


def test_forms_of_people_that_were_not_handed_in_are_named(problem):
    assert "People limit nothing here: the forms demand and capacity were not handed in." in problem().notes


def test_a_mandate_holds_and_carries_who_asked_for_it(problem):
    made = problem()
    assert made.mandates.to_dict("records") == [
        {"project_id": "D", "decision": "in", "reason": "must be done whatever it is worth", "mandated_by": "Regulator"}
    ]
    assert "D" in select(**made.arguments).chosen


def test_links_to_finished_projects_hold_already_and_others_that_can_not_be_kept_are_named(problem):
    links = [("A", "requires", "F"), ("B", "excludes", "F"), ("C", "requires", "E"), ("C", "requires", "B")]
    made = problem(project_links=links)
    assert made.links.to_numpy().tolist() == [["C", "requires", "B"]]
    assert any("'Tills excludes Depot' is not applied" in note for note in made.notes)
    assert any("'Lockers requires Robots' is not applied" in note for note in made.notes)
    assert not any("Shops requires Depot" in note for note in made.notes)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"goals": [], "project_goals": []}, "the forms goals and project_goals were not handed in"),
        ({"projects": []}, "the form projects was not handed in"),
        ({"weights": {}}, "no goal has a weight"),
        ({"weights": {"grow": 0.0}}, "no goal has a weight"),
        ({"weights": {"grow": math.nan}}, "no goal has a weight"),
        ({"project_costs": [("A", "2026-08", 1.0, None, None)]}, "no project has a cost after the quarter"),
        ({"projects": [("F", "Depot", "closed", None, None, None)]}, "no project is an idea"),
    ],
)
def test_what_is_missing_for_any_choice_is_said(problem, changed, words):
    assert words in problem(**changed).unassessed


def test_other_weights_and_limits_make_another_choice_of_the_same_projects(problem):
    made = problem().with_weights(pd.Series({"grow": 0, "save": 2, "care": 2}))
    assert made.weights.tolist() == [0, 0.5, 0.5]
    assert made.value["C"] == 0
    assert made.with_limits(money=math.inf).budget == math.inf
    with pytest.raises(ValueError, match="every goal needs a weight"):
        made.with_weights(pd.Series({"grow": 1}))
