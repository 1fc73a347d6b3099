import pytest

from pmobook.inputs.amount_words import known_scale, may_hold_amount, word_after_number
from pmobook.inputs.mapping import NumberRule

RULE = NumberRule(currency_signs=("EUR", "€"))


@pytest.mark.parametrize(
    ("text", "word"),
    [("12 Mio", "Mio"), ("€1.5 Mio.", "Mio."), ("(12 Mrd EUR)", "Mrd"), ("12 TEUR", "T"), ("3 parsecs", "parsecs"),
     ("12", None), ("TBC", None), ("about 12 Mio", None), ("12 of 14", None)],
)  # fmt: skip
def test_the_word_that_alone_keeps_a_text_from_being_an_amount_is_found(text, word):
    assert word_after_number(text, RULE) == word


def test_common_words_for_thousands_millions_and_billions_are_known():
    assert [known_scale(word) for word in ("Tsd", "MIO.", "mrd", "parsecs")] == ["thousand", "million", "billion", None]


@pytest.mark.parametrize(
    ("text", "may"),
    [("12 (to be agreed with the board)", True), ("about 12", True), ("EUR 12 or so, says the sponsor", True), ("TBC", False),
     ("Exempt under Section 43 of the Act of 2000", False)],
)  # fmt: skip
def test_a_text_that_begins_with_a_number_or_has_few_words_beside_it_may_hold_an_amount(text, may):
    assert may_hold_amount(text, RULE) is may
