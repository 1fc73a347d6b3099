"""The plan from end to end: gathered, agreed, chosen, with nothing lost."""

import json

import pandas as pd
import pytest

from pmobook.assess.plan import Gathered, assess_plan
from pmobook.assess.tables import present
from pmobook.inputs.business_unit import BusinessUnit
from pmobook.inputs.engagement_parameters import Improvement
from pmobook.method.improvement_plan import plan_method
from pmobook.method.maturity import maturity_model
from pmobook.vocabulary import Quarter

HOSTILE = "<script>alert('x')</script> =cmd|' /C calc'!A0"


@pytest.fixture
def plan(findings, agreed):
    def make(*form, told=None, effort=5.0, **tables):
        found = findings(
            **(told or {"30_performance": [("target_missed", "M1", "act", "Head of Sales"), ("late", "P1", "watch", "")]})
        )
        return assess_plan(
            Gathered({"findings": found, **tables}, {}), agreed(*form), agreed(), Quarter(2026, 3), plan_method(),
            BusinessUnit(name="Retail", lead="Head of the PMO"), available=Improvement(effort_days=effort),
            model=maturity_model("strategic_pmo"),
        )  # fmt: skip

    return make


def test_what_fits_is_due_at_the_end_of_the_next_quarter_and_has_an_owner(plan):
    found = plan().actions.set_index("action_id")
    assert found["fits"].to_dict() == {"recover_project:P1": True, "recover_measure:M1": False}
    assert found.loc["recover_project:P1", "due_on"] == pd.Timestamp("2026-12-31")
    assert not present(found.loc["recover_measure:M1", "due_on"])
    assert found.loc["recover_measure:M1", "owner"] == "Head of Sales"
    assert json.loads(found.loc["recover_measure:M1", "source_findings"]) == ["30_performance/target_missed:M1"]


def test_an_agreed_action_keeps_its_owner_day_and_effort_and_is_matched_by_the_finding_it_addresses(plan):
    row = {"action_id": "A7", "title": "Call customers", "addresses": "target_missed:M1", "status": "agreed", "owner": "Ann",
           "due_on": pd.Timestamp("2026-11-30"), "effort_days": 8.0}  # fmt: skip
    made = plan(row)
    found = made.actions.set_index("action_id")
    measure = found.loc["recover_measure:M1"]
    assert (measure["owner"], measure["effort_days"], measure["status"], measure["fits"]) == ("Ann", 8.0, "agreed", True)
    assert measure["due_on"] == pd.Timestamp("2026-11-30")
    assert not found.loc["recover_project:P1", "fits"]
    assert "plan_over_effort" in made.findings["finding_id"].tolist()


def test_the_business_units_own_action_stands_beside_and_hostile_text_stays_text(plan):
    found = plan({"action_id": "own1", "title": HOSTILE, "status": "under way"}).actions.set_index("action_id")
    assert found.loc["own1", "title"] == HOSTILE
    assert found.loc["own1", "fits"]
    assert found.loc["own1", "note"] == "Its effort isn't assessed and counts as nothing."


def test_without_an_effort_nothing_is_chosen_and_it_is_said(plan):
    made = plan(effort=None)
    assert made.actions["fits"].isna().all()
    assert "nobody has said how much effort there is" in made.headline
    assert "effort_not_set" in made.findings["finding_id"].tolist()


def test_a_measure_short_of_its_target_says_by_how_much(plan, recorded):
    measure = {"measure_id": "M1", "title": "Sales", "value": 7.0, "target": 5.0, "better": "lower", "unit_of_measure": "days"}
    found = plan(measure_status=recorded("measure_status", measure)).actions.set_index("action_id").loc["recover_measure:M1"]
    assert found["title"] == "Bring 'Sales' to its target"
    assert (found["effect_kind"], found["effect_high"], found["effect_unit_of_measure"]) == ("measure", 2.0, "days")
    assert found["effect_low"] < found["effect_likely"] < found["effect_high"]


def test_with_nothing_gathered_nothing_is_planned_or_recorded(agreed):
    made = assess_plan(
        Gathered({}, {}), agreed(), agreed(), Quarter(2026, 3), plan_method(), BusinessUnit(name="Retail"),
        available=Improvement(), model=maturity_model("strategic_pmo"),
    )  # fmt: skip
    assert made.tables == {}
    assert made.headline == "There is nothing to plan for Retail: no results of this quarter are recorded yet"
