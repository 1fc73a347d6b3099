import math

import numpy as np
import pytest

from pmobook.assess.agreement import cronbach_alpha
from pmobook.assess.agreement.cronbach import feldt_interval
from pmobook.errors import PmobookError

# Fifteen respondents by ten questions: data and values as tested in pingouin (tests/test_reliability.py), against psych::alpha.
QUESTIONS = [
    [3, 2, 2, 4, 1, 4, 5, 1, 4, 3], [5, 5, 4, 6, 3, 5, 1, 2, 5, 5], [7, 5, 3, 5, 5, 6, 4, 3, 3, 6],
    [2, 3, 4, 3, 3, 2, 2, 2, 6, 6], [6, 5, 5, 6, 5, 4, 4, 4, 6, 7], [1, 2, 2, 3, 4, 2, 5, 2, 3, 5],
    [4, 3, 3, 5, 3, 5, 2, 1, 2, 4], [2, 5, 4, 4, 3, 7, 2, 2, 4, 6], [6, 2, 5, 5, 5, 1, 6, 5, 2, 3],
    [5, 2, 4, 6, 4, 3, 5, 3, 1, 7], [4, 1, 3, 5, 2, 5, 3, 2, 3, 4], [4, 4, 2, 3, 2, 5, 3, 4, 2, 3],
    [5, 5, 5, 6, 2, 3, 3, 2, 4, 4], [6, 5, 5, 5, 4, 2, 2, 1, 4, 6], [4, 4, 3, 5, 5, 3, 1, 3, 2, 3],
]  # fmt: skip


def test_the_published_example_gives_the_published_alpha_and_interval():
    found = cronbach_alpha(QUESTIONS)
    assert round(found.value, 3) == 0.592
    assert (round(found.low, 3), round(found.high, 2)) == (0.195, 0.84)


def test_four_items_with_covariance_6_give_the_documented_alpha():
    """The example of Julia's StatsBase: variances 10 to 13 and covariances 6 give 0.8136."""
    covariance = np.full((4, 4), 6.0) + np.diag([4.0, 5.0, 6.0, 7.0])
    # Respondents whose answers have exactly that covariance matrix.
    respondents = np.vstack([np.eye(4), -np.eye(4)]) * np.sqrt(7 / 2) @ np.linalg.cholesky(covariance).T
    assert round(cronbach_alpha(respondents).value, 4) == 0.8136


def test_the_interval_of_41_examinees_on_26_items_is_that_of_the_formulas():
    """Feldt, Woodruff and Salih (1987), alpha .79, 90 %: the quantiles of F with 40 and 1,000 degrees of freedom."""
    low, high = feldt_interval(0.79, 41, 26, 0.9)
    assert (round(low, 3), round(high, 3)) == (0.705, 0.862)


def test_who_left_out_an_item_is_left_out_and_counted():
    holed = np.array(QUESTIONS, dtype=float)
    holed[4, 2] = np.nan
    found = cronbach_alpha(holed)
    assert found.respondents_left_out == 1
    assert found.value == cronbach_alpha(np.delete(holed, 4, axis=0)).value


def test_an_item_that_nobody_answered_takes_no_part():
    silent = np.column_stack([QUESTIONS, np.full(15, np.nan)])
    assert cronbach_alpha(silent).items == 10
    assert cronbach_alpha(silent).value == cronbach_alpha(QUESTIONS).value


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([[1, 2, 3]], "two of each"),
        ([[1], [2]], "two of each"),
        ([[2, 2], [2, 2]], "same total"),
        (np.empty((0, 0)), "two of each"),
    ],
)
def test_where_nothing_can_be_said_all_is_missing_with_a_reason(table, words):
    found = cronbach_alpha(table)
    assert math.isnan(found.value)
    assert math.isnan(found.low)
    assert words in found.remark


def test_order_and_scale_do_not_matter():
    table = np.array(QUESTIONS, dtype=float)
    assert cronbach_alpha(table[::-1, ::-1] * -2 + 9).value == pytest.approx(cronbach_alpha(table).value)


def test_an_impossible_confidence_is_refused():
    with pytest.raises(PmobookError, match="found 0"):
        cronbach_alpha(QUESTIONS, confidence=0)
