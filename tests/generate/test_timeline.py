import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from pmobook.generate.timeline import Timeline, day_in_month, last_month, month_of, month_text, quarter_of_month, working_day
from pmobook.vocabulary import Quarter


def test_a_timeline_counts_back_from_its_last_quarter():
    assert [str(quarter) for quarter in Timeline.ending(Quarter(2026, 2), 3).quarters] == ["2025Q4", "2026Q1", "2026Q2"]


def test_months_are_numbered_so_that_december_comes_just_before_january():
    assert month_of(dt.date(2026, 1, 31)) - month_of(dt.date(2025, 12, 1)) == 1
    assert month_text(month_of(dt.date(2025, 12, 1))) == "2025-12"


def test_the_last_month_of_a_quarter_lies_in_it():
    assert month_text(last_month(Quarter(2026, 3))) == "2026-09"
    assert quarter_of_month(last_month(Quarter(2026, 3))) == Quarter(2026, 3)


def test_a_month_outside_counts_as_the_nearest_quarter():
    timeline = Timeline.ending(Quarter(2026, 3), 2)
    assert timeline.position_of_month(timeline.first_month - 20) == 0
    assert timeline.position_of_month(timeline.last_month + 20) == 1


@given(st.dates(dt.date(2000, 1, 5), dt.date(2100, 1, 1)))
def test_a_working_day_is_the_day_itself_or_the_friday_before(day):
    found = working_day(day)
    assert found.weekday() < 5
    assert 0 <= (day - found).days <= 2


@given(st.integers(2000 * 12, 2100 * 12), st.integers(3, 28))
def test_a_day_in_a_month_stays_in_that_month(month, day):
    assert month_of(day_in_month(month, day)) == month
