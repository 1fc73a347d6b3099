import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.benefits import payback
from pmobook.errors import ProblemsFound

FAST, SLOW = [-1000, 500, 400, 300, 100], [-1000, 100, 300, 400, 600]


@pytest.mark.parametrize(("flows", "rate", "expected"), [(FAST, 0, 2.33), (SLOW, 0, 3.33), (FAST, 0.1, 2.95), (SLOW, 0.1, 3.88)])
def test_the_textbook_s_fast_and_slow_project(flows, rate, expected):
    """Brigham and Ehrhardt, Financial Management: Theory and Practice, projects S and L at 10 %."""
    found = payback(flows, rate=rate)
    assert round(found.periods, 2) == expected
    assert float(found) == found.lasting == found.periods


def test_at_the_very_end_of_a_period_it_is_paid_back():
    assert payback([-0.3, 0.1, 0.2]).periods == pytest.approx(2)


def test_what_is_never_paid_back_says_what_is_missing():
    found = payback([-1000, 300, 300], rate=0.05)
    assert math.isnan(found.periods)
    assert "Not paid back within the 2 periods given, discounted at 5.0% a period: 442.2 is missing" in found.sentence


def test_late_costs_put_off_payback_for_good():
    found = payback([-100, 200, -150, 100])
    assert (found.periods, found.lasting) == (0.5, 2.5)
    assert "for good after 2.5" in found.sentence


def test_late_costs_may_outweigh_the_benefits_again():
    found = payback([-100, 200, -150])
    assert found.periods == 0.5
    assert math.isnan(found.lasting)
    assert "outweigh the benefits again" in found.sentence


def test_without_a_cost_there_is_nothing_to_pay_back():
    assert payback([0, 5]).periods == 0
    assert "nothing to pay back" in payback([0, 5]).sentence


def test_amounts_in_the_course_of_each_period_count_from_the_first_on():
    assert payback([-100, 50, 100], first_at=1).periods == 2.5


def test_an_unknown_amount_is_named():
    with pytest.raises(ProblemsFound, match="position 2"):
        payback([-1, None])


@given(st.integers(1, 1000), st.lists(st.integers(0, 500), min_size=1, max_size=40))
def test_discounting_never_pays_back_sooner(cost, gains):
    plain, discounted = payback([-cost, *gains]), payback([-cost, *gains], rate=0.1)
    assert math.isnan(discounted.periods) or discounted.periods >= plain.periods - 1e-9
