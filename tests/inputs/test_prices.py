"""Prices of having enough people are dated numbers of 0 or more, for all or by name."""

import datetime as dt

import pytest
from pydantic import ValidationError

from pmobook.inputs.prices import Prices

SET = {"dated": dt.date(2026, 1, 1), "set_by": "CFO"}


def test_a_price_for_all_holds_for_every_name_and_a_price_by_name_for_that_alone():
    prices = Prices(**SET, hire=1, contract={"Buyer": 2.5}, delay=0.1)
    assert prices.of(["Buyer", "Analyst"], ["P1"]) == {
        "hire": {"Buyer": 1.0, "Analyst": 1.0}, "contract": {"Buyer": 2.5}, "delay": {"P1": 0.1},
    }  # fmt: skip


def test_a_price_of_a_name_that_is_not_there_is_left_out():
    assert Prices(**SET, contract={"Pilot": 1}).of(["Buyer"], []) == {}


def test_a_role_has_its_price_whatever_its_capitals_and_a_project_by_its_very_id():
    prices = Prices(**SET, hire={"Project manager": 1}, drop={"P1": 2})
    assert prices.of(["Project  Manager"], ["p1"]) == {"hire": {"Project  Manager": 1.0}}
    assert prices.named() == {"hire": ["Project manager"], "drop": ["P1"]}


def test_two_prices_of_one_role_are_refused():
    with pytest.raises(ValidationError, match="one price a name; 'Buyer' and 'buyer' differ in nothing but capitals"):
        Prices(**SET, hire={"Buyer": 1, "buyer": 2})


@pytest.mark.parametrize("wrong", [-1, "9,000", True, float("nan"), float("inf"), {"Buyer": "dear"}])
def test_anything_else_is_refused_in_words(wrong):
    with pytest.raises(ValidationError, match="a price of 0 or more"):
        Prices(**SET, contract=wrong)
