import doctest
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.inputs.engagement_parameters import Money
from pmobook.show import figures

MINUS = "\N{MINUS SIGN}"
POUNDS = Money(currency="GBP")
WRITERS = [
    figures.number,
    figures.count,
    figures.measured,
    figures.level,
    figures.change,
    figures.share_as_percent,
    figures.percent_change,
    figures.date,
    figures.days,
    figures.slip,
    figures.period,
    lambda value: figures.money(value, POUNDS),
    lambda value: figures.money_change(value, POUNDS),
]


def test_the_examples_in_the_docstrings_run():
    assert doctest.testmod(figures).failed == 0


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("missing", [None, math.nan, pd.NA, pd.NaT, np.float64("nan")])
def test_what_is_missing_reads_not_assessed_and_never_zero(writer, missing):
    assert writer(missing) == "not assessed"


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(2.25, 1, "2.3"), (2.65, 1, "2.7"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-0.5, 0, MINUS + "1"), (1.005, 2, "1.01")],
)
def test_halves_are_rounded_away_from_zero_as_written(value, digits, text):
    assert figures.number(value, digits) == text


@pytest.mark.parametrize("value", [-0.0, -0.04, 0, np.int64(0)])
def test_zero_has_no_sign(value):
    assert figures.number(value, 1) == figures.change(value) == "0.0"


def test_numbers_of_numpy_and_pandas_are_written_like_pythons():
    assert figures.number(np.float32(2.5), 1) == figures.number(np.int64(2), 0) + ".5" == "2.5"


def test_an_infinite_figure_is_our_own_mistake_and_not_shown():
    with pytest.raises(ArithmeticError):
        figures.number(math.inf, 1)


def test_money_names_currency_and_scale_once():
    assert figures.money(0, POUNDS) == "£0.0m"
    assert figures.money(99.95, POUNDS) == "£100.0m"
    assert figures.money(-1203.5, POUNDS) == MINUS + "£1,204m"
    assert figures.money(3.25, Money(currency="SEK", scale="billion")) == "SEK\N{NO-BREAK SPACE}3.3bn"
    assert figures.money(7, Money(currency="USD", scale="one"), digits=2) == "$7.00"


def test_differences_carry_their_sign():
    assert figures.money_change(2, POUNDS) == "+£2.0m"
    assert figures.money_change(-2, POUNDS) == MINUS + "£2.0m"
    assert figures.percent_change(0.081) == "+8%"
    assert figures.percent_change(-0.081) == MINUS + "8%"


def test_days_are_counted_in_words():
    assert [figures.days(value) for value in (1, -1, 2.0, 0)] == ["1 day", MINUS + "1 day", "2 days", "0 days"]
    assert [figures.slip(value) for value in (-2, 0.4, 1)] == ["2 days early", "on time", "1 day late"]


def test_dates_and_months_are_written_out():
    assert figures.date(pd.Timestamp("2026-07-31")) == figures.date("2026-07-31") == "31 July 2026"
    assert [figures.period(text) for text in ("2026-07", "2026Q3", "FY2026/27")] == ["July 2026", "2026Q3", "FY2026/27"]
    assert figures.period("") == "not assessed"


@given(st.floats(-1e12, 1e12), st.integers(0, 3))
def test_a_rounded_figure_is_within_half_a_step_of_the_value(value, digits):
    shown = float(figures.number(value, digits).replace(",", "").replace(MINUS, "-"))
    assert abs(shown - value) <= 0.5000001 * 10**-digits + abs(value) * 1e-12
