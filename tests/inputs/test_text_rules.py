import pytest
from pydantic import ValidationError

from pmobook.inputs.text_rules import TextRule


def test_a_whole_text_matches_whatever_its_case_and_spaces():
    rule = TextRule.model_validate("To be  confirmed")
    assert rule.matches("TO BE CONFIRMED ")
    assert not rule.matches("to be confirmed soon")


def test_a_beginning_matches_the_beginning_only():
    rule = TextRule(begins="Exempt")
    assert rule.matches("exempt under Section 43")
    assert not rule.matches("Data exempt")


def test_a_pattern_is_found_anywhere_in_the_text():
    assert TextRule(pattern=r"section \d+").matches("Exempt under Section 43 (2)")


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(", "regular expression"),
        ("[[a]", "regular expression"),
        ("x" * 201, "at most 200 characters"),
        ("(a+)+$", "without a repeated group"),
        ("(a|aa){9}", "without a repeated group"),
        ("a*a*a*a*b", "at most 3"),
        ("a?" * 28 + "a" * 28, "at most 256 ways"),
        ("(a|a)" * 22 + "b", "at most 256 ways"),
        ("((a|b)?(c|d)?)?" * 3, "at most 256 ways"),
        ("", "at least 1 character"),
    ],
)
def test_a_pattern_that_is_broken_or_could_search_for_hours_is_refused(pattern, words):
    with pytest.raises(ValidationError, match=words):
        TextRule(pattern=pattern)


def test_signs_that_are_no_repeats_are_let_through():
    assert TextRule(pattern=r"[*+]\*\+\{?(n/a)?").matches("**+{n/a")


def test_optional_parts_and_alternatives_are_let_through_as_far_as_they_are_few():
    months = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
    assert TextRule(pattern=rf"({months})[- ]?(20)?\d\d").matches("by Sep 26")
    assert TextRule(pattern=r"(?i:n/?a|t\.?b\.?c)|to be .*?confirmed??").matches("To be soon confirmed")


@pytest.mark.parametrize("keys", [{}, {"text": "a", "begins": "b"}, {"reason": "x"}])
def test_a_rule_says_one_thing(keys):
    with pytest.raises(ValidationError, match="one of text, begins and pattern"):
        TextRule.model_validate(keys)
