"""Wording: nothing twice, nothing that only praises, no word with two meanings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmobook.method.model_checks.rules import lint_rules
from pmobook.method.model_checks.texts import Text, texts_of, words_of
from pmobook.method.model_checks.wording import find_repeated_wording, find_unclear_words, find_words_of_merit

RULES = lint_rules()


def texts(*written: str, kind="statement"):
    return [Text(f"place {number}", "area", kind, one) for number, one in enumerate(written, start=1)]


def test_the_same_words_are_found_whatever_their_case_and_punctuation():
    (told,) = find_repeated_wording(texts("Costs are compared.", "Another.", "costs are  COMPARED;"), RULES)
    assert told.where == "place 3"
    assert told.found == "'costs are COMPARED;', word for word as in place 1"
    assert told.severity == "problem"


def test_nearly_the_same_words_in_another_order_are_found():
    """Nine of ten words shared is nearly the same, the later text is told."""
    first = "one two three four five six seven eight nine"
    (told,) = find_repeated_wording(texts(f"{first} ten", f"ten {first}", kind="steps"), RULES)
    assert told.found.endswith("nearly the same words as in place 1")
    (told,) = find_repeated_wording(texts(f"{first} ten", first), RULES)
    assert told.where == "place 2"


def test_below_nine_of_ten_words_is_a_wording_of_its_own():
    assert (
        find_repeated_wording(texts("one two three four five six seven eight", "one two three four five six seven nine"), RULES)
        == []
    )


def test_levels_and_figures_make_a_difference():
    assert find_repeated_wording(texts("At level 2 it is done by 10 teams", "At level 3 it is done by 20 teams"), RULES) == []


def test_short_texts_are_alike_only_if_they_are_the_same():
    assert find_repeated_wording(texts("The plan dated", "Dated the plan"), RULES) == []
    assert len(find_repeated_wording(texts("The plan", "the plan"), RULES)) == 1


@given(st.lists(st.sampled_from(["a b c d e", "e d c b a", "a b c d", "f g h i", "A B, C D"]), max_size=8))
def test_the_first_of_texts_that_are_alike_is_never_told(written):
    told = {one.where for one in find_repeated_wording(texts(*written), RULES)}
    assert "place 1" not in told
    assert len(told) >= len(written) - len({words_of(one) for one in written})


def test_words_of_merit_are_found_in_statements_only():
    (told,) = find_words_of_merit(texts("Reviews are Effective and robust.", "An ineffective one."), RULES)
    assert told.found == "'effective', 'robust'"
    assert find_words_of_merit(texts("Which is the best record?", kind="question"), RULES) == []


@pytest.mark.parametrize(
    "fine", ["each business unit", "Business units'", "a unit of measure", "units of measure", "united", "the\nbusiness\nunit"]
)
def test_a_unit_that_says_which_is_fine(fine):
    assert find_unclear_words(texts(fine), RULES) == []


@pytest.mark.parametrize("bare", ["the unit", "Units report", "that unit's budget", "business or unit", "unit of delivery"])
def test_a_bare_unit_is_found(bare):
    (told,) = find_unclear_words(texts(bare), RULES)
    assert told.found.casefold() in {"a bare 'unit'", "a bare 'units'"}
    assert told.remedy == "Say business unit, or unit of measure."


def test_hyphens_and_apostrophes_belong_to_a_word():
    assert words_of("The PMO's high-quality plan, 2.5 m") == ("the", "pmo's", "high-quality", "plan", "2.5", "m")


def test_every_text_of_a_model_is_looked_at(small, small_model):
    found = list(texts_of(small_model, small.file_of))
    kinds = {kind: sum(1 for one in found if one.kind == kind) for kind in {one.kind for one in found}}
    assert kinds == {"definition": 5, "question": 6, "statement": 12, "practice": 18, "evidence": 18, "action": 10, "steps": 10}
    assert "supplier_office/sourcing.yaml, contracts, practices > contracts_2b > evidence" in {one.where for one in found}
