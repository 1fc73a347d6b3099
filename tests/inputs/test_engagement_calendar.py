"""A quarter is named as the organisation names it, in whatever month its fiscal year begins, and its days end where it is."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.errors import PmobookError, ProblemsFound
from pmobook.inputs.engagement_calendar import EngagementCalendar, fiscal_year, quarter_in_words
from pmobook.method.yaml_text import check_content
from pmobook.vocabulary import Quarter


@pytest.mark.parametrize(
    ("quarter", "starts", "words"),
    [
        ("2026Q3", 4, "FY2026/27 Q2 (July\N{EN DASH}September 2026)"),
        ("2027Q1", 4, "FY2026/27 Q4 (January\N{EN DASH}March 2027)"),
        ("2026Q4", 10, "FY2026/27 Q1 (October\N{EN DASH}December 2026)"),
        ("2026Q2", 7, "FY2025/26 Q4 (April\N{EN DASH}June 2026)"),
        ("2099Q4", 7, "FY2099/00 Q2 (October\N{EN DASH}December 2099)"),
        ("2026Q3", 1, "2026 Q3 (July\N{EN DASH}September 2026)"),
        ("2026Q1", 2, "January\N{EN DASH}March 2026 (month 12 of FY2025/26 to month 2 of FY2026/27)"),
        ("2026Q3", 9, "July\N{EN DASH}September 2026 (month 11 of FY2025/26 to month 1 of FY2026/27)"),
        ("2026Q2", 2, "April\N{EN DASH}June 2026 (months 3 to 5 of FY2026/27)"),
    ],
)
def test_a_quarter_is_named_by_the_fiscal_year(quarter, starts, words):
    assert quarter_in_words(Quarter.parse(quarter), starts) == words


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)), st.integers(1, 12))
def test_a_fiscal_year_changes_on_the_first_of_its_month_and_on_no_other_day(day, starts):
    before = fiscal_year(day - dt.timedelta(days=1), starts)
    assert (fiscal_year(day, starts) != before) == ((day.month, day.day) == (starts, 1))


@pytest.mark.parametrize("starts", [0, 13, True, "4", None])
def test_a_month_that_is_none_is_refused(starts):
    with pytest.raises(PmobookError, match="expected a month, 1 to 12"):
        quarter_in_words(Quarter(2026, 3), starts)


@pytest.mark.parametrize(("given_as", "month"), [("04", 4), ("4", 4), (4, 4), ("April", 4), ("apr", 4), ("october", 10)])
def test_the_first_month_may_be_a_number_or_a_name(given_as, month):
    calendar = check_content(EngagementCalendar, {"fiscal_year_starts": given_as}, "engagement.yaml")
    assert calendar.fiscal_year_starts == month


@pytest.mark.parametrize("wrong", ["", "ju", "13", "Smarch", True, 1.5, "\N{SUPERSCRIPT TWO}"])
def test_a_first_month_that_is_none_is_told(wrong):
    with pytest.raises(ProblemsFound, match="fiscal_year_starts"):
        check_content(EngagementCalendar, {"fiscal_year_starts": wrong}, "engagement.yaml")


@pytest.mark.parametrize("wrong", ["Mars/Olympus", "../etc/passwd", "", "\N{NULL}"])
def test_a_time_zone_that_is_none_is_told(wrong):
    with pytest.raises(ProblemsFound, match="expected a time zone by its name, such as Europe/London"):
        check_content(EngagementCalendar, {"time_zone": wrong}, "engagement.yaml")


def test_the_day_is_the_organisation_s_own():
    late = dt.datetime(2026, 9, 30, 23, 30, tzinfo=dt.UTC)
    assert EngagementCalendar(time_zone="Pacific/Auckland").day_of(late) == dt.date(2026, 10, 1)
    assert EngagementCalendar(time_zone="America/New_York").day_of(late.replace(tzinfo=None)) == dt.date(2026, 9, 30)
    assert EngagementCalendar(time_zone="Europe/London").start_of(dt.date(2026, 7, 1)) == dt.datetime(
        2026, 6, 30, 23, tzinfo=dt.UTC
    )
