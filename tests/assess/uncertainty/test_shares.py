import numpy as np
import pandas as pd
import pytest

from pmobook.assess.uncertainty.shares import (
    enough,
    evaluate_ratings,
    rated_table,
    raters_by_scope,
    scopes,
    survey_shares,
    value_counts,
)
from pmobook.errors import PmobookError


def test_the_shares_of_a_capability_add_up_to_its_mean_rating(answers, layout):
    table = rated_table(answers, layout)
    shares = survey_shares(value_counts(table, layout), layout, enough(table, 1))
    assert shares.reshape(4, 5).sum(axis=1).tolist() == pytest.approx(answers.mean().tolist())


def test_a_share_is_that_of_the_raters_at_the_level_or_above(answers, layout):
    table = rated_table(answers, layout)
    shares = survey_shares(value_counts(table, layout), layout, enough(table, 1)).reshape(4, 5)
    assert shares[3].tolist() == pytest.approx([1, 1, 2 / 3, 1 / 3, 0])


def test_a_capability_rated_by_too_few_is_not_assessed(answers, layout):
    table = rated_table(answers, layout)
    found = evaluate_ratings(table, layout, "weighted_mean", minimum_raters=4)
    assert np.isnan(found.capabilities[3])
    assert found.areas[1] == 3


def test_a_capability_without_a_column_is_missing_throughout(answers, layout):
    assert np.isnan(rated_table(answers[["ideas"]], layout)[:, 1:]).all()


def test_raters_of_a_scope_are_people_and_count_once(answers, layout):
    table = rated_table(answers, layout)
    assert raters_by_scope(table, layout, enough(table, 1)).tolist() == [12, 11, 12, 3, 12, 12, 12]
    assert scopes(layout)["scope"].tolist() == ["capability"] * 4 + ["area"] * 2 + ["overall"]


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        (pd.DataFrame({"charm": [1.0]}), "capabilities that the model lacks: charm"),
        (pd.DataFrame({"ideas": [6.0]}), "a whole level from 0 to 5; found 6"),
        (pd.DataFrame({"ideas": [2.5]}), "found 2.5"),
        (pd.DataFrame([[1.0, 2.0]], columns=["ideas", "ideas"]), "stands in two columns"),
    ],
)
def test_what_is_no_answer_to_this_model_is_refused(ratings, words, layout):
    with pytest.raises(PmobookError, match=words):
        rated_table(ratings, layout)
