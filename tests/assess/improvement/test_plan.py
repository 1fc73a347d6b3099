"""The cheapest plan for several focus areas at once."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pmobook.assess.improvement import cheapest_path_from, cheapest_plan
from pmobook.assess.improvement import plan as plan_module
from pmobook.assess.improvement.programme import Solution
from pmobook.assess.scoring import SHARE_RULES, score
from pmobook.errors import PmobookError
from pmobook.method.scoring_rules import RULE_NAMES


def standing(budget=("yes", "no", "no"), roadmaps=("yes", "yes", "no"), risk=("yes", "no", "no"), **more):
    """Return layout and shares of three capabilities in two areas, one practice a level, three levels."""
    answers = {("finance", "budget"): budget, ("portfolio", "roadmaps"): roadmaps, ("portfolio", "risk"): risk}
    rows = [
        {"area": area, "capability": capability, "level": level, "practice": f"{capability}_{level}", "rating": answer, **more}
        for (area, capability), given in answers.items()
        for level, answer in enumerate(given, start=1)
    ]
    found = score("weighted_mean", pd.DataFrame(rows))
    return found.layout, found.shares


def action(capability, level, days, weeks=1, depends_on=()):
    return {
        "action_id": f"{capability}_to_{level}", "capability": capability, "level": level, "person_days": days,
        "weeks": weeks, "depends_on": list(depends_on), "title": f"Bring {capability} to level {level}",
    }  # fmt: skip


@pytest.fixture
def actions():
    """Both areas at level 2 by the weakest link: budget waits for risk, which portfolio needs anyway."""
    return pd.DataFrame(
        [
            action("budget", 2, 10, 4, [("risk", 2)]), action("budget", 3, 30, 8),
            action("roadmaps", 3, 6, 2), action("risk", 2, 8, 3), action("risk", 3, 12, 5),
        ]
    )  # fmt: skip


BOTH = {"finance": 2, "portfolio": 2}


def test_what_two_areas_both_need_is_paid_for_once(actions):
    """Alone, finance costs 10 + 8 days and portfolio 8; together 18 and not 26."""
    alone = [cheapest_path_from(*standing(), actions, "weakest_link", 2, area=area).person_days for area in BOTH]
    plan = cheapest_plan(*standing(), actions, "weakest_link", BOTH)
    assert alone == [18, 8]
    assert (plan.person_days, plan.weeks, plan.is_proven, plan.gap) == (18, 7, True, 0)
    assert plan.steps["action_id"].tolist() == ["risk_to_2", "budget_to_2"]
    assert plan.steps["starts_after"].tolist() == ["", "risk_to_2"]
    assert (plan.score_before, plan.score_after) == (1, 2)


def test_an_area_above_its_target_does_not_make_up_for_another(actions):
    plan = cheapest_plan(*standing(roadmaps=("yes", "yes", "yes")), actions, "weighted_mean", {"finance": 2, "portfolio": 2})
    assert plan.reached == ("portfolio",)
    assert set(plan.steps["action_id"]) == {"risk_to_2", "budget_to_2"}


def test_the_score_after_each_step_is_that_of_the_whole(actions):
    steps = cheapest_plan(*standing(), actions, "weighted_mean", BOTH).steps
    assert steps["action_id"].tolist() == ["risk_to_2", "budget_to_2"]
    assert steps["score_after"].tolist() == pytest.approx([5 / 3, 2])
    assert steps["person_days_so_far"].tolist() == [8, 18]


def test_where_every_target_is_reached_there_is_nothing_to_do(actions):
    plan = cheapest_plan(*standing(), actions, "weakest_link", {"finance": 1, "portfolio": 1})
    assert plan.steps.empty
    assert (plan.person_days, plan.weeks, plan.reached, dict(plan.out_of_reach)) == (0, 0, ("finance", "portfolio"), {})
    assert plan.score_before == plan.score_after == 1


def test_without_targets_there_is_nothing_to_do(actions):
    assert cheapest_plan(*standing(), actions, "weakest_link", {}).steps.empty


def test_an_area_out_of_reach_is_named_with_its_reason_and_the_others_are_planned_all_the_same(actions):
    without = actions[actions["action_id"] != "budget_to_3"]
    plan = cheapest_plan(
        *standing(), without, "weakest_link", {"finance": 3, "portfolio": 2}, titles={"budget": "Budget management"}
    )
    assert list(plan.out_of_reach) == ["finance"]
    assert "No action brings Budget management to level 3." in plan.out_of_reach["finance"]
    assert plan.steps["action_id"].tolist() == ["risk_to_2"]


def test_dates_and_pace_follow_from_the_start_and_the_days_a_week(actions):
    """8 days at 2 a week take 4 weeks instead of 3; budget waits for it and takes 5 instead of 4."""
    plan = cheapest_plan(*standing(), actions, "weakest_link", BOTH, days_per_week=2, start="2026-10-01")
    assert plan.steps["start_week"].tolist() == [0, 4]
    assert plan.weeks == 9
    assert plan.steps["start"].tolist() == [pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-29")]
    assert plan.steps["finish"].tolist() == [pd.Timestamp("2026-10-29"), pd.Timestamp("2026-12-03")]
    assert cheapest_plan(*standing(), actions, "weakest_link", BOTH).steps["start"].isna().all()


def test_what_is_not_assessed_counts_as_not_met(actions):
    plan = cheapest_plan(*standing(budget=("yes", None, "no")), actions, "ladder", {"finance": 2})
    assert "budget_to_2" in set(plan.steps["action_id"])


def test_the_order_of_actions_and_targets_changes_nothing(actions):
    first = cheapest_plan(*standing(), actions, "weighted_mean", BOTH)
    second = cheapest_plan(*standing(), actions[::-1], "weighted_mean", dict(reversed(BOTH.items())))
    pd.testing.assert_frame_equal(first.steps, second.steps)


def test_wrong_choices_are_refused_in_words(actions):
    with pytest.raises(PmobookError, match=r"no focus area finances\. Did you mean finance"):
        cheapest_plan(*standing(), actions, "weakest_link", {"finances": 2})
    with pytest.raises(PmobookError, match="no scoring rule 'mean'"):
        cheapest_plan(*standing(), actions, "mean", BOTH)
    with pytest.raises(PmobookError, match="0 person-days a week can't be planned with"):
        cheapest_plan(*standing(), actions, "weakest_link", BOTH, days_per_week=0)
    with pytest.raises(PmobookError, match="Write it as 2026-10-01"):
        cheapest_plan(*standing(), actions, "weakest_link", BOTH, start="1 October")
    with pytest.raises(PmobookError, match="The target of finance is no score"):
        cheapest_plan(*standing(), actions, "weakest_link", {"finance": math.nan, "portfolio": 2})


def test_a_plan_that_does_not_hold_when_scored_is_an_error_never_a_result(actions, monkeypatch):
    monkeypatch.setattr(plan_module.Programme, "solve", lambda _: Solution((), is_proven=True, gap=0.0))
    with pytest.raises(RuntimeError, match="does not reach its targets when it is scored"):
        cheapest_plan(*standing(), actions, "weakest_link", BOTH)


def test_best_practices_that_need_others_can_be_planned_for_one_area_at_a_time(actions):
    layout, shares = standing()
    entangled = replace(layout, needs=((1, 8),))
    with pytest.raises(PmobookError, match="one focus area at a time"):
        cheapest_plan(entangled, shares, actions, "goal_stage_share", {"finance": 1, "portfolio": 1})
    plan = cheapest_plan(entangled, shares, actions, "goal_stage_share", {"finance": 2 / 3})
    assert not plan.out_of_reach


@pytest.mark.parametrize("rule", RULE_NAMES)
@pytest.mark.parametrize("seed", range(10))
def test_no_set_of_actions_is_cheaper_by_trying_all_of_them(rule, seed, draw, enumerate_sets):
    """Every set that can be carried out is scored; the plan is the cheapest of those that bring each area to its target."""
    case = draw(seed)
    case = replace(case, layout=replace(case.layout, needs=()))
    tried = enumerate_sets(case, rule)
    chance = np.random.default_rng(seed)
    top = 1 if rule in SHARE_RULES else 3
    targets = {area: round(float(chance.uniform(0.2, 0.9)) * top, 1) for area in case.layout.areas}
    plan = cheapest_plan(case.layout, case.shares, case.actions, rule, targets)

    best = {area: np.nanmax(tried.scores(area), initial=-math.inf) for area in targets}
    assert set(plan.out_of_reach) == {area for area, target in targets.items() if best[area] < target - 1e-9}
    aimed = [area for area in targets if area not in plan.out_of_reach]
    reached = np.logical_and.reduce(
        [tried.scores(area) >= targets[area] - 1e-9 for area in aimed], initial=True, axis=0
    ) & np.ones(len(tried.sets), dtype=bool)
    cheapest = min(tried._cost(tried.sets[place]) for place in np.flatnonzero(reached))
    assert plan.is_proven
    assert tried.cost_of(plan.steps["action_id"]) == cheapest
    assert plan.person_days == pytest.approx(cheapest[0])


def test_the_cases_drawn_hold_several_areas_with_something_to_do_and_some_that_are_out_of_reach(draw):
    seen = {"several areas": 0, "steps": 0, "out of reach": 0, "dependencies between areas": 0}
    for seed in range(10):
        case = draw(seed)
        layout = replace(case.layout, needs=())
        area_of = dict(zip(layout.capabilities, layout.area_of_capability.tolist(), strict=True))
        across = [
            row for row in case.actions.to_dict(orient="records")
            if any(area_of.get(one) != area_of.get(row["capability"]) for one, _ in row["depends_on"])
        ]  # fmt: skip
        plan = cheapest_plan(layout, case.shares, case.actions, "weighted_mean", dict.fromkeys(layout.areas, 2.2))
        seen["several areas"] += len(layout.areas) > 1
        seen["steps"] += len(plan.steps) > 1
        seen["out of reach"] += len(plan.out_of_reach) > 0
        seen["dependencies between areas"] += len(across) > 0
    assert min(seen.values()) >= 1, seen


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_a_capability_may_have_a_target_of_its_own(rule):
    """Budget and risk hold level 1, roadmaps level 2: only roadmaps' own target asks for anything, only its action is taken."""
    layout, shares = standing()
    actions = pd.DataFrame([action(one, level, 5 * level) for one in ("budget", "roadmaps", "risk") for level in (1, 2, 3)])
    top = 1 if rule in SHARE_RULES else 3
    found = cheapest_plan(layout, shares, actions, rule, {"portfolio": 0.0, "roadmaps": float(top)})
    assert found.steps["action_id"].tolist() == ["roadmaps_to_3"]
    assert found.reached == ("portfolio",)


def test_area_and_capability_may_ask_together():
    layout, shares = standing()
    actions = pd.DataFrame([action(one, level, 5 * level) for one in ("budget", "roadmaps", "risk") for level in (1, 2, 3)])
    found = cheapest_plan(layout, shares, actions, "weakest_link", {"portfolio": 2.0, "roadmaps": 3.0, "budget": 9.0})
    assert sorted(found.steps["action_id"]) == ["risk_to_2", "roadmaps_to_3"]
    assert list(found.out_of_reach) == ["budget"]
