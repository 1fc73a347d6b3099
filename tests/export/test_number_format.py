"""A number format shows a number as it is written elsewhere."""

import pytest

from pmobook.export.number_format import number_format


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("£1,203m", '"£"#,##0"m"'),
        ("2.74", "#,##0.00"),
        ("13%", "#,##0%"),
        ("+0.3", '"+"#,##0.0'),
        ("45 days", '#,##0" days"'),
        ("CHF\N{NO-BREAK SPACE}3.0k", '"CHF\N{NO-BREAK SPACE}"#,##0.0"k"'),
    ],
)
def test_it_keeps_sign_currency_places_and_unit_of_measure(text, form):
    assert number_format(text).split(";")[0] == form


def test_a_word_is_shown_as_it_stands_and_a_quote_cannot_end_it():
    assert number_format("on time") == '"on time"'
    assert number_format('say "x"') == '"say x"'
    assert number_format("") == "General"
