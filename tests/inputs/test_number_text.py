from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.inputs.mapping import NumberRule
from pmobook.inputs.number_text import NotANumberError, plain, read_number

POUNDS = NumberRule(currency_signs=("£", "Ł", "GBP"))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("£1,203.4m", "1203.4"),
        ("Ł12.5", "12.5"),
        ("Ł12.5m", "12.5"),
        ("(12)", "-12"),
        ("(£12m)", "-12"),
        ("£(12)", "-12"),
        ("-£3.20m", "-3.2"),
        ("£-3.20m", "-3.2"),
        ("\N{MINUS SIGN}3", "-3"),
        ("12.50-", "-12.5"),
        ("+5", "5"),
        ("1.2bn", "1200"),
        ("£ 250 k", "0.25"),
        ("GBP 7 million", "7"),
        (".5", "0.5"),
        ("12.", "12"),
        ("0", "0"),
        ("-0.00", "0"),
        (12, "12"),
        (12.1, "12.1"),
    ],
)
def test_an_amount_is_read_in_the_engagements_scale(text, amount):
    assert plain(read_number(text, POUNDS, "million")) == amount


@pytest.mark.parametrize(
    ("scale", "amount"), [(None, "1500"), ("one", "0.0015"), ("thousand", "1.5"), ("million", "1500"), ("billion", "1500000")]
)
def test_an_amount_without_a_word_counts_in_the_scale_that_the_mapping_states(scale, amount):
    assert plain(read_number("1,500", NumberRule(scale=scale), "million")) == amount


def test_a_word_wins_over_the_stated_scale():
    assert plain(read_number("1.5bn", NumberRule(scale="thousand"), "thousand")) == "1500000"


def test_marks_of_the_continent_are_read_when_stated():
    rule = NumberRule(decimal=",", thousands=".", currency_signs=("€",))
    assert plain(read_number("1.203,4 €", rule, "one")) == "1203.4"
    assert plain(read_number("1\u202f203\u00a0400,5", NumberRule(decimal=",", thousands=" "), None)) == "1203400.5"
    with pytest.raises(NotANumberError, match="1\\.203,4"):
        read_number("1,203.4", rule, "one")


def test_what_a_percent_sign_means_must_be_stated():
    assert plain(read_number("12%", NumberRule(percent="share"), None)) == "0.12"
    assert plain(read_number("-4.5 %", NumberRule(percent="percent"), None)) == "-4.5"
    with pytest.raises(NotANumberError, match="numbers > percent"):
        read_number("12%", NumberRule(), None)


def test_a_currency_sign_that_is_not_stated_is_refused_by_name():
    with pytest.raises(NotANumberError, match=r"stated currency signs \(£, Ł, GBP\), not \$"):
        read_number("$5", POUNDS, "million")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TBC",
        "1,20",
        "12,3456",
        "1.2.3",
        "--5",
        "(-5)",
        "5 5",
        "m",
        "£",
        "1e5",
        "12 apples",
        "٣",
        "nan",
        "inf",
        "9" * 70,
        "%",
        "()",
        "1km",
    ],
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumberError):
        read_number(text, POUNDS, "million")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(value):
    with pytest.raises(NotANumberError, match="finite"):
        read_number(value, POUNDS, None)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4))
def test_every_number_written_with_thousands_is_read_back(number):
    assert read_number(f"{number:,}", NumberRule(), None) == number
    assert Decimal(plain(number)) == number


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_refused_and_never_breaks(text):
    try:
        found = read_number(text, POUNDS, "million")
    except NotANumberError:
        return
    assert found.is_finite()
