"""A score's movement is split into practice, evidence and raters, worked by hand, and the parts sum to the whole."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.maturity.answers import appraise, survey
from pmobook.assess.maturity.movement import movement_parts, score_movement
from pmobook.assess.maturity.scored import area_records, score_answers

ONE = {"money": (1, {"budgets": 1})}
TWO = {"delivery": (1, {"planning": 1, "reporting": 1})}


def moved(question, areas, before, now, area=None, **policy):
    found = score_movement(question(before, areas=areas, **policy), question(now, areas=areas, **policy), 0.5)
    rows = found.set_index("area_id")
    return rows.loc[area or next(iter(areas))]


@pytest.fixture
def question(cases):
    def make(ratings, areas=ONE, **more):
        return cases.question_of(ratings, areas, {}, **more)

    return make


def test_newcomers_and_leavers_are_the_raters_part(question):
    """r1 rises from 2 to 3; r2, who said 3, has left, and r3, who says 5, has come: 2.5 to 4."""
    row = moved(question, ONE, {"budgets": [2, 3]}, {"budgets": [3, None, 5]})
    assert (row["before"], row["now"]) == (2.5, 4.0)
    assert (row["world"], row["evidence"], row["raters"]) == (1.0, 0.0, 0.5)


def test_what_the_same_people_rate_for_the_first_time_is_the_evidences_part(question):
    """Planning stays at 2; reporting, not assessed before, is rated 4: 2 to 3."""
    row = moved(question, TWO, {"planning": [2], "reporting": [None]}, {"planning": [2], "reporting": [4]})
    assert (row["now"] - row["before"], row["world"], row["evidence"], row["raters"]) == (1.0, 0.0, 1.0, 0.0)


def test_the_same_people_who_rate_otherwise_are_the_worlds_part(question):
    row = moved(question, ONE, {"budgets": [2, 4]}, {"budgets": [3, 4]})
    assert (row["world"], row["evidence"], row["raters"]) == (0.5, 0.0, 0.0)


def test_where_nobody_rated_in_both_quarters_nothing_is_separated(question):
    row = moved(question, ONE, {"budgets": [2, None]}, {"budgets": [None, 4]})
    assert row[["world", "evidence", "raters"]].isna().all()
    assert row["note"] == "too few people rated the same in both quarters"


def test_an_anonymous_survey_does_not_tell_what_leavers_answered(question):
    before, now = {"budgets": [2, 2, 2, 2, 2, 5]}, {"budgets": [2, 2, 2, 2, 2]}
    row = moved(question, ONE, before, now, anonymous=True)
    assert row[["world", "evidence", "raters"]].isna().all()
    assert row["note"] == "an anonymous survey: who rated is not compared"


def test_an_area_that_is_not_assessed_in_one_quarter_has_no_movement(question):
    found = score_movement(question({"budgets": [None]}), question({"budgets": [3]}), 0.5)
    assert found.empty


def test_another_model_is_not_compared(question):
    assert score_movement(question({"budgets": [1]}), question({"planning": [1]}, areas=TWO), 0.5).empty


def findings(found, assessor="Ana", ids="e1"):
    return [
        {"capability_id": "budgets", "level": level, "practice_id": f"budgets_{level}a", "finding": one, "evidence_ids": ids,
         "assessor": assessor}
        for level, one in enumerate(found, 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"found": ["full", "full", "full"]}, "world"),
        ({"found": ["full", "full", "none"], "ids": None}, "evidence"),
        ({"found": ["full", "full", "full"], "assessor": "Bo"}, None),
    ],
)
def test_an_appraisal_tells_findings_evidence_and_assessors_apart(question, change, cause):
    evidence = [{"evidence_id": "e1", "title": "Minutes"}]
    before = question({}, practices=findings(["full", "full", "none"]), evidence=evidence, instrument="appraisal")
    now = question({}, practices=findings(**change), evidence=evidence, instrument="appraisal")
    row = score_movement(before, now, 0.5).set_index("area_id").loc["money"]
    if cause is None:
        assert row["note"] == "too few practices were found by the same assessor in both quarters"
    else:
        assert row[cause] == pytest.approx(row["now"] - row["before"])
        assert row["now"] != row["before"]


ratings = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=1, max_size=5)


@given(before=st.fixed_dictionaries({"planning": ratings, "reporting": ratings}),
       now=st.fixed_dictionaries({"planning": ratings, "reporting": ratings}))  # fmt: skip
@settings(max_examples=10, deadline=None)
def test_parts_sum_to_the_whole_or_none_is_told(cases, before, now):
    make = cases.question_of
    for row in score_movement(make(before, TWO, {}), make(now, TWO, {}), 0.5).to_dict(orient="records"):
        parts = [row["world"], row["evidence"], row["raters"]]
        if row["note"]:
            assert all(math.isnan(part) for part in parts)
        else:
            assert math.fsum(parts) == pytest.approx(row["now"] - row["before"], abs=1e-9)


@given(now=st.fixed_dictionaries({"planning": ratings, "reporting": ratings}),
       rule=st.sampled_from(["weighted_mean", "weakest_link", "staged_goals", "nplf_bands", "coverage_sum", "ladder"]),
       fewest=st.integers(1, 3))  # fmt: skip
@settings(max_examples=15, deadline=None)
def test_the_score_moved_to_is_the_score_that_the_assessment_states(cases, now, rule, fewest):
    """Movements are scored in a shorter way than assessments; both must come to the same, by every rule."""
    question = cases.question_of(now, TWO, {}, rules=(rule,), rule=rule, minimum_raters=fewest)
    moved = score_movement(question, question, 0.5)
    stated = score_answers(question, survey(question, question.responses),
                           appraise(question, question.practices, question.evidence), 0.5).of("survey", rule)  # fmt: skip
    expected = {area: float(row["score"]) for area, row in area_records(stated).items()} if stated else {}
    expected = {area: score for area, score in expected.items() if not math.isnan(score)}
    assert dict(zip(moved["area_id"], moved["now"], strict=True)) == pytest.approx(expected, abs=1e-9)


def test_what_published_scores_differ_by_is_the_methods_part(question):
    found = score_movement(question({"budgets": [2]}), question({"budgets": [3]}), 0.5)
    parts = movement_parts("retail", found, {"money": (1.5, 3.0), "elsewhere": (1.0, 1.0)})
    assert parts[["subject", "world", "method"]].to_numpy().tolist() == [["money", 1.0, 0.5]]
    assert movement_parts("retail", found, {"money": (2.0 + 1e-10, 3.0)})["method"].tolist() == [0.0]
