"""What an anonymous survey must not tell, of too few people, anywhere."""

import dataclasses
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.maturity.answers import survey
from pmobook.assess.maturity.sureness import how_sure
from pmobook.errors import PmobookError
from pmobook.method.scoring_rules import RULE_NAMES

SEVEN = {"planning": [1, 2, 3, 4, 5, 3, 2], "reporting": [2, 2, 3, 3, 4, 1, 5]}
ROLES = ("Executive", "Executive", "Executive", "PMO", "PMO", "PMO", "PMO")
RULES = ("weighted_mean", "weakest_link")


@pytest.fixture(scope="module")
def anonymous(assess):
    def run(ratings, **more):
        return assess(ratings, **{"anonymous": True, "minimum_group": 5, "rules": RULES, **more})

    return run


def told(assessment):
    """Return every table that is recorded, and what else is shown, as one text."""
    shown = {
        **assessment.tables,
        "workings": assessment.workings,
        "comparison": assessment.comparison.areas,
        "questions": assessment.plan.questions,
        "by_rule": assessment.plan.by_rule,
        "without": assessment.sureness.without_straight_liners,
        **{f"{instrument} {rule}": pd.concat([scores.steps, scores.capabilities, scores.areas])
           for instrument, by in assessment.scored.by.items() for rule, scores in by.items()},
    }  # fmt: skip
    return {name: table.to_json(orient="split", date_format="iso") for name, table in shown.items()} | {
        "sentences": assessment.headline + assessment.plan.sentence + assessment.sureness.note
    }


@settings(deadline=None, max_examples=6)
@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=4))
def test_nothing_anywhere_depends_on_what_fewer_than_the_minimum_group_said(anonymous, few):
    """Nor on how many they were: no score, rating, count, agreement, gap or working can then tell of them."""
    assert told(anonymous({**SEVEN, "budgets": few}, roles=ROLES)) == told(anonymous({**SEVEN, "budgets": [0]}, roles=ROLES))


def test_who_answered_only_what_is_hidden_is_not_counted_either(anonymous):
    more = {**SEVEN, "budgets": [None] * 7 + [3] * 4}
    assert told(anonymous(more, roles=ROLES)) == told(anonymous({**SEVEN, "budgets": [1]}, roles=ROLES))


def test_what_is_hidden_has_a_row_that_says_so(anonymous, row):
    got = anonymous({**SEVEN, "budgets": [4, 4]})
    budgets = row(got.capability_scores, capability_id="budgets")
    empty = ("score", "level", "low", "high", "score_lowest", "score_highest", "gap", "priority", "raters",
             "answers_not_assessed", "lowest", "highest", "self_rating")  # fmt: skip
    unbounded = {"score_lowest", "score_highest"}
    assert all(pd.isna(budgets[name]) for name in set(empty) - unbounded)
    assert (budgets["score_lowest"], budgets["score_highest"]) == (0, 5)
    assert budgets["note"] == "not shown: fewer than 5 people rated it"
    money = row(got.area_scores, area_id="money", rule="weighted_mean")
    assert all(pd.isna(money[name]) for name in ("score", "level", "low", "high", "probability", "gap", "raters"))
    assert row(got.workings, capability_id="budgets")["ratings"] == ""
    assert "budgets" not in set(got.sureness.level_probabilities["capability_id"])


def test_exactly_the_minimum_group_is_shown_but_never_a_single_rating(anonymous, row):
    got = anonymous({"budgets": [4, 4, 5, 3, None, 4]})
    budgets = row(got.capability_scores, capability_id="budgets")
    assert (budgets["score"], budgets["raters"], budgets["self_rating"]) == (4, 5, 4)
    assert pd.isna(budgets["answers_not_assessed"])
    assert budgets["note"] == ""
    assert pd.isna(budgets["lowest"])
    assert pd.isna(budgets["highest"])
    assert set(got.workings["ratings"]) == {""}


def test_with_names_single_ratings_stay_in_the_workings(assess, row):
    got = assess({"budgets": [4, 2]})
    assert json.loads(row(got.workings, capability_id="budgets")["ratings"]) == [2, 4]


def test_where_everything_is_hidden_every_table_says_why(anonymous):
    got = anonymous({"planning": [3] * 4, "budgets": [1] * 3})
    assert got.area_scores["score"].isna().all()
    assert got.area_scores["raters"].isna().all()
    assert set(got.area_scores["note"]) == {"not shown: no capability is rated by 5 people or more"}
    assert set(got.capability_scores["note"]) == {"not shown: fewer than 5 people rated it"}
    assert got.sureness.agreement.empty
    assert got.sureness.perception_gaps.empty


def test_agreement_that_rests_on_fewer_people_than_the_minimum_group_is_not_stated(anonymous, row):
    """Two capabilities of one area, each rated by five, only three of them the same: nothing may rest on those three."""
    ratings = {"planning": [1, 2, 3, 4, 5, None, None], "reporting": [None, None, 3, 2, 5, 1, 4]}
    table = anonymous(ratings).sureness.agreement
    cronbach = row(table, area_id="delivery", statistic="cronbach_alpha")
    assert pd.isna(cronbach["value"])
    assert pd.isna(cronbach["raters"])
    assert cronbach["note"] == "not shown: fewer than 5 people answered"
    assert row(table, area_id="delivery", statistic="krippendorff_alpha")["raters"] == 7
    assert (table["raters"].isna() | (table["raters"] >= 5)).all()


def test_a_perception_gap_needs_enough_people_on_both_sides_and_its_note_counts_nobody(anonymous):
    table = anonymous({**SEVEN, "budgets": [4] * 7}, roles=ROLES).sureness.perception_gaps
    assert set(table["perspective"]) == {"executive"}
    assert table[["gap", "low", "high", "raters", "raters_of_pmo"]].isna().all(axis=None)
    assert set(table["note"]) == {"not shown: fewer than 5 people answered, or what fewer answered could be worked out"}


def test_a_group_is_hidden_too_where_a_smaller_one_could_be_worked_out_from_it(anonymous):
    """Six executives, five of the PMO, one sponsor: all less executives and PMO would leave the sponsor."""
    roles = ("Executive",) * 6 + ("PMO",) * 5 + ("Sponsor",)
    ratings = {one: [4] * 6 + [2] * 5 + [0] for one in ("planning", "reporting", "budgets")}
    hidden = anonymous(ratings, roles=roles).sureness.perception_gaps
    assert hidden["gap"].isna().all()
    assert not hidden["note"].str.contains("1 person").any()
    shown = anonymous({one: given[:11] for one, given in ratings.items()}, roles=roles[:11]).sureness.perception_gaps
    assert set(shown["gap"]) == {2.0}
    assert set(shown["raters"]) == {6}


MANY = {f"capability_{place}": 1 for place in range(6)}


def straight(people, others):
    """Return ratings of six capabilities: people who give 1 throughout, and others who do not."""
    return {one: [1] * people + [(place + who) % 4 + 1 for who in range(others)] for place, one in enumerate(MANY)}


@pytest.mark.parametrize(
    ("people", "others", "is_told"), [(1, 6, False), (4, 6, False), (5, 4, False), (5, 5, True), (6, 0, True)]
)
def test_straight_lining_is_told_only_of_enough_people_beside_enough_others(anonymous, texts, people, others, is_told):
    """With the scores with and without one person, that person's ratings could be worked out."""
    got = anonymous(straight(people, others), areas={"delivery": (1, MANY)})
    assert ("straight_lining" in texts(got)) == is_told
    assert (got.sureness.patterns is not None) == is_told
    assert got.sureness.without_straight_liners.empty != is_told


def test_with_names_straight_lining_is_told_of_one_person(assess, texts):
    got = assess(straight(1, 6), areas={"delivery": (1, MANY)})
    assert texts(got)["straight_lining"].startswith("1 person of 7 gave the same rating to everything; without them")


def test_findings_and_sentences_name_no_number_of_people_below_the_minimum_group(anonymous):
    got = anonymous({**SEVEN, "budgets": [4, 4]}, roles=ROLES, rule="weakest_link", minimum_raters=2)
    everything = json.dumps(told(got))
    for words in ("1 person", "2 people", "3 people", "4 people"):
        assert words not in everything


TELLING = ("ladder", "nplf_bands")


@pytest.mark.parametrize("rule", TELLING)
def test_a_rule_that_goes_by_the_lowest_answer_is_refused_and_left_out_beside_others(anonymous, rule):
    """The ladder's score of a capability is its lowest single rating; N-P-L-F bands are that too in a small group."""
    with pytest.raises(PmobookError, match="goes by the lowest single answer"):
        anonymous(SEVEN, rule=rule, rules=(rule,))
    got = anonymous(SEVEN, rules=("weighted_mean", rule))
    assert set(got.area_scores["rule"]) == {"weighted_mean"}
    assert not [one for _, one in got.sureness.intervals if one == rule]


@pytest.mark.parametrize("rule", [one for one in RULE_NAMES if one not in TELLING])
def test_under_every_rule_what_is_hidden_has_no_score(anonymous, row, rule):
    got = anonymous({**SEVEN, "budgets": [4] * 4}, rule=rule, rules=(rule,))
    assert pd.isna(row(got.area_scores, area_id="money")["score"])
    assert pd.isna(row(got.capability_scores, capability_id="budgets")["score"])


def test_the_answers_before_are_under_the_same_protection(anonymous, row):
    got = anonymous(SEVEN, earlier={"planning": [1] * 5, "budgets": [5] * 4})
    assert row(got.earlier_scores, area_id="delivery")["score"] == 1
    assert pd.isna(row(got.earlier_scores, area_id="money")["score"])


def test_without_any_ratings_left_there_is_nothing_to_be_sure_of(ask):
    question = ask({"planning": [3] * 4}, anonymous=True)
    assert how_sure(question, survey(question, question.responses)).intervals == {}
    named = dataclasses.replace(question, policy=dataclasses.replace(question.policy, anonymous=False))
    assert how_sure(named, survey(named, named.responses)).intervals != {}
