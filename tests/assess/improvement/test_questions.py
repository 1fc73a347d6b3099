import pandas as pd
import pytest

from pmobook.assess.improvement import next_best_question
from pmobook.assess.scoring import score
from pmobook.method.scoring_rules import RULE_NAMES


def practices(rows):
    return pd.DataFrame(rows, columns=["area", "capability", "level", "practice", "rating"]).assign(scale_maximum=1)


@pytest.fixture
def ratings():
    return practices(
        [
            ("finance", "budget", 1, "budget_1", "yes"),
            ("finance", "budget", 2, "budget_2", None),
            ("finance", "funding", 1, "funding_1", "yes"),
            ("finance", "funding", 2, "funding_2", "yes"),
            ("portfolio", "roadmaps", 1, "roadmaps_1", None),
            ("portfolio", "roadmaps", 2, "roadmaps_2", None),
            ("portfolio", "risk", 1, "risk_1", "yes"),
            ("portfolio", "risk", 2, "risk_2", "yes"),
        ]
    )


def test_the_answer_that_moves_the_whole_most_comes_first(ratings):
    """All of roadmaps is open (0 to 2 of the weakest link); one practice of budget leaves it at 1 or 2."""
    found = next_best_question(ratings, "weakest_link", titles={"roadmaps": "Roadmaps"})
    assert found["capability"].tolist() == ["roadmaps", "budget"]
    first = found.iloc[0]
    assert (first["overall_worst"], first["overall_best"], first["overall_levels"]) == (0, 2, 2)
    assert pd.isna(first["level"])
    assert first["sentence"] == (
        "Find out about Roadmaps as a whole (nothing of it is assessed): the whole is between 0.00 and 2.00, 2 levels apart, "
        "depending on the answer."
    )
    assert found["practice"].tolist() == ["", "budget_2"]


@pytest.mark.parametrize("rule", RULE_NAMES)
def test_worst_and_best_are_the_scores_that_the_answer_would_give(rule, ratings):
    found = next_best_question(ratings, rule).set_index("practice").loc["budget_2"]
    for answer, column in (("no", "overall_worst"), ("yes", "overall_best")):
        answered = ratings.copy()
        answered.loc[answered["practice"] == "budget_2", "rating"] = answer
        assert score(rule, answered).overall["score"] == pytest.approx(found[column])


def test_what_a_change_of_level_is_beats_a_larger_change_of_score():
    """One answer moves the mean from 1.9 to 2.0, another by more but within a level."""
    found = next_best_question(
        pd.DataFrame(
            {
                "area": "a",
                "capability": ["x", "y"],
                "rating": [None, 4],
                "weight": [1, 9],
            }
        ),
        "weighted_mean",
    )
    assert found.iloc[0]["overall_levels"] == 1
    assert (found.iloc[0]["overall_worst"], found.iloc[0]["overall_best"]) == (pytest.approx(3.6), pytest.approx(4.1))


def test_where_the_whole_does_not_move_the_area_is_told():
    rows = [("a", "x", 1, "x1", "yes"), ("a", "x", 2, "x2", None), ("b", "y", 1, "y1", "no"), ("b", "y", 2, "y2", "no")]
    (sentence,) = next_best_question(practices(rows), "ladder", titles={"a": "Finance"})["sentence"]
    assert "Finance is between 1.00 and 2.00, 1 level apart" in sentence


def test_an_answer_that_changes_nothing_says_so():
    rows = [("a", "x", 1, "x1", "no"), ("a", "x", 2, "x2", None)]
    (sentence,) = next_best_question(practices(rows), "ladder")["sentence"]
    assert sentence == "x, level 2, x2 is open (not assessed), but its answer alone changes neither its area nor the whole."


def test_drafts_and_returned_answers_and_missing_evidence_are_open_for_that_reason(ratings):
    marked = ratings.assign(status="validated", evidenced="yes")
    marked.loc[marked["practice"] == "budget_2", "status"] = "returned"
    marked.loc[marked["practice"] == "risk_2", "evidenced"] = "no"
    found = next_best_question(marked, "ladder").set_index("practice")
    assert found.loc["budget_2", "open_because"] == "the answer was returned"
    assert found.loc["risk_2", "open_because"] == "its evidence is missing or no longer holds"


def test_with_nothing_open_there_is_nothing_to_ask(ratings):
    assert next_best_question(ratings.assign(rating="yes"), "ladder").empty
