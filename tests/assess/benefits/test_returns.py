import copy
import datetime as dt
import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pmobook.assess.benefits import (
    dated_internal_rate_of_return,
    internal_rate_of_return,
    modified_internal_rate_of_return,
    net_present_value,
)
from pmobook.assess.benefits.rates import find_rates
from pmobook.errors import PmobookError, ProblemsFound

DAYS = ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]
FLOWS = [-10000, 2750, 4250, 3250, 2750]


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        # Anexen/pyxirr, tests/test_periodic.rs
        ([-100, 39, 59, 55, 20], 0.28094842116),
        ([-100, 0, 0, 74], -0.09549583034),
        ([-161445.03, 2113.73, 7626.73, 8619.84, 8612.92], -0.43658134635),
        ([-150000, 15000, 25000, 35000, 45000, 60000], 0.05243288885),
        ([-100, 100, 0, 7], 0.06205848562),
        ([-40000, 5000, 8000, 12000, 30000], 0.1058225984),
        # formulajs/formulajs, test/financial.js, after Excel's IRR
        ([-75000, 12000, 15000, 18000, 21000, 24000], 0.05715142887178467),
        ([-9765000, -24338874, -3354506, 814300, 1595562, 1975118, 1688159, 391944], -0.33923419058193316),
        ([-4500, 3045, 2371], 0.13918184162670671),
    ],
)
def test_the_only_rate_is_the_published_one(flows, expected):
    found = internal_rate_of_return(flows)
    assert found.status == "one"
    assert found.roots == (found.rate,)
    assert found == found.rate == found.conventional == float(found) == pytest.approx(expected, abs=1e-8)


def test_a_small_last_cost_does_not_make_a_rate_doubtful_and_its_second_solution_is_named():
    """numpy/numpy-financial, issue 44: a spreadsheet gives 1.00426; the equation is solved near -100 % too."""
    found = internal_rate_of_return([-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1])
    assert found.rate == pytest.approx(1.00426, rel=1e-4)
    assert len(found.roots) == 2
    assert "99.98% solves the equation too and is no return" in found.sentence


@pytest.mark.parametrize(
    ("flows", "spreadsheet"),
    [([-100, 100, 0, -7], -0.08329966618), ([-5, 10.5, 1, -8, 1], 0.08859833852)],  # Anexen/pyxirr, tests/test_periodic.rs
)
def test_where_there_are_several_rates_the_spreadsheet_s_is_kept_apart_and_none_is_given(flows, spreadsheet):
    found = internal_rate_of_return(flows)
    assert found.status == "several"
    assert math.isnan(found.rate)
    assert found.conventional in found.roots
    assert found.conventional == pytest.approx(spreadsheet, abs=1e-9)


def test_the_oil_pump_has_two_rates_and_both_are_said():
    """Lorie and Savage, Journal of Business 28, 1955: a pump that costs 1,600 and brings 10,000 forward by a year."""
    found = internal_rate_of_return([-1600, 10000, -10000])
    assert found.roots == pytest.approx((0.25, 4.0))
    assert "25.0% and 400.0% a period all make the net present value zero" in str(found)
    with pytest.raises(PmobookError, match="Several rates of return"):
        float(found)
    assert copy.deepcopy(found).roots == found.roots


def test_a_guess_chooses_which_of_several_is_conventional():
    assert internal_rate_of_return([-1600, 10000, -10000], guess=3).conventional == pytest.approx(4)


@pytest.mark.parametrize(
    ("flows", "words"),
    [
        ([1, 2, 3], "there are benefits without a cost"),  # numpy-financial, issue 6744
        ([-1, -2, -3], "there are costs without a benefit"),
        ([0, 0, 0], "every amount is zero"),
        ([5], "all the money falls at one time"),
        ([100, -200, 150], "the net present value stays above zero at every rate"),
        ([-100, 200, -150], "the net present value stays below zero at every rate"),
        ([-1e300, 1e-300], "would lie too near -100%"),
    ],
)
def test_where_there_is_no_rate_the_reason_is_said(flows, words):
    found = internal_rate_of_return(flows)
    assert (found.status, found.roots) == ("none", ())
    assert words in found.sentence
    assert math.isnan(found.rate)
    with pytest.raises(PmobookError, match="No rate of return"):
        float(found)


@pytest.mark.parametrize("flows", [[-100, 220, -121], [-1000, 3300, -3630, 1331]])
def test_a_rate_that_solves_the_equation_twice_or_thrice_is_one_rate(flows):
    assert internal_rate_of_return(flows).roots == pytest.approx((0.1,), abs=1e-6)


@pytest.mark.parametrize(
    ("flows", "rate"),
    [
        ([-1000, 1], -0.999),
        ([-1, *[0] * 599, 2], 2 ** (1 / 600) - 1),
        # A quadratic: (1 + r)^2 - 0.2 (1 + r) - 1.1 = 0.
        ([-1e308, 2e307, 1.1e308], 0.1 + math.sqrt(1.11) - 1),
    ],
)
def test_extreme_amounts_and_many_periods_have_their_rate(flows, rate):
    assert internal_rate_of_return(flows).rate == pytest.approx(rate, rel=1e-9)


def test_amounts_that_turn_more_often_than_any_project_s_are_refused():
    with pytest.raises(ProblemsFound, match="499 changes of sign, expected at most 200"):
        internal_rate_of_return([1, -1] * 250)


def test_an_unknown_amount_is_named():
    with pytest.raises(ProblemsFound, match="amounts, position 2: found nothing"):
        internal_rate_of_return([-100, None, 200])


@pytest.mark.parametrize(
    "days",
    [
        DAYS,
        [dt.date.fromisoformat(one) for one in DAYS],
        pd.to_datetime(DAYS),
        pd.Series(pd.to_datetime(DAYS)),
        np.array(DAYS, dtype="datetime64[D]"),
        [pd.Timestamp(one) + pd.Timedelta(hours=9) for one in DAYS],
    ],
)
def test_excel_s_example_of_dated_amounts_whatever_holds_the_days(days):
    """Microsoft, Excel functions reference, XIRR: 0.373362535."""
    assert dated_internal_rate_of_return(days, FLOWS) == pytest.approx(0.373362535, abs=2e-8)


def test_days_may_come_in_any_order_and_amounts_of_one_day_are_added():
    found = dated_internal_rate_of_return([*DAYS[::-1], DAYS[0]], [*FLOWS[::-1][:-1], -4000, -6000])
    assert found == pytest.approx(0.373362535, abs=2e-8)
    assert "37.3% a year" in found.sentence


def test_amounts_of_one_day_have_no_rate():
    assert "at one time" in dated_internal_rate_of_return(["2026-01-01"] * 2, [-1, 2]).sentence


def test_every_fault_of_days_and_amounts_is_told_at_once():
    with pytest.raises(ProblemsFound, match="2 problems"):
        dated_internal_rate_of_return(["soon", "2026-01-01"], [None, 1])


def test_the_modified_rate_is_excel_s():
    """Microsoft, Excel functions reference, MIRR: 13 %; after three years and at other rates -5 % and 13 %."""
    flows = [-120000, 39000, 30000, 21000, 37000, 46000]
    assert modified_internal_rate_of_return(flows, 0.10, 0.12) == pytest.approx(0.126094, abs=1e-6)
    assert modified_internal_rate_of_return(flows[:4], 0.10, 0.12) == pytest.approx(-0.048045, abs=1e-6)
    assert modified_internal_rate_of_return(flows, 0.10, 0.14) == pytest.approx(0.134759, abs=1e-6)
    with pytest.raises(ProblemsFound, match="at least one cost and one benefit"):
        modified_internal_rate_of_return([1, 2], 0.1, 0.1)


money = st.integers(-1000, 1000)


@given(st.lists(money, min_size=2, max_size=12))
def test_there_are_as_many_rates_as_the_polynomial_has_roots_above_minus_one(flows):
    """Against the eigenvalues of the companion matrix, where these tell roots apart."""
    assume(any(flows))
    trimmed = np.trim_zeros(np.array(flows, dtype=float))
    roots = np.roots(trimmed)
    apart = np.abs(roots[:, None] - roots[None]) + np.eye(len(roots)) * 9
    assume(not len(roots) or apart.min() > 1e-2)
    real = sorted(root.real - 1 for root in roots if abs(root.imag) < 1e-7 and root.real > 1e-9)
    assert internal_rate_of_return(flows).roots == pytest.approx(tuple(real), rel=1e-6, abs=1e-7)


@given(st.lists(st.integers(-90, 400), min_size=1, max_size=6, unique=True))
def test_amounts_made_from_rates_give_them_all_back(percents):
    rates = sorted(percent / 100 for percent in percents)
    assume(all(later - sooner >= 0.05 for sooner, later in itertools.pairwise(rates)))
    flows = np.poly([1 + rate for rate in rates])
    assert internal_rate_of_return(flows).roots == pytest.approx(rates, abs=1e-5)


@given(st.lists(st.tuples(st.integers(0, 4000), money), min_size=2, max_size=25))
@example([(0, 3.0), (11, -1.0)])
def test_at_every_rate_found_the_present_value_is_nothing_beside_its_parts(flows):
    times, amounts = np.array(flows, dtype=float).T
    for rate in find_rates(times / 365, amounts):
        years = (times - times.min()) / 365
        parts = amounts * (1 + rate) ** -years
        # Near -100 % a rate can't be written closely enough: what is left of 1 + rate has few digits.
        written = np.finfo(float).eps / (1 + rate) * years.max()
        assert abs(parts.sum()) <= (1e-7 + 4 * written) * np.abs(parts).sum()


@given(st.integers(1, 1000), st.lists(st.integers(0, 1000), min_size=1, max_size=120))
def test_a_cost_followed_by_benefits_has_one_rate_and_its_value_there_is_zero(cost, gains):
    assume(any(gains))
    found = internal_rate_of_return([-cost, *gains])
    assert found.status == "one"
    value = net_present_value(found.rate, [-cost, *gains])
    assert abs(value) <= 1e-8 * np.abs(value.present_values).sum()
