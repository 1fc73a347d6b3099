"""Reading ease comes out as published, and never fails on odd texts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.method.reading_ease import TextCounts, count_text, reading_ease, syllables

EXAMPLES = [
    # "Flesch-Kincaid readability tests", Wikipedia, section on the Flesch reading ease.
    ("The cat sat on the mat.", 116),
    ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 69),
    ("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 37.5),
]


@pytest.mark.parametrize(("text", "published"), EXAMPLES)
def test_published_examples_come_out_as_printed(text, published):
    digits = 1 if isinstance(published, float) else 0
    assert round(reading_ease(count_text(text)), digits) == published


WORDS = {
    1: "a the role roles rule scale while asked planned named stored files dates notes share used where role's",
    2: "project table titles handled compared stated changes reading being statement useful rarely issues value project's",
    3: "benefit management area idea period ratio actual appraisals quarterly creating agreement reported decided",
    4: "executive experience capacity criteria executed",
    5: "materially organisation",
}


@pytest.mark.parametrize(("count", "word"), [(count, word) for count, words in WORDS.items() for word in words.split()])
def test_syllables_are_counted_by_spelling(count, word):
    assert syllables(word) == count


def test_what_ends_a_text_ends_a_sentence_and_a_decimal_point_does_not():
    assert count_text("Costs rose by 2.5 million").sentences == 1
    assert count_text(["One", "Two. Three"]).sentences == 3
    assert count_text("First: one; second: two.").sentences == 4


def test_a_text_without_words_has_no_reading_ease():
    assert count_text("…  - .") == TextCounts(0, 0, 0)
    assert math.isnan(reading_ease(count_text("")))


@given(st.text())
def test_any_text_is_counted(text):
    counts = count_text(text)
    assert counts.syllables >= counts.words >= counts.sentences >= 0
    assert (counts.words > 0) == (counts.sentences > 0)


@given(st.lists(st.sampled_from(["A plan is there.", "Figures were compared.", "Nobody reviewed it, so far."]), min_size=1))
def test_texts_count_together_as_the_sum_of_each(texts):
    total = TextCounts(0, 0, 0)
    for text in texts:
        total += count_text(text)
    assert count_text(texts) == total
