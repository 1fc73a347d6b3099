"""Quarters, periods, ids and quotes mean one thing everywhere."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.errors import PmobookError
from pmobook.vocabulary import Confidence, Period, Quarter, is_id, nearest, quoted, slug

QUARTERS = st.builds(Quarter, st.integers(1900, 2200), st.integers(1, 4))


@given(QUARTERS)
def test_a_quarter_survives_being_written_and_read(quarter: Quarter) -> None:
    assert Quarter.parse(str(quarter)) == quarter
    assert quarter.next.previous == quarter
    assert quarter.previous < quarter < quarter.next


@given(st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)))
def test_a_day_lies_in_its_quarter(day: dt.date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first_day <= day <= quarter.last_day


@pytest.mark.parametrize(
    "text",
    ["2026Q5", "2026-Q3", "2026q3", "Q3 2026", "", "2026Q3\n", "../2026Q3", "0000Q1", "9999Q4", "\u0662\u0660\u0662\u0666Q1"],
)
def test_what_is_no_quarter_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PmobookError, match="Write the year and the quarter, as in 2026Q3"):
        Quarter.parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2026Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
        ("FY2013/14", dt.date(2013, 4, 1), dt.date(2014, 3, 31)),
        ("FY1999/00", dt.date(1999, 4, 1), dt.date(2000, 3, 31)),
    ],
)
def test_a_period_knows_its_days(text: str, first: dt.date, last: dt.date) -> None:
    period = Period.parse(text)
    assert (period.first_day, period.last_day, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-7",
        "FY2013/15",
        "2013/14",
        "0000-01",
        "0000Q1",
        "9999Q4",
        "FY9999/00",
        "FY0000/01",
        "\u0662\u0660\u0662\u0666-07",
        "July 2026",
        "",
    ],
)
def test_what_is_no_period_is_refused_with_examples(text: str) -> None:
    with pytest.raises(PmobookError, match="Write a month as 2026-07, a quarter as 2026Q3, a financial year as FY2026/27"):
        Period.parse(text)


def test_confidence_is_ordered_from_red_to_green() -> None:
    assert [one.rank for one in (Confidence.RED, Confidence.AMBER, Confidence.GREEN)] == [0, 2, 4]


@pytest.mark.parametrize("text", ["a", "retail", "supply_chain_2"])
def test_an_id_is_lower_case_letters_digits_and_underscores(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "Retail", "2retail", "a-b", "a/b", "..", "a b", "a\n", "é", "a" * 64])
def test_what_could_leave_its_folder_is_no_id(text: str) -> None:
    assert not is_id(text)


@given(st.text(max_size=200))
def test_every_name_gives_an_id(name: str) -> None:
    assert is_id(slug(name))


def test_a_slug_can_be_recognised() -> None:
    assert slug("Crossrail & Thameslink (Phase 2)") == "crossrail_and_thameslink_phase_2"
    assert slug("Élan Vital") == "elan_vital"


def test_the_nearest_word_is_offered_only_if_it_is_near() -> None:
    assert nearest("porbability", ["probability", "category"]) == "probability"
    assert nearest("zzz", ["probability", "category"]) is None


@given(st.text(max_size=2000))
def test_a_quote_is_one_short_printable_line(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert len(shown) < 100


def test_a_long_text_is_shortened_and_its_length_told() -> None:
    assert quoted("x" * 100_000) == f"'{'x' * 60}…' (100,000 characters)"
