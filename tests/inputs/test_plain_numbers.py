"""Numbers are plain, and one written for people is refused with the plain way to write it."""

from __future__ import annotations

import datetime as dt

import pytest

from pmobook.inputs.plain_numbers import read_number
from pmobook.inputs.unreadable import Unreadable
from pmobook.method.forms import form

COST = form("projects").column("whole_life_cost")
SHARE = form("risks").column("probability")


@pytest.mark.parametrize(
    ("cell", "number"),
    [(1, 1.0), (1.5, 1.5), ("1.5", 1.5), ("+2", 2.0), (".5", 0.5), ("5.", 5.0), ("1e3", 1000.0), ("-0.25", -0.25), ("−3", -3.0)],  # noqa: RUF001
)
def test_a_plain_number_is_read(cell, number):
    assert read_number(cell, COST) == number


@pytest.mark.parametrize(
    ("cell", "words"),
    [("1,203.4", "without thousands signs: 1203.4"), ("1 203", "without thousands signs: 1203"), ("1’203", "thousands"),  # noqa: RUF001
     ("0,4", "with a decimal point: 0.4"), ("(12.5)", "with a minus sign: -12.5"), ("€5", "without the currency"),
     ("40 %", "Write the number alone: 40."), ("TBC", "or leave the cell empty, or write not assessed: and the reason"),
     ("nan", "Write a number"), ("1e999", "no number here is beyond 1e+15"),
        (1e16, "no number here is beyond 1e+15"), (float("inf"), "Write a number"), (True, "Write a number"),
     (dt.date(2026, 7, 31), "Excel has turned the number into a date"), ("1/2", "Write the number alone"), ("²", "Write")],
)  # fmt: skip
def test_another_is_refused_with_the_way_to_write_it(cell, words):
    with pytest.raises(Unreadable) as refused:
        read_number(cell, COST)
    assert words in refused.value.remedy


def test_a_percentage_is_a_share_where_a_share_is_asked_for():
    with pytest.raises(Unreadable) as refused:
        read_number("12,5%", SHARE)
    assert refused.value.remedy == "Write 12.5 % as 0.125."
