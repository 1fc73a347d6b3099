import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.inputs.date_text import check_date_format, has_day, read_date


def test_the_formats_of_one_column_are_tried_in_order():
    formats = ["DD/MM/YYYY", "DD.MM.YY"]
    assert read_date("31/05/2010", formats) == dt.date(2010, 5, 31)
    assert read_date("31.05.10", formats) == dt.date(2010, 5, 31)
    assert read_date("03/04/2026", ["DD/MM/YYYY", "MM/DD/YYYY"]) == dt.date(2026, 4, 3)
    assert read_date("03/14/2026", ["DD/MM/YYYY", "MM/DD/YYYY"]) == dt.date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "date_format", "day"),
    [
        ("1/4/2026", "DD/MM/YYYY", dt.date(2026, 4, 1)),
        ("1 Sept 2026", "DD MMM YYYY", dt.date(2026, 9, 1)),
        ("30 september 26", "DD MMMM YY", dt.date(2026, 9, 30)),
        ("2026-07-31T00:00:00", "YYYY-MM-DD", dt.date(2026, 7, 31)),
        ("41547", "excel number", dt.date(2013, 9, 30)),
        ("01.01.69", "DD.MM.YY", dt.date(2069, 1, 1)),
        ("01.01.70", "DD.MM.YY", dt.date(1970, 1, 1)),
        ("29/02/2028", "DD/MM/YYYY", dt.date(2028, 2, 29)),
    ],
)
def test_a_date_is_read_as_it_is_written(text, date_format, day):
    assert read_date(text, [date_format]) == day


@pytest.mark.parametrize(
    "text", ["", "1/012/2014", "31/06/2026", "29/02/2026", "31/05/2010 10:30", "0/5/2010", "31/13/2010", "x" * 9999]
)
def test_what_is_no_date_in_the_format_gives_none(text):
    assert read_date(text, ["DD/MM/YYYY"]) is None


def test_a_month_without_a_day_needs_to_be_told_which_day():
    assert read_date("Feb 2028", ["MMM YYYY"]) is None
    assert read_date("Feb 2028", ["MMM YYYY"], "first") == dt.date(2028, 2, 1)
    assert read_date("Feb 2028", ["MMM YYYY"], "last") == dt.date(2028, 2, 29)


@pytest.mark.parametrize("date_format", ["", "%d/%m/%Y", "DD/MM", "DD/DD/YYYY", "dd/mm/yyyy", "DD/MM/YYYY hh", "D" * 99])
def test_a_format_that_is_none_is_refused_with_an_example(date_format):
    with pytest.raises(ValueError, match="such as DD/MM/YYYY"):
        check_date_format(date_format)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_day_written_in_a_format_is_read_back(day):
    assert read_date(f"{day.day}/{day.month}/{day.year}", ["DD/MM/YYYY"]) == day
    assert read_date(day.isoformat(), ["DD/MM/YYYY", "YYYY-MM-DD"]) == day


@given(st.text())
def test_no_text_at_all_breaks_the_reading(text):
    assert read_date(text, ["DD/MM/YYYY", "MMM YYYY", "excel number"], "last") is None or any(map(str.isdigit, text))


def test_a_format_without_a_day_is_known():
    assert [has_day(one) for one in ("MMM YYYY", "DD/MM/YYYY", "D.M.YY", "excel number")] == [False, True, True, True]
