"""Worked by hand: planning 2 and 4, reporting 1 and 1, budgets 4 and 4; and an appraisal, level by level."""

import math

import pytest

from pmobook.assess.maturity.answers import appraise, survey
from pmobook.assess.maturity.scored import LOWEST_COUNTS, area_records, score_answers, target_of_whole
from pmobook.assess.scoring import evaluate
from pmobook.method.scoring_rules import RULE_NAMES

RATINGS = {"planning": [2, 4], "reporting": [1, 1], "budgets": [4, 4]}
# Shares of raters at a level or higher: planning 1, 1, ½, ½, 0; reporting 1, 0, 0, 0, 0; budgets 1, 1, 1, 1, 0.
# delivery (planning weighs 1, reporting 3), money, and the whole (both areas weigh the same)
OF_SURVEY = {
    "weighted_mean": (1.5, 4, 2.75),
    "weakest_link": (1, 4, 1),
    "weakest_link_nearness": (1, 4, 1),
    "cumulative_practices": (1, 4, 1),  # half is partial, so planning holds 2
    "staged_goals": (1, 4, 1),
    "nplf_bands": (1, 4, 1),
    "coverage_sum": (1.5, 4, 2.75),
    "ladder": (1, 4, 1),
    "goal_stage_share": (0.25, 0.8, 0.525),  # (2 of 5 once, 1 of 5 three times) ÷ 4
    "service_sophistication": (0.3, 0.8, 0.55),  # (0.6 + 3 · 0.2) ÷ 4
}
# planning full, full, large, partial, none; reporting full, large, full, none, none; budgets full throughout
OF_APPRAISAL = {
    "weighted_mean": (2.75, 5, 3.875),  # (3 + 3 · 8/3) ÷ 4
    "weakest_link": (8 / 3, 5, 8 / 3),
    "weakest_link_nearness": (8 / 3, 5, 8 / 3),
    "cumulative_practices": (3, 5, 3),
    "staged_goals": (3, 5, 3),
    "nplf_bands": (2, 5, 2),  # level 2 of reporting is large, which holds nothing above it
    "coverage_sum": (2.75, 5, 3.875),
    "ladder": (1, 5, 1),
    "goal_stage_share": (0.6, 1, 0.8),
    "service_sophistication": (0.55, 1, 0.775),
}


@pytest.fixture(scope="module")
def scored(ask, see_levels):
    practices = [
        *see_levels("planning", ["full", "full", "large", "partial", "none"]),
        *see_levels("reporting", ["full", "large", "full", "none", "none"]),
        *see_levels("budgets", ["full"] * 5),
    ]
    return scores_of(ask(RATINGS, practices=practices, rules=RULE_NAMES))


def scores_of(question, **how):
    answers = survey(question, question.responses)
    return score_answers(question, answers, appraise(question, question.practices, question.evidence), 0.5, **how)


@pytest.mark.parametrize("rule", RULE_NAMES)
@pytest.mark.parametrize(("instrument", "expected"), [("survey", OF_SURVEY), ("appraisal", OF_APPRAISAL)])
def test_both_instruments_come_to_what_every_rule_gives_by_hand(scored, instrument, expected, rule):
    found = area_records(scored.of(instrument, rule))
    got = tuple(float(found[area]["score"]) for area in ("delivery", "money", "overall"))
    assert got == pytest.approx(expected[rule], abs=1e-9)


def test_an_instrument_whose_form_was_not_handed_in_has_no_scores(ask, see):
    assert scores_of(ask()).by == {}
    assert set(scores_of(ask(RATINGS)).by) == {"survey"}
    assert set(scores_of(ask(practices=[see("planning", 1)])).by) == {"appraisal"}
    assert scores_of(ask()).of("survey", "weighted_mean") is None


def test_only_the_chosen_rule_and_instrument_are_scored_if_that_is_asked_for(ask, see):
    question = ask(RATINGS, practices=[see("planning", 1)], rule="ladder", rules=RULE_NAMES)
    by = scores_of(question, only_chosen=True).by
    assert {instrument: tuple(rules) for instrument, rules in by.items()} == {"survey": ("ladder",)}


def test_the_appraisal_has_a_weighted_mean_to_compare_ratings_with_even_if_the_model_does_not_offer_it(ask, see):
    by = scores_of(ask(RATINGS, practices=[see("planning", 1)], rule="ladder")).by
    assert set(by["appraisal"]) == {"ladder", "weighted_mean"}
    assert set(by["survey"]) == {"ladder"}


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_the_whole_is_its_lowest_area_under_just_those_rules_that_are_said_to_do_so(scored, rule):
    scores = scored.of("appraisal", rule)
    found = evaluate(rule, scores.layout, scores.shares)
    assert (float(found.overall) == pytest.approx(found.areas.min())) == (rule in LOWEST_COUNTS)


@pytest.mark.parametrize("rule", sorted(LOWEST_COUNTS))
def test_where_the_lowest_area_counts_so_does_its_target_the_highest_of_several(ask, rule):
    model = ask().model
    assert target_of_whole(rule, model, {"delivery": 3, "money": 4}, {"delivery": 2, "money": 5}) == 3
    assert target_of_whole(rule, model, {"delivery": 3, "money": 4}, {"delivery": 2, "money": 2}) == 4
    assert target_of_whole(rule, model, {"delivery": 3, "money": 4}, {"delivery": math.nan, "money": 5}) == 4
    assert math.isnan(target_of_whole(rule, model, {"money": 4}, {"delivery": 2, "money": 5}))


def test_otherwise_the_target_is_the_mean_of_the_assessed_areas_by_weight_if_each_has_one(ask):
    model = ask(areas={"delivery": (3, {"planning": 1}), "money": (1, {"budgets": 1})}).model
    both = {"delivery": 2.0, "money": 5.0}
    assert target_of_whole("weighted_mean", model, {"delivery": 3, "money": 4}, both) == 3.25
    assert target_of_whole("weighted_mean", model, {"delivery": 3}, {**both, "money": math.nan}) == 3
    assert math.isnan(target_of_whole("weighted_mean", model, {"delivery": 3}, both))
    assert target_of_whole("weighted_mean", model, {"delivery": 3, "money": 4}, {}) == 3.25


def test_a_target_for_a_capability_is_none_for_its_area(ask):
    assert math.isnan(target_of_whole("weighted_mean", ask().model, {"planning": 3, "money": 4}, {"delivery": 2, "money": 5}))
