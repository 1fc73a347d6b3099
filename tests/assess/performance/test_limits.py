import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.performance import control_limits
from pmobook.errors import PmobookError

FLOW = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
"""Flow rate of a coolant: NIST/SEMATECH e-Handbook of Statistical Methods, section 6.3.2.2."""
OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
"""A single high value: NHS-R Community, NHSRplotthedots, vignette on deviations (figure captions)."""

unhurried = settings(deadline=None, max_examples=50)
courses = st.lists(st.integers(-1000, 1000), min_size=2, max_size=30)


def test_the_published_limits_of_the_nist_flow_rate_come_out_to_the_digit_printed():
    found = control_limits(FLOW)
    figures = (found.centre, found.mean_moving_range, found.upper, found.lower, found.upper_moving_range)
    assert [round(one, digits) for one, digits in zip(figures, (2, 4, 4, 4, 4), strict=True)] == [
        50.81, 1.8778, 55.8041, 45.8159, 6.1347,
    ]  # fmt: skip
    assert found.is_trial


def test_the_published_limits_of_the_nhs_vignette_come_out_with_and_without_screening():
    plain, screened = control_limits(OUTLIER), control_limits(OUTLIER, screen=True)
    assert [round(one, 2) for one in (plain.centre, plain.upper, plain.lower)] == [1.94, 6.95, -3.06]
    assert [round(one, 2) for one in (screened.centre, screened.upper, screened.lower)] == [1.94, 4.6, -0.72]
    assert (plain.screened, screened.screened) == (0, 2)
    assert not plain.is_trial


def test_the_distance_to_a_limit_can_be_given_as_the_nhs_rounds_it():
    found = control_limits(FLOW, ranges=2.66)
    assert found.upper == pytest.approx(50.81 + 2.66 * 16.9 / 9)


def test_two_thirds_of_the_way_is_near_a_limit():
    found = control_limits(FLOW)
    assert found.near_upper == pytest.approx(found.centre + (found.upper - found.centre) * 2 / 3)
    assert found.near_lower == pytest.approx(found.centre - (found.upper - found.centre) * 2 / 3)


@pytest.mark.parametrize(("count", "is_trial"), [(0, True), (1, True), (11, True), (12, False), (40, False)])
def test_limits_from_fewer_than_twelve_values_are_trial_limits(count, is_trial):
    assert control_limits(([1, 2] * 30)[:count]).is_trial is is_trial


def test_a_value_not_assessed_does_not_count_towards_the_twelve():
    assert control_limits([*range(11), None]).is_trial
    assert not control_limits([*range(12), None]).is_trial


def test_no_value_has_no_limits_and_one_value_a_centre_only():
    nothing, one, gaps = control_limits([]), control_limits([5]), control_limits([math.nan, None])
    assert math.isnan(nothing.centre)
    assert math.isnan(gaps.centre)
    assert one.centre == 5
    assert all(math.isnan(figure) for figure in (one.lower, one.upper, one.mean_moving_range))
    assert (nothing.points, one.points, one.ranges) == (0, 1, 0)


def test_equal_values_have_both_limits_at_their_value_without_a_trace_of_rounding():
    found = control_limits([0.1] * 13)
    assert (found.centre, found.lower, found.upper, found.mean_moving_range) == (0.1, 0.1, 0.1, 0.0)
    assert control_limits([0.1] * 13, screen=True).ranges == 12


def test_no_moving_range_bridges_a_gap():
    """1 to 2 and 10 to 12 are neighbours; 2 to 10 stand on either side of a month that is not assessed."""
    found = control_limits([1, 2, None, 10, 12])
    assert found.mean_moving_range == 1.5
    assert found.centre == 6.25
    assert found.moving_ranges.dropna().tolist() == [1, 2]


def test_every_second_month_without_a_value_leaves_a_centre_and_no_limits():
    found = control_limits([1, None, 3, None, 5])
    assert found.centre == 3
    assert math.isnan(found.upper)


def test_a_month_left_out_of_named_periods_is_a_gap_too():
    periods = ["2026-01", "2026-02", "2026-04", "2026-05"]
    for index in (periods, pd.PeriodIndex(periods, freq="M")):
        assert control_limits(pd.Series([1, 2, 10, 12], index=index)).mean_moving_range == 1.5
    assert control_limits(dict(zip(periods, [1, 2, 10, 12], strict=True))).mean_moving_range == 1.5


@pytest.mark.parametrize(
    "days",
    [
        ["2026-01-01", "2026-02-01", "2026-04-01", "2026-05-01"],
        ["2026-01-31", "2026-02-28", "2026-04-30", "2026-05-31"],
        ["2025-03-31", "2025-06-30", "2025-12-31", "2026-03-31"],
    ],
)
def test_a_month_or_quarter_left_out_of_days_is_a_gap_too(days):
    for index in (days, pd.to_datetime(days), [dt.date.fromisoformat(one) for one in days]):
        assert control_limits(pd.Series([1, 2, 10, 12], index=index)).mean_moving_range == 1.5


def test_other_days_count_as_neighbours():
    assert control_limits(pd.Series([1, 2, 4], index=pd.to_datetime(["2026-01-05", "2026-01-12", "2026-02-09"]))).ranges == 2
    assert control_limits(pd.Series([1.0], index=pd.to_datetime(["2026-01-01"]))).centre == 1


@pytest.mark.parametrize(
    "given",
    [
        tuple(FLOW),
        np.array(FLOW),
        np.array([FLOW]),
        np.array(FLOW)[:, None],
        pd.Series(FLOW, index=list("abcdefghij")),
        pd.Series(FLOW, dtype="Float64"),
        pd.Series(FLOW, dtype=object),
        pd.DataFrame({"value": FLOW}),
        dict(enumerate(FLOW)),
        (one for one in FLOW),
    ],
    ids=["tuple", "array", "row", "column", "Series", "nullable", "objects", "frame", "mapping", "generator"],
)
def test_values_may_come_in_any_of_the_usual_shapes(given):
    found = control_limits(given)
    assert (found.centre, found.upper) == (pytest.approx(50.81), pytest.approx(55.80409, abs=1e-5))


def test_limits_start_afresh_at_a_declared_change():
    found = control_limits([1, 3, 1, 3, 11, 13, 11, 13], rebase_at=4)
    assert [(phase.start, phase.end, phase.centre, phase.mean_moving_range) for phase in found.phases] == [
        (0, 4, 2, 2),
        (4, 8, 12, 2),
    ]
    assert (found.centre, found.points) == (12, 4)
    assert found.lines["centre"].tolist() == [2] * 4 + [12] * 4
    assert found.lines["phase"].tolist() == [0] * 4 + [1] * 4


def test_a_change_may_be_named_by_its_period_and_several_in_any_order():
    values = {f"2026-{month:02d}": month for month in range(1, 10)}
    assert [phase.start for phase in control_limits(values, rebase_at=["2026-07", "2026-04", "2026-07"]).phases] == [0, 3, 6]


def test_a_baseline_sets_limits_for_all_that_follows():
    found = control_limits([1, 3, 1, 3, 99, 99], baseline=4)
    assert (found.centre, found.mean_moving_range, found.points) == (2, 2, 4)
    assert control_limits([99, 99, 1, 3, 1, 3], baseline=slice(2, None)).centre == 2
    by_phase = control_limits([1, 3, 99, 11, 13, 99], baseline=2, rebase_at=3)
    assert [phase.centre for phase in by_phase.phases] == [2, 12]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"values": [1, math.inf]}, "position 1: found 'inf', expected a finite number"),
        ({"values": [1, "2"]}, "position 1: found '2', expected a finite number"),
        ({"values": [True, 2]}, "position 0: found 'True'"),
        ({"values": "12"}, "expected several numbers in the order of time"),
        ({"values": 3}, "expected several numbers in the order of time"),
        ({"values": [1e200, 1]}, "position 0: found '1e"),
        ({"values": pd.DataFrame({"a": [1], "b": [2]})}, "a frame of 2 columns, expected one measure"),
        ({"values": np.ones((2, 2))}, "an array of 2 by 2, expected one measure"),
        ({"values": {"2026-02": 1, "2026-01": 2}}, "found 2026-01 after 2026-02, expected each period once"),
        ({"values": pd.Series([1, 2], index=["2026Q1", "2026Q1"])}, "found 2026Q1 twice"),
        ({"values": pd.Series([1, 2], index=pd.to_datetime(["2026-02-01", "2026-01-01"]))}, "in the order of time"),
        ({"values": {"2026-02-01": 1, "2026-01-01": 2}}, "found 2026-01-01 after 2026-02-01"),
        ({"values": [1, 2], "rebase_at": 2}, "found position 2, expected 0 to 1"),
        ({"values": [1, 2], "rebase_at": -1}, "found position -1"),
        ({"values": {"2026-01": 1, "2026-02": 1}, "rebase_at": "2026-2"}, "Did you mean 2026-02?"),
        ({"values": [1, 2], "baseline": 0}, "found 0, expected a whole number of values from 1 on"),
        ({"values": [1, 2], "baseline": slice(5, 9)}, "expected some of the 2"),
        ({"values": [1, 2], "baseline": slice(0, 1), "rebase_at": 1}, "found a slice with rebase_at"),
        ({"values": [1, 2], "ranges": 0}, "ranges: found 0, expected a number above zero"),
    ],
)
def test_what_is_no_course_of_values_is_refused_in_words(given, words):
    with pytest.raises(PmobookError, match=words.replace("?", r"\?").replace("+", r"\+")):
        control_limits(given.pop("values"), **given)


@unhurried
@given(courses, st.integers(-50, 50), st.sampled_from([0.5, 2, 8]))
def test_limits_move_and_stretch_with_their_values(values, shift, factor):
    plain, moved = control_limits(values), control_limits([value * factor + shift for value in values])
    for name in ("centre", "lower", "upper"):
        assert getattr(moved, name) == pytest.approx(getattr(plain, name) * factor + shift, abs=1e-6)


@unhurried
@given(courses)
def test_screening_never_widens_limits_and_the_centre_lies_between_them(values):
    plain, screened = control_limits(values), control_limits(values, screen=True)
    assert screened.mean_moving_range <= plain.mean_moving_range
    assert plain.lower <= plain.centre <= plain.upper
    assert screened.centre == plain.centre


@unhurried
@given(courses)
def test_a_course_read_backwards_has_the_same_limits(values):
    assert control_limits(values[::-1]).upper == pytest.approx(control_limits(values).upper)
