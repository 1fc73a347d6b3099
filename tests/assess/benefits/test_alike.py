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
    assert similar_pairs(texts, 0.8).pairs == ((0, 1),)


@pytest.mark.parametrize("texts", [[], ["one"], ["", ""]])
def test_without_two_titles_there_is_no_pair(texts):
    assert similar_pairs(texts, 0.8).pairs == ()


words = st.lists(st.sampled_from(["cost", "costs", "call", "calls", "saved", "avoided", "in", "stores"]), min_size=1, max_size=4)


@given(st.lists(words.map(" ".join), max_size=12), st.sampled_from([0.5, 0.8, 1.0]))
def test_no_pair_that_agrees_and_shares_half_of_its_words_is_lost(texts, least):
    kept = set(similar_pairs(texts, least).pairs)
    for (one, first), (other, second) in itertools.combinations(enumerate(texts), 2):
        heads = [{word[:4] for word in text.split()} for text in (first, second)]
        shares_half = 2 * len(heads[0] & heads[1]) >= max(map(len, heads))
        if shares_half and alikeness(first, second) >= least:
            assert (one, other) in kept


def test_a_text_like_more_others_than_say_anything_is_common_and_in_no_pair():
    texts = ["cost savings"] * 3 + ["fewer calls", "cost saving"] + ["fewer calls"]
    found = similar_pairs(texts, 0.8, most=2)
    assert (found.pairs, found.common) == (((3, 5),), (0, 1, 2, 4))
    assert similar_pairs(texts, 0.8, most=3).common == ()
    assert len(similar_pairs(texts, 0.8, most=3).pairs) == 7


def test_thousands_of_nearly_equal_texts_give_no_pairs_and_are_all_common():
    texts = [f"fewer calls about returns in store {number}" for number in range(3000)]
    found = similar_pairs(texts, 0.8, most=30)
    assert (found.pairs, found.common) == ((), tuple(range(3000)))


@given(st.lists(words.map(" ".join), max_size=12), st.integers(0, 4))
def test_pairs_are_those_without_a_limit_whose_texts_are_not_common(texts, most):
    every, found = similar_pairs(texts, 0.8), similar_pairs(texts, 0.8, most)
    common = set(found.common)
    assert found.pairs == tuple(pair for pair in every.pairs if not common & set(pair))
    numbers = [sum(place in pair for pair in every.pairs) for place in range(len(texts))]
    assert common == {place for place, number in enumerate(numbers) if number > most}
