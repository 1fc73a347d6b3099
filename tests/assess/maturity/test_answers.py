import datetime as dt

import pytest

from pmobook.assess.maturity.answers import appraise, survey

FIVE = [1, 2, 3, 4, 5]


def asked(ask, ratings, **policy):
    question = ask(ratings, **policy)
    return survey(question, question.responses)


def test_ratings_stand_by_respondent_and_capability_with_those_who_could_not_say_counted(ask):
    answers = asked(ask, {"planning": [2, None], "budgets": [None, 4]})
    assert answers.ratings.to_dict(orient="index")["r1"]["planning"] == 2
    assert answers.raters.to_dict() == {"planning": 1, "reporting": 0, "budgets": 1}
    assert answers.not_assessed.to_dict() == {"planning": 1, "reporting": 0, "budgets": 1}


def test_who_rated_nothing_is_no_respondent(ask):
    assert asked(ask, {"planning": [2, None]}).ratings.index.tolist() == ["r1"]


def test_roles_belong_to_the_perspectives_of_the_model_and_the_engagement_comes_first(ask):
    roles = ("Executive", "sponsor", "Office lead", "Night porter", "PMO")
    answers = asked(ask, {"planning": [1] * 5}, roles=roles, respondent_roles={"office  LEAD": "pmo", "PMO": "sponsor"})
    assert answers.perspectives.tolist() == ["executive", "sponsor", "pmo", "other", "sponsor"]


def test_a_rating_that_nobody_gave_has_an_empty_row_so_that_the_capability_is_counted(ask):
    rows = asked(ask, {"planning": [3]}).long
    assert rows["rating"].notna().sum() == 1
    assert sorted(rows["capability"]) == ["budgets", "planning", "reporting"]
    assert set(rows["scale_maximum"]) == {5.0}


def test_the_layout_ends_at_the_highest_level_of_the_model(ask, three_levels):
    answers = asked(ask, {"planning": [3]}, model=three_levels)
    assert answers.layout.highest_level == 3
    assert answers.layout.level_of_practice.tolist() == [1, 2, 3] * 3
    assert set(answers.long["scale_maximum"]) == {3.0}


def test_an_anonymous_survey_forgets_what_fewer_than_the_minimum_group_rated(ask):
    ratings = {"planning": FIVE, "reporting": [5] * 4, "budgets": [None] * 5 + [4] * 4}
    answers = asked(ask, ratings, anonymous=True, minimum_group=5)
    assert answers.raters.to_dict() == {"planning": 5, "reporting": 0, "budgets": 0}
    assert answers.ratings.index.tolist() == ["r1", "r2", "r3", "r4", "r5"]


def test_a_survey_with_names_forgets_nothing(ask):
    assert asked(ask, {"planning": [1], "reporting": [5]}, minimum_raters=3).raters.sum() == 2


@pytest.mark.parametrize(
    ("counted", "statuses"),
    [("all", {"draft", "submitted", "returned", "validated", ""}), ("submitted", {"submitted", "validated", ""}),
     ("validated", {"validated"})],
)  # fmt: skip
def test_only_findings_that_the_engagement_counts_are_answers(ask, see, counted, statuses):
    rows = [see("planning", 1, status="draft"), see("planning", 2, status="submitted"), see("planning", 3, status="returned"),
            see("planning", 4, status="validated"), see("planning", 5)]  # fmt: skip
    question = ask(practices=rows, instrument="appraisal", counted=counted)
    answers = appraise(question, question.practices, question.evidence)
    kept = answers.ratings.loc[answers.ratings["rating"].notna(), "level"].tolist()
    assert {("draft", "submitted", "returned", "validated", "")[level - 1] for level in kept} == statuses
    assert len(answers.not_counted) == 5 - len(statuses)


@pytest.mark.parametrize(("as_of", "share"), [(None, 1 / 3), (dt.date(2026, 9, 29), 1.0)])
def test_evidence_has_expired_by_the_last_day_of_the_quarter_unless_another_day_is_asked_for(ask, see, as_of, share):
    evidence = [{"evidence_id": "e1", "title": "Minutes", "expires": dt.date(2026, 9, 30)}]
    question = ask(practices=[see("planning", 1)], evidence=evidence)
    answers = appraise(question, question.practices, question.evidence, as_of)
    assert answers.ratings["rating"].dropna().tolist() == [pytest.approx(share)]
