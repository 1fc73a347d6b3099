import math

import numpy as np
import pytest

from pmobook.assess.scoring.words import as_rating, as_truth
from pmobook.method.scoring_rules import scoring_rules


def read(value):
    return as_rating(value, scoring_rules().constants)


def test_an_empty_cell_says_nothing():
    assert read(None) is None
    assert read("  ") is None
    assert read("Not assessed: nobody was there") is None


def test_not_applicable_is_not_a_missing_rating():
    assert read("N/A").not_applicable
    assert read("not offered").not_applicable
    assert math.isnan(read("not applicable").value)


def test_numpy_s_truth_values_are_shares_too():
    assert read(np.True_) == read(True)


def test_a_text_that_is_no_rating_is_marked_as_such():
    assert read("quite good").value is None


@pytest.mark.parametrize(("value", "truth"), [("Yes", True), (0, False), (1.0, True), (None, True), ("", True), ("maybe", None)])
def test_yes_and_no_in_the_usual_ways_of_writing(value, truth):
    assert as_truth(value, default=True) is truth
