"""A number format shows a number as it is written elsewhere."""

import pytest

from pmobook.export.number_format import number_format
from pmobook.language import use_language


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


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("0,95", "#,##0.00"),
        ("1.203,4\N{NO-BREAK SPACE}Mio. €", '#,##0.0"\N{NO-BREAK SPACE}Mio. €"'),
        ("12,5\N{NO-BREAK SPACE}%", '#,##0.0"\N{NO-BREAK SPACE}"%'),
        ("1.204", "#,##0"),
    ],
)
def test_it_reads_figures_as_the_language_writes_them(text, form):
    use_language("de")
    assert number_format(text).split(";")[0] == form
