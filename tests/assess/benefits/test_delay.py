import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.benefits import cost_of_delay, net_present_value
from pmobook.errors import ProblemsFound

gains = st.lists(st.integers(0, 100), min_size=1, max_size=20)


def test_where_the_end_stays_a_level_benefit_loses_one_period_s_worth():
    assert cost_of_delay([10, 10, 10, 10]) == 10


def test_where_the_end_moves_and_money_keeps_its_worth_nothing_is_lost():
    assert cost_of_delay([10, 20], end_moves=True) == 0


@given(gains, st.floats(0, 0.5), st.floats(0, 5))
def test_where_the_end_moves_only_time_is_lost(amounts, rate, periods):
    found = cost_of_delay(amounts, rate, periods=periods, end_moves=True)
    whole = float(net_present_value(rate, amounts, first_at=1))
    assert float(found) == pytest.approx(whole * (1 - (1 + rate) ** -periods), abs=1e-9)
    assert found.cut_off == 0


@given(gains, st.floats(0, 0.5), st.floats(0, 5))
def test_the_two_parts_make_up_the_whole_and_a_longer_delay_costs_no_less(amounts, rate, periods):
    found = cost_of_delay(amounts, rate, periods=periods)
    assert found.waiting + found.cut_off == pytest.approx(found.value, abs=1e-9)
    assert found.present_value - found.delayed == pytest.approx(found.value)
    assert cost_of_delay(amounts, rate, periods=periods + 0.5) >= found - 1e-9


def test_a_delay_beyond_the_end_loses_everything():
    assert cost_of_delay([10, 10], 0.1, periods=7.5).delayed == 0


def test_half_a_period_moves_half_of_each_amount():
    assert cost_of_delay([10, 30], periods=0.5) == pytest.approx(15)


def test_a_negative_delay_is_refused():
    with pytest.raises(ProblemsFound, match="a delay of 0 or more"):
        cost_of_delay([1], periods=-1)


def test_an_unknown_amount_is_named():
    with pytest.raises(ProblemsFound, match="position 1"):
        cost_of_delay([None])
