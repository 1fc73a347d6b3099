import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmobook.assess import wording
from pmobook.show import figures, words
from pmobook.vocabulary import day_in_words

unhurried = settings(deadline=None, max_examples=40)


@unhurried
@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_figure_in_a_sentence_reads_as_it_does_in_an_exhibit(value, digits):
    assert wording.as_number(value, digits) == figures.number(value, digits)


@unhurried
@given(st.one_of(st.floats(0.01, 0.99), st.floats(1, 10)))
def test_a_percentage_in_a_sentence_reads_as_it_does_in_an_exhibit(share):
    assert wording.as_percent(share) == figures.share_as_percent(share)


@unhurried
@given(st.floats(-2, 10))
def test_a_percentage_with_a_decimal_place_reads_as_it_does_in_an_exhibit(share):
    assert wording.as_percent(share, 1) == figures.share_as_percent(share, 1)


@unhurried
@given(st.floats(-1e6, 1e6))
def test_a_measures_value_reads_as_it_does_in_an_exhibit(value):
    assert wording.as_measured(value, "") == figures.measured(value)


@unhurried
@given(st.integers(1, 40_000))
def test_a_slip_reads_as_it_does_in_an_exhibit(days):
    assert f"{wording.as_duration(days)} late" == figures.slip(days)


@unhurried
@given(st.text())
def test_a_unit_of_measure_can_neither_break_nor_turn_the_sentence_around_it(text):
    plain = wording.as_plain_text(text)
    assert len(plain.splitlines()) <= 1
    assert not set(plain) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\n\t\0")
    assert wording.as_plain_text(plain) == plain


def test_a_unit_of_measure_keeps_the_marks_of_its_language():
    assert wording.as_plain_text("m² – café, नि‍") == "m² – café, नि‍"  # noqa: RUF001 - letters as people write them


def test_a_small_share_does_not_read_as_nothing_nor_a_large_one_as_everything():
    assert wording.as_percent(0.998) == "more than 99%"
    assert wording.as_percent(1) == "100%"
    assert wording.as_percent(0.004) == "less than 1%"
    assert wording.as_percent(0) == "0%"


def test_days_and_dates_read_as_they_do_in_an_exhibit():
    assert figures.date(dt.date(2026, 7, 31)) == "31 July 2026" == day_in_words(dt.date(2026, 7, 31))
    assert [wording.as_days(days) for days in (1, 2922)] == [figures.days(days) for days in (1, 2922)]


@pytest.mark.parametrize("count", [0, 1, 2, 6])
def test_a_list_reads_as_it_does_in_an_exhibit(count):
    assert wording.listed("abcdef"[:count]) == words.joined("abcdef"[:count])


def test_a_long_list_names_the_first_and_counts_the_rest():
    assert wording.listed("abcdefgh", most=3) == "a, b, c and 5 more"
