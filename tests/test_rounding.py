import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook import rounding
from pmobook.assess import wording


@pytest.mark.parametrize("module", [rounding, wording])
def test_the_examples_in_the_docstrings_run(module):
    results = doctest.testmod(module)
    assert results.attempted
    assert not results.failed


@given(st.floats(0, 5), st.sampled_from([1.0, 2.5, 2.75, 3.0, 4.0]))
def test_a_score_below_its_target_never_reads_equal_to_it(score, target):
    texts = rounding.level_apart(score, target)
    assert texts[0] != texts[1] or score >= target - 1e-8


def test_a_difference_of_arithmetic_is_none():
    assert rounding.level_apart(3.0 - 4e-16, 3.0) == ("3.0", "3.0")


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_what_is_no_figure_is_not_written_as_one(value):
    with pytest.raises(ArithmeticError):
        rounding.number(value, 1)


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "0 days"), (-1, "\N{MINUS SIGN}1 day"), (729.4, "729 days"), (729.5, "2.0 years"), (-1461, "\N{MINUS SIGN}4.0 years")],
)
def test_days_are_told_in_years_from_730_on(days, text):
    assert rounding.duration(days) == text


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_value_and_its_target_read_the_same_only_if_they_are_next_to_equal(value, target):
    texts = rounding.measured_apart(value, target)
    assert texts[0] != texts[1] or abs(value - target) < 1e-8


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_value_that_reads_unlike_its_target_anyway_keeps_its_places(value, target):
    plain = rounding.measured(value), rounding.measured(target)
    assert plain[0] == plain[1] or rounding.measured_apart(value, target) == plain
