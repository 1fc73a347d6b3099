import dataclasses
import json
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.maturity import assess_maturity
from pmobook.errors import PmobookError, ProblemsFound
from pmobook.method.maturity import MaturityModel
from pmobook.method.yaml_text import load_model

AREAS = {"delivery": (1, {"planning": 1, "reporting": 3}), "money": (1, {"budgets": 1})}
RATINGS = {"planning": [2, 4], "reporting": [1, 1], "budgets": [4, 4]}
TARGETS = {"delivery": 3, "money": 4}

unhurried = settings(deadline=None, max_examples=25)


RULES = ("weighted_mean", "weakest_link")


@pytest.fixture(scope="session")
def assess(cases, method):
    def run(ratings, areas=AREAS, targets=TARGETS, rule="weighted_mean", minimum_raters=1, **more):
        question = cases.question_of(ratings, areas, targets, rule, minimum_raters=minimum_raters, **{"rules": RULES, **more})
        return assess_maturity(question, method.maturity)

    return run


def area(assessment, area_id, rule="weighted_mean", instrument="survey"):
    scores = assessment.area_scores[assessment.area_scores["instrument"] == instrument]
    (row,) = scores[(scores["area_id"] == area_id) & (scores["rule"] == rule)].to_dict(orient="records")
    return row


def capability(assessment, capability_id):
    scores = assessment.capability_scores
    (row,) = scores[scores["capability_id"] == capability_id].to_dict(orient="records")
    return row


def sentences(assessment):
    return dict(zip(assessment.findings["finding_id"], assessment.findings["sentence"], strict=True))


def about_levels(assessment):
    """Return the findings on levels, without those on how sure they are and what to do."""
    kinds = assessment.findings["finding_id"].str.split(":").str[0]
    return assessment.findings[kinds.isin(["below_target", "partly_assessed", "not_assessed"])]


def test_worked_case_of_both_rules(assess):
    """By hand: planning 3, reporting 1; (3·1 + 1·3) ÷ 4 = 1.5; lowest 1; the whole is the mean of 1.5 and 4."""
    got = assess(RATINGS)
    assert area(got, "delivery")["score"] == 1.5
    assert area(got, "delivery")["gap"] == 1.5
    assert area(got, "delivery", "weakest_link")["score"] == 1
    assert area(got, "overall")["score"] == 2.75
    assert area(got, "overall")["target"] == 3.5
    assert area(got, "overall", "weakest_link")["score"] == 1
    assert area(got, "delivery")["raters"] == 2
    assert got.headline == "Retail meets its maturity target in 1 of 2 focus areas"


def test_the_whole_takes_the_target_of_its_weakest_area(assess):
    whole = area(assess(RATINGS, rule="weakest_link"), "overall", "weakest_link")
    assert (whole["target"], whole["gap"]) == (3, 2)


def test_an_area_without_a_target_has_no_gap_and_the_whole_has_no_target(assess):
    got = assess(RATINGS, targets={"delivery": 3})
    assert np.isnan(area(got, "money")["gap"])
    assert np.isnan(area(got, "overall")["target"])
    assert got.headline == "Retail meets its maturity target in 0 of 1 focus area"


def test_without_any_target_the_headline_says_so(assess):
    assert assess(RATINGS, targets={}).headline == "Retail is assessed in 2 of 2 focus areas; no targets are set"


@pytest.mark.parametrize("score", [[3, 3, 3], [5, 5, 5], [0, 0, 0]])
def test_a_level_that_is_reached_is_not_lost_to_binary_fractions(assess, score):
    areas = {"delivery": (0.3, {"a": 0.1, "b": 0.2, "c": 0.7}), "money": (0.7, {"d": 0.1})}
    got = assess({"a": score, "b": score, "c": score, "d": score}, areas=areas)
    assert set(got.area_scores["level"]) == {score[0]}
    assert set(got.area_scores["score"]) == {float(score[0])}


def test_a_score_just_short_of_a_level_is_not_rounded_up(assess):
    got = assess({"planning": [3] * 99 + [2], "reporting": [3], "budgets": [3]})
    assert area(got, "delivery", "weakest_link")["level"] == 2
    assert area(got, "delivery", "weakest_link")["score"] == 2.99


def test_a_sentence_shows_enough_places_to_tell_score_from_target(assess):
    got = assess({"planning": [4], "reporting": [4], "budgets": [4] * 49 + [3]})
    assert "stands at 3.98 against a target of 4.00" in sentences(got)["below_target:money"]


def test_a_rating_that_was_not_given_is_counted_and_never_zero(assess):
    got = assess({**RATINGS, "planning": [2, 4, None]})
    assert capability(got, "planning")["score"] == 3
    assert capability(got, "planning")["raters"] == 2
    assert capability(got, "planning")["answers_not_assessed"] == 1
    assert capability(got, "planning")["note"] == "1 person could not say"


def test_a_capability_with_fewer_raters_than_asked_for_is_not_assessed(assess):
    got = assess({**RATINGS, "budgets": [5, None]}, minimum_raters=2)
    assert np.isnan(capability(got, "budgets")["score"])
    assert capability(got, "budgets")["note"] == (
        "not assessed: rated by 1 person, at least 2 are asked for (1 person could not say)"
    )
    assert np.isnan(area(got, "money")["score"])
    assert area(got, "money")["note"] == "not assessed: 0 of 1 capability assessed"
    assert "Money is not assessed" in sentences(got)["not_assessed:money"]
    assert "1 is not or hardly assessed" in got.headline


def test_exactly_as_many_raters_as_asked_for_are_enough(assess):
    assert capability(assess({"budgets": [5, 3]}, minimum_raters=2), "budgets")["score"] == 4


def test_with_capabilities_missing_the_weakest_link_is_an_upper_bound_and_says_so(assess):
    got = assess({"reporting": [3], "budgets": [4]})
    assert (
        area(got, "delivery", "weakest_link")["note"]
        == "at most this: 1 of 2 capabilities assessed, and the others could be lower"
    )
    assert area(got, "delivery")["note"] == "1 of 2 capabilities assessed"
    assert area(got, "overall", "weakest_link")["note"].startswith("at most this: 2 of 3 capabilities assessed")
    assert sentences(got)["partly_assessed:delivery"] == "Delivery rests on 1 of 2 capabilities; not assessed: Planning."


def test_a_half_finished_assessment_does_not_carry_a_top_label(assess):
    """Planning has a quarter of delivery's weight: five out of five on it alone states no level and meets no target."""
    got = assess({"planning": [5, 5], "budgets": [4]})
    row = area(got, "delivery")
    assert row["score"] == 5
    assert row["level"] is None or np.isnan(row["level"]) or str(row["level"]) == "<NA>"
    assert np.isnan(row["gap"])
    assert row["note"] == "1 of 2 capabilities assessed; too little assessed to state a level"
    assert got.headline == "Retail meets its maturity target in 1 of 1 focus area; 1 is not or hardly assessed"


def test_the_whole_says_how_many_areas_it_rests_on(assess):
    got = assess({"planning": [3], "reporting": [3]})
    assert area(got, "overall")["note"] == "2 of 3 capabilities assessed; 1 of 2 focus areas assessed"
    assert area(got, "overall")["target"] == 3


def test_without_responses_nothing_is_assessed_and_one_finding_says_why(assess):
    got = assess({})
    assert got.area_scores["score"].isna().all()
    assert got.area_scores["level"].isna().all()
    assert sentences(got) == {"responses_missing": "Maturity is not assessed: the form responses was not handed in."}
    assert set(got.capability_scores["note"]) == {"not assessed: the form responses was not handed in"}
    assert "not assessed" in got.headline
    assert got.findings["owner"].tolist() == ["Head of Retail PMO"]


def test_when_everybody_answers_not_assessed_nothing_scores_full_or_zero(assess):
    got = assess({"planning": [None], "reporting": [None], "budgets": [None]})
    assert got.area_scores["score"].isna().all()
    assert capability(got, "planning")["note"] == "not assessed: nobody rated it (1 person could not say)"


def test_a_zero_is_a_rating(assess):
    got = assess({"planning": [0], "reporting": [0], "budgets": [0]})
    assert area(got, "overall")["score"] == 0
    assert area(got, "overall")["level"] == 0


@pytest.mark.parametrize(("rating", "severity"), [(2, "act"), (3, None), (4, None)])
def test_a_whole_level_below_target_asks_for_action(assess, rating, severity):
    got = assess({"planning": [rating], "reporting": [rating], "budgets": [4]})
    rows = got.findings[got.findings["finding_id"] == "below_target:delivery"]
    assert rows["severity"].tolist() == ([severity] if severity else [])


def test_less_than_a_level_below_target_is_watched_and_the_weakest_capability_is_named(assess):
    got = assess({"planning": [2], "reporting": [3], "budgets": [4]})
    (row,) = about_levels(got).to_dict(orient="records")
    assert row["severity"] == "watch"
    assert row["sentence"] == "Delivery stands at 2.8 against a target of 3.0; its weakest capability is Planning at 2.0."


def test_workings_add_up_to_the_score(assess):
    got = assess({**RATINGS, "reporting": [1, None, 2]})
    workings = got.workings[got.workings["area_id"] == "delivery"]
    assert workings["contribution"].sum() == pytest.approx(area(got, "delivery")["score"])
    assert workings["weight_share"].sum() == 1
    assert [json.loads(ratings) for ratings in workings["ratings"]] == [[2, 4], [1, 2]]


def test_a_rule_that_the_model_lacks_is_refused(assess):
    with pytest.raises(PmobookError, match="offers weighted_mean and weakest_link; it has no rule cumulative"):
        assess(RATINGS, rule="cumulative")


def test_a_rating_of_an_unknown_capability_is_a_mistake_of_ours(assess):
    with pytest.raises(ValueError, match="lacks: sales"):
        assess({**RATINGS, "sales": [1]})


def test_a_weight_of_zero_is_refused_rather_than_taken_for_one(small_model):
    with pytest.raises(ValueError, match="greater than 0"):
        small_model({"delivery": (1, {"planning": 0})})


def test_an_area_without_capabilities_is_refused_rather_than_passed(tmp_path, small_model):
    with pytest.raises(ValueError, match="at least 1 item"):
        small_model({"delivery": (1, {})})
    (tmp_path / "model.yaml").write_text("areas: []\n")
    with pytest.raises(ProblemsFound):
        load_model(MaturityModel, tmp_path / "model.yaml")


ratings = st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=4)
answers = st.fixed_dictionaries({"planning": ratings, "reporting": ratings, "budgets": ratings})


@unhurried
@given(answers)
def test_scores_lie_between_the_lowest_and_the_highest_rating(assess, given_ratings):
    got = assess(given_ratings).area_scores["score"].dropna()
    every = [one for group in given_ratings.values() for one in group if one is not None]
    assert all(min(every) <= score <= max(every) for score in got)


@unhurried
@given(answers, st.data())
def test_raising_a_rating_lowers_no_score(assess, given_ratings, data):
    places = [(name, at) for name, group in given_ratings.items() for at, one in enumerate(group) if one is not None and one < 5]
    if not places:
        return
    name, at = data.draw(st.sampled_from(places))
    raised = {key: list(group) for key, group in given_ratings.items()}
    raised[name][at] += 1
    before, after = assess(given_ratings).area_scores["score"], assess(raised).area_scores["score"]
    assert ((after >= before) | before.isna()).all()
    assert before.isna().equals(after.isna())


@unhurried
@given(answers, st.randoms())
def test_the_order_of_the_answers_makes_no_difference(cases, method, given_ratings, random):
    question = cases.question_of(given_ratings, AREAS, TARGETS, rules=RULES)
    rows = question.responses
    shuffled = rows.sample(frac=1, random_state=random.randrange(1000)) if len(rows) else rows
    asked = (question, dataclasses.replace(question, responses=shuffled))
    one, other = (assess_maturity(each, method.maturity).tables for each in asked)
    assert all(one[name].equals(other[name]) for name in one)


@unhurried
@given(answers, st.sampled_from([0.001, 0.1, 3, 7, 1000]))
def test_the_scale_of_the_weights_makes_no_difference(assess, given_ratings, factor):
    times = Fraction(str(factor))
    scaled = {
        area_id: (float(weight * times), {one: float(own * times) for one, own in capabilities.items()})
        for area_id, (weight, capabilities) in AREAS.items()
    }
    pd.testing.assert_frame_equal(
        assess(given_ratings).area_scores, assess(given_ratings, areas=scaled).area_scores, check_exact=False, atol=1e-8
    )


@unhurried
@given(answers)
def test_the_weakest_link_is_never_above_the_weighted_mean(assess, given_ratings):
    scores = assess(given_ratings).area_scores.pivot_table(index="area_id", columns="rule", values="score", dropna=False)
    known = scores.dropna()
    assert (known["weakest_link"] <= known["weighted_mean"]).all() if len(known) else True
