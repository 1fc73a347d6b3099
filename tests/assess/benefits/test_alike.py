import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.assess.benefits.alike import alikeness, plain_text, similar_pairs


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("fewer calls", "fewer calls", 1),
        ("abcd", "bcde", 0.75),  # the example of Python's documentation of difflib
        ("", "a", 0),
    ],
)
def test_how_far_two_texts_agree(one, other, share):
    assert alikeness(one, other) == alikeness(other, one) == share


def test_case_and_punctuation_don_t_count():
    assert plain_text("  Fewer calls - about RETURNS!") == "fewer calls about returns"


def test_titles_with_few_words_or_letters_in_common_are_not_compared():
    texts = ["fewer calls about returns", "fewer calls on returns", "energy bought", "", "fewer accidents"]
    assert similar_pairs(texts, 0.8) == [(0, 1)]


@pytest.mark.parametrize("texts", [[], ["one"], ["", ""]])
def test_without_two_titles_there_is_no_pair(texts):
    assert similar_pairs(texts, 0.8) == []


words = st.lists(st.sampled_from(["cost", "costs", "call", "calls", "saved", "avoided", "in", "stores"]), min_size=1, max_size=4)


@given(st.lists(words.map(" ".join), max_size=12), st.sampled_from([0.5, 0.8, 1.0]))
def test_no_pair_that_agrees_and_shares_half_of_its_words_is_lost(texts, least):
    kept = set(similar_pairs(texts, least))
    for (one, first), (other, second) in itertools.combinations(enumerate(texts), 2):
        heads = [{word[:4] for word in text.split()} for text in (first, second)]
        shares_half = 2 * len(heads[0] & heads[1]) >= max(map(len, heads))
        if shares_half and alikeness(first, second) >= least:
            assert (one, other) in kept
