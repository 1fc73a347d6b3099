"""Earned schedule: the published projects, pauses, late finishes, and what can't be read."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.earned_value import earned_schedule
from pmobook.errors import PmobookError

# W. Lipke, "Schedule is different", The Measurable News, March 2003, the project that finishes early: cumulative by month.
PLANNED = [105, 200, 515, 845, 1175, 1475, 1805, 2135, 2435, 2665, 2760, 2823]
EARNED = [115, 220, 530, 870, 1215, 1525, 1860, 2190, 2500, 2740, 2823]
SPI_T = [1.105, 1.032, 1.015, 1.019, 1.027, 1.025, 1.024, 1.023, 1.031, 1.079, 1.091]


def test_the_published_project_that_finishes_a_month_early_has_its_indices_in_time():
    got = earned_schedule(PLANNED, EARNED)
    assert got.spi_t.round(3).tolist() == SPI_T
    assert got.es[-1] == 12
    assert got.forecast_duration[-1] == pytest.approx(11)
    assert got.note == ""


def test_one_month_of_it_gives_what_the_whole_gives():
    """By hand: in March 530 was earned; the plan has 515 in month 3 and 845 in month 4."""
    got = earned_schedule(PLANNED, 530, actual_time=3)
    assert got.es == pytest.approx(3 + 15 / 330)
    assert got.sv_t == pytest.approx(15 / 330)
    assert got.ieac_t == pytest.approx(12 * 3 / (3 + 15 / 330))
    assert isinstance(got.spi_t, float)


def test_a_late_project_stays_late_once_all_work_is_done():
    """Its SPI returns to 1 with EV at BAC; SPI(t) does not: planned for 3 months, it took 5."""
    got = earned_schedule([100, 250, 400], 400, actual_time=5)
    assert 400 / got.budget_at_completion == 1
    assert (got.es, got.spi_t, got.sv_t, got.forecast_duration) == (3, 0.6, -2, 5)
    assert math.isnan(got.to_complete_schedule_index)


def test_work_before_the_end_of_the_first_period_is_part_of_it():
    assert earned_schedule([100, 250, 400], 50, 1).es == 0.5
    assert earned_schedule([100, 250, 400], 0, 1).es == 0


@pytest.mark.parametrize(("time", "expected"), [(1, 2), (2, 2), (3, 3), (4, 4), (6, 4), (None, 4)])
def test_within_a_pause_of_the_plan_a_project_is_neither_early_nor_late(time, expected):
    """The plan stands at 20 from period 2 to 4."""
    assert earned_schedule([10, 20, 20, 20, 30], 20, time).es == expected


def test_a_plan_that_stands_still_at_its_end_lasts_until_it_reached_its_budget():
    got = earned_schedule([10, 20, 30, 30, 30], 30, actual_time=5)
    assert (got.planned_duration, got.es, got.spi_t) == (3, 3, 0.6)


def test_a_late_start_of_the_plan_is_no_delay():
    assert earned_schedule([0, 0, 10], 0, 1).spi_t == 1
    assert earned_schedule([0, 0, 10], 0, 4).spi_t == 0.5


def test_more_than_the_budget_counts_as_all_of_it_and_is_said():
    got = earned_schedule([10, 20], 25, 2)
    assert got.es == 2
    assert got.note == "more was earned than the plan holds; it counts as all of it"


def test_a_plan_with_a_credit_is_read_at_its_highest():
    got = earned_schedule([5, 4, 10], 5, 2)
    assert got.es == 2
    assert "the plan falls in a period" in got.note


@pytest.mark.parametrize(
    ("planned", "earned", "time", "note"),
    [
        ([], 3, 1, "not assessed: there is no plan"),
        ([0, 0], 3, 1, "not assessed: nothing is planned"),
        ([1, None, 3], 1, 1, "not assessed: the plan has a gap"),
        ([1, 2], -1, 1, "not assessed: earned value is below zero"),
        ([1, 2], None, 1, "not assessed: no earned value"),
    ],
)
def test_what_cannot_be_read_is_not_assessed_and_says_why(planned, earned, time, note):
    got = earned_schedule(planned, earned, time)
    assert math.isnan(got.es)
    assert math.isnan(got.spi_t)
    assert note in got.note


def test_without_time_gone_by_there_is_no_index():
    assert "no time has gone by" in earned_schedule([1, 2], 1, 0).note
    unknown = earned_schedule([1, 2], 1)
    assert unknown.es == 1
    assert math.isnan(unknown.spi_t)
    assert "the time gone by is not known" in unknown.note


def test_nothing_earned_yet_gives_no_forecast_of_the_duration():
    got = earned_schedule([10, 20], 0, 1)
    assert got.spi_t == 0
    assert math.isnan(got.forecast_duration)


def test_a_plan_may_begin_with_the_value_before_its_first_period():
    got = earned_schedule([0, 100, 250], [0, 100, 175], begins_at_zero=True)
    assert got.es.tolist() == [0, 1, 1.5]
    assert got.actual_time.tolist() == [0, 1, 2]


def test_lists_arrays_and_columns_give_the_same():
    for plan in (PLANNED, np.array(PLANNED), pd.Series(PLANNED, index=range(5, 17)), tuple(PLANNED)):
        assert earned_schedule(plan, np.int64(530), np.int64(3)).es == pytest.approx(3.0454545)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: earned_schedule(100, 50), "planned_cumulative: found no list"),
        (lambda: earned_schedule([1, "x"], 1), "planned_cumulative: found 'x', expected a number"),
        (lambda: earned_schedule([1, 2], [1, 2], [1]), "actual_time: found 1 times beside 2 earned values"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(call, words):
    with pytest.raises(PmobookError, match=words):
        call()


@given(st.lists(st.integers(0, 100), min_size=1, max_size=24).filter(any), st.data())
def test_a_project_on_plan_is_on_time_and_more_earned_is_never_earlier(plan, data):
    planned = np.cumsum(plan)
    duration = int(np.argmax(planned >= planned[-1])) + 1
    month = data.draw(st.integers(1, duration))
    assert earned_schedule(planned, planned[month - 1], month).es == pytest.approx(month, abs=1e-6)
    less, more = sorted(data.draw(st.tuples(*[st.floats(0, float(planned[-1]))] * 2)))
    assert earned_schedule(planned, less, month).es <= earned_schedule(planned, more, month).es + 1e-9
