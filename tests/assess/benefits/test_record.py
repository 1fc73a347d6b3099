import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.benefits import read_track_record, reference_class
from pmobook.vocabulary import Quarter

Q3 = Quarter.parse("2026Q3")


@pytest.fixture(scope="session")
def read(register):
    def run(packs):
        frames = [register(told).assign(reported_in=quarter) for quarter, told in packs.items()]
        return read_track_record(pd.concat(frames, ignore_index=True), Q3)

    return run


def test_a_forecast_counts_if_it_was_made_two_quarters_before_its_period_ended(read):
    found = read(
        {
            "2026Q1": {"B1": {"planned": [20, 20, 20], "forecast": [None, 11, 10]}},
            "2026Q2": {"B1": {"planned": [20, 20, 20], "forecast": [None, None, 6], "actual": [9, 8]}},
            "2026Q3": {"B1": {"planned": [20, 20, 20], "actual": [9, 8, 5]}},
        }
    )
    (row,) = found.benefits.to_dict(orient="records")
    # Of 2026Q3 alone is there a forecast two quarters older: 10, of which 5 came.
    assert (row["forecast"], row["came"], row["forecast_ratio"]) == (10, 5, 0.5)
    assert (row["planned"], row["came_of_planned"], row["planned_ratio"]) == (60, 22, pytest.approx(22 / 60))


def test_the_first_plan_counts_and_the_last_actual(read):
    found = read(
        {
            "2026Q2": {"B1": {"planned": [20], "actual": [9]}},
            "2026Q3": {"B1": {"planned": [10], "actual": [8]}},
        }
    )
    assert found.benefits["planned_ratio"].tolist() == [0.4]


def test_what_nobody_reported_and_disbenefits_are_left_out(read):
    found = read({"2026Q3": {"B1": {"planned": [20]}, "B2": {"planned": [5], "actual": [5], "kind": "disbenefit"}}})
    assert found.benefits.empty
    assert found.left_out == 1


def test_a_claim_of_nothing_has_no_ratio(read):
    assert math.isnan(read({"2026Q3": {"B1": {"planned": [0], "actual": [5]}}}).benefits["planned_ratio"][0])


def test_too_few_past_benefits_state_and_correct_nothing():
    found = reference_class([0.5, 0.6, math.nan, 0.7, 0.8], "forecasts")
    assert (found.size, found.sentence) == (
        4,
        "What past forecasts came to is not assessed: 4 past benefits with both amounts, and it takes 5.",
    )
    assert all(math.isnan(one) for one in found.correct(10))


def test_new_claims_are_corrected_by_the_median_and_both_ends():
    found = reference_class(pd.Series([0.9, 0.5, 0.8, 0.6, 0.7]), "forecasts")
    # Quantiles of five points at 20, 50 and 80 %: 0.8, 2 and 3.2 steps from the lowest.
    assert found.correct(10) == pytest.approx((5.8, 7, 8.2))


def test_without_a_history_nothing_is_stated(fill):
    found = read_track_record(fill("benefits", []).assign(reported_in=pd.Series(dtype="str")), Q3)
    assert found.benefits.empty
    assert found.forecast.size == 0


@given(st.lists(st.floats(0, 3), min_size=5, max_size=30))
def test_the_range_holds_the_median_and_lies_within_what_happened(ratios):
    found = reference_class(ratios, "forecasts")
    assert min(ratios) - 1e-9 <= found.low <= found.median + 1e-9 <= found.high + 2e-9 <= max(ratios) + 3e-9
