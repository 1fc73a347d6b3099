import math

import pandas as pd
import pytest

from pmobook.assess.scoring import SHARE_RULES
from pmobook.assess.tables import AREA_SCORES, CAPABILITY_SCORES
from pmobook.method.scoring_rules import RULE_NAMES

RATINGS = {"planning": [2, 4], "reporting": [1, 1], "budgets": [4, 4]}


@pytest.fixture(scope="module")
def appraised(assess, see_levels):
    """By the weighted mean: planning 3, reporting 8/3, delivery 2.75; budgets 5."""
    practices = [
        *see_levels("planning", ["full", "full", "large", "partial", "none"]),
        *see_levels("reporting", ["full", "large", "full", "none", "none"]),
        *see_levels("budgets", ["full"] * 5),
    ]
    return assess(RATINGS, practices=practices, instrument="appraisal", rules=RULE_NAMES)


def area(assessment, area_id, rule="weighted_mean", instrument="appraisal"):
    table = assessment.area_scores
    (found,) = table[(table["area_id"] == area_id) & (table["rule"] == rule) & (table["instrument"] == instrument)].to_dict(
        orient="records"
    )
    return found


def test_an_appraisal_that_is_chosen_carries_level_target_and_gap(appraised):
    delivery = area(appraised, "delivery")
    assert (delivery["score"], delivery["level"], delivery["target"], delivery["gap"]) == (2.75, 2, 3, 0.25)
    assert delivery["is_chosen_rule"]
    assert delivery["raters"] == 0
    whole = area(appraised, "overall")
    assert (whole["score"], whole["level"], whole["target"]) == (3.875, 3, 3.5)
    assert math.isnan(whole["low"])


def test_the_other_instrument_stands_beside_the_chosen_one(appraised):
    ratings = area(appraised, "delivery", instrument="survey")
    assert (ratings["score"], ratings["raters"], ratings["is_chosen_rule"]) == (1.5, 2, False)


def test_an_instrument_that_was_not_handed_in_has_rows_only_where_it_is_the_chosen_one(assess):
    got = assess(RATINGS).area_scores
    assert set(got["instrument"]) == {"survey"}
    got = assess(RATINGS, instrument="appraisal")
    chosen = got.area_scores[got.area_scores["is_chosen_rule"]]
    assert chosen["score"].isna().all()
    assert set(chosen["note"]) == {"not assessed: the form practices was not handed in"}
    assert set(got.capability_scores["note"]) == {"not assessed: the form practices was not handed in"}


def test_capabilities_take_the_chosen_instrument_and_show_what_both_say(appraised, row):
    planning = row(appraised.capability_scores, capability_id="planning")
    assert (planning["instrument"], planning["score"], planning["level"]) == ("appraisal", 3, 3)
    assert (planning["self_rating"], planning["evidence_rating"], planning["lowest"], planning["highest"]) == (3, 3, 2, 4)
    assert (planning["practices"], planning["practices_assessed"], planning["practices_evidenced"]) == (5, 5, 3)
    assert row(appraised.capability_scores, capability_id="reporting")["evidence_rating"] == pytest.approx(8 / 3)


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_targets_are_on_the_scale_of_the_rule_and_shares_have_no_level(appraised, rule):
    delivery, whole = area(appraised, "delivery", rule), area(appraised, "overall", rule)
    is_share = rule in SHARE_RULES
    assert delivery["scale_maximum"] == (1 if is_share else 5)
    assert delivery["target"] == pytest.approx(0.6 if is_share else 3)
    assert delivery["gap"] == pytest.approx(delivery["target"] - delivery["score"])
    assert pd.isna(delivery["level"]) == is_share
    assert pd.isna(whole["level"]) == is_share
    if is_share:
        assert whole["target"] == pytest.approx(0.7)


def test_a_share_as_the_chosen_rule_scales_the_targets_of_capabilities_and_their_priority(assess, row):
    got = assess({"planning": [1], "budgets": [4]}, targets={"planning": 4}, rule="service_sophistication")
    planning = row(got.capability_scores, capability_id="planning")
    assert (planning["score"], planning["target"], planning["gap"]) == (0.2, 0.8, 0.6)
    assert planning["priority"] == pytest.approx((1.6**2 - 1) / (2**2 - 1))
    assert planning["priority_band"] == "high"


def test_a_capability_takes_its_own_target_before_that_of_its_area(assess, row):
    got = assess(RATINGS, targets={"delivery": 3, "planning": 5})
    planning, reporting = (row(got.capability_scores, capability_id=one) for one in ("planning", "reporting"))
    assert (planning["target"], planning["gap"]) == (5, 2)
    assert (reporting["target"], reporting["gap"]) == (3, 2)
    budgets = row(got.capability_scores, capability_id="budgets")
    assert math.isnan(budgets["target"])
    assert budgets["priority_band"] == "not assessed"
    assert row(got.area_scores, area_id="delivery")["target"] == 3


def test_a_capability_above_its_target_has_a_negative_gap_and_no_priority(assess, row):
    budgets = row(assess({"budgets": [5]}).capability_scores, capability_id="budgets")
    assert (budgets["gap"], budgets["priority"], budgets["priority_band"]) == (-1, 0, "none")


def test_policy_submitted_leaves_drafts_out_and_they_are_not_assessed_never_none(assess, see, row):
    rows = [see("budgets", level) for level in (1, 4, 5)]
    drafts = [see("budgets", 2, status="draft"), see("budgets", 3, "none", status="returned")]
    budgets = row(
        assess(practices=rows + drafts, instrument="appraisal", counted="submitted").capability_scores, capability_id="budgets"
    )
    assert (budgets["score"], budgets["score_lowest"], budgets["score_highest"]) == (5, 3, 5)
    assert (budgets["practices"], budgets["practices_assessed"]) == (5, 3)
    assert budgets["note"] == "3 of 5 answers assessed; nothing assessed at levels 2 and 3"


@pytest.mark.parametrize(("counts", "score"), [("required", 1 / 3), ("advisory", 1)])
def test_evidence_that_is_required_caps_and_what_is_only_advised_does_not(assess, see, row, counts, score):
    rows = [see("budgets", level, evidence_ids=None) for level in range(1, 6)]
    got = assess(practices=rows, instrument="appraisal", evidence_counts=counts)
    budgets = row(got.capability_scores, capability_id="budgets")
    assert budgets["score"] == pytest.approx(5 * score)
    assert budgets["practices_evidenced"] == 0


def test_instances_that_differ_wait_for_a_person_and_count_as_not_met_until_then(assess, see, row):
    """Full in one project, none in the other: by goals undecided; the judgement on the whole decides."""
    both = [see("budgets", 1, "full", instance="North"), see("budgets", 1, "none", instance="South")]
    above = [see("budgets", level) for level in range(2, 6)]
    undecided = assess(practices=both + above, instrument="appraisal", rule="staged_goals")
    budgets = row(undecided.capability_scores, capability_id="budgets")
    assert (budgets["score"], budgets["score_lowest"], budgets["score_highest"]) == (0, 0, 5)
    assert "1 practice counted as not met until a person decides: projects differ" in budgets["note"]
    decided = assess(practices=[*both, see("budgets", 1, "large"), *above], instrument="appraisal", rule="staged_goals")
    assert row(decided.capability_scores, capability_id="budgets")["score"] == 5


def test_a_significant_weakness_holds_its_level_back_by_goals_and_not_by_practices(assess, see, row):
    rows = [see("budgets", level, significant_weakness="yes" if level == 3 else None) for level in range(1, 6)]
    for rule, score in (("staged_goals", 2), ("cumulative_practices", 5)):
        got = assess(practices=rows, instrument="appraisal", rule=rule)
        assert row(got.capability_scores, capability_id="budgets")["score"] == score


def test_with_intervals_there_is_a_score_only_where_worst_and_best_agree(assess, see_levels, row):
    """Level 2 of planning is not assessed, so that the ladder ends at 1 or at 5; budgets stop at 2 whatever stands above."""
    practices = [
        *[one for one in see_levels("planning", ["full"] * 5) if one["level"] != 2],
        *see_levels("reporting", ["full"] * 5),
        *see_levels("budgets", ["full", "full", "none"]),
    ]
    got = assess(practices=practices, instrument="appraisal", rule="ladder", not_assessed="interval")
    planning, budgets = (row(got.capability_scores, capability_id=one) for one in ("planning", "budgets"))
    assert (planning["score_lowest"], planning["score_highest"]) == (1, 5)
    assert math.isnan(planning["score"])
    assert pd.isna(planning["level"])
    assert math.isnan(planning["gap"])
    assert planning["note"].startswith("not assessed: could be anything from 1 to 5")
    assert (budgets["score"], budgets["level"], budgets["gap"]) == (2, 2, 2)


@pytest.mark.parametrize("policy", ["exclude", "interval"])
def test_too_little_is_never_a_level_nor_held_against_a_target(assess, see, row, policy):
    """One of five practices, and it is not met: the ladder stops at 0 for sure, and yet a fifth was looked at."""
    got = assess(practices=[see("budgets", 1, "none")], instrument="appraisal", rule="ladder", not_assessed=policy)
    for found in (row(got.capability_scores, capability_id="budgets"), row(got.area_scores, area_id="money")):
        assert found["score"] == 0
        assert pd.isna(found["level"])
        assert math.isnan(found["gap"])
        assert "too little assessed to state a level" in found["note"]


def test_a_share_on_too_little_is_not_held_against_a_target_either(assess, row):
    got = assess({"planning": [5], "budgets": [4]}, rule="service_sophistication")
    delivery = row(got.area_scores, area_id="delivery")
    assert delivery["score"] == 1
    assert math.isnan(delivery["gap"])
    assert row(got.area_scores, area_id="money")["gap"] == pytest.approx(0)


@pytest.mark.parametrize("instrument", ["survey", "appraisal"])
def test_in_a_model_of_three_levels_nothing_is_scored_above_three(assess, see_levels, three_levels, instrument):
    ratings = {one: [3] * 5 for one in ("planning", "reporting", "budgets")}
    practices = [one for capability in ratings for one in see_levels(capability, ["full"] * 3)]
    got = assess(ratings, targets={"delivery": 3, "money": 2}, model=three_levels, practices=practices, instrument=instrument)
    for scored in got.area_scores.to_dict(orient="records"):
        top = 1 if scored["rule"] in SHARE_RULES else 3
        assert (scored["score"], scored["scale_maximum"], scored["score_highest"]) == (top, top, top)
        if scored["instrument"] == "survey":
            assert (scored["low"], scored["high"]) == (top, top)
        if top == 3:
            assert scored["level"] == 3
    assert got.sureness.level_probabilities["level"].max() == 3
    assert set(got.area_scores[got.area_scores["area_id"] == "delivery"]["gap"]) == {0.0}


def test_the_interval_of_a_share_lies_around_the_share_in_a_model_of_three_levels(assess, three_levels):
    got = assess({"planning": [1, 2, 3, 2, 1], "reporting": [2] * 5, "budgets": [3] * 5}, model=three_levels).area_scores
    known = got[got["low"].notna()]
    assert len(known) == len(got)
    assert (known["low"] <= known["score"] + 1e-9).all()
    assert (known["score"] <= known["high"] + 1e-9).all()


def test_tables_have_exactly_the_recorded_columns_whatever_was_handed_in(assess, see):
    for got in (assess(), assess(RATINGS), assess(practices=[see("budgets", 1)], instrument="appraisal")):
        assert got.area_scores.dtypes.astype(str).to_dict() == AREA_SCORES
        assert got.capability_scores.dtypes.astype(str).to_dict() == CAPABILITY_SCORES
