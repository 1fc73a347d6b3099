"""What an action should move rests on recorded figures, in their own unit of measure, or it is not estimated and says why."""

import math

import pytest

from pmobook.assess.plan.checks import check_actions
from pmobook.assess.plan.effects import effects_of
from pmobook.assess.plan.gathered import Gathered
from pmobook.assess.plan.matters import gather_matters
from pmobook.method.improvement_plan import plan_method
from pmobook.vocabulary import Quarter

METHOD = plan_method()


@pytest.fixture
def effects(findings):
    def make(*told, **tables):
        (raised,) = gather_matters(findings(a=[(kind, subject, "act", "") for kind, subject in told]), METHOD)
        return effects_of(raised, Gathered(tables, {}), METHOD.certainty)

    return make


def test_of_a_benefit_only_what_is_short_in_periods_to_come_can_be_won_back(effects, recorded):
    status = recorded(
        "benefit_status",
        {"benefit_id": "B1", "kind": "cashable", "unit_of_measure": "hours", "planned": 100.0},
        {"benefit_id": "B2", "kind": "cashable", "unit_of_measure": "hours", "planned": 300.0},
    )
    periods = recorded(
        "benefit_periods",
        {"benefit_id": "B1", "period": "2026-08", "is_due": True, "planned": 40.0, "expected": 10.0},
        {"benefit_id": "B1", "period": "2026-11", "planned": 30.0, "expected": 22.0},
        {"benefit_id": "B1", "period": "2026-12", "planned": 30.0},
    )
    (found,) = effects(("benefit_behind", "B1"), benefit_status=status, benefit_periods=periods)
    assert (found.kind, found.unit_of_measure, found.high, found.scale) == ("benefit", "hours", 8.0, 400.0)
    assert 0 < found.low < found.likely < found.high
    (none,) = effects(("benefit_behind", "B2"), benefit_status=status, benefit_periods=periods)
    assert math.isnan(none.likely)
    assert none.basis


def test_of_a_project_what_is_overspent_stays_spent_and_the_severest_finding_names_the_first_figure(effects, recorded):
    """BAC 100, EV 40, AC 50: CPI 0.8, EAC 125 at that rate and 110 if the rest goes to plan (ANSI/PMI 19-006-2019): 15 ahead."""
    earned = recorded(
        "earned_value",
        {"project_id": "P1", "eac_typical": 125.0, "eac_atypical": 110.0, "budget_at_completion": 100.0},
        {"project_id": "", "budget_at_completion": 400.0},
    )
    status = recorded("project_status", {"project_id": "P1", "slip_days": 365.25, "reference_finish": "2026-01-31"})
    cost, finish = effects(("late", "P1"), ("over_cost", "P1"), earned_value=earned, project_status=status)[::-1]
    assert (cost.kind, cost.high, cost.scale) == ("cost", 15.0, 400.0)
    assert (finish.kind, finish.high, finish.unit_of_measure) == ("finish", pytest.approx(12.0), "months")


def test_people_lacking_are_person_months_of_the_role_the_project_or_all(effects, recorded):
    balance = recorded("capacity_balance", {"role": "Buyer", "deficit": 2.0}, {"role": "Clerk", "deficit": 1.0})
    starts = recorded("start_dates", {"project_id": "P1", "months_later": 3})
    assert effects(("role_short", "Buyer"), capacity_balance=balance)[0].high == 2.0
    assert effects(("capacity_fix", ""), capacity_balance=balance)[0].high == 3.0
    (start,) = effects(("project_starts_later", "P1"), start_dates=starts)
    assert (start.kind, start.high) == ("start", 3.0)


def test_a_goal_without_any_project_has_its_whole_weight_unserved(effects, recorded):
    goal = recorded("alignment", {"goal_id": "G1", "weight": 0.3, "projects": 0})
    assert effects(("goal_without_project", "G1"), alignment=goal)[0].likely == pytest.approx(0.3)


@pytest.mark.parametrize(
    "kind",
    ["target_missed", "benefit_behind", "late", "over_cost", "project_short", "role_short", "skill_short", "spend_off_weight",
     "category_exceeds_tolerance", "tolerance_exceeded", "owners_missing"],
)  # fmt: skip
def test_without_recorded_figures_nothing_is_estimated_and_it_says_why(effects, kind):
    (found,) = effects((kind, "X"))
    assert math.isnan(found.likely)
    assert found.basis.endswith(".")


@pytest.mark.parametrize(
    ("budget", "over", "verdict"), [(100.0, 5.0, "moved"), (100.0, 9.0, "within noise"), (120.0, 5.0, "not measured")]
)
def test_money_over_plan_has_moved_beyond_its_share_of_the_budget_and_only_against_the_same_budget(
    agreed, recorded, budget, over, verdict
):
    def cost(amount, plan):
        row = {"project_id": "P1", "variance_at_completion": -amount, "budget_at_completion": plan}
        return {"earned_value": recorded("earned_value", row)}

    form = agreed({"action_id": "a", "title": "A", "status": "done", "figure": "cost", "figure_of": "P1"})
    gathered = Gathered(cost(over, budget), cost(10.0, 100.0))
    found = check_actions(form, agreed(), gathered, Quarter(2026, 3), METHOD.certainty).iloc[0]
    assert (found["verdict"], found["unit_of_measure"]) == (verdict, "money")
    assert ("plan" in str(found["note"])) == (verdict == "not measured")
