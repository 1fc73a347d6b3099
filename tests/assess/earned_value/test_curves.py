"""Cost curves: sums that end where the figures end, joined month by month."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.earned_value.costs import place_costs, read_project
from pmobook.assess.earned_value.curves import by_month, curve_of, joint_curve
from pmobook.vocabulary import Quarter

SEPTEMBER = 12 * 2026 + 8


@pytest.fixture(scope="module")
def curves(fill):
    def run(rows):
        projects = place_costs(fill("project_costs", rows), Quarter(2026, 3)).by_project()
        return {name: curve_of(read_project(own)) for name, own in projects.items()}

    return run


def listed(values):
    return [None if math.isnan(value) else round(value, 6) for value in values]


def test_a_curve_adds_up_and_the_forecast_goes_on_where_the_cost_ends(curves, monthly):
    (got,) = curves(monthly("p", "2026-08", [1, 2, 3, 4], [1, 1], [2, 2], [None, None, 3, 4])).values()
    assert listed(got["planned"]) == [1, 3, 6, 10]
    assert listed(got["earned"]) == [1, 2, None, None]
    assert listed(got["actual"]) == [2, 4, None, None]
    assert listed(got["forecast"]) == [None, 4, 7, 11]


def test_a_forecast_with_a_gap_ends_there(curves, monthly):
    (got,) = curves(monthly("p", "2026-09", [1, 1, 1, 1], [1], [1], [None, 2, "not yet", 2])).values()
    assert listed(got["forecast"]) == [1, 3, None, None]


def test_projects_are_added_month_by_month_each_with_what_it_has_by_then(curves, monthly):
    got = joint_curve(
        curves([*monthly("p", "2026-07", [1, 1, 1], [1, 1, 1], [1, 1, 1]),
                *monthly("q", "2026-09", [10, 10], [5], [20], [None, 30])]),
        SEPTEMBER,
    )  # fmt: skip
    assert got["period"].tolist() == ["2026-07", "2026-08", "2026-09", "2026-10"]
    assert listed(got["planned"]) == [1, 2, 13, 23]
    assert listed(got["earned"]) == [1, 2, 8, None]
    assert listed(got["actual"]) == [1, 2, 23, None]
    assert listed(got["forecast"]) == [None, None, 23, 53]


def test_a_line_that_one_project_lacks_is_missing_for_all(curves, monthly):
    got = joint_curve(curves([*monthly("p", "2026-09", [1], [1], [1]), *monthly("q", "2026-09", [1], [], [1])]), SEPTEMBER)
    assert listed(got["earned"]) == [None]
    assert listed(got["planned"]) == [2]


def test_nothing_to_join_is_an_empty_curve():
    assert joint_curve({}, SEPTEMBER).empty
    assert by_month(joint_curve({}, SEPTEMBER)).empty


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=12))
def test_the_money_of_single_months_adds_up_to_the_curve(rows):
    curve = pd.DataFrame({"period": [f"{n}" for n in range(len(rows))], "month": range(len(rows))})
    for place, name in enumerate(("planned", "actual")):
        curve[name] = pd.Series([float(row[place]) for row in rows]).cumsum()
    curve["earned"], curve["forecast"] = math.nan, math.nan
    alone = by_month(curve)
    assert alone["planned"].tolist() == [row[0] for row in rows]
    assert alone["actual"].tolist() == [row[1] for row in rows]
    assert alone["earned"].isna().all()
