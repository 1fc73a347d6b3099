import math

import pytest


def test_amounts_rise_evenly_over_the_months_of_their_period_and_disbenefits_are_taken_off(assess):
    got = assess(
        {
            "B1": {"planned": [30, 30, 30, 30], "actual": [30, 15, 30], "forecast": [None] * 3 + [60]},
            "B2": {"periods": ("2026-02",), "planned": [5], "actual": [5], "kind": "disbenefit"},
            "B3": {"planned": [99], "unit_of_measure": "hours"},
        }
    ).money_curve
    assert got["month"].tolist() == [f"2026-{month:02d}" for month in range(1, 13)]
    assert got["planned"].tolist() == pytest.approx([10, 15, 25, 35, 45, 55, 65, 75, 85, 95, 105, 115])
    assert got["expected"].tolist() == pytest.approx([10, 15, 25, 30, 35, 40, 50, 60, 70, 90, 110, 130])
    assert got["actual"].tolist()[:9] == pytest.approx(got["expected"].tolist()[:9])
    assert all(math.isnan(one) for one in got["actual"][9:])


def test_how_many_amounts_are_not_in_the_sum_is_counted(assess):
    got = assess({"B1": {"planned": [3, 3], "actual": [3, None]}}).money_curve
    assert got["unknown"].tolist() == [0, 0, 0, 1, 1, 1]
    assert got["expected"].tolist() == pytest.approx([1, 2, 3, 3, 3, 3])


def test_without_money_there_is_no_curve(assess):
    assert assess({"B1": {"planned": [3], "unit_of_measure": "hours"}}).money_curve.empty
