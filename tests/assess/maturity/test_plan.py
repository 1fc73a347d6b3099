import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest

from pmobook.assess.scoring import SHARE_RULES, evaluate
from pmobook.assess.tables import IMPROVEMENT_STEPS
from pmobook.method.maturity import MaturityModel
from pmobook.method.scoring_rules import RULE_NAMES

RATINGS = {"planning": [2, 2], "reporting": [1, 1], "budgets": [4, 4]}


@pytest.fixture(scope="module")
def entangled(cases, areas):
    """Return the model in which level 2 of reporting waits for level 5 of budgets, in the other area."""
    given = cases.model_of(areas).model_dump()
    for area in given["areas"]:
        for one in area["capabilities"]:
            for action in one["actions"]:
                if action["action_id"] == "reporting_to_2":
                    action["depends_on"] = [{"capability_id": "budgets", "level": 5}]
    return MaturityModel.model_validate(given)


@pytest.fixture(scope="module")
def without_actions(cases, areas):
    given = cases.model_of(areas).model_dump()
    for area in given["areas"]:
        for one in area["capabilities"]:
            one["actions"] = []
    return MaturityModel.model_validate(given)


def test_the_plan_is_what_the_targets_cost_by_hand(assess):
    """Delivery by the weakest link: planning 2 → 3 (12 days, 3 weeks), reporting 1 → 3 (8 + 12 days, 2 then 3 weeks)."""
    plan = assess(RATINGS, rule="weakest_link").plan
    assert sorted(plan.steps["action_id"]) == ["planning_to_3", "reporting_to_2", "reporting_to_3"]
    assert plan.steps["person_days"].sum() == 32
    assert plan.steps["finish_week"].max() == 5
    assert plan.sentence == (
        "3 actions bring 1 focus area to target: 32 person-days, 5 weeks; no cheaper set of actions reaches them."
    )
    assert plan.steps.dtypes.astype(str).to_dict() == IMPROVEMENT_STEPS


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_under_every_rule_the_plan_reaches_every_areas_target_when_it_is_scored_again(assess, entangled, rule):
    got = assess(RATINGS, targets={"delivery": 3, "money": 5}, rule=rule, model=entangled)
    scores = got.scored.of("survey", rule)
    layout, shares = scores.layout, scores.shares.copy()
    for step in got.plan.steps.itertuples():
        own = layout.capability_of_practice == layout.capabilities.index(step.capability_id)
        shares[own & (layout.level_of_practice == step.level)] = 1
    top = 1 if rule in SHARE_RULES else 5
    after = evaluate(rule, layout, shares)
    assert dict(zip(layout.areas, after.areas >= [3 / 5 * top - 1e-9, top - 1e-9], strict=True)) == {
        "delivery": True, "money": True,
    }  # fmt: skip
    assert got.plan.steps["score_after"].iloc[-1] == pytest.approx(float(after.overall))


def test_what_an_action_waits_for_in_another_area_comes_first(assess, entangled):
    steps = assess(RATINGS, rule="weakest_link", model=entangled).plan.steps
    place = {action: number for number, action in enumerate(steps["action_id"])}
    assert place["budgets_to_5"] < place["reporting_to_2"] < place["reporting_to_3"]
    finish = dict(zip(steps["action_id"], steps["finish_week"], strict=True))
    start = dict(zip(steps["action_id"], steps["start_week"], strict=True))
    assert start["reporting_to_2"] >= finish["budgets_to_5"]


def test_the_plan_begins_the_day_after_the_quarter_and_effort_a_week_stretches_it(assess):
    fast, slow = (assess(RATINGS, rule="weakest_link", days_per_week=days).plan for days in (None, 2))
    assert fast.steps["start"].iloc[0] == pd.Timestamp(dt.date(2026, 10, 1))
    assert fast.steps["finish"].max() == pd.Timestamp(dt.date(2026, 10, 1)) + pd.Timedelta(weeks=5)
    assert slow.steps["finish_week"].max() == 16  # 32 days at 2 a week
    assert "32 person-days, 16 weeks at 2 person-days a week" in slow.sentence
    assert slow.steps["person_days"].sum() == fast.steps["person_days"].sum()


def test_where_every_target_is_reached_nothing_needs_to_be_done(assess, texts):
    got = assess(RATINGS, targets={"delivery": 1, "money": 4})
    assert got.plan.steps.empty
    assert got.plan.sentence == "Everything with a target has reached it: nothing needs to be done for that."
    assert "plan" not in texts(got)


def test_one_action_is_written_as_one(assess):
    plan = assess({"planning": [3], "reporting": [3], "budgets": [3]}).plan
    assert plan.sentence.startswith("1 action brings 1 focus area to target: 16 person-days, 4 weeks;")


def test_what_no_set_of_actions_reaches_is_named_and_the_rest_is_planned(assess, cases, areas):
    given = cases.model_of(areas).model_dump()
    for one in given["areas"][0]["capabilities"]:
        one["actions"] = [action for action in one["actions"] if action["to_level"] < 3]
    model = MaturityModel.model_validate(given)
    plan = assess(RATINGS, targets={"delivery": 3, "money": 5}, rule="weakest_link", model=model).plan
    assert plan.steps["action_id"].tolist() == ["budgets_to_5"]
    assert plan.sentence.startswith("1 action brings 1 focus area to target")
    assert plan.sentence.endswith("No set of actions is enough for Delivery.")
    rest = assess(RATINGS, targets={"delivery": 3, "money": 4}, rule="weakest_link", model=model).plan
    assert rest.sentence == (
        "There is no plan: everything else with a target has reached it. No set of actions is enough for Delivery."
    )
    alone = assess(RATINGS, targets={"delivery": 3}, rule="weakest_link", model=model).plan
    assert alone.sentence == "There is no plan. No set of actions is enough for Delivery."


def test_a_target_for_a_capability_is_planned_for(assess):
    plan = assess(RATINGS, targets={"planning": 4}).plan
    assert plan.steps["capability_id"].unique().tolist() == ["planning"]
    assert "1 capability to target" in plan.sentence


def test_without_a_target_there_is_no_plan_but_the_next_level_of_every_rule(assess):
    plan = assess(RATINGS, targets={}, rules=("weighted_mean", "ladder")).plan
    assert plan.steps.empty
    assert plan.sentence == "There is no plan: no target level is set."
    assert plan.by_rule["rule"].tolist() == ["weighted_mean", "ladder"]


def test_without_answers_or_actions_there_is_no_plan_and_it_says_which(assess, without_actions):
    assert assess().plan.sentence == "There is no plan: nothing is assessed that it could begin from."
    plan = assess(RATINGS, model=without_actions).plan
    assert plan.sentence == "There is no plan: the maturity model names no actions."
    assert plan.by_rule.empty


def test_under_a_share_rule_targets_are_shares_of_the_way_to_the_top(assess):
    """Money stands at 4 of 5: a target of 5 asks for the one level that is missing."""
    plan = assess(RATINGS, targets={"money": 5}, rule="service_sophistication").plan
    assert plan.steps["action_id"].tolist() == ["budgets_to_5"]


def test_what_is_not_assessed_is_planned_for_as_not_met(assess):
    steps = assess({"reporting": [3], "budgets": [4]}, rule="weakest_link").plan.steps
    assert steps["action_id"].tolist() == ["planning_to_1", "planning_to_2", "planning_to_3"]


def test_open_questions_say_why_they_are_open_also_where_a_finding_is_on_a_whole_level(assess, see_levels, see, row):
    practices = [
        *see_levels("planning", ["full"] * 4),
        see("planning", 5, practice_id=None, status="draft"),
        *see_levels("reporting", ["full"] * 4),
        see("reporting", 5, practice_id=None, evidence_ids=None),
        *see_levels("budgets", ["full"] * 5),
    ]
    questions = assess(practices=practices, instrument="appraisal", counted="submitted").plan.questions
    assert dict(zip(questions["practice"], questions["open_because"], strict=True)) == {
        "planning_5a": "draft; only submitted findings count",
        "reporting_5a": "no evidence is named; counts as partial",
    }


def test_where_everything_is_known_nothing_is_open(assess):
    assert assess(RATINGS).plan.questions.empty


def test_a_plan_ends_at_the_highest_level_of_the_model(assess, three_levels):
    plan = assess(
        {"planning": [2], "reporting": [2], "budgets": [2]}, targets={"delivery": 3, "money": 3}, model=three_levels
    ).plan
    assert sorted(plan.steps["action_id"]) == ["budgets_to_3", "planning_to_3", "reporting_to_3"]
    assert plan.steps["score_after"].iloc[-1] == 3
    assert set(plan.by_rule["target"]) <= {3, 1}


def test_the_same_question_has_the_same_plan(ask, assess, entangled):
    more = {"targets": {"delivery": 3, "money": 5}, "rule": "weakest_link", "model": entangled, "days_per_week": 3}
    assert assess(RATINGS, **more).plan.steps.equals(assess(RATINGS, **more).plan.steps)
    assert replace(ask(RATINGS), targets={}).targets == {}
