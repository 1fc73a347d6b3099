import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring import RULE_NAMES, SHARE_RULES, score, score_by_rules
from pmobook.errors import PmobookError, ProblemsFound


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_without_a_single_answer_nothing_is_assessed(rule):
    """An empty list once scored 1.0 in another tool."""
    found = score(rule, pd.DataFrame({"area": [], "capability": [], "rating": []}))
    assert pd.isna(found.overall["score"])
    assert pd.isna(found.overall["level"])
    assert found.overall["note"] == "not assessed: no answers"
    assert found.capabilities.empty
    assert found.areas.empty


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_with_every_rating_missing_nothing_is_assessed_and_anything_is_possible(rule, rated):
    found = score(rule, rated({"a": {"x": None, "y": None}}))
    assert pd.isna(found.overall["score"])
    assert (found.overall["lowest"], found.overall["highest"]) == (0, found.scale_maximum)
    assert found.overall["answers_not_assessed"] == 2


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_scores_come_with_counts_bounds_and_notes(rule, rated):
    found = score(rule, rated({"a": {"x": 3, "y": None}}))
    names = ["area", "capability", "score", "lowest", "highest", "level", "answers", "answers_not_assessed", "not_applicable",
             "weight", "share_assessed", "note"]  # fmt: skip
    assert list(found.capabilities) == names
    assert list(found.areas) == ["area", *names[2:9], "capabilities", "capabilities_assessed", *names[9:]]
    assert list(found.overall.index) == list(found.areas)[1:]
    assert list(found.steps) == ["area", "capability", "level", "practice", "quantity", "value"]
    assert found.scale_maximum == (1 if rule in SHARE_RULES else 5)
    assert found.overall["note"].startswith("1 of 2 capabilities assessed")


def test_a_level_is_the_number_of_whole_levels_reached_and_arithmetic_takes_none_away():
    ratings = pd.DataFrame({"area": "a", "capability": "x", "rating": [0.1 + 0.2] * 10, "scale maximum": 0.5})
    found = score("weighted_mean", ratings.assign(rating=0.3), highest_level=5)
    assert found.overall["score"] == 3
    assert found.overall["level"] == 3
    assert score("weighted_mean", ratings.assign(rating=2.999, **{"scale maximum": 5})).overall["level"] == 2


def test_a_half_finished_assessment_carries_no_level(rated):
    ratings = rated({"a": {"w": 5, "x": None, "y": None}})
    found = score("weighted_mean", ratings)
    assert found.overall["score"] == 5
    assert pd.isna(found.overall["level"])
    assert found.overall["note"] == "1 of 3 capabilities assessed; too little assessed to state a level"
    assert score("weighted_mean", ratings, least_share_for_level=0.3).overall["level"] == 5


def test_half_is_enough_where_half_is_asked_for(rated):
    assert score("weighted_mean", rated({"a": {"x": 4, "y": None}})).overall["level"] == 4


def test_what_is_assessed_is_measured_by_weight(rated):
    found = score("weighted_mean", rated({"a": {"x": 4, "y": None}}).assign(weight=[1, 3]))
    assert found.overall["share_assessed"] == 0.25
    assert pd.isna(found.overall["level"])


def test_too_few_answers_leave_a_capability_not_assessed(rated):
    found = score("weighted_mean", rated({"a": {"x": 4}}), minimum_answers=2)
    assert pd.isna(found.overall["score"])
    assert found.capabilities["note"].tolist() == ["not assessed: 1 answer, at least 2 are asked for"]
    assert (found.overall["lowest"], found.overall["highest"]) == (0, 5)


def test_by_interval_a_score_is_stated_only_if_worst_and_best_agree(practices):
    answers = practices({"x": {1: [1, None], 2: [0]}, "y": {1: [0, None], 2: [1]}})
    found = score("cumulative_practices", answers, not_assessed="interval").capabilities.set_index("capability")
    assert np.isnan(found["score"]["x"])
    assert pd.isna(found["level"]["x"])
    assert found["note"]["x"] == "not assessed: could be anything from 0 to 1; 2 of 3 answers assessed"
    assert found["score"]["y"] == 0


def test_what_does_not_apply_is_left_out_counted_and_not_taken_for_none(practices):
    answers = practices({"x": {1: [1, "not applicable"], 2: [1]}})
    for rule in ("weighted_mean", "cumulative_practices", "coverage_sum"):
        found = score(rule, answers)
        assert (found.overall["score"], found.overall["lowest"], found.overall["highest"]) == (2, 2, 2)
        assert found.overall["not_applicable"] == 1
    assert score("ladder", answers.assign(rating=[1, 0, 1], applicable=[True, False, True])).overall["score"] == 2


def test_partial_evidence_caps_a_level_and_says_so(practices):
    answers = practices({"x": {1: [1], 2: ["full"], 3: [1]}}).assign(evidenced=["yes", "no", "yes"])
    found = score("cumulative_practices", answers)
    assert found.overall["score"] == 1
    assert found.capabilities["note"].tolist() == ["1 answer limited because the evidence is missing or expired"]


def test_ratings_of_practices_and_of_whole_capabilities_can_stand_side_by_side(practices, rated):
    answers = pd.concat([practices({"x": {1: [1], 2: [0.5]}}, area="a"), rated({"a": {"y": 3}})], ignore_index=True)
    found = score("cumulative_practices", answers.assign(scale_maximum=answers["scale_maximum"].fillna(5)))
    assert found.capabilities["score"].tolist() == [1, 3]


def test_an_unknown_rule_is_refused_with_all_ten_and_the_nearest(rated):
    with pytest.raises(PmobookError, match="no scoring rule 'weighted_meen'") as refused:
        score("weighted_meen", rated({"a": {"x": 1}}))
    assert "Did you mean weighted_mean?" in str(refused.value)
    assert all(name in str(refused.value) for name in RULE_NAMES)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"not_assessed": "zero"}, "policy for what is not assessed 'zero': choose exclude or interval"),
        ({"minimum_answers": 0}, "at least 1, since nothing is scored without an answer"),
        ({"least_share_for_level": 50}, "a share from 0 to 1"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(rated, options, words):
    with pytest.raises(PmobookError, match=words):
        score("weighted_mean", rated({"a": {"x": 1}}), **options)


@pytest.mark.parametrize(("weights", "words"), [({}, "no weight of a"), ({"a": -1}, "area_weights, a: found -1")])
def test_area_weights_must_cover_every_area(rated, weights, words):
    with pytest.raises(ProblemsFound, match=words):
        score("weighted_mean", rated({"a": {"x": 1}}), area_weights=weights)


def test_a_level_above_the_highest_is_refused(practices):
    with pytest.raises(ProblemsFound, match="found level 3, expected levels 1 to 2"):
        score("coverage_sum", practices({"x": {3: [1]}}), highest_level=2)


def test_every_rule_at_once_scores_as_each_rule_alone(practices):
    """What rules read in a way of their own (stages, domains, layers, projects) must not reach the others."""
    answers = practices({"x": {1: [1, None], 2: [0.5]}, "y": {1: [0.5, 1], 3: [1]}}).assign(
        instance=["p", "q", "", "p", "q", "p"], layer=["strategic", "", "", "", "tactical", ""], domain=["", "", "d", "", "", ""],
    )  # fmt: skip
    together = score_by_rules(RULE_NAMES, answers, levels_not_seen="not_claimed", area_weights={"governance": 2, "d": 1,
                              "strategic": 1, "tactical": 1})  # fmt: skip
    assert list(together) == list(RULE_NAMES)
    for rule, found in together.items():
        alone = score(rule, answers, levels_not_seen="not_claimed", area_weights={"governance": 2, "d": 1, "strategic": 1,
                      "tactical": 1})  # fmt: skip
        for name in ("capabilities", "areas", "steps"):
            pd.testing.assert_frame_equal(getattr(found, name), getattr(alone, name))
        pd.testing.assert_series_equal(found.overall, alone.overall)


def test_rules_that_group_in_their_own_way_do_so_beside_others(practices):
    answers = practices({"x": {1: [1]}, "y": {1: [0]}}).assign(layer=["strategic", "tactical"], domain=["d", ""])
    found = score_by_rules(["weighted_mean", "service_sophistication", "goal_stage_share"], answers)
    assert [one.areas["area"].tolist() for one in found.values()] == [
        ["governance"],
        ["strategic", "tactical"],
        ["d", "governance"],
    ]


def test_no_rule_gives_no_scores_and_an_unknown_one_among_several_is_refused(rated):
    assert score_by_rules([], rated({"a": {"x": 1}})) == {}
    with pytest.raises(PmobookError, match="no scoring rule 'mean'"):
        score_by_rules(["weighted_mean", "mean"], rated({"a": {"x": 1}}))
