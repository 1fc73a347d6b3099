import copy
import math
import pickle

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.benefits import dated_net_present_value, net_present_value
from pmobook.errors import PmobookError, ProblemsFound

NUMPY_FINANCIAL = "numpy/numpy-financial, tests/test_financial.py"
PYXIRR = "Anexen/pyxirr, tests/test_periodic.rs"
FORMULAJS = "formulajs/formulajs, test/financial.js, after Excel's NPV"
amounts = st.lists(st.floats(-1e6, 1e6).map(lambda one: round(one, 2)), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("rate", "flows", "first_at", "expected", "source"),
    [
        (0.05, [-15000, 1500, 2500, 3500, 4500, 6000], 0, 122.89, NUMPY_FINANCIAL),
        (0.08, [-40000, 5000, 8000, 12000, 30000], 0, 3065.222668179, PYXIRR),
        (0.08, [-40000, 5000, 8000, 12000, 30000], 1, 2838.169137203, PYXIRR),
        (0.1, [-10000, 2000, 4000, 8000], 1, 1031.3503176012546, FORMULAJS),
        (0.12, [12000, 15000, 18000, 21000, 24000], 1, 62448.362521940246, FORMULAJS),
    ],
)
def test_published_values_in_either_convention(rate, flows, first_at, expected, source):
    assert net_present_value(rate, flows, first_at=first_at) == pytest.approx(expected, rel=1e-4 if expected == 122.89 else 1e-9)


def test_excel_s_example_of_dated_amounts():
    """Microsoft, Excel functions reference, XNPV."""
    days = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
    assert round(dated_net_present_value(0.09, days, [-10000, 2750, 4250, 3250, 2750]), 2) == 2086.65


@pytest.mark.parametrize("wrap", [list, tuple, np.array, pd.Series, lambda one: pd.DataFrame({"a": one}), iter])
def test_whatever_holds_numbers_in_order_will_do(wrap):
    assert net_present_value(0.1, wrap([-100, 110, np.int64(121)])) == pytest.approx(100)


def test_the_result_keeps_its_workings_through_copies():
    found = net_present_value(0.1, {"2026Q1": "-100", "2026Q2": 110})
    for kept in (found, copy.deepcopy(found), pickle.loads(pickle.dumps(found))):
        assert kept.value == float(kept) == pytest.approx(0)
        assert kept.factors.tolist() == pytest.approx([1, 1 / 1.1])
        assert kept.present_values.tolist() == pytest.approx([-100, 100])
        assert "is not discounted" in kept.convention


def test_at_no_rate_the_value_is_the_plain_sum():
    assert net_present_value(0, [0.1] * 10) == 1.0


def test_amounts_of_zero_stay_zero_however_near_the_rate_comes_to_losing_everything():
    assert net_present_value(-0.999999, [-1, *[0] * 200]) == -1


def test_what_can_not_be_written_is_said():
    with pytest.raises(PmobookError, match="too large to be written"):
        net_present_value(-0.999999, [-1, *[0] * 200, 1])


@pytest.mark.parametrize(
    ("rate", "flows", "words"),
    [
        (0.1, [1, None, float("nan"), "x", True], "amounts, position 2: found nothing, expected a number"),
        (0.1, [1, None, float("nan"), "x", True], "4 problems"),
        (0.1, [], "found nothing, expected at least one amount"),
        (0.1, 5, "several values, one a period"),
        (0.1, pd.DataFrame({"a": [1], "b": [2]}), "a table of 2 columns"),
        (0.1, np.ones((2, 2)), r"an array of shape \(2, 2\)"),
        (0.1, [math.inf], "found 'inf', expected a number"),
        (-1, [1], "found '-1', expected one number above -1. Give the rate as a share: 3.5 % is 0.035."),
        (None, [1], "expected one number above -1"),
        ([0.1], [1], "expected one number above -1"),
    ],
)
def test_what_is_no_amount_or_rate_is_named(rate, flows, words):
    with pytest.raises(ProblemsFound, match=words):
        net_present_value(rate, flows)


def test_another_convention_is_refused():
    with pytest.raises(ProblemsFound, match="found '2', expected 0 or 1"):
        net_present_value(0.1, [1], first_at=2)


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["2026-01-01", "01/02/2026"], "dates, position 2: found '01/02/2026', expected a day such as 2026-07-31"),
        (["2026-01-01", None], "position 2: found nothing"),
        (["2026-01-01", "2026-02-30"], "position 2: found '2026-02-30'"),
        (["2026-01-01"], "found 1 dates beside 2 amounts, expected as many of both"),
    ],
)
def test_a_day_that_is_missing_or_could_be_read_in_two_ways_is_named(dates, words):
    with pytest.raises(ProblemsFound, match=words):
        dated_net_present_value(0.1, dates, [-1, 2])


@given(amounts, st.floats(-0.5, 2))
def test_a_period_s_later_start_divides_by_one_plus_the_rate(flows, rate):
    now, later = net_present_value(rate, flows), net_present_value(rate, flows, first_at=1)
    assert later * (1 + rate) == pytest.approx(now, rel=1e-9, abs=1e-6 * sum(map(abs, now.present_values)))


@given(amounts, st.floats(0, 2))
def test_benefits_are_worth_less_the_dearer_money_is(flows, rate):
    gains = [abs(one) for one in flows]
    assert net_present_value(rate + 0.1, gains) <= net_present_value(rate, gains) + 1e-9
