import dataclasses
import datetime as dt

import pandas as pd
import pytest

from pmobook.assess.scoring import appraisal_answers, score
from pmobook.desk.level import standing
from pmobook.desk.policy import Policy, counts, has_valid_evidence, policy_of
from pmobook.desk.sheet import EvidenceRow, Key, PracticeRow
from pmobook.method.maturity import maturity_model
from pmobook.method.scoring_rules import RULE_NAMES
from pmobook.vocabulary import Quarter

MODEL = maturity_model("strategic_pmo")
LAST_DAY = dt.date(2026, 9, 30)
POLICY = Policy("cumulative_practices", "all", "advisory", "exclude", LAST_DAY)
SEEN = {"E1": EvidenceRow("E1", "Register"), "E2": EvidenceRow("E2", "Old policy", expires="2026-09-30")}


def rated(level, finding, **others):
    """Return rows that rate every practice of a level of idea generation alike."""
    rows = [
        PracticeRow("idea_generation", level, practice.practice_id, finding=finding, assessor="Lead assessor", **others)
        for practice in MODEL.practices_of("idea_generation", level)
    ]
    return {row.key: row for row in rows}


def one(level, letter, finding, **others):
    row = PracticeRow("idea_generation", level, f"idea_generation_{level}{letter}", finding=finding, **others)
    return {row.key: row}


def found(rows, **policy):
    return standing(MODEL, rows, SEEN, dataclasses.replace(POLICY, **policy), "idea_generation")


def test_the_practice_that_holds_the_next_level_back_is_named_with_the_reason():
    stood = found({**rated(1, "full"), **rated(2, "full"), **one(2, "b", "partial")})
    assert (stood.capability.sure_level, stood.next_level) == (1, 2)
    assert [(held.practice_id, held.because) for held in stood.held_back_by] == [("idea_generation_2b", "rated partial")]


def test_meeting_what_holds_a_level_back_reaches_it():
    stood = found({**rated(1, "full"), **rated(2, "large")})
    assert (stood.capability.sure_level, stood.next_level) == (2, 3)
    assert {held.because for held in stood.held_back_by} == {"not rated"}
    assert [held.level for held in found({**rated(1, "full"), **rated(2, "large"), **rated(3, "none")}).held_back_by] == [
        3
    ] * len(MODEL.practices_of("idea_generation", 3))


def test_nothing_rated_is_not_assessed_and_every_practice_of_the_first_level_is_missing():
    stood = found({})
    assert stood.capability.score is None
    assert "not assessed" in stood.capability.note
    assert stood.next_level == 1
    assert {held.because for held in stood.held_back_by} == {"not rated"}


def test_the_highest_level_has_no_next():
    rows = {key: row for level in range(1, 6) for key, row in rated(level, "full").items()}
    stood = found(rows)
    assert (stood.capability.level, stood.next_level, stood.held_back_by, stood.would_help) == (5, None, (), ())


def test_a_level_is_stated_only_once_half_is_assessed_and_until_then_the_one_that_is_sure():
    few, enough = rated(1, "full"), {key: row for level in (1, 2, 3) for key, row in rated(level, "full").items()}
    assert (found(few).capability.level, found(few).capability.sure_level) == (None, 1)
    assert found(enough).capability.level == 3


def test_by_an_average_no_single_practice_holds_anything_back_and_the_most_helpful_come_first():
    stood = found({**rated(1, "full"), **rated(2, "none"), **rated(3, "none")}, rule="weighted_mean")
    gains = [held.gain for held in stood.would_help]
    assert stood.held_back_by == ()
    assert gains == sorted(gains, reverse=True)
    assert gains[0] > 0


def test_the_focus_area_waits_for_its_other_capabilities():
    stood = found({**rated(1, "full")})
    assert stood.area_next_level == 1
    assert "idea_generation" not in {held.capability_id for held in stood.area_held_back_by}


def test_what_the_policy_does_not_count_does_not_move_the_level_and_says_why():
    rows = {**rated(1, "full", status="validated"), **one(1, "a", "full", status="draft")}
    assert found(rows).capability.sure_level == 1
    stood = found(rows, counted="validated")
    assert stood.capability.sure_level == 0
    assert [held.because for held in stood.held_back_by] == ["rated full, not counted: draft"]
    assert not counts(rows[Key("idea_generation", 1, "idea_generation_1a")], "validated")


@pytest.mark.parametrize(
    ("status", "counted"),
    [("", {"all", "submitted"}), ("draft", {"all"}), ("returned", {"all"}), ("submitted", {"all", "submitted"}),
     ("validated", {"all", "submitted", "validated"})],
)  # fmt: skip
def test_which_status_counts_by_which_policy(status, counted):
    row = PracticeRow("idea_generation", 1, finding="full", status=status)
    assert {policy for policy in ("all", "submitted", "validated") if counts(row, policy)} == counted


def test_a_met_practice_without_valid_evidence_caps_the_level_where_evidence_is_required():
    rows = {**rated(1, "full", evidence_ids=("E1",)), **one(1, "b", "full", evidence_ids=("E2",))}
    stood = found(rows, evidence="required")
    assert (stood.capability.sure_level, found(rows).capability.sure_level) == (0, 1)
    assert [held.because for held in stood.held_back_by] == ["rated full, counts as partial: its evidence has expired"]
    bare = found({**rows, **one(1, "b", "full")}, evidence="required")
    assert [held.because for held in bare.held_back_by] == ["rated full, counts as partial: no evidence is named"]


def test_evidence_that_expires_on_the_last_day_no_longer_holds():
    row = PracticeRow("idea_generation", 1, finding="full", evidence_ids=("E2", "E9"))
    assert not has_valid_evidence(row, SEEN, LAST_DAY)
    assert has_valid_evidence(row, SEEN, LAST_DAY - dt.timedelta(days=1))


def test_a_judgement_on_a_level_as_a_whole_stands_for_its_practices_without_their_own():
    whole = PracticeRow("idea_generation", 1, finding="full")
    assert found({whole.key: whole}).capability.sure_level == 1
    assert found({whole.key: whole, **one(1, "b", "none")}).held_back_by[0].practice_id == "idea_generation_1b"


def test_by_staged_goals_a_significant_weakness_holds_its_level_back():
    rows = {**rated(1, "full"), **one(1, "a", "full", significant_weakness="yes")}
    stood = found(rows, rule="staged_goals")
    assert [held.because for held in stood.held_back_by] == ["rated full with a significant weakness"]


def test_what_does_not_apply_holds_nothing_back():
    rows = {**rated(1, "full"), **one(1, "b", "not applicable", note="No such projects.")}
    assert found(rows).capability.sure_level == 1


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_every_rule_says_something_and_what_holds_a_level_back_is_never_fully_met(rule):
    stood = found({**rated(1, "full"), **rated(2, "large"), **rated(3, "partial")}, rule=rule)
    assert stood.capability.lowest <= stood.capability.highest
    assert all("rated full" not in held.because for held in (*stood.held_back_by, *stood.would_help))
    assert stood.held_back_by or stood.would_help or stood.next_level is None


def test_the_engagement_says_how_findings_count(engagement):
    policy = policy_of(engagement, "retail", Quarter.parse("2026Q3"))
    assert policy == Policy("cumulative_practices", "all", "advisory", "exclude", LAST_DAY)


def test_the_desk_scores_as_the_assessment_of_the_pack_does():
    """One rule, one set of answers: what the desk shows is what the notebooks will publish."""
    rows = {**rated(1, "full", evidence_ids=("E1",)), **rated(2, "large"), **rated(3, "partial"), **rated(4, "none")}
    frame = pd.DataFrame([row.cells for row in rows.values()]).astype({"level": "int64"})
    evidence = pd.DataFrame({"evidence_id": ["E1"], "expires": pd.to_datetime([None])})
    answers = appraisal_answers(MODEL, frame, evidence=evidence, evidence_policy="required", as_of=LAST_DAY)
    for rule in RULE_NAMES:
        scores = score(rule, answers.ratings, highest_level=5, levels_not_seen="not_claimed")
        whole = scores.capabilities.set_index("capability").loc["idea_generation"]
        shown = found(rows, rule=rule, evidence="required").capability
        assert shown.score == pytest.approx(whole["score"], nan_ok=True)
        assert (shown.lowest, shown.highest) == pytest.approx((whole["lowest"], whole["highest"]))


def test_levels_that_were_not_looked_at_add_nothing_to_an_average():
    """An appraisal that stops at level 3 claims nothing above it; twelve practices of equal weight, seven of them seen."""
    rows = {**rated(1, "full"), **rated(2, "full"), **rated(3, "full")}
    shown = found(rows, rule="weighted_mean").capability
    assert len(rows) == 7
    assert shown.score == pytest.approx(5 * 7 / 12)
    assert (shown.level, shown.sure_level) == (2, 2)


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_a_gain_is_by_how_much_the_score_rises_once_the_practice_is_met_if_nothing_above_is_claimed(rule):
    rows = {**rated(1, "full"), **rated(2, "large"), **rated(3, "none"), **rated(4, "none"), **rated(5, "none")}
    stood = found(rows, rule=rule)
    for held in stood.would_help:
        key = Key(held.capability_id, held.level, held.practice_id)
        after = found({**rows, key: dataclasses.replace(rows[key], finding="full")}, rule=rule).capability
        assert held.gain == pytest.approx(after.score - stood.capability.score, abs=1e-8)


def test_a_practice_of_a_level_that_was_not_looked_at_does_not_seem_to_bring_the_whole_level():
    stopped = {**rated(1, "full"), **rated(2, "full"), **rated(3, "partial")}
    denied = {**stopped, **rated(4, "none"), **rated(5, "none")}
    gains = [{held.practice_id: held.gain for held in found(rows, rule="weighted_mean").would_help} for rows in (stopped, denied)]
    assert gains[0] == pytest.approx(gains[1])
    assert {"idea_generation_4a", "idea_generation_5a"} <= gains[0].keys()


def test_by_an_average_practices_of_higher_levels_can_make_up_for_those_below():
    stood = found({**rated(1, "full"), **rated(2, "none"), **rated(3, "none")}, rule="weighted_mean")
    assert not stood.out_of_reach
    assert {held.level for held in stood.would_help} == {2, 3, 4, 5}
    assert [held.level for held in stood.would_help] == sorted(held.level for held in stood.would_help)


def test_every_unrated_practice_of_the_next_level_holds_it_back_where_none_of_it_was_looked_at():
    stood = found({**rated(1, "full"), **rated(2, "full"), **rated(3, "full")})
    assert (stood.capability.level, stood.next_level) == (3, 4)
    assert [held.practice_id for held in stood.held_back_by] == [
        practice.practice_id for practice in MODEL.practices_of("idea_generation", 4)
    ]
