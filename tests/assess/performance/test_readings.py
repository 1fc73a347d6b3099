import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess.performance.readings import describe_trend_rule, judge_trend, judge_value, read_values
from pmobook.vocabulary import Quarter

QUARTER = Quarter.parse("2026Q3")

unhurried = settings(deadline=None, max_examples=40)


@pytest.fixture(scope="session")
def read(fill):
    """Read (period, value[, reported_in[, reason]]) as they stand in 2026Q3."""

    def run(*rows):
        values = [
            {
                "measure_id": "m",
                "period": period,
                "value": value,
                "value_not_assessed": (more[1:] or (None,))[0],
                "claim": f"c{period}",
            }
            for period, value, *more in rows
        ]
        frame = fill("measure_values", values)
        return read_values(frame.assign(reported_in=[(more or ("2026Q3",))[0] for _, _, *more in rows]), QUARTER)

    return run


@pytest.mark.parametrize(
    ("value", "better", "status"),
    [
        (85, "higher", "met"),
        (84.9, "higher", "near"),
        (82, "higher", "near"),
        (81.9, "higher", "missed"),
        (85, "lower", "met"),
        (88, "lower", "near"),
        (88.1, "lower", "missed"),
        (math.nan, "higher", "not assessed"),
    ],
)
def test_a_value_meets_its_target_is_near_it_or_misses_it(value, better, status):
    assert judge_value(value, better, 85, 3) == status


def test_without_a_tolerance_short_of_the_target_is_missed():
    assert judge_value(84.99, "higher", 85, math.nan) == "missed"


def test_without_a_target_nothing_is_judged():
    assert judge_value(84, "higher", math.nan, 3) == "not assessed"


def test_a_value_at_the_limit_in_decimals_is_within_it_in_binary_too():
    assert judge_value(0.7, "higher", 0.8, 0.1) == "near"
    assert judge_value(0.1 + 0.2, "lower", 0.3, math.nan) == "met"


def test_a_steady_climb_improves_and_for_a_measure_to_lower_worsens(method):
    assert judge_trend([1, 2, 3, 4, 5], "higher", method.measures) == "improving"
    assert judge_trend([1, 2, 3, 4, 5], "lower", method.measures) == "worsening"


def test_ups_and_downs_of_the_usual_size_are_steady(method):
    assert judge_trend([10, 14, 9, 13, 11, 12, 15], "higher", method.measures) == "steady"


def test_a_change_of_exactly_two_usual_steps_is_a_trend_and_less_is_not(method):
    """Before: 0, 2, 0, 2 with mean 1 and steps of 2; so 5 and minus 3 are just far enough."""
    assert judge_trend([0, 2, 0, 2, 5], "higher", method.measures) == "improving"
    assert judge_trend([0, 2, 0, 2, -3], "higher", method.measures) == "worsening"
    assert judge_trend([0, 2, 0, 2, 4.9], "higher", method.measures) == "steady"


def test_any_change_after_equal_values_is_a_trend_and_no_change_is_none(method):
    assert judge_trend([5, 5, 5, 5, 5.1], "higher", method.measures) == "improving"
    assert judge_trend([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3], "higher", method.measures) == "steady"


def test_four_values_are_too_few(method):
    assert judge_trend([1, 2, 3, 4], "higher", method.measures) == "too few values"
    assert judge_trend([], "higher", method.measures) == "too few values"


def test_only_the_window_before_the_latest_is_looked_at(method):
    assert judge_trend([1000, *[1] * 13], "higher", method.measures) == "steady"


def test_the_rule_is_told_in_a_sentence_with_its_numbers(method):
    assert "mean of up to 12 before it" in describe_trend_rule(method.measures)
    assert "at least 2 times the usual step" in describe_trend_rule(method.measures)


@unhurried
@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=9), st.integers(-50, 50), st.sampled_from([0.5, 1, 4]))
def test_a_trend_depends_neither_on_the_zero_nor_on_the_scale_of_a_measure(method, values, shift, factor):
    moved = [value * factor + shift for value in values]
    assert judge_trend(moved, "higher", method.measures) == judge_trend(values, "higher", method.measures)


@unhurried
@given(st.lists(st.integers(-1000, 1000), min_size=5, max_size=9))
def test_what_improves_in_one_direction_worsens_in_the_other(method, values):
    up, down = (judge_trend(values, better, method.measures) for better in ("higher", "lower"))
    assert {"improving": "worsening", "worsening": "improving"}.get(up, up) == down


def test_the_latest_month_of_the_quarter_counts(read):
    reading = read(("2026-06", 1), ("2026-08", 3), ("2026-07", 2))
    assert reading.current.period.text == "2026-08"
    assert [one.value for one in reading.earlier] == [1, 2]
    assert reading.current.claim == "c2026-08"
    assert reading.note == ""


def test_a_value_of_an_earlier_quarter_does_not_stand_for_this_one(read):
    reading = read(("2026-05", 1), ("2026-06", 2))
    assert reading.current is None
    assert reading.note == "not assessed: no value for 2026Q3, the latest is of 2026-06"


def test_a_financial_year_that_ended_in_march_still_counts_in_september(read):
    assert read(("FY2024/25", 1), ("FY2025/26", 2)).current.value == 2
    assert read(("FY2024/25", 1)).current is None


def test_a_financial_year_under_way_counts_if_there_is_nothing_else_and_says_so(read):
    reading = read(("FY2024/25", 1), ("FY2026/27", 3))
    assert reading.current.value == 3
    assert [one.value for one in reading.earlier] == [1]
    assert reading.note == "FY2026/27 had not ended by 30 September 2026: its value is the one so far"


@pytest.mark.parametrize("ended", ["2026-09", "2026-07", "2026Q3", "FY2025/26"])
def test_a_period_that_ended_by_the_quarters_last_day_goes_before_one_under_way(read, ended):
    reading = read(("FY2026/27", 3), (ended, 4))
    assert (reading.current.period.text, reading.current.value) == (ended, 4)
    assert reading.earlier == ()
    assert reading.note == "FY2026/27 left out: it had not ended"


def test_a_financial_year_under_way_counts_beside_values_too_old_and_keeps_them_out_of_its_trend(read):
    reading = read(("2026-04", 1), ("2026-05", 2), ("FY2026/27", 3))
    assert reading.current.period.text == "FY2026/27"
    assert reading.earlier == ()
    assert "2 values of another kind of period left out of the trend" in reading.note


def test_without_a_current_value_the_history_is_of_one_kind_of_period_too(read):
    reading = read(("FY2023/24", 100), ("2026-05", 2), ("2026-06", 3))
    assert reading.current is None
    assert [one.value for one in reading.earlier] == [2, 3]
    assert reading.note.endswith("1 value of another kind of period left out of the trend")


@unhurried
@given(st.data())
def test_the_order_in_which_values_are_reported_makes_no_difference(read, data):
    periods = ["2026-06", "2026-07", "2026-09", "2026Q3", "2026Q2", "FY2025/26", "FY2026/27", "2026-10"]
    numbers = st.one_of(st.none(), st.integers(0, 9))
    rows = list(data.draw(st.dictionaries(st.sampled_from(periods), numbers, min_size=1)).items())
    assert repr(read(*data.draw(st.permutations(rows)))) == repr(read(*rows))


def test_a_month_not_assessed_is_said_and_the_month_before_it_counts(read):
    reading = read(("2026-08", 3), ("2026-09", None, "2026Q3", "system change"))
    assert reading.current.value == 3
    assert reading.note == "2026-09 not assessed: system change"


def test_when_the_whole_quarter_is_not_assessed_the_reason_is_kept(read):
    reading = read(("2026-06", 3), ("2026-09", None, "2026Q3", "system change"))
    assert reading.current is None
    assert "not assessed: no value for 2026Q3" in reading.note
    assert "2026-09 not assessed: system change" in reading.note


def test_a_value_reported_again_counts_as_last_reported_and_the_change_is_said(read):
    reading = read(("2026-06", 5, "2026Q3"), ("2026-06", 4, "2026Q2"), ("2026-07", 6, "2026Q3"))
    assert [one.value for one in reading.earlier] == [5]
    assert reading.note == "1 value changed since first reported"


def test_a_value_withdrawn_later_is_not_used(read):
    reading = read(("2026-06", 4, "2026Q2"), ("2026-06", None, "2026Q3"), ("2026-07", 6, "2026Q3"))
    assert reading.earlier == ()


def test_periods_after_the_quarter_are_left_out_and_said(read):
    reading = read(("2026-09", 1), ("2026-10", 9))
    assert reading.current.value == 1
    assert reading.note == "1 value for later periods left out"


def test_values_of_another_kind_of_period_are_no_part_of_the_trend(read):
    reading = read(("FY2024/25", 100), ("2026-08", 3), ("2026-09", 4))
    assert [one.value for one in reading.earlier] == [3]
    assert reading.note == "1 value of another kind of period left out of the trend"


def test_a_measure_without_any_value_is_not_assessed(read):
    assert read().note == "not assessed: no value was handed in"
