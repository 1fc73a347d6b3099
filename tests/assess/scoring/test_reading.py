import numpy as np
import pandas as pd
import pytest

from pmobook.assess.scoring.reading import read_ratings
from pmobook.errors import ProblemsFound
from pmobook.method.scoring_rules import scoring_rules


def read(index=(0,), **columns):
    frame = pd.DataFrame({"area": "a", "capability": "x", "rating": 3, **columns}, index=list(index))
    return read_ratings(frame, scoring_rules().constants)


def refuse(**columns):
    with pytest.raises(ProblemsFound) as refused:
        read(**columns)
    return str(refused.value)


def test_only_area_capability_and_rating_are_needed():
    row = read().iloc[0]
    assert (row["share"], row["scale_maximum"], row["weight"], row["applicable"]) == (0.6, 5, 1, True)
    assert np.isnan(row["level"])


@pytest.mark.parametrize("name", ["scale maximum", "scale_maximum", " Scale  Maximum "])
def test_spaces_and_letter_case_of_columns_do_not_matter(name):
    assert read(**{name: 4}).iloc[0]["share"] == 0.75


@pytest.mark.parametrize(
    ("rating", "share"),
    [("full", 1), ("largely", 2 / 3), ("Partial", 1 / 3), ("none", 0), ("yes", 1), ("no", 0), (True, 1), ("4", 0.8)],
)
def test_a_rating_may_be_a_word(rating, share):
    assert read(rating=[rating]).iloc[0]["share"] == pytest.approx(share)


@pytest.mark.parametrize("rating", [None, np.nan, pd.NA, "", "not assessed", "not assessed: left before the interview"])
def test_a_missing_rating_is_not_assessed(rating):
    assert np.isnan(read(rating=[rating]).iloc[0]["share"])


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"rating": [5.5]}, "ratings, row 0: found the rating '5.5', expected a number from 0 to 5"),
        ({"rating": [-1]}, "the rating '-1'"),
        ({"rating": [np.inf]}, "the rating 'inf'"),
        ({"rating": ["good"]}, "the rating 'good'"),
        ({"scale maximum": [0]}, "column scale maximum: found 0, expected more than 0"),
        ({"level": [0]}, "column level: found 0, expected a whole number from 1"),
        ({"level": [1.5]}, "column level: found 1.5"),
        ({"level": ["two"]}, "column level: found 'two', expected a number"),
        ({"weight": [-1]}, "column weight: found -1, expected a number, 0 or more"),
        ({"weight": [np.inf]}, "column weight: found inf"),
        ({"area": [None]}, "found no area, expected the name of the area"),
        ({"capability": [" "]}, "found no capability"),
        ({"applicable": ["perhaps"]}, "column applicable: found 'perhaps', expected yes or no"),
        ({"decision": ["later"]}, "column decision: found 'later'"),
        ({"wieght": [1]}, "the unknown column 'wieght'"),
        ({"wieght": [1]}, "Did you mean weight?"),
        ({"scale maximum": [5], "scale_maximum": [5]}, "more than once"),
    ],
)
def test_what_cannot_be_scored_is_named_by_row_and_column(columns, words):
    assert words in refuse(**columns)


def test_rows_are_named_as_the_frame_names_them_and_all_at_once():
    message = refuse(rating=[9, 3, 8], index=["r4", "r5", "r6"])
    assert message.startswith("2 problems")
    assert "ratings, row r4" in message
    assert "ratings, row r6" in message


def test_one_empty_weight_among_others_is_not_guessed():
    assert "column weight: found nothing" in refuse(rating=[1, 2], weight=[1, None], index=[0, 1])
    assert read(weight=[None]).iloc[0]["weight"] == 1


def test_a_missing_column_is_named():
    with pytest.raises(ProblemsFound, match="no column rating"):
        read_ratings(pd.DataFrame({"area": [], "capability": []}), scoring_rules().constants)


def test_one_person_s_second_rating_of_the_same_thing_is_refused():
    columns = {"rating": [1, 2], "respondent": ["r1", "r1"], "index": [0, 1]}
    assert "row 1: found a second rating of x by r1" in refuse(**columns)
    assert len(read(**{**columns, "respondent": ["r1", "r2"]})) == 2
    assert len(read(**{**columns, "respondent": [None, None]})) == 2


def test_what_is_not_evidenced_counts_as_partial_at_most():
    found = read(rating=[5, 1, 5], evidenced=["no", "no", None], index=[0, 1, 2])
    assert found["share"].round(3).tolist() == [0.333, 0.2, 1]
    assert found["capped"].tolist() == [True, False, False]
