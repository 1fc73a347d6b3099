"""The cheapest path on a PMO small enough to check by hand."""

import math

import pandas as pd
import pytest

from pmobook.assess.improvement import actions_of, cheapest_path, next_level_paths
from pmobook.assess.improvement import path as path_module
from pmobook.assess.improvement.programme import Solution
from pmobook.assess.scoring import score
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.method.maturity import maturity_model
from pmobook.method.scoring_rules import RULE_NAMES


def pmo(budget=("yes", "no", "no"), roadmaps=("yes", "yes", "no"), risk=("yes", "no", "no")):
    """Three capabilities in two areas, one practice a level, three levels."""
    answers = {("finance", "budget"): budget, ("portfolio", "roadmaps"): roadmaps, ("portfolio", "risk"): risk}
    return pd.DataFrame(
        [
            {"area": area, "capability": capability, "level": level, "practice": f"{capability}_{level}", "rating": answer}
            for (area, capability), given in answers.items()
            for level, answer in enumerate(given, start=1)
        ]
    )


def action(capability, level, days, weeks=1, depends_on=(), suffix=""):
    return {
        "action_id": f"{capability}_to_{level}{suffix}", "capability": capability, "level": level, "person_days": days,
        "weeks": weeks, "depends_on": list(depends_on), "title": f"Bring {capability} to level {level}",
    }  # fmt: skip


@pytest.fixture
def actions():
    return pd.DataFrame(
        [
            action("budget", 2, 10, 4), action("budget", 3, 30, 8),
            action("roadmaps", 3, 6, 2, [("risk", 2)]),
            action("risk", 2, 8, 3), action("risk", 3, 12, 5),
        ]
    )  # fmt: skip


def test_the_weakest_link_asks_for_every_capability_below_the_target(actions):
    """Budget and risk stand at 1, roadmaps at 2: to reach 2, both lower ones move, for 10 + 8 days."""
    path = cheapest_path(pmo(), actions, "weakest_link", 2)
    assert (path.score_before, path.score_after, path.person_days, path.weeks) == (1, 2, 18, 4)
    assert path.actions == ("risk_to_2", "budget_to_2")
    assert path.is_proven
    assert "with 2 actions, 18 person-days and 4 weeks; no cheaper set of actions exists" in path.note


def test_the_weighted_mean_takes_the_cheapest_gains_and_what_they_wait_for(actions):
    """From 4 of 9 levels to 6 of 9: roadmaps to 3 costs 6 but waits for risk at 2 (8); budget to 2 would cost 10."""
    path = cheapest_path(pmo(), actions, "weighted_mean", 2)
    assert path.score_before == pytest.approx(4 / 3)
    assert (path.person_days, path.actions) == (14, ("risk_to_2", "roadmaps_to_3"))
    assert path.steps["starts_after"].tolist() == ["", "risk_to_2"]
    assert path.steps["score_after"].tolist() == pytest.approx([5 / 3, 2])
    assert path.steps["person_days_so_far"].tolist() == [8, 14]
    assert "needed before: Bring roadmaps to level 3" in path.steps["reason"].iloc[0]


def test_a_higher_level_can_raise_the_weakest_mean_where_the_lower_one_is_partly_met():
    """Risk is met by 0.6 at level 2, which is enough to build on: level 3 then lifts the mean above 2 more cheaply."""
    actions = pd.DataFrame([action("risk", 2, 20), action("risk", 3, 5)])
    ratings = pmo(budget=(1, 1, 1), roadmaps=(1, 1, 1), risk=(1, 0.6, 0)).assign(scale_maximum=1)
    path = cheapest_path(ratings, actions, "weakest_link", 2, highest_level=3)
    assert (path.actions, path.score_after) == (("risk_to_3",), pytest.approx(2.6))


def test_of_alternatives_the_cheaper_is_taken_then_the_quicker_then_the_first_by_id(actions):
    def chosen(*alternatives):
        return cheapest_path(pmo(), pd.concat([actions, pd.DataFrame(alternatives)]), "weakest_link", 2).actions

    assert "risk_to_2_cheap" in chosen(action("risk", 2, 7, 9, suffix="_cheap"))
    assert "risk_to_2_quick" in chosen(action("risk", 2, 8, 2, suffix="_quick"))
    assert "risk_to_2" in chosen(action("risk", 2, 8, 3, suffix="_same"))


def test_an_area_alone_takes_along_what_it_depends_on_elsewhere():
    actions = pd.DataFrame([action("budget", 2, 4, depends_on=[("risk", 2)]), action("risk", 2, 8), action("roadmaps", 3, 1)])
    path = cheapest_path(pmo(), actions, "weighted_mean", 2, area="finance")
    assert path.actions == ("risk_to_2", "budget_to_2")
    assert (path.score_before, path.score_after) == (1, 2)


def test_a_target_that_is_reached_needs_nothing(actions):
    path = cheapest_path(pmo(), actions, "weakest_link", 1)
    assert (path.is_reached, path.is_reachable, path.person_days, path.weeks, len(path.steps)) == (True, True, 0, 0, 0)
    assert "has reached 1.0 already: nothing is needed" in path.note


def test_out_of_reach_names_the_capability_and_level_without_an_action(actions):
    without = actions.loc[actions["action_id"] != "budget_to_3"]
    path = cheapest_path(pmo(), without, "weakest_link", 3, titles={"budget": "Budget management"})
    assert not path.is_reachable
    assert math.isnan(path.person_days)
    assert path.score_after == 2
    assert "all actions together lead to 2.0" in path.note
    assert "No action brings Budget management to level 3." in path.note


def test_out_of_reach_names_what_an_action_waits_for():
    actions = pd.DataFrame([action("budget", 2, 4, depends_on=[("benefits", 2)]), action("risk", 2, 8)])
    path = cheapest_path(pmo(), actions, "weakest_link", 2)
    assert "(budget, level 2) waits for benefits at level 2, which can't be reached" in path.note


def test_what_is_not_assessed_counts_as_not_met_and_is_said(actions):
    ratings = pmo(risk=("yes", None, "no"))
    path = cheapest_path(ratings, actions, "ladder", 2)
    assert "risk_to_2" in path.actions
    assert path.not_assessed == 1
    assert "1 practice is not assessed and counted as not met" in path.note


def test_a_significant_weakness_holds_its_level_back_until_an_action_deals_with_it(actions):
    ratings = pmo(budget=("yes", "yes", "no"), risk=("yes", "yes", "no"))
    ratings["significant_weakness"] = [name == "budget_2" for name in ratings["practice"]]
    path = cheapest_path(ratings, actions, "staged_goals", 2)
    assert (path.score_before, path.score_after, path.actions) == (1, 2, ("budget_to_2",))


def test_best_practices_that_need_others_are_counted_with_them(actions):
    """Budget at level 2 counts only once roadmaps at level 3 does, so one best practice more costs risk at 2 alone."""
    ratings = pmo()
    ratings["depends_on"] = ["roadmaps:3" if name == "budget_2" else "" for name in ratings["practice"]]
    path = cheapest_path(ratings, actions.assign(person_days=[1, 30, 6, 8, 12]), "goal_stage_share", 5 / 9)
    assert path.actions == ("risk_to_2",)


def test_the_order_of_rows_changes_nothing(actions):
    first = cheapest_path(pmo(), actions, "weighted_mean", 2.5)
    second = cheapest_path(pmo().sample(frac=1, random_state=3), actions.sample(frac=1, random_state=4), "weighted_mean", 2.5)
    pd.testing.assert_frame_equal(first.steps, second.steps)


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_the_score_that_is_promised_is_the_score_that_the_rule_gives_afterwards(rule, actions):
    path = cheapest_path(pmo(), actions, rule, 0.5 if rule in {"goal_stage_share", "service_sophistication"} else 2)
    after = pmo()
    for step in path.steps.itertuples():
        after.loc[(after["capability"] == step.capability) & (after["level"] == step.level), "rating"] = "yes"
    assert score(rule, after).overall["score"] == pytest.approx(path.score_after)
    assert path.score_after >= path.target


def test_dates_follow_from_the_start_and_the_days_a_week(actions):
    """18 days at 4 a week: risk takes 2.67 a week for 3 weeks, budget 2.5 for 4, so budget waits for risk."""
    path = cheapest_path(pmo(), actions, "weakest_link", 2, days_per_week=4, start="2026-10-01")
    assert path.steps["start_week"].tolist() == [0, 3]
    assert path.steps["start"].tolist() == [pd.Timestamp("2026-10-01"), pd.Timestamp("2026-10-22")]
    assert path.steps["finish"].tolist() == [pd.Timestamp("2026-10-22"), pd.Timestamp("2026-11-19")]
    assert path.weeks == 7


def test_all_rules_stand_side_by_side_with_their_next_level(actions):
    paths = next_level_paths(pmo(), actions).set_index("rule")
    assert tuple(paths.index) == RULE_NAMES
    assert paths.loc["weakest_link", ["score", "target", "person_days", "weeks"]].tolist() == [1, 2, 18, 4]
    assert paths.loc["weighted_mean", "target"] == 2
    assert paths.loc["goal_stage_share", "target"] == pytest.approx(2 / 3)
    to_three = next_level_paths(pmo(), actions, target=3, rules=["weakest_link", "service_sophistication"])
    assert to_three["target"].tolist() == [3, 1]
    assert to_three["person_days"].tolist() == [66, 66]


def test_a_path_that_does_not_hold_when_scored_is_an_error_never_a_result(actions, monkeypatch):
    monkeypatch.setattr(path_module.Programme, "solve", lambda _: Solution((), is_proven=True, gap=0.0))
    with pytest.raises(RuntimeError, match="weakest_link does not reach its target when it is scored"):
        cheapest_path(pmo(), actions, "weakest_link", 2)


def test_wrong_choices_are_refused_in_words(actions):
    with pytest.raises(PmobookError, match=r"no focus area finances\. Did you mean finance"):
        cheapest_path(pmo(), actions, "weighted_mean", 2, area="finances")
    with pytest.raises(PmobookError, match="no scoring rule 'mean'"):
        cheapest_path(pmo(), actions, "mean", 2)
    with pytest.raises(PmobookError, match="0 person-days a week can't be planned with"):
        cheapest_path(pmo(), actions, "weighted_mean", 2, days_per_week=0)
    with pytest.raises(PmobookError, match="Write it as 2026-10-01"):
        cheapest_path(pmo(), actions, "weighted_mean", 2, start="1 October")
    with pytest.raises(PmobookError, match="The target nan is no score"):
        cheapest_path(pmo(), actions, "weighted_mean", math.nan)
    twice = pd.concat([pmo(), pmo().assign(area="other")])
    with pytest.raises(PmobookError, match="more than one area has budget, risk, roadmaps"):
        cheapest_path(twice, actions, "weighted_mean", 2)
    with pytest.raises(ProblemsFound, match="person_days: found '-1'"):
        cheapest_path(pmo(), actions.assign(person_days=-1), "weighted_mean", 2)


def test_the_models_own_actions_are_a_table_of_actions():
    table = actions_of(maturity_model("strategic_pmo"))
    assert list(table.columns) == ["action_id", "capability", "level", "person_days", "weeks", "depends_on", "title"]
