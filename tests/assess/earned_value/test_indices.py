"""Indices of earned value: published cases, what can't be divided, what is missing, and every way to hand amounts over."""

import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.earned_value import Indices, indices
from pmobook.errors import PmobookError

AMOUNT = st.floats(0.01, 1e6)


def test_the_textbook_project_has_its_known_indices():
    """PV 3000, EV 2500, AC 2800, BAC 4000: CPI .893, SPI .833, EAC 4480, VAC -480, TCPI 1.25."""
    got = indices(planned_value=3000, earned_value=2500, actual_cost=2800, budget_at_completion=4000)
    assert (round(got.cpi, 3), round(got.spi, 3)) == (0.893, 0.833)
    assert (got.eac, got.vac, got.tcpi) == pytest.approx((4480, -480, 1.25))
    assert (got.cv, got.sv) == (-300, -500)
    assert got.etc == pytest.approx(1680)
    assert got.percent_complete == 62.5
    assert got.percent_spent == 70
    assert got.reasons == {}


def test_the_project_of_five_activities_has_its_known_indices():
    """Source: HossamElwahsh/sprints-automotive, PM/S_PM_10_Monitoring_via_EVM/README.md (MIT), in thousands of dollars.

    Its estimate at completion of 4,160 comes from CPI rounded to 0.89; without rounding it is 4,162.5.
    """
    budgets, done = np.array([600, 1200, 400, 1200, 300]), np.array([1, 1, 0.5, 400 / 1200, 0])
    planned, costs = np.array([1, 1, 1, 800 / 1200, 0]), np.array([600, 1400, 200, 500, 0])
    got = indices((budgets * planned).sum(), (budgets * done).sum(), costs.sum(), budgets.sum())
    assert (got.bac, got.pv, got.ev, got.ac) == pytest.approx((3700, 3000, 2400, 2700))
    assert (got.cv, got.sv, got.sv_share, got.sv_percent) == pytest.approx((-300, -600, -0.2, -20))
    assert (round(got.cpi, 2), got.spi) == pytest.approx((0.89, 0.8))
    assert got.eac_typical == pytest.approx(4162.5)
    assert got.eac_atypical == pytest.approx(4000)
    assert round(3700 / round(got.cpi, 2), -1) == 4160


def test_the_three_estimates_are_named_and_each_has_what_is_left_and_beyond():
    """By hand: rest of work 1,500; CPI x SPI = (25/28) x (25/30)."""
    got = indices(3000, 2500, 2800, 4000)
    assert got.eac_atypical == 2800 + 1500
    assert got.eac_combined == pytest.approx(2800 + 1500 * 28 * 30 / (25 * 25))
    assert got.etc_combined == pytest.approx(1500 * 28 * 30 / (25 * 25))
    assert (got.etc_atypical, got.vac_atypical) == (1500, -300)
    assert got.csi == pytest.approx(got.cpi * got.spi)


def test_the_efficiency_needed_for_the_projects_own_estimate_uses_that_estimate():
    assert indices(3000, 2500, 2800, 4000, 4300).tcpi_to_estimate == pytest.approx(1500 / 1500)
    assert indices(3000, 2500, 2800, 4000).tcpi_eac == pytest.approx(2500 / 2800)


def test_abbreviations_and_full_names_are_one():
    by_name = indices(planned_value=3, earned_value=2, actual_cost=2.5, budget_at_completion=8)
    for other in (
        indices(3, 2, 2.5, 8), indices(pv=3, ev=2, ac=2.5, bac=8), indices(bcws=3, bcwp=2, acwp=2.5, budget=8),
        indices({"PV": 3, "EV": 2, "AC": 2.5, "BAC": 8}), indices(3, ev=2, actual_cost="2.5", bac=Decimal(8)),
    ):  # fmt: skip
        assert other.cpi == by_name["CPI"] == by_name.cost_performance_index == 0.8


def test_a_table_gives_columns_with_its_own_labels_and_leaves_other_columns_alone():
    table = pd.DataFrame({"Planned Value": [3000, 0], "ev": [2500, 0], "AC": [2800, 5], "BAC": [4000, 9], "title": ["a", "b"]})
    got = indices(table.set_index("title"))
    assert got.cpi.index.tolist() == ["a", "b"]
    assert got.cpi.round(3).tolist() == [0.893, 0]
    assert got.frame.loc["a", "to_complete_performance_index"] == pytest.approx(1.25)


def test_columns_are_matched_by_their_labels():
    got = indices(
        pd.Series([10, 20], ["a", "b"]), pd.Series([20, 5], ["b", "a"]), pd.Series([10, 25], ["a", "b"]),
        pd.Series([40, 50, 60], ["a", "b", "c"]),
    )  # fmt: skip
    assert got.spi.index.tolist() == ["a", "b", "c"]
    assert got.spi.tolist() == pytest.approx([0.5, 1.0, math.nan], nan_ok=True)
    assert got.reason("spi")["c"] == "no earned value"


def test_a_number_beside_a_list_holds_for_each():
    got = indices([10, 20], [5, 5], [5, 10], 100)
    assert isinstance(got.cpi, np.ndarray)
    assert got.cpi.tolist() == [1.0, 0.5]
    assert got.percent_complete.tolist() == [5, 5]


@pytest.mark.parametrize(
    ("amounts", "name", "reason"),
    [
        ((10, 8, 0, 40), "cpi", "nothing was spent by now"),
        ((10, 8, -3, 40), "cpi", "credits exceed the costs"),
        ((10, 8, 0, 40), "eac", "nothing was spent by now"),
        ((0, 8, 9, 40), "spi", "nothing was planned by now"),
        ((0, 8, 9, 40), "eac_combined", "nothing was planned by now"),
        ((10, 0, 9, 40), "eac_typical", "nothing was earned by now"),
        ((10, 8, 9, 0), "percent_complete", "there is no budget"),
        ((10, 8, 9, 0), "eac_typical", "there is no budget"),
        ((40, 38, 40, 40), "tcpi", "the budget is spent"),
        ((40, 38, 45, 40), "tcpi", "the budget is spent"),
        ((40, 45, 30, 40), "tcpi", "more was earned than budgeted"),
        ((None, 8, 9, 40), "spi", "no planned value"),
        ((10, None, 9, 40), "cpi", "no earned value"),
        ((10, 8, math.nan, 40), "vac", "no actual cost"),
        ((10, 8, "not assessed", 40), "cv", "no actual cost"),
        ((10, 8, 9, pd.NA), "tcpi", "no budget at completion"),
    ],
)
def test_what_cannot_be_divided_is_not_assessed_and_says_why(amounts, name, reason):
    got = indices(*amounts)
    assert math.isnan(got[name])
    assert got.reason(name) == reason


def test_a_finished_project_needs_no_more_efficiency_and_costs_what_it_cost():
    got = indices(40, 40, 30, 40)
    assert (got.tcpi, got.eac_typical, got.eac_atypical, got.etc) == (0, 30, 30, 0)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: indices(cost=3), r"no amount 'cost'\."),
        (lambda: indices(planed_value=3), "Did you mean planned_value"),
        (lambda: indices(3, pv=3), "planned_value was given twice"),
        (lambda: indices([1, 2], [1, 2, 3]), "planned_value 2, earned_value 3"),
        (lambda: indices("3k"), "planned_value: found '3k', expected a number"),
        (lambda: indices(True), "planned_value: found 'True', expected a number"),
        (lambda: indices(ac=math.inf), "actual_cost: found an infinite amount"),
        (lambda: indices(pd.Series([1, 2], ["a", "a"]), pd.Series([1, 2], ["a", "b"])), "labels differ and repeat"),
        (lambda: indices(pd.Series([1, 2]), [1, 2, 3]), "different lengths"),
    ],
)
def test_amounts_that_make_no_sense_are_refused_in_words(call, words):
    with pytest.raises(PmobookError, match=words):
        call()


def test_an_unknown_value_is_no_attribute():
    with pytest.raises(AttributeError, match="earned value has no 'cpj'; it has planned_value"):
        _ = indices(1, 1, 1, 1).cpj


def test_nothing_at_all_is_not_assessed():
    assert all(math.isnan(getattr(indices(), name)) for name in Indices.names())
    assert indices([], [], [], []).cpi.size == 0


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT, st.floats(0.01, 100))
def test_indices_do_not_depend_on_the_currency_and_money_scales_with_it(pv, ev, ac, bac, rate):
    one, other = indices(pv, ev, ac, bac), indices(pv * rate, ev * rate, ac * rate, bac * rate)
    for name in ("cpi", "spi", "csi", "percent_complete", "cv_share"):
        assert other[name] == pytest.approx(one[name], rel=1e-9)
    for name in ("eac_typical", "eac_atypical", "eac_combined"):
        assert other[name] == pytest.approx(one[name] * rate, rel=1e-6, abs=1e-6 * rate * (pv + ev + ac + bac))


@given(AMOUNT, AMOUNT, AMOUNT, AMOUNT)
def test_every_estimate_adds_up(pv, ev, ac, bac):
    got = indices(pv, ev, ac, bac)
    for form in ("typical", "atypical", "combined"):
        assert got[f"eac_{form}"] == pytest.approx(ac + got[f"etc_{form}"])
        assert got[f"vac_{form}"] == pytest.approx(bac - got[f"eac_{form}"])
    assert got.eac_typical == pytest.approx(bac / got.cpi, rel=1e-6)


@given(st.lists(st.tuples(*[st.one_of(st.none(), st.floats(-100, 100))] * 4), min_size=1, max_size=8))
def test_many_projects_give_what_each_gives_alone_and_nothing_is_infinite(rows):
    together = indices(*zip(*rows, strict=True))
    for place, row in enumerate(rows):
        alone = indices(*row)
        for name in Indices.names():
            assert together[name][place] == pytest.approx(alone[name], nan_ok=True)
            assert not math.isinf(alone[name])
